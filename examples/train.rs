//! Fine-tunes a model on records: `train MODEL.gguf RECORDS.jsonl FOLDER`.

use openledger_kernels::Engine;
use openledger_model::{Base, Limits, read_jsonl, tokenize_all};
use openledger_spec::JobResult;
use openledger_train::{DEFAULT_SPEC, NoopObserver, TrainJob, Tuning, train};
use std::{error::Error, path::Path};

/// Trains, leaves the adapter in `dir` and returns the result that a chain would commit.
pub fn run(model: &str, records: &str, dir: &str) -> Result<JobResult, Box<dyn Error>> {
	let (base, engine) = (Base::open(Path::new(model))?, Engine::new(2)?);
	let hyper = serde_json::from_str(DEFAULT_SPEC)?;
	let records = read_jsonl(&std::fs::read(records)?, &Limits::default())?;
	let records = tokenize_all(&base, &records, 256)?;
	let (train_on, held_out, dir, max_tokens) = (&records[..], &[][..], Path::new(dir), None);
	let tuning = Tuning::default();
	let job =
		TrainJob { base: &base, train: train_on, held_out, hyper: &hyper, dir, engine, max_tokens, tuning };
	Ok(train(&job, &NoopObserver)?.result)
}

#[allow(dead_code, reason = "the test calls `run`")]
fn main() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let [model, records, dir] = &arguments[..] else {
		return Err("train MODEL.gguf RECORDS.jsonl FOLDER".into());
	};
	let result = run(model, records, dir)?;
	println!("adapter {:?}, trace {:?}", result.adapter, result.trace);
	println!("loss {} -> {} in {} steps", result.loss_first, result.loss_last, result.steps);
	Ok(())
}
