//! The work itself, behind a small trait: scheduling can be tested without a language model.

use crate::board::Phase;
use openledger_primitives::{
	datanet::SnapshotEntry,
	job::{FailReason, HyperParameters, JobResult},
	Hash,
};
use std::path::{Path, PathBuf};

/// Records of one contribution, as they were uploaded.
pub struct Records {
	/// What the chain says about them.
	pub entry: SnapshotEntry,
	/// JSONL.
	pub bytes: Vec<u8>,
}

/// Everything that training, and indexing after it, depends on.
pub struct Work<'a> {
	/// The base model's GGUF file.
	pub base: &'a Path,
	/// What to learn from, in order.
	pub train: &'a [Records],
	/// JSONL of records to evaluate on.
	pub held_out: Option<&'a [u8]>,
	/// How to train.
	pub hyper: &'a HyperParameters,
	/// Most tokens that are paid for.
	pub max_tokens: u64,
	/// Threads to compute with.
	pub threads: usize,
}

/// What training made.
pub struct Trained {
	/// What to publish.
	pub result: JobResult,
	/// The adapter's raw bytes.
	pub adapter: PathBuf,
}

/// Why work ended without a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
	/// [`Watch::cancelled`] said so.
	Cancelled,
	/// It cannot be done.
	Failed {
		/// What to tell the chain.
		reason: FailReason,
		/// What to tell people.
		message: String,
	},
}

impl Failure {
	/// A failure with its message.
	pub fn new(reason: FailReason, message: impl ToString) -> Self {
		Self::Failed { reason, message: message.to_string() }
	}
}

/// How far work has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Advance {
	/// What is being done.
	pub phase: Phase,
	/// Steps done.
	pub step: u32,
	/// Steps in all.
	pub steps: u32,
	/// Loss of the last step.
	pub loss: f32,
	/// Speed over the last steps.
	pub tokens_per_second: f64,
	/// Time left in this phase.
	pub seconds_left: f64,
}

/// Follows work and may end it.
pub trait Watch: Sync {
	/// Something was done.
	fn advance(&self, advance: Advance);
	/// Whether the work is no longer wanted. Asked at least once a step.
	fn cancelled(&self) -> bool;
}

/// Trains and indexes. Both calls are resumable: called again with the same work and folder after the process was
/// killed, they go on and end with the same bytes.
pub trait Engine: Send + Sync {
	/// Fine-tunes. Checkpoints and outputs go to `dir`.
	fn train(&self, work: &Work<'_>, dir: &Path, watch: &dyn Watch) -> Result<Trained, Failure>;
	/// Builds the influence index of an adapter at `out`, with `dir` for unfinished parts.
	fn index(
		&self,
		work: &Work<'_>,
		adapter: &Path,
		dir: &Path,
		out: &Path,
		watch: &dyn Watch,
	) -> Result<(), Failure>;
	/// Whether the file at `out` is a whole index of this adapter over these records.
	fn is_indexed(&self, out: &Path, adapter: Hash, entries: &[SnapshotEntry]) -> bool;
}
