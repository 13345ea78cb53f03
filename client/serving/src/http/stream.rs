//! Answers as server-sent events.

use super::response::{chunk, usage_chunk};
use crate::{answer::AnswerPart, chat::ReplyHead};
use axum::response::sse::Event;
use futures::{Stream, StreamExt, stream};
use serde_json::{Value, json};
use std::convert::Infallible;
use tokio::sync::mpsc::UnboundedReceiver;

/// Returns the parts of an answer as server-sent events.
pub(super) fn events(
	parts: UnboundedReceiver<AnswerPart>,
	head: ReplyHead,
) -> impl Stream<Item = Result<Event, Infallible>> {
	let first = chunk(&head, json!({ "role": "assistant", "content": "" }), None).to_string();
	let rest = stream::unfold(parts, |mut parts| async move { parts.recv().await.map(|part| (part, parts)) });
	let rest = rest.flat_map(move |part| {
		let text = |values: Vec<Value>| values.iter().map(Value::to_string).collect::<Vec<_>>();
		let end = |values| [text(values), vec!["[DONE]".into()]].concat();
		stream::iter(match part {
			AnswerPart::Text(piece) => text(vec![chunk(&head, json!({ "content": piece }), None)]),
			AnswerPart::Done(done) if head.wants_usage => {
				end(vec![done.last_chunk(&head), usage_chunk(&head, &done)])
			},
			AnswerPart::Done(done) => end(vec![done.last_chunk(&head)]),
			AnswerPart::Failed(error) => end(vec![error.json()]),
		})
	});
	stream::iter([first]).chain(rest).map(|data| Ok(Event::default().data(data)))
}
