//! The HTTP interface: routes, and one handler for each.

mod cors;
mod error;
mod fields;
mod request;
mod response;
mod stream;

use crate::{
	answer::AnswerPart,
	chat::{Admitted, ChatRequest, ChatService},
	error::ChatError,
};
use axum::{
	Json, Router,
	body::Bytes,
	extract::{Path, Request, State, rejection::PathRejection},
	http::{HeaderMap, Method, header},
	middleware::from_fn_with_state,
	response::{
		IntoResponse, Response,
		sse::{KeepAlive, Sse},
	},
	routing::{get, post},
};
use futures::StreamExt;
use openledger_http::Connection;
use openledger_primitives::SessionId;
use serde_json::json;
use std::{net::TcpListener, sync::Arc};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

type Service = State<Arc<ChatService>>;

/// Answers requests on a socket, until the future is dropped.
pub(crate) async fn serve(chat: Arc<ChatService>, listener: TcpListener) -> std::io::Result<()> {
	let (limits, metrics) = (chat.config.connections, Arc::new(chat.metrics.clone()));
	openledger_http::serve(listener, router(chat), limits, metrics).await
}

fn router(service: Arc<ChatService>) -> Router {
	Router::new()
		.route("/v1/chat/completions", post(chat))
		.route("/v1/vouchers", post(voucher))
		.route("/v1/sessions/{id}", get(session))
		.route("/v1/sessions/{id}/answers/{index}", get(answer))
		.route("/v1/models", get(models))
		.route("/v1/models/{model}", get(model))
		.route("/health", get(health))
		.fallback(|State(service): Service| async move { reply(&service, Err(ChatError::NoSuchPath)) })
		.method_not_allowed_fallback(|State(service): Service, method: Method| async move {
			reply(&service, Err(ChatError::NoSuchMethod(method.to_string())))
		})
		.layer(from_fn_with_state(service.clone(), cors::allow))
		.with_state(service)
}

/// Reads a body to its end. From then on, the connection is at work.
async fn body(service: &ChatService, request: Request) -> Result<Bytes, ChatError> {
	let most = service.config.max_body_bytes;
	let connection = request.extensions().get::<Arc<Connection>>().cloned();
	let stated = request.headers().get(header::CONTENT_LENGTH);
	let stated = stated.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
	if stated.is_some_and(|length| length > most) {
		return Err(ChatError::BodyTooLarge(most));
	}
	let read = async {
		let mut bytes = Vec::new();
		let mut pieces = request.into_body().into_data_stream();
		while let Some(piece) = pieces.next().await {
			let piece = piece.map_err(|_| ChatError::BrokeOff)?;
			if bytes.len().saturating_add(piece.len()) > most {
				return Err(ChatError::BodyTooLarge(most));
			}
			bytes.extend_from_slice(&piece);
		}
		Ok(Bytes::from(bytes))
	};
	let timeout = service.config.connections.body_timeout;
	let bytes = tokio::time::timeout(timeout, read).await.map_err(|_| ChatError::Late)??;
	if let Some(connection) = connection {
		connection.work();
	}
	Ok(bytes)
}

/// Runs what loads models or waits for them, away from the executor's threads. The queue bounds how many do.
async fn blocking<T: Send + 'static>(
	service: &Arc<ChatService>,
	work: impl FnOnce(&ChatService) -> Result<T, ChatError> + Send + 'static,
) -> Result<T, ChatError> {
	let service = service.clone();
	let broken = |error| Err(ChatError::Internal(format!("a request broke off: {error}")));
	tokio::task::spawn_blocking(move || work(&service)).await.unwrap_or_else(broken)
}

/// Runs what reads the chain, checks a signature or flushes to disk: a few at a time, so that no number of
/// requests takes the threads that the node needs.
async fn lookup<T: Send + 'static>(
	service: &Arc<ChatService>,
	work: impl FnOnce(&ChatService) -> Result<T, ChatError> + Send + 'static,
) -> Result<T, ChatError> {
	let stopping = |_| ChatError::Internal("the server is stopping".into());
	let turn = service.lookups.clone().acquire_owned().await.map_err(stopping)?;
	blocking(service, move |service| {
		let _turn = turn;
		work(service)
	})
	.await
}

fn reply(service: &ChatService, result: Result<Response, ChatError>) -> Response {
	result.unwrap_or_else(|error| {
		service.metrics.refuse(error.code());
		service.refusals.note(&error);
		error.into_response()
	})
}

async fn chat(State(service): Service, request: Request) -> Response {
	let result = try_chat(&service, request).await;
	reply(&service, result)
}

