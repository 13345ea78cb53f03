//! Adapters of the tests.

#![allow(dead_code)] // Each test file uses its own part of this.

use openledger_model::{Adapter, Base, Tokenized};
use openledger_spec::HyperParameters;
use openledger_train::{train, Observer, Progress, TrainJob, Tuning};
use std::path::Path;

struct Quiet;

impl Observer for Quiet {
	fn progress(&self, _: &Progress) {}

	fn cancelled(&self) -> bool {
		false
	}
}

/// Trains an adapter in a folder.
pub fn trained(base: &Base, records: &[Tokenized], hyper: &HyperParameters, dir: &Path) -> Adapter {
	let tuning = Tuning::default();
	let job =
		TrainJob { base, train: records, held_out: &[], hyper, dir, threads: 2, max_tokens: None, tuning };
	Adapter::from_peft(&train(&job, &Quiet).unwrap().peft_dir, base.config()).unwrap()
}
