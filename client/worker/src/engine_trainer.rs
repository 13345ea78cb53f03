//! The trainer that runs the language model.

use crate::{
	Failure, Trained, Trainer, Work,
	fail_reason::{of_model, of_training},
};
use openledger_indexer::{InvalidRecords, LeftOut, Translated, Usable, tokenize_jsonl, unseen, usable};
use openledger_kernels::Engine;
use openledger_model::{Base, Budget, Config};
use openledger_ports::Observer;
use openledger_primitives::job::{FailReason, HyperParameters};
use openledger_train::{Error, TrainJob, Tuning, train};
use std::{path::Path, sync::Arc};

/// Fine-tunes with `openledger_train`.
#[derive(Clone)]
pub struct EngineTrainer {
	engine: Arc<Engine>,
	/// The bound on the memory of its models.
	budget: Arc<Budget>,
}

impl EngineTrainer {
	/// Makes a trainer that computes on an engine.
	pub fn new(engine: Arc<Engine>) -> Self {
		Self { engine, budget: Budget::of_machine() }
	}

	/// Bounds the memory of its models by a budget, which others may share.
	pub fn within(self, budget: Arc<Budget>) -> Self {
		Self { budget, ..self }
	}
}

impl Trainer for EngineTrainer {
	fn train(&self, work: &Work<'_>, dir: &Path, observer: &dyn Observer) -> Result<Trained, Failure> {
		let Work { hyper, max_tokens, .. } = *work;
		let base = Base::open_within(work.base, &self.budget)
			.map_err(|error| Failure::new(of_model(&error), error))?;
		(work.reserve)(adapter_bytes(base.config(), hyper))?;
		let held_out = match work.held_out {
			Some(bytes) => tokenize_jsonl(&base, bytes, hyper.max_length, "held-out records"),
			None => Ok(Vec::new()),
		};
		let Usable { tokens, left_out, .. } = usable(&base, work.train, hyper.max_length).map_err(invalid)?;
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
		write_left_out(&left_out, dir)?;
		Ok(Trained { result: outcome.result, states: outcome.states, adapter: outcome.adapter_path })
	}
}

/// Returns the length of a job's adapter in its raw form: two factors of four-byte values for each matrix.
fn adapter_bytes(config: &Config, hyper: &HyperParameters) -> u64 {
	let sides = hyper.targets.iter().map(|target| {
		let (rows, columns) = config.shape(*target);
		rows.saturating_add(columns) as u64
	});
	let layer = sides.fold(0u64, u64::saturating_add);
	[config.layers as u64, u64::from(hyper.rank), 4].into_iter().fold(layer, u64::saturating_mul)
}

/// Writes the rows that were left out beside the adapter, with their contributions, places and reasons.
fn write_left_out(left_out: &[LeftOut], dir: &Path) -> Result<(), Failure> {
	let rows = left_out.iter().flat_map(|contribution| {
		contribution.rows.iter().map(|row| {
			serde_json::json!({
				"contribution": contribution.contribution, "line": row.line, "record": row.record,
				"reason": row.problem.to_string(),
			})
		})
	});
	let (text, path) = (serde_json::Value::from_iter(rows).to_string(), dir.join("left-out.json"));
	std::fs::write(&path, text).map_err(|source| {
		let error = openledger_model::Error::Io { path, source };
		Failure::new(of_model(&error), error)
	})
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
			reserve: &|_| Ok(()),
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
	fn the_room_for_an_adapter_is_its_length() {
		let dir = tempfile::tempdir().unwrap();
		let base = openledger_test_utils::tiny_base(dir.path());
		let mut hyper = openledger_test_utils::hyper();
		for rank in [1, 3, 8] {
			hyper.rank = rank;
			let length = adapter_bytes(base.config(), &hyper);
			let read = |length: u64| {
				openledger_model::Adapter::from_raw(&vec![0; length as usize], base.config(), &hyper)
			};
			assert!(length > 0 && read(length).is_ok() && read(length + 4).is_err(), "{length}");
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
