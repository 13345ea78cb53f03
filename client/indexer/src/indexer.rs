//! The folder of indexes, and builds in the background.

use crate::{BuildError, IndexBuilder, IndexSource, LoadError, MAX_RECORD_BYTES, Records};
use openledger_blobs::Store;
use openledger_ports::{JobProgress, Observer, Phase, Progress, ProgressBoard, RecentFailures};
use openledger_primitives::{ContributionId, Hash, JobId, datanet::SnapshotEntry, job::HyperParameters};
use parking_lot::Mutex;
use std::{
	panic::{AssertUnwindSafe, catch_unwind},
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};

/// A build that failed is retried after this time at the earliest.
const RETRY_AFTER: Duration = Duration::from_secs(60);

/// A tuned model whose index may have to be built.
#[derive(Clone, Debug)]
pub struct TrainedModel {
	/// The job that made the model.
	pub job: JobId,
	/// The base model's GGUF file.
	pub base: PathBuf,
	/// The file with the adapter's raw bytes.
	pub adapter: PathBuf,
	/// Root of those bytes.
	pub adapter_root: Hash,
	/// Hyper-parameters of the training.
	pub hyper: HyperParameters,
	/// Contributions that the model was trained on, in order.
	pub entries: Vec<SnapshotEntry>,
}

/// Reasons for a background build not to start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
	/// The last build failed a short while ago.
	#[error("its influence index could not be built: {0}")]
	RecentlyFailed(String),
	/// All contributions together are larger than this node holds.
	#[error("{0} bytes of records are more than the {MAX_RECORD_BYTES} that are indexed here")]
	TooLarge(u64),
	/// A contribution cannot be read.
	#[error(
		"its influence index is not here, nor is contribution {contribution} to build it from ({why}): \
			upload the blob"
	)]
	Records {
		/// Number of the contribution.
		contribution: ContributionId,
		/// Reason why its blob cannot be read.
		why: String,
	},
}

impl From<LoadError> for StartError {
	fn from(error: LoadError) -> Self {
		let why = error.to_string();
		match error {
			LoadError::TooLarge { total } => Self::TooLarge(total),
			LoadError::Blob { contribution, .. } => Self::Records { contribution, why },
		}
	}
}

/// The influence indexes of one chain's models on this node.
pub struct Indexer {
	/// The folder of finished indexes.
	indexes: PathBuf,
	/// The folder of background builds under way.
	unfinished: PathBuf,
	store: Arc<Store>,
	builder: Arc<dyn IndexBuilder>,
	/// Progress of background builds.
	board: ProgressBoard,
	failures: RecentFailures<JobId>,
	/// Held while a background build is being set up, so that none is set up twice.
	starting: Mutex<()>,
	/// Held by the background build that runs.
	turn: Mutex<()>,
	/// Called on the thread of a background build, before it computes.
	thread_start: fn(),
}

impl Indexer {
	/// Makes an indexer that keeps finished indexes below `indexes`, by genesis hash, and background builds
	/// below `unfinished`.
	pub fn new(
		indexes: &Path,
		unfinished: PathBuf,
		genesis: Hash,
		store: Arc<Store>,
		builder: Arc<dyn IndexBuilder>,
	) -> Self {
		Self {
			indexes: indexes.join(format!("{genesis:x}")),
			unfinished,
			store,
			builder,
			board: ProgressBoard::default(),
			failures: RecentFailures::new(RETRY_AFTER),
			starting: Mutex::default(),
			turn: Mutex::default(),
			thread_start: || (),
		}
	}

	/// Has the threads of background builds call a function first, which lowers their priority for example.
	pub fn with_thread_start(self, thread_start: fn()) -> Self {
		Self { thread_start, ..self }
	}

	/// Returns where the index of a job's model lies, or will lie.
	pub fn path(&self, job: JobId) -> PathBuf {
		self.indexes.join(format!("{job}.influence"))
	}

	/// Returns whether there is an index of a job's model.
	pub fn is_built(&self, job: JobId) -> bool {
		self.path(job).exists()
	}

	/// Returns whether the index of a job's model is whole, and about this adapter and these records.
	pub fn is_complete(&self, job: JobId, adapter: Hash, entries: &[SnapshotEntry]) -> bool {
		self.builder.is_complete(&self.path(job), adapter, entries)
	}

	/// Builds the index of a job's model on this thread, with `dir` for unfinished parts.
	pub fn build(
		&self,
		job: JobId,
		source: &IndexSource<'_>,
		dir: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		self.builder.build(source, dir, &self.path(job), observer)
	}

	/// Starts building an index in the background, unless it is under way.
	///
	/// Fails if the records are not here, or if the last build failed a short while ago.
	pub fn start(self: &Arc<Self>, model: TrainedModel) -> Result<(), StartError> {
		let _one_at_a_time = self.starting.lock();
		let job = model.job;
		if let Some(JobProgress { progress, error, .. }) = self.board.get(job) {
			if progress.phase != Phase::Failed {
				return Ok(());
			}
			if self.failures.contains(&job) {
				return Err(StartError::RecentlyFailed(error.unwrap_or_default()));
			}
		}
		Records::check_all(&self.store, &model.entries)?;
		self.board.set(job, 0, Progress::at(Phase::Queued));
		log::info!(target: "indexer", "job {job}: building the influence index of its model, which is not \
			here");
		let indexer = self.clone();
		let started = std::thread::Builder::new().name("ol-index".into()).spawn(move || {
			(indexer.thread_start)();
			// Only the build that runs holds its records in memory.
			let _turn = indexer.turn.lock();
			let built = catch_unwind(AssertUnwindSafe(|| indexer.build_in_background(&model)));
			let panicked = |_| Err("the engine panicked".into());
			match built.unwrap_or_else(panicked) {
				Ok(()) => {
					indexer.board.forget(job);
					log::info!(target: "indexer", "job {job}: influence index built");
				},
				Err(why) => indexer.fail(job, why),
			}
		});
		if let Err(error) = started {
			self.fail(job, format!("there is no thread for it: {error}"));
		}
		Ok(())
	}

	/// Returns the progress of a background build; `None` if there is none, or it succeeded.
	pub fn progress(&self, job: JobId) -> Option<JobProgress> {
		self.board.get(job)
	}

	fn build_in_background(&self, model: &TrainedModel) -> Result<(), String> {
		let TrainedModel { job, base, adapter, adapter_root, hyper, entries } = model;
		let records = Records::load_all(&self.store, entries).map_err(|error| error.to_string())?;
		let source = IndexSource { base, adapter, hyper, records: &records };
		let dir = self.unfinished.join(format!("{adapter_root:x}"));
		let observer = OnBoard { board: &self.board, job: *job };
		self.build(*job, &source, &dir, &observer).map_err(|error| error.to_string())
	}

	/// Remembers that a build failed, and why.
	fn fail(&self, job: JobId, why: String) {
		log::error!(target: "indexer", "job {job}: the influence index cannot be built: {why}");
		self.failures.note(job);
		self.board.stop(job, 0, Phase::Failed, why);
	}
}

/// Shows a build on the board. Nothing cancels it.
struct OnBoard<'a> {
	board: &'a ProgressBoard,
	job: JobId,
}

impl Observer for OnBoard<'_> {
	fn progress(&self, progress: &Progress) {
		self.board.set(self.job, 0, *progress);
	}

	fn cancelled(&self) -> bool {
		false
	}
}
