//! Jobs: their inputs, the checks of them, their names and their outcomes.

use crate::{Error, profile::TrainingProfile, tuning::Tuning};
use codec::Encode;
use openledger_content::{Hash, root};
use openledger_kernels::Engine;
use openledger_model::{Base, DataError, Tokenized, pack::check};
use openledger_spec::{HyperParameters, JobResult};
use std::{
	ops::Range,
	path::{Path, PathBuf},
	sync::Arc,
};

/// A job: the inputs that its result is a function of, and the place and manner of running it.
pub struct TrainJob<'a> {
	/// The base model.
	pub base: &'a Base,
	/// Records to learn.
	pub train: &'a [Tokenized],
	/// Records to evaluate on; may be empty.
	pub held_out: &'a [Tokenized],
	/// Hyper-parameters of the training.
	pub hyper: &'a HyperParameters,
	/// Folder of checkpoints and outputs. A job that finds its own checkpoint goes on from it.
	pub dir: &'a Path,
	/// Threads and instruction set to run on; does not change the result.
	pub engine: Arc<Engine>,
	/// The most tokens, over all epochs, that may be trained on.
	pub max_tokens: Option<u64>,
	/// Choices that change speed and memory, but not the result.
	pub tuning: Tuning,
}

/// The outcome of a finished job.
#[derive(Clone, Debug)]
pub struct TrainOutcome {
	/// The result to be published.
	pub result: JobResult,
	/// Training speed of this run; 0 if it only resumed a finished one.
	pub tokens_per_second: f64,
	/// Peak memory of the process.
	pub peak_rss_bytes: u64,
	/// An account of this run's training time, if [`Tuning::profile`] asked for it.
	pub profile: Option<TrainingProfile>,
	/// Roots of the state after each step, in their order: the result's trace is the root over them.
	pub states: Vec<Hash>,
	/// The adapter in raw form: name-sorted f32 little-endian values.
	pub adapter_path: PathBuf,
	/// The adapter as a PEFT folder.
	pub peft_dir: PathBuf,
}

impl TrainJob<'_> {
	/// Returns the number of tokens over all epochs, if every record can be trained on and they are no more
	/// than allowed.
	pub(crate) fn check_records(&self) -> Result<u64, Error> {
		if self.train.is_empty() {
			return Err(Error::NoRecords);
		}
		let config = self.base.config();
		let longest = self.hyper.max_length.min(config.context as u32);
		for records in [self.train, self.held_out] {
			for (index, record) in records.iter().enumerate() {
				check(record, config.vocabulary, longest)
					.map_err(|problem| DataError::of_record(index + 1, problem))?;
			}
		}
		let tokens: u64 = self.train.iter().map(|r| r.ids.len() as u64).sum();
		let tokens = tokens.saturating_mul(self.hyper.epochs.into());
		match self.max_tokens {
			Some(limit) if tokens > limit => Err(Error::TokenLimit { tokens, limit }),
			_ => Ok(tokens),
		}
	}

	/// Returns the name of the job, which its checkpoint carries: that of another one is refused.
	pub(crate) fn fingerprint(&self) -> Hash {
		let mut hasher = root::Hasher::default();
		hasher.update(self.base.root().as_bytes());
		hasher.update(&self.hyper.encode());
		for records in [self.train, self.held_out] {
			hasher.update(&(records.len() as u64).to_le_bytes());
			for record in records {
				// The highest bit says that parts follow which do not count.
				let parts = u64::from(!record.uncounted.is_empty()) << 63;
				hasher.update(&(&record.ids, record.loss_from as u64 | parts).encode());
				if parts != 0 {
					let each = |part: &Range<usize>| (part.start as u64, part.end as u64);
					hasher.update(&record.uncounted.iter().map(each).collect::<Vec<_>>().encode());
				}
			}
		}
		hasher.finish()
	}
}
