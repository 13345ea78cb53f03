//! Greedy generation with a cache of keys and values.

use crate::Error;
use openledger_kernels::Engine;
use openledger_model::{
	chat::{self, Message},
	Adapter, Base, Cache, Model, Utf8Stream,
};
use openledger_spec::Method;
use std::{ops::ControlFlow, sync::Arc};

/// Tokens of a prompt that run at a time.
const CHUNK: usize = 256;

/// Why an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
	/// The model ended its turn.
	Stop,
	/// The limit on tokens, or the context, was reached.
	Length,
	/// The receiver asked to stop.
	Cancelled,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
	/// The text, as it was streamed.
	pub text: String,
	/// Ids of the conversation as the model read it.
	pub prompt_ids: Vec<u32>,
	/// Ids of the answer, its end mark included if the model set one.
	pub answer_ids: Vec<u32>,
	/// Why it ended.
	pub finish: Finish,
}

/// Answers conversations. The most likely token is always taken (the lowest id among equals), so an answer is a function
/// of model and conversation.
pub struct Generator {
	base: Arc<Base>,
	model: Model,
}

impl Generator {
	/// Prepares a base model with or without an adapter. Weights are shared with other generators and jobs on the same
	/// [`Base`].
	pub fn new(base: Arc<Base>, adapter: Option<Arc<Adapter>>, threads: usize) -> Result<Self, Error> {
		let context = base.config().context;
		let mut model = Model::new(&base, Method::Lora, Engine::new(threads)?, context);
		if let Some(adapter) = adapter {
			model.adapt(&adapter)?;
		}
		Ok(Self { base, model })
	}

	/// Answers a conversation in at most `max_tokens` tokens, handing out text as it comes, always whole characters. `on_text`
	/// may break off.
	pub fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_text: &mut dyn FnMut(&str) -> ControlFlow<()>,
	) -> Result<Answer, Error> {
		let context = self.base.config().context;
		let prompt_ids = chat::prompt(self.base.tokenizer(), messages);
		if prompt_ids.len() >= context {
			return Err(Error::TooLong { tokens: prompt_ids.len(), context });
		}
		self.respond(prompt_ids, max_tokens, on_text)
	}

	/// Answers a prompt given by its token ids, from whomever they come: what repeats an answer.
	pub fn respond(
		&self,
		prompt_ids: Vec<u32>,
		max_tokens: u32,
		on_text: &mut dyn FnMut(&str) -> ControlFlow<()>,
	) -> Result<Answer, Error> {
		let tokenizer = self.base.tokenizer();
		let context = self.base.config().context;
		if prompt_ids.is_empty() || prompt_ids.len() >= context || !self.are_known(&prompt_ids) {
			return Err(Error::NoPrompt { context });
		}
		let room = (context - prompt_ids.len()).min(max_tokens as usize);
		let mut answer =
			Answer { text: String::new(), prompt_ids, answer_ids: Vec::new(), finish: Finish::Length };
		if room == 0 {
			return Ok(answer);
		}
		let mut cache = Cache::default();
		let mut logits = Vec::new();
		for chunk in answer.prompt_ids.chunks(CHUNK) {
			logits = self.model.next(chunk, &mut cache)?;
		}
		let mut stream = Utf8Stream::default();
		loop {
			let id = most_likely(&logits).ok_or(Error::NotFinite)?;
			answer.answer_ids.push(id);
			if tokenizer.is_end(id) {
				answer.finish = Finish::Stop;
				break;
			}
			let text = stream.push(tokenizer.piece(id));
			answer.text.push_str(&text);
			if !text.is_empty() && on_text(&text).is_break() {
				answer.finish = Finish::Cancelled;
				return Ok(answer);
			}
			if answer.answer_ids.len() == room {
				break;
			}
			logits = self.model.next(&[id], &mut cache)?;
		}
		let rest = stream.finish();
		if !rest.is_empty() {
			answer.text.push_str(&rest);
			let _ = on_text(&rest);
		}
		Ok(answer)
	}

	fn are_known(&self, ids: &[u32]) -> bool {
		ids.iter().all(|id| (*id as usize) < self.base.config().vocabulary)
	}

	/// Logits after the last of `ids`: for checks against other implementations.
	pub fn logits(&self, ids: &[u32]) -> Result<Vec<f32>, Error> {
		if ids.is_empty() || !self.are_known(ids) || ids.len() > self.base.config().context {
			return Err(Error::TooLong { tokens: ids.len(), context: self.base.config().context });
		}
		Ok(self.model.next(ids, &mut Cache::default())?)
	}
}

/// The lowest id with the largest logit; `None` if any logit is not finite.
fn most_likely(logits: &[f32]) -> Option<u32> {
	let mut best = 0;
	for (id, logit) in logits.iter().enumerate() {
		if !logit.is_finite() {
			return None;
		}
		if *logit > logits[best] {
			best = id;
		}
	}
	(!logits.is_empty()).then_some(best as u32)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn takes_the_lowest_of_equals_and_refuses_nan() {
		assert_eq!(most_likely(&[1.0, 3.0, 3.0]), Some(1));
		assert_eq!(most_likely(&[1.0, f32::NAN]), None);
		assert_eq!(most_likely(&[]), None);
	}
}
