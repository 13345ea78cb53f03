//! Errors of training.

use openledger_content::files::FileError;
use openledger_kernels::EngineError;
use openledger_model::{AdapterError, DataError};
use openledger_spec::{HyperParameterError, MAX_BATCH, MAX_LENGTH};
use std::path::PathBuf;

/// Tokens of the shortest sequence; the bound of `max_length`.
pub(crate) const MIN_LENGTH: u32 = 8;
/// Most tokens of all steps together: half a gibibyte of ids.
pub(crate) const MAX_TOKENS: u64 = 1 << 27;

/// The reason why training ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The observer asked to stop. The checkpoint on disk lets the job go on later.
	#[error("cancelled")]
	Cancelled,
	/// A NaN or an infinity appeared, or the loss rose above twice what guessing costs and twice what it
	/// began with; nothing is published.
	#[error("training diverged at step {step}: lower the learning rate or clip gradients")]
	Diverged {
		/// The step, counted from 1; 0 outside training.
		step: u32,
	},
	/// The records exceed [`crate::TrainJob::max_tokens`].
	#[error("the records hold {tokens} tokens over all epochs, at most {limit} are allowed: raise the limit")]
	TokenLimit {
		/// Tokens over all epochs.
		tokens: u64,
		/// The most that is allowed.
		limit: u64,
	},
	/// Random records cannot be made.
	#[error("synthetic records: {0}")]
	Synthetic(#[from] SyntheticError),
	/// There is nothing to train on.
	#[error("there are no records to train on")]
	NoRecords,
	/// A checkpoint belongs to another job.
	#[error("checkpoint: {0}")]
	Checkpoint(#[from] CheckpointError),
	/// The model, its records or its adapter cannot be used.
	#[error(transparent)]
	Model(#[from] openledger_model::Error),
}

impl From<HyperParameterError> for Error {
	fn from(error: HyperParameterError) -> Self {
		Self::Model(error.into())
	}
}

impl From<DataError> for Error {
	fn from(error: DataError) -> Self {
		Self::Model(error.into())
	}
}

impl From<EngineError> for Error {
	fn from(error: EngineError) -> Self {
		Self::Model(error.into())
	}
}

impl From<FileError> for Error {
	fn from(error: FileError) -> Self {
		Self::Model(error.into())
	}
}

impl From<AdapterError> for Error {
	fn from(error: AdapterError) -> Self {
		Self::Model(error.into())
	}
}

/// The reason why a checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
	/// The checkpoint was written by another job.
	#[error("{} belongs to another job: use another folder or remove it", .0.display())]
	Foreign(PathBuf),
}

/// The reason why random records cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntheticError {
	/// The text is not two numbers around an x.
	#[error("write BATCHxLENGTH, such as 1x512")]
	Form,
	/// There are no sequences in a batch, or too many.
	#[error("a batch has 1 to {MAX_BATCH} sequences")]
	Batch,
	/// Sequences are too short or too long for a job.
	#[error("a sequence has {MIN_LENGTH} to {MAX_LENGTH} tokens")]
	Length,
	/// Sequences are longer than the model's context.
	#[error(
		"sequences of {length} tokens do not fit the model's context of {context}: choose a shorter length"
	)]
	Context {
		/// Number of tokens of a sequence.
		length: u32,
		/// The longest that the model reads.
		context: usize,
	},
	/// There are no steps, or more tokens than are held in memory.
	#[error("{tokens} tokens over all steps: 1 to {MAX_TOKENS} are possible, choose another number of steps")]
	Tokens {
		/// Number of tokens over all steps.
		tokens: u64,
	},
}
