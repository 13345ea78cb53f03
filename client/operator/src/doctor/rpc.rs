//! A small client of JSON-RPC over HTTP.

use serde_json::Value;
use std::{
	io::{Read, Write},
	net::{TcpStream, ToSocketAddrs},
	time::Duration,
};

/// Longest time that connecting, and each read, may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MAX_ANSWER: u64 = 16 << 20;
/// Port of HTTP where an address names none.
const HTTP_PORT: u16 = 80;

/// A client of one server.
pub(crate) struct Client {
	host: String,
	port: u16,
	path: String,
}

impl Client {
	/// Makes a client of an address such as `http://127.0.0.1:9944`.
	pub fn new(url: &str) -> Result<Self, String> {
		let rest = url.strip_prefix("http://").ok_or_else(|| {
			format!(
				"{url} is no address of HTTP: write http://HOST:PORT (a TLS proxy is looked at from its own \
					side)"
			)
		})?;
		let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
		let (host, port) = match authority.rsplit_once(':') {
			Some((host, port)) if !port.ends_with(']') => {
				(host, port.parse().map_err(|_| format!("{port} is no port"))?)
			},
			_ => (authority, HTTP_PORT),
		};
		let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
		Ok(Self { host, port, path: format!("/{path}") })
	}

	/// Returns whether the server is on this machine.
	pub fn is_local(&self) -> bool {
		let ip = self.host.parse::<std::net::IpAddr>();
		self.host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
	}

	/// Calls a method with parameters in JSON. An error of the server is returned as its message.
	pub fn call(&self, method: &str, params: &str) -> Result<Value, String> {
		let body = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
		let answer = self.post(&body).map_err(|error| error.to_string())?;
		let text = String::from_utf8_lossy(&answer);
		let (head, body) = text.split_once("\r\n\r\n").ok_or("the answer is no HTTP")?;
		let json = body.find('{').zip(body.rfind('}')).and_then(|(from, to)| body.get(from..=to));
		let status = head.lines().next().unwrap_or_default();
		let json = json.ok_or_else(|| format!("the answer is no JSON-RPC ({status})"))?;
		let mut answer: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
		match answer.get("error") {
			Some(error) => Err(error.get("message").and_then(Value::as_str).unwrap_or("an error").into()),
			None => Ok(answer.get_mut("result").map_or(Value::Null, Value::take)),
		}
	}

	/// Calls a runtime API and returns the bytes of its result.
	pub fn state_call(&self, method: &str, arguments: &[u8]) -> Result<Vec<u8>, String> {
		let arguments = sp_core::bytes::to_hex(arguments, false);
		bytes(self.call("state_call", &format!(r#"["{method}","{arguments}"]"#))?)
	}

	/// Reads a value of the storage, empty if there is none.
	pub fn storage(&self, key: &[u8]) -> Result<Vec<u8>, String> {
		let key = sp_core::bytes::to_hex(key, false);
		match self.call("state_getStorage", &format!(r#"["{key}"]"#))? {
			Value::Null => Ok(Vec::new()),
			value => bytes(value),
		}
	}

	fn post(&self, body: &str) -> Result<Vec<u8>, std::io::Error> {
		let mut addresses = (self.host.as_str(), self.port).to_socket_addrs()?;
		let address = addresses.next().ok_or_else(|| std::io::Error::other("the host has no address"))?;
		let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
		stream.set_read_timeout(Some(TIMEOUT))?;
		stream.set_write_timeout(Some(TIMEOUT))?;
		let (host, path, length) = (&self.host, &self.path, body.len());
		let port = self.port;
		write!(
			stream,
			"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: \
				application/json\r\nContent-Length: \
			{length}\r\nConnection: close\r\n\r\n{body}"
		)?;
		let mut answer = Vec::new();
		stream.take(MAX_ANSWER).read_to_end(&mut answer)?;
		Ok(answer)
	}
}

/// Reads bytes in hexadecimal.
fn bytes(value: Value) -> Result<Vec<u8>, String> {
	let text = value.as_str().ok_or("the answer is no text")?;
	sp_core::bytes::from_hex(text).map_err(|error| error.to_string())
}
