//! The models in memory: loaded when they are first needed, and kept while they are used.

use crate::{
	catalog::Catalog,
	error::ChatError,
	loader::{ChatModel, ModelError, ModelLoader, ModelSource},
};
use openledger_indexer::TrainedModel;
use openledger_ports::{Blobs, JobProgress, Phase, Search};
use openledger_primitives::{AccountId, ContributionId, JobId, ModelId, usage::hash_work};
use openledger_verifier::{Repeat, RepeatError, Repeated};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Deref,
	sync::Arc,
	time::{Duration, Instant},
};

/// Time between two looks for a blob or an index that a request waits for.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// A model that could not be loaded is tried again after this time, and then after twice as long each time.
const FIRST_RETRY: Duration = Duration::from_secs(30);
/// Longest time until a model that could not be loaded is tried again.
const LAST_RETRY: Duration = Duration::from_secs(3600);

/// A model in memory.
pub(crate) struct LoadedModel {
	model: Arc<dyn ChatModel>,
	/// Contributors of the records that the model was trained on.
	contributors: BTreeMap<ContributionId, AccountId>,
}

impl LoadedModel {
	/// Returns what `user` contributed to the model.
	pub fn contributed_by(&self, user: &AccountId) -> BTreeSet<ContributionId> {
		self.contributors.iter().filter(|(_, who)| *who == user).map(|(id, _)| *id).collect()
	}
}

impl Deref for LoadedModel {
	type Target = dyn ChatModel;

	fn deref(&self) -> &Self::Target {
		&*self.model
	}
}

/// The models in memory, most recently used last.
pub(crate) struct Models {
	pub catalog: Catalog,
	blobs: Arc<dyn Blobs>,
	loader: Arc<dyn ModelLoader>,
	max_models: usize,
	patience: Duration,
	loaded: Mutex<Vec<(ModelId, Arc<LoadedModel>)>>,
	/// Held while a model is loaded: two at once would need the memory of both.
	loading: Mutex<()>,
	/// Models that could not be loaded, and are not tried again yet.
	failed: Mutex<BTreeMap<ModelId, Failure>>,
}

/// The last of the failures to load a model.
struct Failure {
	tries: u32,
	/// The moment from which it may be tried again.
	until: Instant,
	why: String,
}

impl Models {
	/// Keeps at most `max_models` in memory. A request waits for `patience` until blobs and index of its
	/// model are there.
	pub fn new(
		catalog: Catalog,
		blobs: Arc<dyn Blobs>,
		loader: Arc<dyn ModelLoader>,
		max_models: usize,
		patience: Duration,
	) -> Self {
		let (loaded, loading, failed) = (Mutex::default(), Mutex::default(), Mutex::default());
		Self { catalog, blobs, loader, max_models: max_models.max(1), patience, loaded, loading, failed }
	}

	/// Returns a model, loading it if need be, once its blobs and its index are there. Waits for them no
	/// longer than somebody wants it.
	pub fn get(&self, id: ModelId, is_wanted: &dyn Fn() -> bool) -> Result<Arc<LoadedModel>, ChatError> {
		self.load(id, self.patience, is_wanted)
	}

	/// Returns a model, loading it if need be, if its blobs and its index are there already.
	pub fn get_now(&self, id: ModelId) -> Result<Arc<LoadedModel>, ChatError> {
		self.load(id, Duration::ZERO, &|| true)
	}

	/// Returns the number of models in memory.
	pub fn count(&self) -> usize {
		self.loaded.lock().len()
	}

	fn load(
		&self,
		id: ModelId,
		patience: Duration,
		is_wanted: &dyn Fn() -> bool,
	) -> Result<Arc<LoadedModel>, ChatError> {
		self.catalog.check_offered(id)?;
		if let Some(model) = self.recall(id) {
			return Ok(model);
		}
		self.check_failure(id)?;
		let deadline = Instant::now() + patience;
		self.wait_for_blobs(id, deadline, is_wanted)?;
		let source = self.catalog.source(id)?;
		self.wait_for_index(&source, deadline, is_wanted)?;
		let _one_at_a_time = self.loading.lock();
		if let Some(model) = self.recall(id) {
			return Ok(model);
		}
		// Somebody else may have tried meanwhile.
		self.check_failure(id)?;
		let contributors = self.catalog.contributors(&source)?;
		let model = self.loader.load(source).map_err(|error| {
			self.note_failure(id, &error);
			ChatError::model(id, error)
		})?;
		self.failed.lock().remove(&id);
		let model = Arc::new(LoadedModel { model, contributors });
		let mut loaded = self.loaded.lock();
		// Only now: a model that cannot be loaded takes the place of none that can.
		while loaded.len() >= self.max_models {
			loaded.remove(0);
		}
		loaded.push((id, model.clone()));
		log::info!(target: "serving", "model {id} is loaded");
		Ok(model)
	}

	/// Fails if a model could not be loaded a short while ago.
	fn check_failure(&self, id: ModelId) -> Result<(), ChatError> {
		let failed = self.failed.lock();
		let Some(Failure { until, why, .. }) = failed.get(&id).filter(|known| known.until > Instant::now())
		else {
			return Ok(());
		};
		let seconds = until.saturating_duration_since(Instant::now()).as_secs().saturating_add(1);
		let text = format!("{why}; it is tried again in {seconds} seconds at the earliest");
		Err(ChatError::unavailable(id, text))
	}

