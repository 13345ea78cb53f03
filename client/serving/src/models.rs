//! Which models answer here: found through the chain and the blob store, kept in memory while they are used.

use crate::{
	config::Config,
	engine::{Engine, EngineError, Model, Source, Tuning},
	error::ApiError,
	indexing::Indexing,
};
use openledger_blobs::{BlobError, Store};
use openledger_primitives::{
	datanet::SnapshotEntry,
	model::{Lineage, Manifest, ModelInfo, ModelKind},
	AccountId, ContributionId, Hash, ModelId,
};
use openledger_worker::{
	index_path, is_at_work,
	ports::{Blobs, Chain, Search},
};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Deref,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};

/// Most bytes of an adapter: rank 256 on every linear of a model ten times the reference stays below it.
const MAX_ADAPTER: u64 = 4 << 30;
/// Most models that a listing looks at.
const MOST_LISTED: ModelId = 256;

const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// A model in memory.
pub(crate) struct Loaded {
	model: Arc<dyn Model>,
	/// Who contributed what it learnt from.
	contributors: BTreeMap<ContributionId, AccountId>,
}

impl Loaded {
	/// What `user` contributed.
	pub fn own(&self, user: &AccountId) -> BTreeSet<ContributionId> {
		self.contributors.iter().filter(|(_, who)| *who == user).map(|(id, _)| *id).collect()
	}
}

impl Deref for Loaded {
	type Target = dyn Model;

	fn deref(&self) -> &Self::Target {
		&*self.model
	}
}

/// Models in memory, most recently used last.
pub(crate) struct Models {
	chain: Arc<dyn Chain>,
	store: Arc<Store>,
	blobs: Arc<dyn Blobs>,
	engine: Arc<dyn Engine>,
	worker: PathBuf,
	most: usize,
	patience: Duration,
	indexing: Indexing,
	loaded: Mutex<Vec<(ModelId, Arc<Loaded>)>>,
	/// One model is loaded at a time: two at once would need the memory of both.
	loading: Mutex<()>,
}

impl Models {
	pub fn new(
		config: &Config,
		chain: Arc<dyn Chain>,
		store: Arc<Store>,
		blobs: Arc<dyn Blobs>,
		engine: Arc<dyn Engine>,
	) -> Self {
		let (worker, most) = (config.worker.clone(), config.models.max(1));
		let (loaded, loading, patience) = (Mutex::default(), Mutex::default(), config.patience);
		let indexing = Indexing::new(config.dir.join("indexing"));
		Self { chain, store, blobs, engine, worker, most, patience, indexing, loaded, loading }
	}

	/// A model, loaded if it must be, once its index is built.
	pub fn get(&self, id: ModelId) -> Result<Arc<Loaded>, ApiError> {
		self.load(id, self.patience)
	}

	/// A model, loaded if it must be and can be now.
	pub fn get_now(&self, id: ModelId) -> Result<Arc<Loaded>, ApiError> {
		self.load(id, Duration::ZERO)
	}

	fn load(&self, id: ModelId, patience: Duration) -> Result<Arc<Loaded>, ApiError> {
		if let Some(model) = self.recall(id) {
			return Ok(model);
		}
		let deadline = Instant::now() + patience;
		self.wait_for_blobs(id, deadline)?;
		let source = self.source(id)?;
		self.wait_for_index(id, &source, deadline)?;
		let _one_at_a_time = self.loading.lock();
		if let Some(model) = self.recall(id) {
			return Ok(model);
		}
		let mut loaded = self.loaded.lock();
		while loaded.len() >= self.most {
			loaded.remove(0);
		}
		drop(loaded);
		let contributors = self.contributors(&source)?;
		let model = self.engine.load(source).map_err(|error| ApiError::engine(id, error))?;
		let model = Arc::new(Loaded { model, contributors });
		self.loaded.lock().push((id, model.clone()));
		log::info!(target: "serving", "model {id} is loaded");
		Ok(model)
	}

	/// Everything that a model's answers need: its base, its adapter and, if its index has to be built here, its records.
	fn needs(&self, id: ModelId) -> Result<Vec<(Hash, u64)>, ApiError> {
		let info = self.info(id)?;
		let base = self.base(&info)?;
		let mut needs = vec![(base.root, base.bytes)];
		if let ModelKind::Tuned(lineage) = &info.kind {
			needs.push((lineage.adapter, lineage.adapter_bytes));
			let genesis = self.chain.genesis();
			let is_built = index_path(&self.worker, genesis, lineage.job).exists()
				|| is_at_work(&self.worker, genesis, lineage.job);
			if !is_built {
				needs.extend(self.entries(id, lineage)?.into_iter().map(|entry| (entry.root, entry.bytes)));
			}
		}
		Ok(needs)
	}

	/// Waits for blobs that are on their way from other nodes. What nobody looks for is left to be found missing.
	fn wait_for_blobs(&self, id: ModelId, deadline: Instant) -> Result<(), ApiError> {
		let needs = self.needs(id)?;
		loop {
			let searches = needs.iter().map(|(root, bytes)| (root, self.blobs.want(*root, Some(*bytes))));
			let searches: Vec<_> = searches.collect();
			let mut is_waiting = false;
			for (root, search) in searches {
				match search {
					Search::Here | Search::Absent(_) => (),
					Search::InVain(why) => {
						return Err(ApiError::unavailable(
							id,
							format!("blob {root:?} is nowhere to be had: {why}"),
						))
					},
					Search::UnderWay(state) if Instant::now() >= deadline => {
						let why = format!("blob {root:?} is not here yet: {state}; ask again in a minute");
						return Err(ApiError::unavailable(id, why));
					},
					Search::UnderWay(_) => is_waiting = true,
				}
			}
			if !is_waiting {
				return Ok(());
			}
			std::thread::sleep(LOOK_AGAIN);
		}
	}

