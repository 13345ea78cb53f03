//! The builder that runs the language model.

use crate::{parse, tokenize_all, BuildError, IndexBuilder, IndexSource};
use openledger_attribution::{build, Footer, IndexError, Plan, RecordStates};
use openledger_model::{Adapter, Base};
use openledger_ports::{Observer, Phase, Progress};
use openledger_primitives::{datanet::SnapshotEntry, root, ContributionId, Hash};
use std::{cell::Cell, ops::ControlFlow, path::Path, time::Instant};

/// Builds indexes with `openledger_attribution`, from the hidden states of the tuned model.
#[derive(Clone, Debug)]
pub struct EngineIndexBuilder {
	threads: usize,
}

impl EngineIndexBuilder {
	/// Makes a builder that computes with so many threads.
	pub fn new(threads: usize) -> Self {
		Self { threads: threads.max(1) }
	}
}

impl IndexBuilder for EngineIndexBuilder {
	fn build(
		&self,
		source: &IndexSource<'_>,
		dir: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		let IndexSource { base, adapter, hyper, records } = *source;
		let base = Base::open(base).map_err(BuildError::failed)?;
		let parsed = parse(records).map_err(BuildError::failed)?;
		let tokens = tokenize_all(&base, &parsed, hyper.max_length).map_err(BuildError::failed)?;
		let raw = std::fs::read(adapter).map_err(BuildError::failed)?;
		let tuned = Adapter::from_raw(&raw, base.config(), hyper).map_err(BuildError::failed)?;
		let states = RecordStates::new(&base, &tuned, &tokens, self.threads).map_err(BuildError::failed)?;
		let entries: Vec<SnapshotEntry> = records.iter().map(|records| records.entry.clone()).collect();
		let plan = Plan { base: base.root(), adapter: root::of(&raw), sources: sources(&entries) };
		let speed = Speed { since: Instant::now(), first: Cell::new(None) };
		let follow = |done: u32, total: u32| {
			observer.progress(&speed.progress(done, total));
			match observer.cancelled() {
				true => ControlFlow::Break(()),
				false => ControlFlow::Continue(()),
			}
		};
		match build(&plan, &states, dir, out, &follow) {
			Ok(_) => Ok(()),
			Err(IndexError::Cancelled) => Err(BuildError::Cancelled),
			Err(error) => Err(BuildError::failed(error)),
		}
	}

	fn is_complete(&self, out: &Path, adapter: Hash, entries: &[SnapshotEntry]) -> bool {
		let matches = |footer: Footer| footer.adapter == adapter && footer.sources == sources(entries);
		Footer::read(out).is_ok_and(matches)
	}
}

/// Returns contributions with their numbers of records, as an index names them.
fn sources(entries: &[SnapshotEntry]) -> Vec<(ContributionId, u32)> {
	entries.iter().map(|entry| (entry.contribution, entry.records)).collect()
}

/// The speed of one build, measured from where it began or was resumed.
struct Speed {
	since: Instant,
	first: Cell<Option<u32>>,
}

impl Speed {
	fn progress(&self, done: u32, total: u32) -> Progress {
		let first = self.first.get().unwrap_or(done);
		self.first.set(Some(first));
		let seconds_each = self.since.elapsed().as_secs_f64() / f64::from((done - first).max(1));
		let seconds_left = if done > first { seconds_each * f64::from(total - done) } else { 0.0 };
		Progress { step: done, steps: total, seconds_left, ..Progress::at(Phase::Indexing) }
	}
}
