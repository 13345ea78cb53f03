//! The studio over HTTP: one handler, which reads nothing but the path of a request.

use crate::{
	files::{File, Files, NotBuilt},
	spec::{SpecFile, WriteSpec},
};
use axum::{
	Router,
	body::{Body, Bytes},
	extract::{Request, State},
	http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
	response::{IntoResponse, Response},
};
use openledger_http::{ConnectionLimits, Unobserved};
use serde_json::json;
use std::{
	future::Future,
	io,
	net::TcpListener,
	sync::{Arc, LazyLock},
};

/// Most connections: a browser opens six for a page, and keeps them for a while.
const MAX_CONNECTIONS: usize = 64;
/// What the page may do: the policy of `js/studio/index.html`, and to be in no other page's frame.
/// Connections go to any address, since people choose their node and their provider.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' \
	'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self' data:; font-src 'self'; \
	connect-src 'self' ws: wss: http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Headers of every reply.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
	(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
	(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
	(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
	(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
	(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Path of the file that tells the page where its node answers.
const NODE: &str = "/node.json";
/// Path of the node's chain specification.
const SPEC: &str = "/chain-spec.json";

/// The node that serves the page, as the page is told of it.
pub struct AboutNode {
	/// Port of its JSON-RPC, on the host that the page comes from.
	pub rpc_port: Option<u16>,
	/// Writes the specification of its chain, when a light client asks for it first. Without one there is no
	/// such file.
	pub write_spec: WriteSpec,
}

/// What requests are answered from.
struct Site {
	files: Files,
	/// What the page is told of its node.
	node: Bytes,
	/// The node's specification, written and compressed once. That may take seconds.
	spec: LazyLock<Option<SpecFile>, WriteSpec>,
}

/// Returns the task that serves the studio on a socket, until it is dropped. The page connects to the node
/// that it is told of, unless people choose another.
pub fn serve(
	listener: TcpListener,
	about: AboutNode,
) -> Result<impl Future<Output = io::Result<()>>, NotBuilt> {
	let router = router(Files::built()?, about);
	let usual = ConnectionLimits::default();
	let total = usual.total.min(MAX_CONNECTIONS);
	let limits = ConnectionLimits { total, per_address: (total / 4).max(1), ..usual };
	Ok(openledger_http::serve(listener, router, limits, Arc::new(Unobserved)))
}

fn router(files: Files, about: AboutNode) -> Router {
	let node = about.rpc_port.map_or_else(|| json!({}), |port| json!({ "port": port }));
	let site = Site { files, node: node.to_string().into(), spec: LazyLock::new(about.write_spec) };
	Router::new().fallback(answer).with_state(Arc::new(site))
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
	let mut response = reply(site, request).await;
	for (name, value) in HEADERS {
		response.headers_mut().insert(name, value);
	}
	response
}

async fn reply(site: Arc<Site>, request: Request) -> Response {
	if !matches!(*request.method(), Method::GET | Method::HEAD) {
		return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
	}
	let takes_gzip = takes_gzip(request.headers());
	let found = match request.uri().path() {
		NODE => Some(live_reply(site.node.clone())),
		SPEC => spec(site).await.map(|spec| match takes_gzip {
			true => packed(live_reply(spec.gzip)),
			false => live_reply(spec.plain),
		}),
		path => site.files.find(path).map(|file| file_reply(file, takes_gzip)),
	};
	found.unwrap_or_else(|| (StatusCode::NOT_FOUND, "there is no such file\n").into_response())
}

/// Returns the node's specification. Whoever asks first waits until it is written, which goes on if they
/// leave.
async fn spec(site: Arc<Site>) -> Option<SpecFile> {
	tokio::task::spawn_blocking(move || site.spec.clone()).await.ok().flatten()
}

/// Replies with what the node says of itself, which another start may change.
fn live_reply(json: Bytes) -> Response {
	let headers = [
		(header::CONTENT_TYPE, "application/json"),
		(header::CACHE_CONTROL, "no-store"),
		(header::VARY, "accept-encoding"),
	];
	(headers, json).into_response()
}

fn file_reply(file: File, takes_gzip: bool) -> Response {
	let compressed = file.gzip.filter(|_| takes_gzip);
	let caching = match file.is_immutable {
		true => "public, max-age=31536000, immutable",
		false => "no-cache",
	};
	let headers = [
		(header::CONTENT_TYPE, file.media_type),
		(header::CACHE_CONTROL, caching),
		(header::VARY, "accept-encoding"),
	];
	let body = Body::from(Bytes::from_static(compressed.unwrap_or(file.plain)));
	let response = (headers, body).into_response();
	if compressed.is_some() { packed(response) } else { response }
}

/// Says of a reply that its body is compressed.
fn packed(mut response: Response) -> Response {
	response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
	response
}

/// Returns whether a client takes gzip: it names it, and not with a weight of nothing.
fn takes_gzip(headers: &HeaderMap) -> bool {
	let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
	lists.flat_map(|list| list.split(',')).any(|coding| {
		let mut parts = coding.split(';').map(str::trim);
		let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
		let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
		is_gzip && weight.is_none_or(|weight| weight > 0.0)
	})
}

#[cfg(test)]
mod tests;
