//! The trainer that runs the language model in a process of its own.

use crate::{
	engines::{Engines, Job, unexpected},
	process::Listener,
	protocol::{Outcome, Task, TrainTask, TrainedFiles},
	wire,
};
use openledger_ports::{Observer, Progress};
use openledger_primitives::job::FailReason;
use openledger_worker::{Failure, Reserve, Trained, Trainer, Work};
use std::{
	ffi::OsStr,
	path::{Path, PathBuf},
	sync::Arc,
};

/// Fine-tunes in engine processes.
///
/// One that dies is followed by another, which goes on from the checkpoint.
pub struct ProcessTrainer(Arc<Engines>);

impl ProcessTrainer {
	/// Trains in engines of this starter.
	pub fn new(engines: Arc<Engines>) -> Self {
		Self(engines)
	}
}

impl Trainer for ProcessTrainer {
	fn train(&self, work: &Work<'_>, dir: &Path, observer: &dyn Observer) -> Result<Trained, Failure> {
		let path = |path| wire::path(path).map_err(|why| Failure::new(FailReason::Internal, why));
		let task = Task::Train(Box::new(TrainTask {
			base: path(work.base)?,
			entries: work.train.iter().map(|records| records.entry.clone()).collect(),
			has_held_out: work.held_out.is_some(),
			hyper: work.hyper.clone(),
			max_tokens: work.max_tokens,
			dir: path(dir)?,
		}));
		let parts = work.train.iter().map(|records| &records.bytes[..]).chain(work.held_out);
		let parts: Vec<&[u8]> = parts.collect();
		let job =
			Job { name: "training", task, parts: &parts, base: work.base, dir, damage: damage_of_training };
		let mut listener = Following { observer, reserve: Some(work.reserve) };
		match self.0.run(&job, &mut listener) {
			Ok(Outcome::Trained(trained)) => {
				let TrainedFiles { result, states, adapter } = *trained?;
				Ok(Trained { result, states, adapter: file_in(dir, &adapter)? })
			},
			Ok(other) => Err(Failure::new(FailReason::Internal, unexpected(&other))),
			Err(Some(death)) => Err(Failure::new(death.reason(), death)),
			Err(None) => Err(Failure::Cancelled),
		}
	}
}

/// Returns why a training that began anew after a death cannot read what it could read before.
fn damage_of_training(outcome: &Outcome) -> Option<String> {
	match outcome {
		Outcome::Trained(Err(Failure::Failed {
			reason: FailReason::UnsupportedModel | FailReason::BlobUnavailable,
			message,
		})) => Some(message.clone()),
		_ => None,
	}
}

/// Returns the path of a file in a folder, whose name may not lead out of it.
fn file_in(dir: &Path, name: &str) -> Result<PathBuf, Failure> {
	match Path::new(name).file_name() == Some(OsStr::new(name)) {
		true => Ok(dir.join(name)),
		false => Err(Failure::new(FailReason::Internal, format!("the engine names the file {name:?}"))),
	}
}

/// Follows a call for whoever observes a job.
pub(crate) struct Following<'a> {
	pub observer: &'a dyn Observer,
	pub reserve: Option<Reserve<'a>>,
}

impl Listener for Following<'_> {
	fn progress(&mut self, progress: &Progress) {
		self.observer.progress(progress);
	}

	fn reserve(&mut self, bytes: u64) -> Result<(), Failure> {
		self.reserve.map_or(Ok(()), |reserve| reserve(bytes))
	}

	fn is_wanted(&self) -> bool {
		!self.observer.cancelled()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_name_does_not_lead_out_of_its_folder() {
		assert_eq!(file_in(Path::new("/a"), "adapter.raw").unwrap(), Path::new("/a/adapter.raw"));
		for name in ["", ".", "..", "../b", "/b", "b/c", "b/"] {
			assert!(file_in(Path::new("/a"), name).is_err(), "{name}");
		}
	}
}
