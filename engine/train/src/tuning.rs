//! Choices that change a job's speed and memory, and never its result.

use openledger_model::ACTIVATION_MEMORY;
use std::{num::NonZeroUsize, time::Duration};

/// A choice of how to run a job. Every choice gives the same roots, so a job may be resumed under another
/// one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
	/// Sequences that go through the model at a time. `None` packs short ones up to about 256 tokens and lets
	/// a longer one stand alone.
	pub micro_batch: Option<NonZeroUsize>,
	/// Bytes of activations that may wait for the backward pass. Layers beyond it are computed a second time;
	/// with 0, all of them.
	pub memory: usize,
	/// Keeps an account of time by operator: see [`crate::TrainOutcome::profile`].
	pub profile: bool,
	/// Time between checkpoints: one is written after the first step that ends this long after the last.
	pub checkpoint_every: Duration,
}

impl Default for Tuning {
	/// Returns the usual choice: packed short sequences, 400 MiB of activations, no account, a checkpoint
	/// every ten seconds.
	fn default() -> Self {
		Self {
			micro_batch: None,
			memory: ACTIVATION_MEMORY,
			profile: false,
			checkpoint_every: Duration::from_secs(10),
		}
	}
}
