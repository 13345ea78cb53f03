//! Listeners who leave, and answers that got lost on their way.

use super::{client, harness::*};
use openledger_primitives::boundary::Boundary;
use serde_json::{Value, json};
use sp_core::{Pair, sr25519};
use std::{
	io::Read,
	sync::atomic::Ordering,
	time::{Duration, Instant},
};

fn owed(harness: &Harness, session: u64) -> u128 {
	harness.session(session)["owed"].as_str().unwrap().parse().unwrap()
}

fn start(harness: &Harness, text: &str, session: u64, stream: bool) -> std::net::TcpStream {
	let mut body = harness.body(text, session, 0);
	body["stream"] = json!(stream);
	client::begin(harness.at, "POST", "/v1/chat/completions", &body.to_string())
}

#[test]
fn a_listener_who_leaves_a_stream_owes_what_was_sent() {
	let dir = tempfile::tempdir().unwrap();
	let pace = Duration::from_millis(20);
	let harness = Harness::with(dir.path(), Parrot { pace, ..Default::default() }, |_| ());
	let mut stream = start(&harness, &["word"; 30].join(" "), 1, true);
	let mut heard = String::new();
	while heard.matches("word").count() < 5 {
		let mut piece = [0; 256];
		let length = stream.read(&mut piece).unwrap();
		heard.push_str(&String::from_utf8_lossy(&piece[..length]));
	}
	drop(stream);
	harness.until("the receipt", |harness| harness.session(1)["answers"] == 1);
	let owed = owed(&harness, 1);
	assert!((35 * EACH..55 * EACH).contains(&owed), "{owed}");
	// The receipt is about what was sent, and can be repeated.
	let answer = fetch(&harness, 1, 0, &user()).json();
	let words = answer["choices"][0]["message"]["content"].as_str().unwrap().matches("word").count();
	assert_eq!(answer["usage"]["completion_tokens"], words);
	assert_eq!(owed, (30 + words as u128) * EACH);
}

#[test]
fn who_leaves_while_the_prompt_is_read_frees_its_place_and_owes_nothing() {
	let dir = tempfile::tempdir().unwrap();
	for is_stream in [true, false] {
		let reading = Duration::from_millis(40);
		let engine = Parrot { reading, ..Default::default() };
		let harness = Harness::with(dir.path(), engine, |_| ());
		let stream = start(&harness, &["word"; 90].join(" "), 1, is_stream);
		harness.until("the reading", |harness| harness.engine.read.load(Ordering::SeqCst) >= 2);
		let left = Instant::now();
		drop(stream);
		harness.until("a free place", |harness| harness.server.chat.queue.taken() == 0);
		assert!(left.elapsed() < Duration::from_secs(1), "{:?}", left.elapsed());
		assert!(harness.engine.read.load(Ordering::SeqCst) < 60);
		assert_eq!(owed(&harness, 1), 0);
		assert_eq!(harness.ask("on we go", 1, 0).status, 200);
		harness.kill();
		std::fs::remove_dir_all(dir.path().join("serving")).unwrap();
	}
}

#[test]
fn who_leaves_an_answer_that_comes_whole_owes_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let pace = Duration::from_millis(10);
	let harness = Harness::with(dir.path(), Parrot { pace, ..Default::default() }, |_| ());
	let stream = start(&harness, &["word"; 90].join(" "), 1, false);
	harness.until("the writing", |harness| harness.engine.answers.load(Ordering::SeqCst) == 1);
	drop(stream);
	harness.until("a free place", |harness| harness.server.chat.queue.taken() == 0);
	assert_eq!(owed(&harness, 1), 0);
}

#[test]
fn who_leaves_the_queue_is_not_answered() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.engine.held.store(true, Ordering::SeqCst);
	let first = start(&harness, "one", 1, false);
	harness.until("the first", |harness| harness.server.chat.turns.available_permits() == 0);
	let second = start(&harness, "two", 2, true);
	harness.until("the second", |harness| harness.server.chat.queue.taken() == 2);
	drop(second);
	harness.until("a free place", |harness| harness.server.chat.queue.taken() == 1);
	harness.engine.held.store(false, Ordering::SeqCst);
	assert_eq!(client::finish(first).status, 200);
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 1);
}

#[test]
fn a_stream_begins_at_once_and_shows_that_it_lives() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| {
		config.keep_alive = Duration::from_millis(20);
	});
	harness.engine.held.store(true, Ordering::SeqCst);
	let first = start(&harness, "one", 1, false);
	harness.until("the first", |harness| harness.server.chat.turns.available_permits() == 0);
	// This one waits for its turn, and hears so.
	let mut second = start(&harness, "two", 2, true);
	let mut heard = String::new();
	while heard.matches("\n:").count() < 3 {
		let mut piece = [0; 256];
		let length = second.read(&mut piece).unwrap();
		heard.push_str(&String::from_utf8_lossy(&piece[..length]));
	}
	assert!(heard.starts_with("HTTP/1.1 200 OK") && heard.contains("\"role\":\"assistant\""), "{heard}");
	harness.engine.held.store(false, Ordering::SeqCst);
	assert_eq!(client::finish(first).status, 200);
	let mut rest = String::new();
	second.read_to_string(&mut rest).unwrap();
	assert!(rest.contains("[DONE]"), "{rest}");
}

