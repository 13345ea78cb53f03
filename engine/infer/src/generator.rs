//! Greedy generation with a cache of keys and values.

use crate::Error;
use openledger_model::{
	KvCache, Model, Utf8Stream,
	chat::{self, Message},
};
use std::ops::ControlFlow;

/// Number of tokens of a prompt that run at a time.
const PROMPT_CHUNK: usize = 256;

/// A step on the way to a completion, after each of which its listener may break off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
	/// Some more tokens of the prompt were read.
	Read {
		/// Number of tokens read so far.
		tokens: usize,
	},
	/// A token was written, with the characters that it completes: none, if it ends the turn or is a part of
	/// a character.
	Wrote(&'a str),
}

/// The reason why a completion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
	/// The model ended its turn.
	Stop,
	/// The limit on tokens, or the context, was reached.
	Length,
	/// The receiver asked to stop.
	Cancelled,
}

/// A model's continuation of a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
	/// The text, as it was streamed.
	pub text: String,
	/// Ids of the conversation as the model read it.
	pub prompt_ids: Vec<u32>,
	/// Ids of the answer, its end mark included if the model set one.
	pub answer_ids: Vec<u32>,
	/// Bits of the two largest logits before each token of the answer, that of the token first: a proof of
	/// the work, since nobody has them who did not compute the answer.
	pub logits: Vec<[u32; 2]>,
	/// The reason why it ended.
	pub finish: Finish,
}

/// A model that answers conversations.
///
/// The most likely token is always taken (the lowest id among equals), so a completion is a function of model
/// and prompt.
pub struct Generator {
	model: Model,
}

impl Generator {
	/// Takes the model that answers.
	pub fn new(model: Model) -> Self {
		Self { model }
	}

	/// Answers a conversation in at most `max_tokens` tokens, handing out text as it comes, always whole
	/// characters.
	///
	/// `on_step` hears of each part of the prompt and once of each token, and may break off. Fails if keys
	/// and values of prompt and answer exceed what models may take.
	pub fn chat(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_step: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	) -> Result<Completion, Error> {
		let context = self.model.config().context;
		let prompt_ids = chat::prompt(self.model.frozen().tokenizer(), messages);
		if prompt_ids.len() >= context {
			return Err(Error::TooLong { tokens: prompt_ids.len(), context });
		}
		self.complete(prompt_ids, max_tokens, on_step)
	}

	/// Completes a prompt given by its token ids, from whomever they come: the way to repeat an answer.
	pub fn complete(
		&self,
		prompt_ids: Vec<u32>,
		max_tokens: u32,
		on_step: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	) -> Result<Completion, Error> {
		let tokenizer = self.model.frozen().tokenizer();
		let context = self.model.config().context;
		if prompt_ids.is_empty() || prompt_ids.len() >= context || !self.are_known(&prompt_ids) {
			return Err(Error::NoPrompt { context });
		}
		let room = (context - prompt_ids.len()).min(max_tokens as usize);
		let mut completion = Completion {
			text: String::new(),
			prompt_ids,
			answer_ids: Vec::new(),
			logits: Vec::new(),
			finish: Finish::Length,
		};
		if room == 0 {
			return Ok(completion);
		}
		let tokens = completion.prompt_ids.len() + room;
		let _reserved = self.model.frozen().reserve_cache(tokens).map_err(openledger_model::Error::from)?;
		let mut cache = KvCache::default();
		let mut logits = Vec::new();
		let mut read = 0;
		for chunk in completion.prompt_ids.chunks(PROMPT_CHUNK) {
			logits = self.model.forward_cached(chunk, &mut cache)?;
			read += chunk.len();
			if on_step(Step::Read { tokens: read }).is_break() {
				completion.finish = Finish::Cancelled;
				return Ok(completion);
			}
		}
		let mut stream = Utf8Stream::default();
		loop {
			let (id, largest) = most_likely(&logits).ok_or(Error::NotFinite)?;
			completion.answer_ids.push(id);
			completion.logits.push(largest.map(f32::to_bits));
			let is_end = tokenizer.is_end(id);
			let mut text = if is_end { String::new() } else { stream.push(tokenizer.piece(id)) };
			let is_last = is_end || completion.answer_ids.len() == room;
			if is_last {
				text.push_str(&std::mem::take(&mut stream).finish());
			}
			completion.text.push_str(&text);
			if on_step(Step::Wrote(&text)).is_break() {
				completion.finish = Finish::Cancelled;
				return Ok(completion);
			}
			if is_last {
				completion.finish = if is_end { Finish::Stop } else { Finish::Length };
				return Ok(completion);
			}
			logits = self.model.forward_cached(&[id], &mut cache)?;
		}
	}

	/// Returns the logits after the last of `ids`, for checks against other implementations.
	pub fn logits(&self, ids: &[u32]) -> Result<Vec<f32>, Error> {
		let context = self.model.config().context;
		if ids.is_empty() || !self.are_known(ids) || ids.len() > context {
			return Err(Error::TooLong { tokens: ids.len(), context });
		}
		Ok(self.model.forward_cached(ids, &mut KvCache::default())?)
	}

	/// Returns true if the vocabulary has all of `ids`.
	fn are_known(&self, ids: &[u32]) -> bool {
		ids.iter().all(|id| (*id as usize) < self.model.config().vocabulary)
	}
}

/// Returns the lowest id with the largest logit, and that logit with the largest of all other ids; `None` if
/// any logit is not finite, or there are none. The only logit of one is both.
fn most_likely(logits: &[f32]) -> Option<(u32, [f32; 2])> {
	let (first, rest) = logits.split_first()?;
	if !first.is_finite() {
		return None;
	}
	let (mut best, mut largest, mut second) = (0, *first, rest.first().copied().unwrap_or(*first));
	for (id, logit) in (1u32..).zip(rest) {
		if !logit.is_finite() {
			return None;
		}
		if *logit > largest {
			(best, second, largest) = (id, largest, *logit);
		} else if *logit > second {
			second = *logit;
		}
	}
	Some((best, [largest, second]))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn takes_the_lowest_of_equals_and_refuses_nan() {
		assert_eq!(most_likely(&[1.0, 3.0, 3.0]), Some((1, [3.0, 3.0])));
		assert_eq!(most_likely(&[3.0, 1.0, 2.0]), Some((0, [3.0, 2.0])));
		assert_eq!(most_likely(&[1.0, 2.0]), Some((1, [2.0, 1.0])));
		assert_eq!(most_likely(&[-2.0, -1.0, -3.0]), Some((1, [-1.0, -2.0])));
		assert_eq!(most_likely(&[5.0]), Some((0, [5.0, 5.0])));
		assert_eq!(most_likely(&[1.0, f32::NAN]), None);
		assert_eq!(most_likely(&[]), None);
	}
}
