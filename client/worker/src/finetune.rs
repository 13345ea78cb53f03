//! The engine that fine-tunes a language model.

use crate::{
	board::Phase,
	engine::{Advance, Engine, Failure, Records, Trained, Watch, Work},
	fail_reason::{of_inference, of_model, of_training},
};
use openledger_attribution::{build, Footer, IndexError, Plan, RecordStates};
use openledger_model::{read_jsonl, tokenize, Adapter, Base, Limits, Record, Tokenized};
use openledger_primitives::{datanet::SnapshotEntry, job::FailReason, root, ContributionId, Hash};
use openledger_train::{train, Error, Observer, Progress, TrainJob, Tuning};
use std::{ops::ControlFlow, path::Path, time::Instant};

/// Fine-tunes with `openledger_train` and indexes with `openledger_attribution`.
#[derive(Clone, Copy, Debug, Default)]
pub struct FinetuneEngine;

impl Engine for FinetuneEngine {
	fn train(&self, work: &Work<'_>, dir: &Path, watch: &dyn Watch) -> Result<Trained, Failure> {
		let records = records(work)?;
		let base = Base::open(work.base).map_err(model_failure)?;
		let (held_out, tokens) = (held_out(&base, work)?, tokens(&base, &records, work)?);
		let job = TrainJob {
			base: &base,
			train: &tokens,
			held_out: &held_out,
			hyper: work.hyper,
			dir,
			threads: work.threads,
			max_tokens: Some(work.max_tokens),
			tuning: Tuning::default(),
		};
		let outcome = train(&job, &Watched(watch)).map_err(failure)?;
		Ok(Trained { result: outcome.result, adapter: outcome.adapter_path })
	}

	fn index(
		&self,
		work: &Work<'_>,
		adapter: &Path,
		dir: &Path,
		out: &Path,
		watch: &dyn Watch,
	) -> Result<(), Failure> {
		let base = Base::open(work.base).map_err(model_failure)?;
		let tokens = tokens(&base, &records(work)?, work)?;
		let raw = std::fs::read(adapter).map_err(|error| Failure::new(FailReason::Internal, error))?;
		let tuned = Adapter::from_raw(&raw, base.config(), work.hyper).map_err(model_failure)?;
		let source = RecordStates::new(&base, &tuned, &tokens, work.threads)
			.map_err(|error| Failure::new(of_inference(&error), error))?;
		let entries: Vec<SnapshotEntry> = work.train.iter().map(|records| records.entry.clone()).collect();
		let plan = Plan { base: base.root(), adapter: root::of(&raw), sources: sources(&entries) };
		let begun = (Instant::now(), std::cell::Cell::new(None));
		let follow = |done: u32, total: u32| {
			watch.advance(indexing(done, total, &begun.0, &begun.1));
			match watch.cancelled() {
				true => ControlFlow::Break(()),
				false => ControlFlow::Continue(()),
			}
		};
		match build(&plan, &source, dir, out, &follow) {
			Ok(_) => Ok(()),
			Err(IndexError::Cancelled) => Err(Failure::Cancelled),
			Err(error) => Err(Failure::new(FailReason::Internal, error)),
		}
	}

	fn is_indexed(&self, out: &Path, adapter: Hash, entries: &[SnapshotEntry]) -> bool {
		let is_it = |footer: Footer| footer.adapter == adapter && footer.sources == sources(entries);
		Footer::read(out).is_ok_and(is_it)
	}
}

/// Contributions with their records, as the index names them.
fn sources(entries: &[SnapshotEntry]) -> Vec<(ContributionId, u32)> {
	entries.iter().map(|entry| (entry.contribution, entry.records)).collect()
}

/// Progress of an index; `first` is where this run began, which tells its speed.
fn indexing(done: u32, total: u32, since: &Instant, first: &std::cell::Cell<Option<u32>>) -> Advance {
	let start = first.get().unwrap_or(done);
	first.set(Some(start));
	let each = since.elapsed().as_secs_f64() / f64::from((done - start).max(1));
	let seconds_left = if done > start { each * f64::from(total - done) } else { 0.0 };
	let (loss, tokens_per_second) = (0.0, 0.0);
	Advance { phase: Phase::Indexing, step: done, steps: total, loss, tokens_per_second, seconds_left }
}

struct Watched<'a>(&'a dyn Watch);

