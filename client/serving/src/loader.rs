//! Models that answer, behind small traits: money can be tested without a language model.

use codec::{Decode, Encode};
use openledger_infer::{Completion, Step};
use openledger_model::Message;
use openledger_primitives::{
	ContributionId, Hash, JobId, ModelId, datanet::SnapshotEntry, influence::InfluenceVector,
	job::HyperParameters,
};
use std::{collections::BTreeSet, ops::ControlFlow, path::PathBuf, sync::Arc};

/// A record that shaped an answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Cited {
	/// The contribution that holds it.
	pub contribution: ContributionId,
	/// Line in that contribution, from 0.
	pub line: u32,
	/// Share of the answer in parts of 10^9, rounded down.
	pub share: u32,
}

/// Words of an answer that records hold literally.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Quote {
	/// First token, counted from 0 in the answer.
	pub start: u32,
	/// Length of the quote in tokens.
	pub length: u32,
	/// Text of the quote.
	pub text: String,
	/// Improbability of the words, in whole bits.
	pub bits: u32,
	/// Number of places in the records that hold them.
	pub occurrences: u32,
	/// The lowest records that hold them: contribution and line.
	pub records: Vec<(ContributionId, u32)>,
}

/// Influence of training records on an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Attribution {
	/// Shares of contributions, by which they are paid. Empty for a base model, and where no record stands
	/// out.
	pub influence: InfluenceVector,
	/// Records with the largest shares, the largest first.
	pub records: Vec<Cited>,
	/// Quotes, the most improbable first.
	pub spans: Vec<Quote>,
	/// Share of the answer that tuning explains, in parts of 10^9.
	///
	/// Of what makes the answer improbable for the base model alone, it is the part that the tuned model
	/// takes away. The rest is due to the base.
	pub tuned_share: u32,
}

/// The files and facts that make a tuned model of a base.
#[derive(Clone)]
pub struct AdapterSource {
	/// The job that made it.
	pub job: JobId,
	/// Root of the adapter's raw bytes.
	pub root: Hash,
	/// The file that holds those bytes.
	pub file: PathBuf,
	/// Hyper-parameters of the training.
	pub hyper: HyperParameters,
	/// The file with the model's influence index.
	pub index: PathBuf,
	/// Contributions that the model was trained on and the index must be about, in order.
	pub entries: Vec<SnapshotEntry>,
}

/// The files and facts that a model is loaded from.
#[derive(Clone)]
pub struct ModelSource {
	/// Number of the model.
	pub model: ModelId,
	/// Root of the base's GGUF file.
	pub base_root: Hash,
	/// The base's GGUF file.
	pub base: PathBuf,
	/// The adapter of a tuned model.
	pub adapter: Option<AdapterSource>,
}

/// Reasons for a model not to answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, thiserror::Error)]
pub enum ModelError {
	/// The conversation leaves no room for an answer.
	#[error("{0}")]
	TooLong(String),
	/// The model cannot have read these token ids.
	#[error("{0}")]
	NoPrompt(String),
	/// The model cannot be loaded here now, perhaps later.
	#[error("{0}")]
	Unavailable(String),
	/// Something broke on this side.
	#[error("{0}")]
	Failed(String),
}

/// A loader of models.
pub trait ModelLoader: Send + Sync {
	/// Loads a model. Slow, and called once for each model while it stays in memory.
	fn load(&self, source: ModelSource) -> Result<Arc<dyn ChatModel>, ModelError>;
}

/// A model in memory.
pub trait ChatModel: Send + Sync {
	/// Returns the longest context in tokens.
	fn context(&self) -> u32;

	/// Returns the number of tokens that a conversation takes.
	fn prompt_tokens(&self, messages: &[Message]) -> Result<u32, ModelError>;

	/// Answers a conversation, handing on each step, until `on_step` breaks.
	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_step: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	) -> Result<Completion, ModelError>;

	/// Answers the prompt of another provider's answer, in at most as many tokens. The same prompt gives the
	/// same answer.
	fn repeat(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Completion, ModelError>;

	/// Returns whose records shaped an answer: nobody's for a base model. Contributions in `own`, of whoever
	/// asked, take no part.
	fn attribute(
		&self,
		answer: &Completion,
		own: &BTreeSet<ContributionId>,
	) -> Result<Attribution, ModelError>;
}
