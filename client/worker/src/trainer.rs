//! Training itself, behind a trait: scheduling can be tested without a language model.

use codec::{Decode, Encode};
use openledger_indexer::Records;
use openledger_ports::Observer;
use openledger_primitives::{
	Hash,
	job::{FailReason, HyperParameters, JobResult},
};
use std::path::{Path, PathBuf};

/// Everything that training depends on.
pub struct Work<'a> {
	/// The base model's GGUF file.
	pub base: &'a Path,
	/// Records to train on, in order.
	pub train: &'a [Records],
	/// Records to evaluate on, as JSONL.
	pub held_out: Option<&'a [u8]>,
	/// Hyper-parameters of the job.
	pub hyper: &'a HyperParameters,
	/// Most tokens, over all epochs, that the escrow pays for.
	pub max_tokens: u64,
	/// Takes room for an adapter of so many bytes. The trainer calls it before the first step.
	pub reserve: Reserve<'a>,
}

/// A function that takes room for so many bytes, or fails the job.
pub type Reserve<'a> = &'a (dyn Fn(u64) -> Result<(), Failure> + Sync);

/// Outcome of a finished training.
pub struct Trained {
	/// The result to publish.
	pub result: JobResult,
	/// Roots of the state after each step, whose root is the result's trace.
	pub states: Vec<Hash>,
	/// The file with the adapter's raw bytes.
	pub adapter: PathBuf,
}

/// Reasons for a job to end without a result.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Failure {
	/// The job was cancelled: [`Observer::cancelled`] returned true.
	Cancelled,
	/// The job cannot be done.
	Failed {
		/// The reason in the form that the chain knows.
		reason: FailReason,
		/// The reason in words.
		message: String,
	},
}

impl Failure {
	/// Makes a failure from a reason and its text.
	pub fn new(reason: FailReason, message: impl ToString) -> Self {
		Self::Failed { reason, message: message.to_string() }
	}
}

/// A trainer of adapters.
pub trait Trainer: Send + Sync {
	/// Fine-tunes, with `dir` for checkpoints and outputs.
	///
	/// Training that was interrupted goes on when it is called again with the same work and folder, and ends
	/// with the same bytes.
	fn train(&self, work: &Work<'_>, dir: &Path, observer: &dyn Observer) -> Result<Trained, Failure>;
}
