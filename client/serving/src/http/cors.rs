//! Which web pages may ask, by the rules of cross-origin requests.

use super::Service;
use axum::{
	extract::{Request, State},
	http::{HeaderMap, HeaderValue, Method, StatusCode, header},
	middleware::Next,
	response::{IntoResponse, Response},
};

/// Seconds for which a browser need not ask again.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

/// Answers the question before a cross-origin request, and lets the pages of configured origins read replies.
pub(super) async fn allow(State(service): Service, request: Request, next: Next) -> Response {
	let origin = request.headers().get(header::ORIGIN);
	let allowed = origin.and_then(|origin| allowed(&service.config.cors, origin));
	let Some(allowed) = allowed else { return next.run(request).await };
	let asks_before = request.method() == Method::OPTIONS
		&& request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
	let mut response = if asks_before {
		let wanted = request.headers().get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
		let mut response = StatusCode::NO_CONTENT.into_response();
		let headers = response.headers_mut();
		let methods = HeaderValue::from_static("GET, POST, OPTIONS");
		headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
		headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
		if let Some(wanted) = wanted {
			headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted);
		}
		response
	} else {
		next.run(request).await
	};
	mark(response.headers_mut(), allowed);
	response
}

/// Returns what to name as the allowed origin, if this one is.
fn allowed(origins: &[String], origin: &HeaderValue) -> Option<HeaderValue> {
	if origins.iter().any(|known| known == "*") {
		return Some(HeaderValue::from_static("*"));
	}
	origins.iter().any(|known| known.as_bytes() == origin.as_bytes()).then(|| origin.clone())
}

fn mark(headers: &mut HeaderMap, origin: HeaderValue) {
	headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
	headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
	headers.append(header::VARY, HeaderValue::from_static("origin"));
}
