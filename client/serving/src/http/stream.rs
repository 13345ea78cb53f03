//! Answers as server-sent events.

use super::response::chunk;
use crate::chat::{AnswerPart, now};
use axum::response::sse::Event;
use futures::{Stream, StreamExt, stream};
use openledger_primitives::ModelId;
use serde_json::{Value, json};
use std::convert::Infallible;
use tokio::sync::mpsc::UnboundedReceiver;

/// Returns the parts of an answer as server-sent events.
pub(super) fn events(
	parts: UnboundedReceiver<AnswerPart>,
	id: String,
	model: ModelId,
) -> impl Stream<Item = Result<Event, Infallible>> {
	let created = now();
	let first = chunk(&id, model, created, json!({ "role": "assistant", "content": "" }), None).to_string();
	let rest = stream::unfold(parts, |mut parts| async move { parts.recv().await.map(|part| (part, parts)) });
	let rest = rest.flat_map(move |part| {
		let last = |value: Value| vec![value.to_string(), "[DONE]".into()];
		stream::iter(match part {
			AnswerPart::Text(text) => {
				vec![chunk(&id, model, created, json!({ "content": text }), None).to_string()]
			},
			AnswerPart::Done(done) => last(done.last_chunk(&id)),
			AnswerPart::Failed(error) => last(error.json()),
		})
	});
	stream::iter([first]).chain(rest).map(|data| Ok(Event::default().data(data)))
}