async fn try_chat(service: &Arc<ChatService>, request: Request) -> Result<Response, ChatError> {
	let request = ChatRequest::parse(&body(service, request).await?)?;
	let queued = lookup(service, move |service| service.enqueue(request)).await?;
	// This side is dropped with the future, which is when the client leaves.
	let presence = Arc::new(());
	let absence = Arc::downgrade(&presence);
	let is_wanted = move || absence.strong_count() > 0;
	let admitted = blocking(service, move |service| service.admit(queued, &is_wanted)).await?;
	drop(presence);
	let (sender, receiver) = unbounded_channel();
	let head = admitted.head.clone();
	tokio::spawn(write(service.clone(), admitted, sender));
	if !head.stream {
		return completion(receiver).await;
	}
	let keep_alive = KeepAlive::new().interval(service.config.keep_alive);
	Ok(Sse::new(stream::events(receiver, head)).keep_alive(keep_alive).into_response())
}

/// Waits for a turn and has the answer written, unless its listener leaves before.
async fn write(service: Arc<ChatService>, admitted: Admitted, sender: UnboundedSender<AnswerPart>) {
	let turn = tokio::select! {
		turn = service.turns.clone().acquire_owned() => turn,
		() = sender.closed() => return,
	};
	let Ok(turn) = turn else { return };
	let failed = sender.clone();
	// A thread of its own: an answer takes seconds, longer than a shared thread should be held.
	let writer = std::thread::Builder::new().name("ol-chat".into()).spawn(move || {
		(service.config.thread_start)();
		service.answer(admitted, &sender);
		drop(turn);
	});
	if let Err(error) = writer {
		let error = ChatError::Internal(format!("no thread for an answer: {error}"));
		let _ = failed.send(AnswerPart::Failed(error));
	}
}

async fn completion(mut parts: UnboundedReceiver<AnswerPart>) -> Result<Response, ChatError> {
	loop {
		match parts.recv().await {
			Some(AnswerPart::Text(_)) => (),
			Some(AnswerPart::Done(done)) => return Ok(Json(done.completion()).into_response()),
			Some(AnswerPart::Failed(error)) => return Err(error),
			None => return Err(ChatError::Internal("an answer ended without its last part".into())),
		}
	}
}

async fn voucher(State(service): Service, request: Request) -> Response {
	let result = async {
		let sent = request::parse_voucher(&body(&service, request).await?)?;
		let view = lookup(&service, move |service| service.pay(&sent)).await?;
		Ok(Json(response::session(&view)).into_response())
	};
	let result = result.await;
	reply(&service, result)
}

/// Parts of a path, unless they are no UTF-8 once they are decoded.
type Parts<T> = Result<Path<T>, PathRejection>;

fn parts<T>(parts: Parts<T>) -> Result<T, ChatError> {
	let malformed = |error: PathRejection| ChatError::Malformed(format!("the path cannot be read: {error}"));
	parts.map(|Path(parts)| parts).map_err(malformed)
}

fn session_number(text: &str) -> Result<SessionId, ChatError> {
	text.parse().map_err(|_| ChatError::field("session", "a session's number is a whole number"))
}

async fn session(State(service): Service, path: Parts<String>) -> Response {
	let result = async {
		let id = session_number(&parts(path)?)?;
		let view = lookup(&service, move |service| service.session(id)).await?;
		Ok(Json(response::session(&view)).into_response())
	};
	let result = result.await;
	reply(&service, result)
}

/// Sends an answer that was given once more. Its user's signature stands in the header `Authorization`.
async fn answer(State(service): Service, path: Parts<(String, String)>, headers: HeaderMap) -> Response {
	let result = async {
		let (session, index) = parts(path)?;
		let session = session_number(&session)?;
		let bad_index = |_| ChatError::field("index", "an answer's number is a whole number");
		let index: u32 = index.parse().map_err(bad_index)?;
		let sent = headers.get(header::AUTHORIZATION).and_then(|sent| sent.to_str().ok());
		let signature = sent.and_then(|sent| sent.strip_prefix("OpenLedger ")).map(str::to_string);
		let missing =
			|| ChatError::field("authorization", "the header Authorization must be: OpenLedger SIGNATURE");
		let signature = signature.ok_or_else(missing)?;
		let done = lookup(&service, move |service| service.fetch(session, index, &signature)).await?;
		Ok(Json(done.completion()).into_response())
	};
	let result = result.await;
	reply(&service, result)
}

async fn models(State(service): Service) -> Response {
	let list = lookup(&service, |service| service.models.catalog.list()).await;
	reply(&service, list.map(|list| Json(response::models(&list, service.started)).into_response()))
}

async fn model(State(service): Service, path: Parts<String>) -> Response {
	let result = async {
		let name = request::model_name(&parts(path)?);
		let info = lookup(&service, move |service| service.models.catalog.find(&name)).await?;
		Ok(Json(response::model(&info, service.started)).into_response())
	};
	let result = result.await;
	reply(&service, result)
}

async fn health(State(service): Service) -> Response {
	let read = |service: &ChatService| Ok((service.chain.best_number(), service.chain.genesis()));
	let result = lookup(&service, read).await.map(|(best, genesis)| {
		Json(json!({ "status": "ok", "best": best, "genesis": genesis })).into_response()
	});
	reply(&service, result)
}
