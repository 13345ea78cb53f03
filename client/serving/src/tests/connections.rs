//! Connections that say nothing, half of something, or stay too long.

use super::{client, harness::*};
use serde_json::json;
use std::{
	io::{Read, Write},
	net::TcpStream,
	time::{Duration, Instant},
};

fn open_files() -> usize {
	std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// A service with few connections, all of whose waits are short.
fn harness(dir: &std::path::Path, total: usize) -> Harness {
	Harness::with(dir, Parrot::default(), |config| {
		config.connections.total = total;
		config.connections.head_timeout = Duration::from_millis(400);
		config.connections.body_timeout = Duration::from_millis(400);
	})
}

fn connect(harness: &Harness, text: &str) -> TcpStream {
	let mut stream = TcpStream::connect(harness.at).unwrap();
	stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
	stream.write_all(text.as_bytes()).unwrap();
	stream
}

/// Waits for the other side to close, and returns what came before.
fn closed(mut stream: TcpStream) -> String {
	let mut text = String::new();
	// A connection that is ended at once may be reset.
	let _ = stream.read_to_string(&mut text);
	text
}

#[test]
fn silent_connections_are_few_and_keep_nobody_out() {
	let dir = tempfile::tempdir().unwrap();
	let harness = harness(dir.path(), 32);
	let before = open_files();
	let half = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n";
	let silent: Vec<_> = (0..300).map(|n| connect(&harness, if n % 2 == 0 { "" } else { half })).collect();
	// They would be served as soon as they asked for something, and so is who comes after them.
	assert_eq!(harness.ask("one", 1, 0).status, 200);
	harness.until("few connections", |_| open_files() <= before + silent.len() + 40);
	// Those that are left are ended after their time, without anybody else coming.
	for stream in silent {
		closed(stream);
	}
	harness.until("no connections", |harness| harness.server.chat.metrics.connections.get() == 0);
}

#[test]
fn a_half_sent_body_takes_no_place_in_the_queue() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| {
		config.queue = 1;
		config.connections.body_timeout = Duration::from_millis(400);
	});
	let head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
	let half: Vec<_> = (0..16).map(|_| connect(&harness, head)).collect();
	assert_eq!(harness.ask("one", 1, 0).status, 200);
	for stream in half {
		let reply = closed(stream);
		assert!(reply.starts_with("HTTP/1.1 408 ") && reply.contains("\"too_slow\""), "{reply}");
	}
}

#[test]
fn a_connection_at_work_makes_no_room_for_others() {
	let dir = tempfile::tempdir().unwrap();
	let harness = harness(dir.path(), 2);
	harness.engine.held.store(true, std::sync::atomic::Ordering::SeqCst);
	let start = |session| {
		let body = Harness::body_to("one two", session, Default::default()).to_string();
		client::begin(harness.at, "POST", "/v1/chat/completions", &body)
	};
	let working = [start(1), start(2)];
	harness.until("two at work", |harness| harness.server.chat.queue.taken() == 2);
	assert_eq!(closed(connect(&harness, "")), "");
	harness.engine.held.store(false, std::sync::atomic::Ordering::SeqCst);
	for stream in working {
		assert_eq!(client::finish(stream).status, 200);
	}
}

#[test]
fn a_connection_takes_several_requests_and_is_ended_when_it_rests() {
	let dir = tempfile::tempdir().unwrap();
	let harness = harness(dir.path(), 16);
	let get = "GET /health HTTP/1.1\r\nhost: x\r\n\r\n";
	let mut stream = connect(&harness, get);
	for _ in 0..3 {
		let mut reply = [0; 15];
		stream.read_exact(&mut reply).unwrap();
		assert_eq!(&reply, b"HTTP/1.1 200 OK");
		let mut one = [0];
		while one != *b"}" {
			stream.read_exact(&mut one).unwrap();
		}
		stream.write_all(get.as_bytes()).unwrap();
	}
	let start = Instant::now();
	closed(stream);
	assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_is_too_large_is_refused_before_it_has_come() {
	let dir = tempfile::tempdir().unwrap();
	let harness = harness(dir.path(), 16);
	let head = "POST /v1/vouchers HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n";
	assert!(closed(connect(&harness, head)).starts_with("HTTP/1.1 413 "));
	let many: String = (0..1000).map(|n| format!("x-{n}: {}\r\n", "y".repeat(100))).collect();
	let reply = closed(connect(&harness, &format!("GET /health HTTP/1.1\r\n{many}\r\n")));
	assert!(reply.starts_with("HTTP/1.1 431 "), "{reply}");
	assert_eq!(harness.post("/v1/vouchers", &json!({})).status, 400);
}