/// Asks for an answer that was given, with a signature.
fn fetch(harness: &Harness, session: u64, index: u32, by: &sr25519::Pair) -> client::Reply {
	let tag = b"openledger/answer/1";
	let bytes = [&tag[..], GENESIS.as_ref(), &session.to_le_bytes(), &index.to_le_bytes()].concat();
	let signature = sp_core::bytes::to_hex(by.sign(&bytes).as_ref(), false);
	let path = format!("/v1/sessions/{session}/answers/{index}");
	let header = format!("authorization: OpenLedger {signature}\r\n");
	client::finish(client::begin_with(harness.at, "GET", &path, &header, ""))
}

#[test]
fn an_answer_that_was_lost_is_fetched_again() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut body = harness.body("three small words", 1, 0);
	body["openledger"]["tokens"] = json!(true);
	let first = harness.post("/v1/chat/completions", &body).json();
	assert_eq!(fetch(&harness, 1, 0, &user()).json(), first);
	let second = harness.ask("four", 1, 6 * EACH).json();
	// Also after it was paid for, after a restart, and while it may be challenged.
	let harness = Harness::again(dir.path(), Parrot::default(), |_| (), Some(harness.kill()));
	harness.pay(1, 8 * EACH);
	harness.server.settler.tick();
	harness.settle(1);
	for (index, expected) in [(0, &first), (1, &second)] {
		let mut again = fetch(&harness, 1, index, &user()).json();
		again["openledger"]["tokens"] = expected["openledger"]["tokens"].clone();
		assert_eq!(&strip(again), &strip(expected.clone()));
	}
	let stranger = sr25519::Pair::from_seed(&[4; 32]);
	for (session, index, by, status, code) in [
		(1, 2, user(), 404, "no_such_answer"),
		(2, 0, user(), 404, "no_such_answer"),
		(9, 0, user(), 404, "unknown_session"),
		(1, 0, stranger, 403, "not_yours"),
	] {
		let refused = fetch(&harness, session, index, &by);
		assert_eq!((refused.status, refused.code().as_str()), (status, code));
	}
	assert_eq!(harness.get("/v1/sessions/1/answers/0").code(), "malformed");
}

/// Leaves out what is only there if it is asked for.
fn strip(mut answer: Value) -> Value {
	if answer["openledger"]["tokens"].is_null() {
		answer["openledger"].as_object_mut().unwrap().remove("tokens");
	}
	answer
}

#[test]
fn an_answer_that_cannot_be_attributed_or_written_down_is_not_owed() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.engine.is_lost.store(true, Ordering::SeqCst);
	assert_eq!(harness.ask("one two", 1, 0).code(), "internal");
	let stream = |harness: &Harness| {
		let mut body = harness.body("one two", 1, 0);
		body["stream"] = json!(true);
		harness.post("/v1/chat/completions", &body).events().join("\n")
	};
	let events = stream(&harness);
	assert!(
		events.contains("\"internal\"") && !events.contains("receipt") && !events.contains("two"),
		"{events}"
	);
	assert_eq!(owed(&harness, 1), 0);
	harness.engine.is_lost.store(false, Ordering::SeqCst);
	// No answer can be stored where a file stands in the way of their folder.
	let folder = dir.path().join("serving").join(format!("{GENESIS:x}"));
	std::fs::write(folder.join("answers"), b"in the way").unwrap();
	let events = stream(&harness);
	assert!(events.contains("\"internal\"") && !events.contains("two"), "{events}");
	std::fs::remove_file(folder.join("answers")).unwrap();
	// Nor can its receipt be written down where the journal cannot.
	let (journal, aside) = (folder.join("1.journal"), folder.join("aside"));
	std::fs::rename(&journal, &aside).unwrap();
	let events = stream(&harness);
	assert!(events.contains("\"internal\"") && !events.contains("two"), "{events}");
	std::fs::rename(&aside, &journal).unwrap();
	assert_eq!(owed(&harness, 1), 0);
	let good = stream(&harness);
	assert!(good.contains("two") && good.contains("receipt"), "{good}");
	let receipt = &harness.session(1)["unpaid"]["receipt"];
	assert_eq!(receipt["influence"], json!([{ "contribution": 2, "share": 1_000_000_000 }]));
	assert_ne!(harness.end(1, 4 * EACH), Boundary::default());
}