	/// Waits for an index that is still being built: a model can be listed before the worker that trained it is done, and of a
	/// model that another provider trained, the index is built here.
	fn wait_for_index(&self, id: ModelId, source: &Source, deadline: Instant) -> Result<(), ApiError> {
		let Some(tuning) = &source.tuning else { return Ok(()) };
		while !tuning.index.exists() {
			if !is_at_work(&self.worker, self.chain.genesis(), tuning.job) {
				self.indexing.begin(source.clone(), &self.engine, &self.store)?;
			}
			if Instant::now() >= deadline {
				return Err(self.indexing.pending(id));
			}
			std::thread::sleep(LOOK_AGAIN);
		}
		Ok(())
	}

	fn recall(&self, id: ModelId) -> Option<Arc<Loaded>> {
		let mut loaded = self.loaded.lock();
		let at = loaded.iter().position(|(known, _)| *known == id)?;
		let found = loaded.remove(at);
		loaded.push(found.clone());
		Some(found.1)
	}

	fn info(&self, id: ModelId) -> Result<ModelInfo<AccountId>, ApiError> {
		self.chain.model(id)?.ok_or(ApiError::UnknownModel(id))
	}

	fn base(&self, info: &ModelInfo<AccountId>) -> Result<Manifest, ApiError> {
		let base = match &info.kind {
			ModelKind::Base { manifest, .. } => return Ok(manifest.clone()),
			ModelKind::Tuned(lineage) => self.info(lineage.base)?,
		};
		match base.kind {
			ModelKind::Base { manifest, .. } => Ok(manifest),
			ModelKind::Tuned(_) => Err(ApiError::unavailable(info.id, "its base is itself a tuned model")),
		}
	}

	fn source(&self, id: ModelId) -> Result<Source, ApiError> {
		let info = self.info(id)?;
		let base_root = self.base(&info)?.root;
		let base = self.store.path(base_root).map_err(|error| blob(id, error))?;
		let tuning = match &info.kind {
			ModelKind::Base { .. } => None,
			ModelKind::Tuned(lineage) => Some(self.tuning(id, lineage)?),
		};
		Ok(Source { model: id, base_root, base, tuning })
	}

	fn tuning(&self, id: ModelId, lineage: &Lineage) -> Result<Tuning, ApiError> {
		let most = lineage.adapter_bytes.min(MAX_ADAPTER);
		let adapter = self.store.get(lineage.adapter, most).map_err(|error| blob(id, error))?;
		let job = self
			.chain
			.job(lineage.job)?
			.ok_or_else(|| ApiError::unavailable(id, "its job is not on the chain"))?;
		let index = index_path(&self.worker, self.chain.genesis(), lineage.job);
		let entries = self.entries(id, lineage)?;
		let file = self.store.path(lineage.adapter).map_err(|error| blob(id, error))?;
		let (root, hyper) = (lineage.adapter, job.spec.hyper);
		Ok(Tuning { job: lineage.job, adapter, root, file, hyper, index, entries })
	}

	/// What the model learnt from, in order.
	fn entries(&self, id: ModelId, lineage: &Lineage) -> Result<Vec<SnapshotEntry>, ApiError> {
		let mut entries = Vec::new();
		for at in &lineage.snapshots {
			let snapshot = self.chain.snapshot(*at)?;
			let snapshot =
				snapshot.ok_or_else(|| ApiError::unavailable(id, "its snapshot is not on the chain"))?;
			entries.extend(snapshot.entries);
		}
		Ok(entries)
	}

	/// Who contributed what a model learnt from. It never changes.
	fn contributors(&self, source: &Source) -> Result<BTreeMap<ContributionId, AccountId>, ApiError> {
		let mut contributors = BTreeMap::new();
		for entry in source.tuning.iter().flat_map(|tuning| &tuning.entries) {
			if let Some(info) = self.chain.contribution(entry.contribution)? {
				contributors.insert(info.id, info.contributor);
			}
		}
		Ok(contributors)
	}

	/// Listed models whose files are here, ascending.
	pub fn list(&self) -> Result<Vec<ModelInfo<AccountId>>, ApiError> {
		let mut found = Vec::new();
		for id in 0..MOST_LISTED {
			let Some(info) = self.chain.model(id)? else {
				// Numbers come from a counter, which may begin at 1.
				if id == 0 {
					continue;
				}
				break;
			};
			let base = self.base(&info).is_ok_and(|manifest| self.is_here(manifest.root));
			let adapter = match &info.kind {
				ModelKind::Base { .. } => true,
				ModelKind::Tuned(lineage) => self.is_here(lineage.adapter),
			};
			if info.price.is_some() && base && adapter {
				found.push(info);
			}
		}
		Ok(found)
	}

	fn is_here(&self, root: Hash) -> bool {
		self.store.status(root).is_some_and(|status| status.complete)
	}
}

fn blob(model: ModelId, error: BlobError) -> ApiError {
	ApiError::engine(model, EngineError::Unavailable(error.to_string()))
}