impl Observer for Watched<'_> {
	fn progress(&self, progress: &Progress) {
		use openledger_train::Phase as P;
		let phase = match progress.phase {
			P::EvaluatingBefore => Phase::EvaluatingBefore,
			P::Training => Phase::Training,
			P::EvaluatingAfter => Phase::EvaluatingAfter,
			P::Exporting => Phase::Exporting,
		};
		let Progress { step, steps, loss, tokens_per_second, seconds_left, .. } = *progress;
		self.0.advance(Advance { phase, step, steps, loss, tokens_per_second, seconds_left });
	}

	fn cancelled(&self) -> bool {
		self.0.cancelled()
	}
}

fn failure(error: Error) -> Failure {
	match error {
		Error::Cancelled => Failure::Cancelled,
		Error::TokenLimit { tokens, limit } => Failure::new(
			of_training(&error),
			format!(
				"the records hold {tokens} tokens over all epochs, but only {limit} are paid for: raise the payment"
			),
		),
		error => Failure::new(of_training(&error), &error),
	}
}

fn model_failure(error: openledger_model::Error) -> Failure {
	Failure::new(of_model(&error), error)
}

fn bad(what: String) -> Failure {
	Failure::new(FailReason::BadRecords, what)
}

/// Reads every contribution, and checks that it has as many records as it was accepted and is paid with.
fn records(work: &Work<'_>) -> Result<Vec<(ContributionId, Vec<Record>)>, Failure> {
	let read = |Records { entry, bytes }: &Records| {
		let id = entry.contribution;
		let records = read_jsonl(bytes, &Limits::default());
		let records = records.map_err(|error| bad(format!("contribution {id}: {error}")))?;
		match u32::try_from(records.len()) == Ok(entry.records) {
			true => Ok((id, records)),
			false => {
				let (is, says) = (records.len(), entry.records);
				Err(bad(format!("contribution {id} has {is} records, the chain says {says}")))
			},
		}
	};
	work.train.iter().map(read).collect()
}

fn tokens(
	base: &Base,
	records: &[(ContributionId, Vec<Record>)],
	work: &Work<'_>,
) -> Result<Vec<Tokenized>, Failure> {
	let mut all = Vec::new();
	for (id, records) in records {
		all.extend(tokenise(base, records, work, &format!("contribution {id}"))?);
	}
	Ok(all)
}

fn held_out(base: &Base, work: &Work<'_>) -> Result<Vec<Tokenized>, Failure> {
	let Some(bytes) = work.held_out else { return Ok(Vec::new()) };
	let records = read_jsonl(bytes, &Limits::default());
	let records = records.map_err(|error| bad(format!("held-out records: {error}")))?;
	tokenise(base, &records, work, "held-out records")
}

fn tokenise(base: &Base, records: &[Record], work: &Work<'_>, what: &str) -> Result<Vec<Tokenized>, Failure> {
	let each = records.iter().enumerate().map(|(number, record)| {
		let tokens = tokenize(base, record, work.hyper.max_length);
		tokens.map_err(|error| bad(format!("{what}, record {}: {error}", number + 1)))
	});
	each.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_primitives::job::HyperParameters;

	const SPEC: &str = r#"{"method": "lora", "rank": 1, "alpha": 1, "targets": ["q"], "learning_rate": "0.1",
		"warmup_steps": 0, "epochs": 1, "batch": 1, "max_length": 64, "weight_decay": "0", "clip_norm": "0", "seed": 1}"#;

	struct Deaf;
	impl Watch for Deaf {
		fn advance(&self, _: Advance) {}
		fn cancelled(&self) -> bool {
			false
		}
	}

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
			threads: 1,
		};
		FinetuneEngine.train(&work, &dir.path().join("train"), &Deaf).err().unwrap()
	}

	fn reason(failure: &Failure) -> (FailReason, &str) {
		match failure {
			Failure::Failed { reason, message } => (*reason, message),
			Failure::Cancelled => panic!("cancelled"),
		}
	}

	#[test]
	fn broken_records_name_contribution_and_line() {
		let good = b"{\"prompt\": \"a\", \"completion\": \"b\"}\n";
		for (lines, count, says) in [
			(&[&good[..], b"{oops\n"].concat()[..], 2, "contribution 5: line 2"),
			(&[&good[..], b"\xff\xfe\n"].concat(), 2, "contribution 5: line 2"),
			(&good[..], 2, "contribution 5 has 1 records, the chain says 2"),
			(b"", 0, "contribution 5"),
		] {
			let failure = outcome(lines, count, b"");
			let (reason, message) = reason(&failure);
			assert_eq!(reason, FailReason::BadRecords);
			assert!(message.starts_with(says), "{message}");
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
