//! What can go wrong, and what a provider tells the chain about it.

use crate::{
	checkpoint::CheckpointError, data::DataError, gguf::GgufError, peft::AdapterError,
	synthetic::SyntheticError,
};
use openledger_kernels::EngineError;
use openledger_primitives::job::FailReason;
use openledger_spec::HyperParameterError;
use std::path::{Path, PathBuf};

/// Why training, generation or an export ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The observer asked to stop. The checkpoint on disk lets the job go on later.
	#[error("cancelled")]
	Cancelled,
	/// A NaN or an infinity appeared, or the loss rose above twice what guessing costs and twice what it began with; nothing is
	/// published.
	#[error("training diverged at step {step}: lower the learning rate or clip gradients")]
	Diverged {
		/// The step, counted from 1; 0 outside training.
		step: u32,
	},
	/// The work exceeds what is paid for.
	#[error(
		"the records hold {tokens} tokens over all epochs, but only {paid} are paid for: raise the payment"
	)]
	PaymentTooLow {
		/// Tokens over all epochs.
		tokens: u64,
		/// The most that the payment covers.
		paid: u64,
	},
	/// The base model cannot be used.
	#[error("base model: {0}")]
	Base(#[from] GgufError),
	/// A record cannot be used.
	#[error("records: {0}")]
	Data(#[from] DataError),
	/// Random records cannot be made.
	#[error("synthetic records: {0}")]
	Synthetic(#[from] SyntheticError),
	/// There is nothing to train on.
	#[error("there are no records to train on")]
	NoRecords,
	/// A conversation does not fit the model.
	#[error("the conversation has {tokens} tokens and leaves no room in a context of {context}: shorten it")]
	TooLong {
		/// Tokens of the prompt.
		tokens: usize,
		/// Longest context.
		context: usize,
	},
	/// Token ids that no conversation has.
	#[error("these token ids are no prompt: it has at least one, fewer than {context}, all of them known")]
	NoPrompt {
		/// Longest context.
		context: usize,
	},
	/// Hyper-parameters out of bounds.
	#[error("hyper-parameters: {0}")]
	Hyper(#[from] HyperParameterError),
	/// An adapter does not fit or cannot be read.
	#[error("adapter: {0}")]
	Adapter(#[from] AdapterError),
	/// A checkpoint belongs to another job.
	#[error("checkpoint: {0}")]
	Checkpoint(#[from] CheckpointError),
	/// Threads or instruction set.
	#[error(transparent)]
	Engine(#[from] EngineError),
	/// An operator refused its operands.
	#[error("tensor: {0}")]
	Tensor(#[from] candle_core::Error),
	/// LoRA factors do not fit.
	#[error("adapter factors: {0}")]
	Lora(#[from] openledger_kernels::ops::lora::LoraError),
	/// A file cannot be read or written.
	#[error("{}: {source}", path.display())]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system says.
		source: std::io::Error,
	},
	/// A specification file is not valid JSON of the expected form.
	#[error("{}: {source}", path.display())]
	Spec {
		/// The file.
		path: PathBuf,
		/// What is wrong and where.
		source: serde_json::Error,
	},
}

impl Error {
	/// Attaches the path to an error of the file system.
	pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
		move |source| Self::Io { path: path.to_path_buf(), source }
	}

	/// What a provider reports when it gives a job back for this reason.
	pub fn fail_reason(&self) -> FailReason {
		use std::io::ErrorKind;
		match self {
			Self::Diverged { .. } => FailReason::Diverged,
			Self::PaymentTooLow { .. } => FailReason::PaymentTooLow,
			Self::Base(GgufError::Io(_)) => FailReason::BlobUnavailable,
			Self::Base(_) => FailReason::UnsupportedModel,
			Self::Data(_) | Self::NoRecords | Self::Hyper(_) | Self::TooLong { .. } => FailReason::BadRecords,
			Self::Io { source, .. } => match source.kind() {
				ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::OutOfMemory => {
					FailReason::OutOfResources
				},
				_ => FailReason::Internal,
			},
			Self::Engine(EngineError::Thread(_)) => FailReason::OutOfResources,
			_ => FailReason::Internal,
		}
	}
}
