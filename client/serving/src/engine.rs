//! What answers, behind small traits: money can be tested without a language model.

use openledger_primitives::{
	influence::InfluenceVector, job::HyperParameters, ContributionId, Hash, ModelId,
};
use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
	/// Instructions to the model.
	System,
	/// The person.
	User,
	/// The model.
	Assistant,
}

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
	/// Who speaks.
	pub role: Role,
	/// What is said.
	pub content: String,
}

/// Why an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
	/// The model had said all.
	Stop,
	/// It reached the number of tokens asked for.
	Length,
	/// The listener left.
	Cancelled,
}

/// An answer with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
	/// The text.
	pub text: String,
	/// Tokens read.
	pub prompt_ids: Vec<u32>,
	/// Tokens written.
	pub answer_ids: Vec<u32>,
	/// Why it ended.
	pub finish: Finish,
}

/// What makes a tuned model of a base.
pub struct Tuning {
	/// The adapter's raw bytes.
	pub adapter: Vec<u8>,
	/// Root of those bytes.
	pub root: Hash,
	/// How it was trained.
	pub hyper: HyperParameters,
	/// File of its influence index.
	pub index: PathBuf,
	/// What the index must be about: contributions with their records, in order.
	pub sources: Vec<(ContributionId, u32)>,
}

/// Where a model comes from.
pub struct Source {
	/// The model.
	pub model: ModelId,
	/// Root of the base's GGUF file.
	pub base_root: Hash,
	/// That file.
	pub base: PathBuf,
	/// For tuned models.
	pub tuning: Option<Tuning>,
}

/// Why a model does not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
	/// The conversation leaves no room for an answer.
	#[error("{0}")]
	TooLong(String),
	/// Token ids that the model cannot have read.
	#[error("{0}")]
	NoPrompt(String),
	/// It cannot be loaded here, perhaps later.
	#[error("{0}")]
	Unavailable(String),
	/// Anything else.
	#[error("{0}")]
	Failed(String),
}

/// Loads models.
pub trait Engine: Send + Sync {
	/// Loads one model. Slow; called once for each while it stays in memory.
	fn load(&self, source: Source) -> Result<Arc<dyn Model>, EngineError>;
}

/// A model in memory.
pub trait Model: Send + Sync {
	/// Longest context in tokens.
	fn context(&self) -> u32;
	/// Number of tokens that a conversation takes.
	fn prompt_tokens(&self, messages: &[Message]) -> u32;
	/// Answers a conversation, handing on each piece of text as it is made, until the listener breaks.
	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_text: &mut dyn FnMut(&str) -> ControlFlow<()>,
	) -> Result<Answer, EngineError>;
	/// Answers what another provider says it was asked, in as many tokens as that wrote: the same in, the same out.
	fn again(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Answer, EngineError>;
	/// Whose records shaped an answer; empty for a base model.
	fn influence(&self, answer: &Answer) -> Result<InfluenceVector, EngineError>;
}
