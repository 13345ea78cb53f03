//! The models that answers are repeated with, behind a trait.

use openledger_primitives::{AccountId, Hash, ModelId, influence::InfluenceVector};

/// An answer as this node gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
	/// Token ids of the answer.
	pub answer: Vec<u32>,
	/// Influence of contributions on it.
	pub influence: InfluenceVector,
	/// Hash of the work, by [`openledger_primitives::usage::hash_work`].
	pub work: Hash,
}

/// Reasons for an answer not to be repeatable here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RepeatError {
	/// The prompt is empty, too long, or holds unknown token ids: no honest provider can have answered it.
	#[error("no model can have read this prompt")]
	UnreadablePrompt,
	/// The model cannot answer on this node now.
	#[error("{0}")]
	Unavailable(String),
}

/// A repeater of answers.
pub trait Repeat: Send + Sync {
	/// Answers a prompt again, in at most `max_tokens` tokens, and attributes the answer.
	///
	/// Contributions of `user`, who asked, take no part in the influence.
	fn repeat(
		&self,
		model: ModelId,
		prompt: &[u32],
		max_tokens: u32,
		user: &AccountId,
	) -> Result<Repeated, RepeatError>;
}
