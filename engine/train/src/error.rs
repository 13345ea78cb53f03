//! Errors of training.

use crate::{checkpoint::CheckpointError, synthetic::SyntheticError};
use openledger_content::files::FileError;
use openledger_kernels::EngineError;
use openledger_model::{AdapterError, DataError};
use openledger_spec::HyperParameterError;

/// The reason why training ended without a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The observer asked to stop. The checkpoint on disk lets the job go on later.
	#[error("cancelled")]
	Cancelled,
	/// A NaN or an infinity appeared, or the loss rose above twice what guessing costs and twice what it began with;
	/// nothing is published.
	#[error("training diverged at step {step}: lower the learning rate or clip gradients")]
	Diverged {
		/// The step, counted from 1; 0 outside training.
		step: u32,
	},
	/// The records exceed [`crate::TrainJob::max_tokens`].
	#[error(
		"the records hold {tokens} tokens over all epochs, at most {limit} are allowed: raise the limit"
	)]
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
