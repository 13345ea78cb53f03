//! Errors of answering and of reading records.

use openledger_model::DataError;

/// The reason why there is no answer, loss or state.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// A conversation does not fit the model.
	#[error("the conversation has {tokens} tokens and leaves no room in a context of {context}: shorten it")]
	TooLong {
		/// Number of tokens of the prompt.
		tokens: usize,
		/// Number of tokens of the longest context.
		context: usize,
	},
	/// The token ids are none that a conversation has.
	#[error("these token ids are no prompt: it has at least one, fewer than {context}, all of them known")]
	NoPrompt {
		/// Number of tokens of the longest context.
		context: usize,
	},
	/// The model computed a NaN or an infinity.
	#[error("the model computed a number that is not finite: its weights or its adapter are out of bounds")]
	NotFinite,
	/// The model or a record cannot be used.
	#[error(transparent)]
	Model(#[from] openledger_model::Error),
}

impl From<DataError> for Error {
	fn from(error: DataError) -> Self {
		Self::Model(error.into())
	}
}
