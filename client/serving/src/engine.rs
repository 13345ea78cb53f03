//! What answers, behind small traits: money can be tested without a language model.

use openledger_primitives::{
	datanet::SnapshotEntry, influence::InfluenceVector, job::HyperParameters, ContributionId, Hash, JobId,
	ModelId,
};
use openledger_worker::Records;
use std::{
	collections::BTreeSet,
	ops::ControlFlow,
	path::{Path, PathBuf},
	sync::Arc,
};

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

/// A record that shaped an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
	/// Its contribution.
	pub contribution: ContributionId,
	/// Its line in that, from 0.
	pub line: u32,
	/// Its part of 10^9, rounded down.
	pub share: u32,
}

/// A part of an answer that records hold word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
	/// The first token, counted from 0 in the answer.
	pub start: u32,
	/// Tokens.
	pub length: u32,
	/// What it says.
	pub text: String,
	/// How improbable it is, in whole bits.
	pub bits: u32,
	/// Places in the records.
	pub occurrences: u32,
	/// The lowest records that hold it: contribution and line.
	pub records: Vec<(ContributionId, u32)>,
}

/// What shaped an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
	/// Shares of contributions: what is paid by. Empty for a base model, and where no record counts.
	pub influence: InfluenceVector,
	/// The records with the largest parts, the largest first.
	pub records: Vec<Cited>,
	/// The most improbable quotes, in that order.
	pub spans: Vec<Quote>,
	/// How much of the answer tuning explains, in parts of 10^9: of what makes it improbable for the base model alone, the part
	/// that is gone for the tuned model. The rest is the base's.
	pub tuned_share: u32,
}

/// What makes a tuned model of a base.
#[derive(Clone)]
pub struct Tuning {
	/// The job that made it.
	pub job: JobId,
	/// The adapter's raw bytes.
	pub adapter: Vec<u8>,
	/// Root of those bytes.
	pub root: Hash,
	/// The file that holds them.
	pub file: PathBuf,
	/// How it was trained.
	pub hyper: HyperParameters,
	/// File of its influence index.
	pub index: PathBuf,
	/// What the model learnt from and the index must be about, in order.
	pub entries: Vec<SnapshotEntry>,
}

/// Where a model comes from.
#[derive(Clone)]
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
	/// Builds the influence index that a tuned model's source names, from what it learnt from, with `dir` for unfinished parts.
	/// Called again after the process was killed, it goes on. `watch` is told the steps done and in all.
	fn index(
		&self,
		source: &Source,
		records: &[Records],
		dir: &Path,
		watch: &(dyn Fn(u32, u32) + Sync),
	) -> Result<(), EngineError>;
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
	/// Whose records shaped an answer; nobody's for a base model. Those in `own`, of whoever asked, have no part in it.
	fn attribute(&self, answer: &Answer, own: &BTreeSet<ContributionId>) -> Result<Attribution, EngineError>;
}
