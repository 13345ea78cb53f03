//! The HTTP interface.

use crate::{
	answer::{now, Part},
	error::ApiError,
	server::Inner,
	wire::{chunk, Chat, SentVoucher},
};
use axum::{
	body::{to_bytes, Bytes},
	extract::{Path, Request, State},
	response::{
		sse::{Event, Sse},
		IntoResponse, Response,
	},
	routing::{get, post},
	Json, Router,
};
use futures::{stream, Stream, StreamExt};
use openledger_primitives::{ModelId, SessionId};
use serde_json::{json, Value};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::mpsc::{unbounded_channel, UnboundedReceiver};

/// A request that takes longer than this to arrive is given up.
const ARRIVAL: Duration = Duration::from_secs(15);

type Shared = State<Arc<Inner>>;

pub(crate) fn router(inner: Arc<Inner>) -> Router {
	Router::new()
		.route("/v1/chat/completions", post(chat))
		.route("/v1/vouchers", post(voucher))
		.route("/v1/sessions/{id}", get(session))
		.route("/v1/models", get(models))
		.route("/health", get(health))
		.fallback(|| async { ApiError::NoSuchPath })
		.with_state(inner)
}

async fn body(inner: &Inner, request: Request) -> Result<Bytes, ApiError> {
	let most = inner.config.max_body;
	match tokio::time::timeout(ARRIVAL, to_bytes(request.into_body(), most)).await {
		Ok(Ok(bytes)) => Ok(bytes),
		Ok(Err(_)) => Err(ApiError::BodyTooLarge(most)),
		Err(_) => Err(ApiError::Malformed("the request did not arrive in time".into())),
	}
}

/// Runs what reads the chain, loads models or flushes to disk, away from the executor's threads.
async fn blocking<T: Send + 'static>(
	work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
	let broken = |error| Err(ApiError::Internal(format!("a request broke off: {error}")));
	tokio::task::spawn_blocking(work).await.unwrap_or_else(broken)
}

fn reply(inner: &Inner, result: Result<Response, ApiError>) -> Response {
	result.unwrap_or_else(|error| {
		inner.metrics.refused.inc();
		error.into_response()
	})
}

async fn chat(State(inner): Shared, request: Request) -> Response {
	let result = try_chat(&inner, request).await;
	reply(&inner, result)
}

async fn try_chat(inner: &Arc<Inner>, request: Request) -> Result<Response, ApiError> {
	let place = inner.queue.clone().try_acquire_owned().map_err(|_| ApiError::Busy)?;
	let chat = Chat::parse(&body(inner, request).await?)?;
	let admitted = {
		let inner = inner.clone();
		blocking(move || inner.admit(chat)).await?
	};
	let closed = |_| ApiError::Internal("the server is stopping".into());
	let turn = inner.turns.clone().acquire_owned().await.map_err(closed)?;

	let (sender, receiver) = unbounded_channel();
	let (model, streams) = (admitted.model(), admitted.stream);
	let id = format!("chatcmpl-{:x}-{}", now(), model);
	let writer = {
		let inner = inner.clone();
		// A thread of its own: an answer takes seconds, longer than a shared thread should be held.
		std::thread::Builder::new().name("ol-chat".into()).spawn(move || {
			inner.answer(admitted, &sender);
			drop((turn, place));
		})
	};
	writer.map_err(|error| ApiError::Internal(format!("no thread for an answer: {error}")))?;
	match streams {
		true => Ok(Sse::new(events(receiver, id, model)).into_response()),
		false => whole(receiver, &id).await,
	}
}

async fn whole(mut parts: UnboundedReceiver<Part>, id: &str) -> Result<Response, ApiError> {
	loop {
		match parts.recv().await {
			Some(Part::Text(_)) => (),
			Some(Part::Done(done)) => return Ok(Json(done.whole(id)).into_response()),
			Some(Part::Failed(error)) => return Err(error),
			None => return Err(ApiError::Internal("an answer ended without a word".into())),
		}
	}
}

/// The parts of an answer as server-sent events.
fn events(
	parts: UnboundedReceiver<Part>,
	id: String,
	model: ModelId,
) -> impl Stream<Item = Result<Event, Infallible>> {
	let created = now();
	let first = chunk(&id, model, created, json!({ "role": "assistant", "content": "" }), None).to_string();
	let rest = stream::unfold(parts, |mut parts| async move { parts.recv().await.map(|part| (part, parts)) });
	let rest = rest.flat_map(move |part| {
		let last = |value: Value| vec![value.to_string(), "[DONE]".into()];
		stream::iter(match part {
			Part::Text(text) => {
				vec![chunk(&id, model, created, json!({ "content": text }), None).to_string()]
			},
			Part::Done(done) => last(done.last_chunk(&id)),
			Part::Failed(error) => last(error.json()),
		})
	});
	stream::iter([first]).chain(rest).map(|data| Ok(Event::default().data(data)))
}

async fn voucher(State(inner): Shared, request: Request) -> Response {
	let result = async {
		let sent = SentVoucher::parse(&body(&inner, request).await?)?;
		let inner = inner.clone();
		Ok(Json(blocking(move || inner.pay(&sent)).await?).into_response())
	};
	let result = result.await;
	reply(&inner, result)
}

async fn session(State(inner): Shared, Path(id): Path<String>) -> Response {
	let result = async {
		let malformed = |_| ApiError::Malformed("a session's number is a whole number".into());
		let id: SessionId = id.parse().map_err(malformed)?;
		let inner = inner.clone();
		Ok(Json(blocking(move || inner.session_json(id)).await?).into_response())
	};
	let result = result.await;
	reply(&inner, result)
}

async fn models(State(inner): Shared) -> Response {
	let list = {
		let inner = inner.clone();
		blocking(move || inner.models.list()).await
	};
	let result = list.map(|list| {
		let each = list.iter().map(|info| {
			let price = info.price.unwrap_or_default();
			json!({
				"id": info.id.to_string(),
				"object": "model",
				"owned_by": info.owner.to_string(),
				"name": String::from_utf8_lossy(&info.name),
				"price": {
					"prompt_per_1k": price.prompt_per_1k.to_string(),
					"completion_per_1k": price.completion_per_1k.to_string(),
				},
			})
		});
		Json(json!({ "object": "list", "data": each.collect::<Value>() })).into_response()
	});
	reply(&inner, result)
}

async fn health(State(inner): Shared) -> Response {
	let result = {
		let inner = inner.clone();
		blocking(move || Ok((inner.chain.best_number(), inner.chain.genesis()))).await
	};
	reply(
		&inner,
		result.map(|(best, genesis)| {
			Json(json!({ "status": "ok", "best": best, "genesis": genesis })).into_response()
		}),
	)
}
