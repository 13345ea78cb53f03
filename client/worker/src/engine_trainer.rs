//! The trainer that runs the language model.

use crate::{
	Failure, Trained, Trainer, Work,
	fail_reason::{of_model, of_training},
};
use openledger_indexer::{InvalidRecords, Translated, tokenize_jsonl, unseen, usable};
use openledger_kernels::Engine;
use openledger_model::Base;
use openledger_ports::Observer;
use openledger_primitives::job::FailReason;
use openledger_train::{Error, TrainJob, Tuning, train};
use std::{path::Path, sync::Arc};

/// Fine-tunes with `openledger_train`.
#[derive(Clone)]
pub struct EngineTrainer {
	engine: Arc<Engine>,
}

impl EngineTrainer {
	/// Makes a trainer that computes on an engine.
	pub fn new(engine: Arc<Engine>) -> Self {
		Self { engine }
	}
}

impl Trainer for EngineTrainer {
	fn train(&self, work: &Work<'_>, dir: &Path, observer: &dyn Observer) -> Result<Trained, Failure> {
		let Work { hyper, max_tokens, .. } = *work;
		let base = Base::open(work.base).map_err(|error| Failure::new(of_model(&error), error))?;
		let held_out = match work.held_out {
			Some(bytes) => tokenize_jsonl(&base, bytes, hyper.max_length, "held-out records"),
			None => Ok(Vec::new()),
		};
		let tokens = usable(&base, work.train, hyper.max_length).map_err(invalid)?.tokens;
		let held_out = unseen(held_out.map_err(invalid)?, &tokens).map_err(invalid)?;
		let job = TrainJob {
			base: &base,
			train: &tokens,
			held_out: &held_out,
			hyper,
			dir,
			engine: self.engine.clone(),
			max_tokens: Some(max_tokens),
			tuning: Tuning::default(),
		};
		let outcome = train(&job, &Translated(observer)).map_err(failure)?;
		Ok(Trained { result: outcome.result, adapter: outcome.adapter_path })
	}
}

fn failure(error: Error) -> Failure {
	match error {
		Error::Cancelled => Failure::Cancelled,
		Error::TokenLimit { tokens, limit } => Failure::new(
			of_training(&error),
			format!(
				"the records hold {tokens} tokens over all epochs, but only {limit} are paid for: raise \
				the payment"
			),
		),
		error => Failure::new(of_training(&error), &error),
	}
}

fn invalid(error: InvalidRecords) -> Failure {
	Failure::new(FailReason::BadRecords, error)
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_indexer::Records;
	use openledger_ports::noop::NoopObserver;
	use openledger_primitives::{datanet::SnapshotEntry, job::HyperParameters, root};

	const SPEC: &str = r#"{"method": "lora", "rank": 1, "alpha": 1, "targets": ["q"], "learning_rate": "0.1",
		"warmup_steps": 0, "epochs": 1, "batch": 1, "max_length": 64, "weight_decay": "0", "clip_norm": "0",
		"seed": 1}"#;

	fn outcome(lines: &[u8], count: u32, base: &[u8]) -> Failure {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("base.gguf");
		std::fs::write(&path, base).unwrap();
		let entry = SnapshotEntry {
			contribution: 5,
			root: root::of(lines),
			records: count,
			bytes: lines.len() as u64,
		};
		let hyper: HyperParameters = serde_json::from_str(SPEC).unwrap();
		let work = Work {
			base: &path,
			train: &[Records { entry, bytes: lines.to_vec() }],
			held_out: None,
			hyper: &hyper,
			max_tokens: 1000,
		};
		EngineTrainer::new(Engine::new(1).unwrap())
			.train(&work, &dir.path().join("train"), &NoopObserver)
			.err()
			.unwrap()
	}

	fn reason(failure: &Failure) -> (FailReason, &str) {
		match failure {
			Failure::Failed { reason, message } => (*reason, message),
			Failure::Cancelled => panic!("cancelled"),
		}
	}

	#[test]
	fn a_base_that_is_no_model_is_unsupported() {
		let lines = b"{\"prompt\": \"a\", \"completion\": \"b\"}\n";
		for base in [&b""[..], b"GGUF", b"not a model at all, but long enough to have a header"] {
			assert_eq!(reason(&outcome(lines, 1, base)).0, FailReason::UnsupportedModel);
		}
	}
}
