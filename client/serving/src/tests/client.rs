//! An HTTP client of a few lines.

use serde_json::Value;
use std::{
	io::{Read, Write},
	net::{SocketAddr, TcpStream},
	time::Duration,
};

/// Status, head and body of a reply.
pub struct Reply {
	pub status: u16,
	pub head: String,
	pub body: String,
}

impl Reply {
	pub fn json(&self) -> Value {
		serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
	}

	pub fn code(&self) -> String {
		self.json()["error"]["code"].as_str().unwrap_or_default().to_string()
	}

	/// Data of server-sent events.
	pub fn events(&self) -> Vec<String> {
		self.body.lines().filter_map(|line| line.strip_prefix("data: ")).map(str::to_string).collect()
	}
}

pub fn begin(to: SocketAddr, method: &str, path: &str, body: &str) -> TcpStream {
	begin_with(to, method, path, "", body)
}

/// Sends a request with headers of its own, each of them with its end of line.
pub fn begin_with(to: SocketAddr, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
	let mut stream = TcpStream::connect(to).unwrap();
	stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
	let length = body.len();
	let request = format!(
		"{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}content-length: {length}\r\n\
		\r\n{body}"
	);
	stream.write_all(request.as_bytes()).unwrap();
	stream
}

pub fn finish(mut stream: TcpStream) -> Reply {
	let mut text = String::new();
	stream.read_to_string(&mut text).unwrap();
	let (head, body) = text.split_once("\r\n\r\n").unwrap();
	let status = head.split(' ').nth(1).unwrap().parse().unwrap();
	let head = head.to_lowercase();
	let body = if head.contains("transfer-encoding: chunked") { unchunk(body) } else { body.to_string() };
	Reply { status, head, body }
}

fn unchunk(mut rest: &str) -> String {
	let mut body = String::new();
	while let Some((size, after)) = rest.split_once("\r\n") {
		let size = usize::from_str_radix(size, 16).unwrap();
		body.push_str(&after[..size]);
		rest = &after[size + 2..];
		if size == 0 {
			break;
		}
	}
	body
}

pub fn call(to: SocketAddr, method: &str, path: &str, body: &str) -> Reply {
	finish(begin(to, method, path, body))
}