	/// Remembers that a model could not be loaded: for twice as long each time, up to an hour.
	fn note_failure(&self, id: ModelId, error: &ModelError) {
		log::warn!(target: "serving", "model {id} cannot be loaded: {error}");
		let mut failed = self.failed.lock();
		let tries = failed.get(&id).map_or(0, |known| known.tries);
		let wait = FIRST_RETRY.saturating_mul(1 << tries.min(10)).min(LAST_RETRY);
		let (until, why) = (Instant::now() + wait, error.to_string());
		failed.insert(id, Failure { tries: tries.saturating_add(1), until, why });
	}

	fn recall(&self, id: ModelId) -> Option<Arc<LoadedModel>> {
		let mut loaded = self.loaded.lock();
		let at = loaded.iter().position(|(known, _)| *known == id)?;
		let found = loaded.remove(at);
		loaded.push(found.clone());
		Some(found.1)
	}

	/// Waits for blobs that are on their way from other nodes. A blob that nobody searches for is found
	/// missing later.
	fn wait_for_blobs(
		&self,
		id: ModelId,
		deadline: Instant,
		is_wanted: &dyn Fn() -> bool,
	) -> Result<(), ChatError> {
		let needs = self.catalog.needs(id)?;
		loop {
			// All of them are asked for before the first is judged, so that they come at the same time.
			let searches = needs.iter().map(|(root, bytes)| (root, self.blobs.want(*root, Some(*bytes))));
			let searches: Vec<_> = searches.collect();
			let mut is_waiting = false;
			for (root, search) in searches {
				match search {
					Search::Here | Search::Absent => (),
					Search::NotFound { .. } => {
						return Err(ChatError::unavailable(
							id,
							format!("blob {root:?} was not found: {search}"),
						));
					},
					Search::Fetching { .. } | Search::Searching { .. } if Instant::now() >= deadline => {
						let why = format!("blob {root:?} is not here yet: {search}; ask again in a minute");
						return Err(ChatError::unavailable(id, why));
					},
					Search::Fetching { .. } | Search::Searching { .. } => is_waiting = true,
				}
			}
			if !is_waiting {
				return Ok(());
			}
			if !is_wanted() {
				return Err(ChatError::Left);
			}
			std::thread::sleep(POLL_INTERVAL);
		}
	}

	/// Waits for an index that is being built.
	///
	/// A model can be listed before the worker that trained it has built its index. The index of a model that
	/// another provider trained is built here.
	fn wait_for_index(
		&self,
		source: &ModelSource,
		deadline: Instant,
		is_wanted: &dyn Fn() -> bool,
	) -> Result<(), ChatError> {
		let Some(adapter) = &source.adapter else { return Ok(()) };
		let (model, job) = (source.model, adapter.job);
		let Catalog { indexer, jobs, .. } = &self.catalog;
		while !indexer.is_built(job) {
			if !jobs.is_at_work(job) {
				let trained = TrainedModel {
					job,
					base: source.base.clone(),
					adapter: adapter.file.clone(),
					adapter_root: adapter.root,
					hyper: adapter.hyper.clone(),
					entries: adapter.entries.clone(),
				};
				indexer.start(trained).map_err(|error| ChatError::unavailable(model, error))?;
			}
			if Instant::now() >= deadline {
				return Err(ChatError::unavailable(model, self.describe_build(job)));
			}
			if !is_wanted() {
				return Err(ChatError::Left);
			}
			std::thread::sleep(POLL_INTERVAL);
		}
		Ok(())
	}

	/// Describes the build of an index that is not there yet.
	fn describe_build(&self, job: JobId) -> String {
		let Some(JobProgress { progress, error, .. }) = self.catalog.indexer.progress(job) else {
			return "its influence index is being built by the worker that trained it; ask again in a minute"
				.into();
		};
		match (progress.phase, progress.step, progress.steps) {
			(Phase::Failed, ..) => {
				format!("its influence index could not be built: {}", error.unwrap_or_default())
			},
			(.., 0) => "its influence index is about to be built; ask again in a minute".into(),
			(_, done, total) => {
				format!("its influence index is being built, {done} of {total} passes; ask again in a minute")
			},
		}
	}
}

impl Repeat for Models {
	fn repeat(
		&self,
		model: ModelId,
		prompt: &[u32],
		max_tokens: u32,
		user: &AccountId,
	) -> Result<Repeated, RepeatError> {
		let unavailable = |error: ChatError| RepeatError::Unavailable(error.to_string());
		let failed = |error| unavailable(ChatError::model(model, error));
		let loaded = self.get_now(model).map_err(unavailable)?;
		let answer = match loaded.repeat(prompt, max_tokens) {
			Err(ModelError::NoPrompt(_)) => return Err(RepeatError::UnreadablePrompt),
			answer => answer.map_err(failed)?,
		};
		let attribution = loaded.attribute(&answer, &loaded.contributed_by(user)).map_err(failed)?;
		let records: Vec<_> = attribution.records.iter().map(|r| (r.contribution, r.line, r.share)).collect();
		let work = hash_work(&answer.logits, &records);
		Ok(Repeated { answer: answer.answer_ids, influence: attribution.influence, work })
	}
}
