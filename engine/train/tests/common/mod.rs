//! Jobs of the tests.

#![allow(dead_code)] // Each test file uses its own part of this.

use openledger_kernels::Engine;
use openledger_model::{Base, Tokenized};
use openledger_spec::HyperParameters;
use openledger_train::{NoopObserver, Observer, TrainJob, Tuning};
use std::{
	path::Path,
	sync::atomic::{AtomicU32, Ordering},
};

/// An observer that lets a number of cancellation checks pass, then cancels.
pub struct Patience(pub AtomicU32);

impl Observer for Patience {
	fn cancelled(&self) -> bool {
		self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err()
	}
}

/// Returns an observer that lets a job run to its end.
pub fn patient() -> NoopObserver {
	NoopObserver
}

/// Returns a job on two threads.
pub fn job<'a>(
	base: &'a Base,
	train: &'a [Tokenized],
	held_out: &'a [Tokenized],
	hyper: &'a HyperParameters,
	dir: &'a Path,
) -> TrainJob<'a> {
	let (engine, tuning) = (Engine::new(2).unwrap(), Tuning::default());
	TrainJob { base, train, held_out, hyper, dir, engine, max_tokens: None, tuning }
}
