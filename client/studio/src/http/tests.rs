//! Requests over a real socket.

use super::*;
use std::{
	io::{Read, Write},
	net::{SocketAddr, TcpStream},
	sync::atomic::{AtomicU32, Ordering},
	thread,
	time::Duration,
};

const PAGE: &[u8] = b"<!doctype html><title>page</title>";

/// Serves a small studio of a node without a specification, and returns its address. It ends with the
/// runtime.
fn start(runtime: &tokio::runtime::Runtime, limits: ConnectionLimits) -> SocketAddr {
	start_with(runtime, limits, Box::new(|| None))
}

/// Serves a small studio of a node that writes its specification so, and returns its address.
fn start_with(
	runtime: &tokio::runtime::Runtime,
	limits: ConnectionLimits,
	write_spec: WriteSpec,
) -> SocketAddr {
	let files: &[(&'static str, &'static [u8])] = &[
		("index.html", PAGE),
		("assets/a-1.js", b"plain script"),
		("assets/a-1.js.gz", b"zipped script"),
		("node.json", b"{}"),
	];
	let about = AboutNode { rpc_port: Some(9944), write_spec };
	let router = router(Files::of(files).ok().unwrap(), about);
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	runtime.spawn(openledger_http::serve(listener, router, limits, Arc::new(Unobserved)));
	address
}

/// Sends a text and returns everything that comes back before the connection ends.
fn exchange(address: SocketAddr, text: &str) -> String {
	String::from_utf8(exchange_bytes(address, text)).unwrap()
}

fn exchange_bytes(address: SocketAddr, text: &str) -> Vec<u8> {
	let mut stream = TcpStream::connect(address).unwrap();
	stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
	stream.write_all(text.as_bytes()).unwrap();
	let mut bytes = Vec::new();
	// A connection that is reset has still said what it had to say.
	let _ = stream.read_to_end(&mut bytes);
	bytes
}

fn ask(address: SocketAddr, line: &str, headers: &str) -> (String, String) {
	let reply =
		exchange(address, &format!("{line} HTTP/1.1\r\nhost: studio\r\nconnection: close\r\n{headers}\r\n"));
	let (head, body) = reply.split_once("\r\n\r\n").unwrap();
	(head.to_lowercase(), body.into())
}

