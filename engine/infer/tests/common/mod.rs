//! Models of the tests.

#![allow(dead_code)] // Each test file uses its own part of this.

use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Model, Tokenized};
use openledger_spec::{HyperParameters, Method};
use openledger_train::{NoopObserver, TrainJob, Tuning, train};
use std::path::Path;

/// Makes a model on an engine of its own.
pub fn model(base: &Base, adapter: Option<&Adapter>, threads: usize) -> Model {
	let engine = Engine::new(threads).unwrap();
	let frozen = base.frozen(Method::Lora, &engine);
	match adapter {
		Some(adapter) => Model::with_adapter(frozen, adapter, engine).unwrap(),
		None => Model::without_adapter(frozen, engine).unwrap(),
	}
}

/// Trains an adapter in a folder.
pub fn trained(base: &Base, records: &[Tokenized], hyper: &HyperParameters, dir: &Path) -> Adapter {
	let (engine, tuning) = (Engine::new(2).unwrap(), Tuning::default());
	let job = TrainJob { base, train: records, held_out: &[], hyper, dir, engine, max_tokens: None, tuning };
	Adapter::from_peft(&train(&job, &NoopObserver).unwrap().peft_dir, base.config()).unwrap()
}
