//! Influence indexes of models that other providers trained: built here, from the records, the first time they are needed.
//!
//! Everything that goes into an index is named by the chain and lies in blobs, and the bits come out the same everywhere, so a
//! provider can sell and verify what it did not train. Builds run one at a time behind the answers, and go on after a
//! restart when they are asked for again.

use crate::{
	engine::{Engine, Source, Tuning},
	error::ApiError,
};
use openledger_blobs::{BlobError, Store};
use openledger_primitives::ModelId;
use openledger_worker::Records;
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};

/// Most bytes of records that are held in memory.
const MOST_RECORDS: u64 = 1 << 30;
/// After so long, a build that failed is tried again.
const AGAIN: Duration = Duration::from_secs(60);

/// How a build stands.
enum Build {
	Running { done: u32, total: u32 },
	Failed { why: String, at: Instant },
}

/// The builds of this node.
pub(crate) struct Indexing {
	dir: PathBuf,
	builds: Arc<Mutex<BTreeMap<ModelId, Build>>>,
	/// One at a time: each takes all threads.
	turn: Arc<Mutex<()>>,
}

impl Indexing {
	/// Builds with a folder for unfinished parts.
	pub fn new(dir: PathBuf) -> Self {
		Self { dir, builds: Arc::default(), turn: Arc::default() }
	}

	/// Starts building a model's index, unless it is under way or failed a moment ago, and says how it stands.
	pub fn begin(&self, source: Source, engine: &Arc<dyn Engine>, store: &Store) -> Result<(), ApiError> {
		let Some(tuning) = &source.tuning else { return Ok(()) };
		let model = source.model;
		let mut builds = self.builds.lock();
		match builds.get(&model) {
			Some(Build::Running { .. }) => return Ok(()),
			Some(Build::Failed { why, at }) if at.elapsed() < AGAIN => {
				return Err(ApiError::unavailable(
					model,
					format!("its influence index could not be built: {why}"),
				));
			},
			_ => (),
		}
		let records = records(model, tuning, store)?;
		builds.insert(model, Build::Running { done: 0, total: 0 });
		drop(builds);
		log::info!(target: "serving", "model {model}: building its influence index, which this node does not have");
		let (dir, engine) = (self.dir.join(format!("{:x}", tuning.root)), engine.clone());
		let (builds, turn) = (self.builds.clone(), self.turn.clone());
		std::thread::spawn(move || {
			let _turn = turn.lock();
			let watch = |done, total| {
				builds.lock().insert(model, Build::Running { done, total });
			};
			let built = engine.index(&source, &records, &dir, &watch);
			let mut builds = builds.lock();
			match built {
				Ok(()) => {
					builds.remove(&model);
					log::info!(target: "serving", "model {model}: influence index built");
				},
				Err(error) => {
					log::error!(target: "serving", "model {model}: no influence index: {error}");
					builds.insert(model, Build::Failed { why: error.to_string(), at: Instant::now() });
				},
			}
		});
		Ok(())
	}

	/// What to tell somebody who needs an index that is not there yet.
	pub fn pending(&self, model: ModelId) -> ApiError {
		let why = match self.builds.lock().get(&model) {
			Some(Build::Running { total: 0, .. }) => {
				"its influence index is about to be built; ask again in a minute".into()
			},
			Some(Build::Running { done, total }) => {
				format!("its influence index is being built, {done} of {total} passes; ask again in a minute")
			},
			Some(Build::Failed { why, .. }) => format!("its influence index could not be built: {why}"),
			None => "its influence index is being built by the worker that trained it; ask again in a minute"
				.into(),
		};
		ApiError::unavailable(model, why)
	}
}

/// What the model learnt from, out of the blob store.
fn records(model: ModelId, tuning: &Tuning, store: &Store) -> Result<Vec<Records>, ApiError> {
	let total = tuning.entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.bytes));
	if total > MOST_RECORDS {
		let why = format!("{total} bytes of records are more than the {MOST_RECORDS} that are indexed here");
		return Err(ApiError::unavailable(model, why));
	}
	let read = |entry: &openledger_primitives::datanet::SnapshotEntry| {
		let missing = |error: BlobError| {
			let why = format!(
				"its influence index is not here, nor is contribution {} to build it from ({error}): upload the blob",
				entry.contribution
			);
			ApiError::unavailable(model, why)
		};
		Ok(Records { entry: entry.clone(), bytes: store.get(entry.root, entry.bytes).map_err(missing)? })
	};
	tuning.entries.iter().map(read).collect()
}
