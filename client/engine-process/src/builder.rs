//! The builder of indexes that runs the language model in a process of its own.

use crate::{
	engines::{Engines, Job, unexpected},
	protocol::{IndexTask, Outcome, Task},
	trainer::Following,
	wire,
};
use openledger_indexer::{BuildError, IndexBuilder, IndexSource};
use openledger_ports::Observer;
use std::{path::Path, sync::Arc};

/// Builds indexes in engine processes.
///
/// One that dies is followed by another, which goes on from the unfinished parts.
pub struct ProcessIndexBuilder(Arc<Engines>);

impl ProcessIndexBuilder {
	/// Builds in engines of this starter.
	pub fn new(engines: Arc<Engines>) -> Self {
		Self(engines)
	}
}

impl IndexBuilder for ProcessIndexBuilder {
	fn build(
		&self,
		source: &IndexSource<'_>,
		dir: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		let path = |path| wire::path(path).map_err(BuildError::failed);
		let task = Task::Index(Box::new(IndexTask {
			base: path(source.base)?,
			adapter: path(source.adapter)?,
			hyper: source.hyper.clone(),
			entries: source.records.iter().map(|records| records.entry.clone()).collect(),
			dir: path(dir)?,
			out: path(out)?,
		}));
		let parts: Vec<&[u8]> = source.records.iter().map(|records| &records.bytes[..]).collect();
		let base = source.base;
		let job = Job { name: "indexing", task, parts: &parts, base, dir, damage: damage_of_build };
		match self.0.run(&job, &mut Following { observer, reserve: None }) {
			Ok(Outcome::Indexed(Ok(()))) => Ok(()),
			Ok(Outcome::Indexed(Err(None))) | Err(None) => Err(BuildError::Cancelled),
			Ok(Outcome::Indexed(Err(Some(why)))) => Err(BuildError::failed(why)),
			Ok(other) => Err(BuildError::failed(unexpected(&other))),
			Err(Some(death)) => Err(BuildError::failed(death)),
		}
	}
}

/// Returns why a build that began anew after a death failed: what it could read before, it can no longer.
fn damage_of_build(outcome: &Outcome) -> Option<String> {
	match outcome {
		Outcome::Indexed(Err(why)) => why.clone(),
		_ => None,
	}
}
