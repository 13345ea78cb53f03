//! The HTTP interface: routes, and one handler for each.

mod error;
mod request;
mod response;
mod stream;

use crate::{
	chat::{AnswerPart, ChatRequest, ChatService, now},
	error::ChatError,
};
use axum::{
	Json, Router,
	body::{Bytes, to_bytes},
	extract::{Path, Request, State},
	response::{IntoResponse, Response, sse::Sse},
	routing::{get, post},
};
use openledger_primitives::SessionId;
use serde_json::json;
use std::{net::TcpListener, sync::Arc, time::Duration};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Longest time that a request may take to arrive.
const ARRIVAL_TIMEOUT: Duration = Duration::from_secs(15);

type Service = State<Arc<ChatService>>;

/// Answers requests on a socket.
pub(crate) async fn serve(chat: Arc<ChatService>, listener: TcpListener) -> std::io::Result<()> {
	listener.set_nonblocking(true)?;
	let listener = tokio::net::TcpListener::from_std(listener)?;
	axum::serve(listener, router(chat)).await
}

fn router(service: Arc<ChatService>) -> Router {
	Router::new()
		.route("/v1/chat/completions", post(chat))
		.route("/v1/vouchers", post(voucher))
		.route("/v1/sessions/{id}", get(session))
		.route("/v1/models", get(models))
		.route("/health", get(health))
		.fallback(|| async { ChatError::NoSuchPath })
		.with_state(service)
}

async fn body(service: &ChatService, request: Request) -> Result<Bytes, ChatError> {
	let most = service.config.max_body_bytes;
	match tokio::time::timeout(ARRIVAL_TIMEOUT, to_bytes(request.into_body(), most)).await {
		Ok(Ok(bytes)) => Ok(bytes),
		Ok(Err(_)) => Err(ChatError::BodyTooLarge(most)),
		Err(_) => Err(ChatError::Malformed("the request did not arrive in time".into())),
	}
}

/// Runs what reads the chain, loads models or flushes to disk, away from the executor's threads.
async fn blocking<T: Send + 'static>(
	service: &Arc<ChatService>,
	work: impl FnOnce(&ChatService) -> Result<T, ChatError> + Send + 'static,
) -> Result<T, ChatError> {
	let service = service.clone();
	let broken = |error| Err(ChatError::Internal(format!("a request broke off: {error}")));
	tokio::task::spawn_blocking(move || work(&service)).await.unwrap_or_else(broken)
}

fn reply(service: &ChatService, result: Result<Response, ChatError>) -> Response {
	result.unwrap_or_else(|error| {
		service.metrics.refused.inc();
		error.into_response()
	})
}

async fn chat(State(service): Service, request: Request) -> Response {
	let result = try_chat(&service, request).await;
	reply(&service, result)
}

async fn try_chat(service: &Arc<ChatService>, request: Request) -> Result<Response, ChatError> {
	let place = service.queue.clone().try_acquire_owned().map_err(|_| ChatError::Busy)?;
	let request = ChatRequest::parse(&body(service, request).await?)?;
	let admitted = blocking(service, move |service| service.admit(request)).await?;
	let closed = |_| ChatError::Internal("the server is stopping".into());
	let turn = service.turns.clone().acquire_owned().await.map_err(closed)?;

	let (sender, receiver) = unbounded_channel();
	let (model, is_stream) = (admitted.model(), admitted.stream);
	let id = format!("chatcmpl-{:x}-{}", now(), model);
	let writer = {
		let service = service.clone();
		// A thread of its own: an answer takes seconds, longer than a shared thread should be held.
		std::thread::Builder::new().name("ol-chat".into()).spawn(move || {
			service.answer(admitted, &sender);
			drop((turn, place));
		})
	};
	writer.map_err(|error| ChatError::Internal(format!("no thread for an answer: {error}")))?;
	match is_stream {
		true => Ok(Sse::new(stream::events(receiver, id, model)).into_response()),
		false => completion(receiver, &id).await,
	}
}

async fn completion(mut parts: UnboundedReceiver<AnswerPart>, id: &str) -> Result<Response, ChatError> {
	loop {
		match parts.recv().await {
			Some(AnswerPart::Text(_)) => (),
			Some(AnswerPart::Done(done)) => return Ok(Json(done.completion(id)).into_response()),
			Some(AnswerPart::Failed(error)) => return Err(error),
			None => return Err(ChatError::Internal("an answer ended without its last part".into())),
		}
	}
}

async fn voucher(State(service): Service, request: Request) -> Response {
	let result = async {
		let sent = request::parse_voucher(&body(&service, request).await?)?;
		let view = blocking(&service, move |service| service.pay(&sent)).await?;
		Ok(Json(response::session(&view)).into_response())
	};
	let result = result.await;
	reply(&service, result)
}

async fn session(State(service): Service, Path(id): Path<String>) -> Response {
	let result = async {
		let malformed = |_| ChatError::Malformed("a session's number is a whole number".into());
		let id: SessionId = id.parse().map_err(malformed)?;
		let view = blocking(&service, move |service| service.session(id)).await?;
		Ok(Json(response::session(&view)).into_response())
	};
	let result = result.await;
	reply(&service, result)
}

async fn models(State(service): Service) -> Response {
	let list = blocking(&service, |service| service.models.catalog.list()).await;
	reply(&service, list.map(|list| Json(response::models(&list)).into_response()))
}

async fn health(State(service): Service) -> Response {
	let read = |service: &ChatService| Ok((service.chain.best_number(), service.chain.genesis()));
	let result = blocking(&service, read).await.map(|(best, genesis)| {
		Json(json!({ "status": "ok", "best": best, "genesis": genesis })).into_response()
	});
	reply(&service, result)
}
