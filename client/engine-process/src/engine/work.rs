//! Work on files: checks of bases, training, indexing.

use super::{
	host::{Host, Parts},
	link::Link,
};
use crate::protocol::{CallId, FromEngine, IndexTask, Question, Reply, TrainTask, TrainedFiles};
use openledger_indexer::{BuildError, EngineIndexBuilder, IndexBuilder, IndexSource, Records};
use openledger_model::Base;
use openledger_ports::{Observer, Progress};
use openledger_primitives::{datanet::SnapshotEntry, job::FailReason};
use openledger_worker::{EngineTrainer, Failure, Trainer, Work};
use std::{
	path::Path,
	sync::atomic::{AtomicBool, Ordering},
};

/// Opens a base model, to see whether it can be run.
pub fn check(host: &Host, base: &str) -> Result<(), String> {
	Base::open_within(Path::new(base), &host.budget).map(drop).map_err(|error| error.to_string())
}

/// Writes a base model that is a folder or split as one file.
pub fn join(host: &Host, base: &str, out: &str) -> Result<(), String> {
	let written =
		Base::open_within(Path::new(base), &host.budget).and_then(|base| base.write_file(Path::new(out)));
	written.map(drop).map_err(|error| error.to_string())
}

/// Trains.
pub fn train(
	host: &Host,
	call: CallId,
	task: TrainTask,
	mut parts: Parts,
	is_cancelled: &AtomicBool,
) -> Result<Box<TrainedFiles>, Failure> {
	let TrainTask { base, entries, has_held_out, hyper, max_tokens, dir } = task;
	let held_out = has_held_out.then(|| parts.remove(&count(&entries)).unwrap_or_default());
	let reserve = |bytes| match host.link.ask(Question::Room { call, bytes }) {
		Some(Reply::Room(reserved)) => reserved,
		_ => Err(Failure::new(FailReason::Internal, "the node is gone")),
	};
	let work = Work {
		base: Path::new(&base),
		train: &records(entries, parts),
		held_out: held_out.as_deref(),
		hyper: &hyper,
		max_tokens,
		reserve: &reserve,
	};
	let trainer = EngineTrainer::new(host.engine.clone()).within(host.budget.clone());
	let trained = trainer.train(&work, Path::new(&dir), &Remote { link: &host.link, call, is_cancelled })?;
	let name = trained.adapter.file_name().unwrap_or_default();
	let adapter = name.to_string_lossy().into_owned();
	Ok(Box::new(TrainedFiles { result: trained.result, states: trained.states, adapter }))
}

/// Builds an index. The error is `None` if the build was cancelled.
pub fn index(
	host: &Host,
	call: CallId,
	task: IndexTask,
	parts: Parts,
	is_cancelled: &AtomicBool,
) -> Result<(), Option<String>> {
	let IndexTask { base, adapter, hyper, entries, dir, out } = task;
	let source = IndexSource {
		base: Path::new(&base),
		adapter: Path::new(&adapter),
		hyper: &hyper,
		records: &records(entries, parts),
	};
	let builder = EngineIndexBuilder::new(host.engine.clone()).within(host.budget.clone());
	let observer = Remote { link: &host.link, call, is_cancelled };
	builder.build(&source, Path::new(&dir), Path::new(&out), &observer).map_err(|error| match error {
		BuildError::Cancelled => None,
		BuildError::Failed(error) => Some(error.to_string()),
	})
}

fn count(entries: &[SnapshotEntry]) -> u32 {
	u32::try_from(entries.len()).unwrap_or(u32::MAX)
}

/// Joins contributions with their bytes, of which none came for those that are empty.
fn records(entries: Vec<SnapshotEntry>, mut parts: Parts) -> Vec<Records> {
	let joined = (0..).zip(entries);
	joined.map(|(part, entry)| Records { entry, bytes: parts.remove(&part).unwrap_or_default() }).collect()
}

/// An observer on the other side of the line.
struct Remote<'a> {
	link: &'a Link,
	call: CallId,
	is_cancelled: &'a AtomicBool,
}

impl Observer for Remote<'_> {
	fn progress(&self, progress: &Progress) {
		self.link.send(&FromEngine::Progress { call: self.call, progress: *progress });
	}

	fn cancelled(&self) -> bool {
		self.is_cancelled.load(Ordering::SeqCst)
	}
}
