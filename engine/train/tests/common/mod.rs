//! Jobs of the tests.

#![allow(dead_code)] // Each test file uses its own part of this.

use openledger_model::{Base, Tokenized};
use openledger_spec::HyperParameters;
use openledger_train::{Observer, Progress, TrainJob, Tuning};
use std::{
	path::Path,
	sync::atomic::{AtomicU32, Ordering},
};

/// Lets a number of cancellation checks pass, then cancels.
pub struct Patience(pub AtomicU32);

impl Observer for Patience {
	fn progress(&self, _: &Progress) {}

	fn cancelled(&self) -> bool {
		self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err()
	}
}

pub fn patient() -> Patience {
	Patience(AtomicU32::new(u32::MAX))
}

pub fn job<'a>(
	base: &'a Base,
	train: &'a [Tokenized],
	held_out: &'a [Tokenized],
	hyper: &'a HyperParameters,
	dir: &'a Path,
) -> TrainJob<'a> {
	TrainJob { base, train, held_out, hyper, dir, threads: 2, max_tokens: None, tuning: Tuning::default() }
}