fn runtime() -> tokio::runtime::Runtime {
	tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

#[test]
fn files_come_with_their_types_and_every_reply_with_the_policy() {
	let runtime = runtime();
	let address = start(&runtime, ConnectionLimits::default());
	let (head, body) = ask(address, "GET /?node=ws://other#/market", "");
	assert_eq!(body.as_bytes(), PAGE);
	assert!(head.starts_with("http/1.1 200"), "{head}");
	assert!(
		head.contains("content-type: text/html; charset=utf-8") && head.contains("cache-control: no-cache")
	);

	let (head, body) = ask(address, "GET /assets/a-1.js", "");
	assert_eq!(body, "plain script");
	assert!(!head.contains("content-encoding") && head.contains("immutable"), "{head}");
	let (head, body) = ask(address, "GET /assets/a-1.js", "accept-encoding: br, gzip\r\n");
	assert_eq!(body, "zipped script");
	assert!(head.contains("content-encoding: gzip") && head.contains("vary: accept-encoding"), "{head}");
	let (_, body) = ask(address, "GET /assets/a-1.js", "accept-encoding: gzip;q=0\r\n");
	assert_eq!(body, "plain script");

	let (head, body) = ask(address, "GET /node.json", "");
	assert_eq!(body, r#"{"port":9944}"#);
	assert!(head.contains("no-store"), "{head}");

	for line in ["GET /", "GET /nothing", "POST /", "HEAD /", "GET /node.json"] {
		let (head, _) = ask(address, line, "");
		for words in
			["default-src 'none'", "frame-ancestors 'none'", "x-content-type-options: nosniff", "no-referrer"]
		{
			assert!(head.contains(words), "{line}: {head}");
		}
	}
}

#[test]
fn the_specification_of_the_node_is_served_as_it_is_and_compressed() {
	let runtime = runtime();
	let json = format!(
		r#"{{"name":"Test","genesis":{{"raw":{{"top":{{"0x3a636f6465":"0x{}"}}}}}}}}"#,
		"00".repeat(5000)
	);
	let spec = SpecFile::new(json.clone()).unwrap();
	let address = start_with(&runtime, ConnectionLimits::default(), Box::new(|| Some(spec)));
	let (head, body) = ask(address, "GET /chain-spec.json", "");
	assert_eq!(body, json);
	assert!(head.starts_with("http/1.1 200") && !head.contains("content-encoding"), "{head}");
	for words in
		["content-type: application/json", "no-store", "default-src 'none'", "cross-origin-resource-policy"]
	{
		assert!(head.contains(words), "{head}");
	}
	let reply = exchange_bytes(
		address,
		"GET /chain-spec.json HTTP/1.1\r\nhost: studio\r\nconnection: close\r\naccept-encoding: gzip\r\n\r\n",
	);
	let at = reply.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
	let (head, body) = (String::from_utf8_lossy(&reply[..at]).to_lowercase(), &reply[at + 4..]);
	assert!(head.contains("content-encoding: gzip") && head.contains("vary: accept-encoding"), "{head}");
	assert!(body.len() < json.len() / 10, "{} bytes", body.len());
	let mut unpacked = String::new();
	flate2::read::GzDecoder::new(body).read_to_string(&mut unpacked).unwrap();
	assert_eq!(unpacked, json);
	let (head, _) = ask(address, "POST /chain-spec.json", "content-length: 0\r\n");
	assert!(head.starts_with("http/1.1 405"), "{head}");
}

#[test]
fn the_specification_is_written_when_it_is_asked_for_and_once() {
	static WRITTEN: AtomicU32 = AtomicU32::new(0);
	let runtime = runtime();
	let write: WriteSpec = Box::new(|| {
		WRITTEN.fetch_add(1, Ordering::SeqCst);
		SpecFile::new("{}".into()).ok()
	});
	let address = start_with(&runtime, ConnectionLimits::default(), write);
	ask(address, "GET /", "");
	assert_eq!(WRITTEN.load(Ordering::SeqCst), 0);
	let asked: Vec<_> =
		(0..4).map(|_| thread::spawn(move || ask(address, "GET /chain-spec.json", "").1)).collect();
	for one in asked {
		assert_eq!(one.join().unwrap(), "{}");
	}
	assert_eq!(WRITTEN.load(Ordering::SeqCst), 1);
}

#[test]
fn without_a_specification_there_is_no_such_file() {
	let runtime = runtime();
	let (head, body) = ask(start(&runtime, ConnectionLimits::default()), "GET /chain-spec.json", "");
	assert!(head.starts_with("http/1.1 404"), "{head}");
	assert_eq!(body, "there is no such file\n");
}

#[test]
fn nothing_but_the_files_is_given_and_nothing_is_taken() {
	let runtime = runtime();
	let address = start(&runtime, ConnectionLimits::default());
	for path in [
		"/../Cargo.toml",
		"/assets/../../Cargo.toml",
		"/..%2f..%2fetc/passwd",
		"/%2e%2e/etc/passwd",
		"/assets\\..\\index.html",
		"/assets/",
		"/assets/a-1.js.gz",
		"//index.html",
		"/index.html/",
		"/model/0",
	] {
		let (head, body) = ask(address, &format!("GET {path}"), "");
		assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
		assert_eq!(body, "there is no such file\n");
	}
	for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
		let (head, body) = ask(address, &format!("{method} /"), "content-length: 0\r\n");
		assert!(head.starts_with("http/1.1 405") && head.contains("allow: get, head"), "{method}: {head}");
		assert_eq!(body, "");
	}
	let (head, body) = ask(address, "HEAD /", "");
	assert!(head.contains(&format!("content-length: {}", PAGE.len())), "{head}");
	assert_eq!(body, "");
	for text in ["rubbish\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9\r\n\r\n", "\0\0\0\0\r\n\r\n"] {
		let reply = exchange(address, text);
		assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 400"), "{text:?}: {reply}");
	}
	let long = format!("GET / HTTP/1.1\r\nhost: studio\r\nx: {}\r\n\r\n", "x".repeat(100_000));
	assert!(!exchange(address, &long).contains("200 OK"));
}

#[test]
fn connections_are_few_and_silent_ones_end() {
	let runtime = runtime();
	let limits = ConnectionLimits {
		total: 4,
		per_address: 4,
		head_timeout: Duration::from_millis(300),
		..ConnectionLimits::default()
	};
	let address = start(&runtime, limits);
	let mut silent: Vec<_> = (0..20).map(|_| TcpStream::connect(address).unwrap()).collect();
	assert_eq!(ask(address, "GET /", "").1.as_bytes(), PAGE);
	for stream in &mut silent {
		stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
		// Ended by the server, with 408 or without a word: what is left to read comes to its end.
		let mut rest = Vec::new();
		let ended = stream.read_to_end(&mut rest);
		assert!(ended.is_ok() || ended.unwrap_err().kind() == io::ErrorKind::ConnectionReset);
	}
}

#[test]
fn the_policy_is_that_of_the_page() {
	let page = include_str!("../../../../js/studio/index.html");
	let of_page = POLICY.strip_suffix("; frame-ancestors 'none'").unwrap();
	assert!(page.contains(&format!("content=\"{of_page}\"")), "js/studio/index.html has another policy");
}

#[test]
fn weights_of_encodings_are_read() {
	let takes = |value: &'static str| {
		let mut headers = HeaderMap::new();
		headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
		takes_gzip(&headers)
	};
	assert!(takes("gzip") && takes("br;q=1.0, GZIP;q=0.5") && takes("deflate,gzip"));
	assert!(!takes("gzip;q=0") && !takes("br") && !takes("") && !takes("x-gzip"));
	assert!(!takes_gzip(&HeaderMap::new()));
}
