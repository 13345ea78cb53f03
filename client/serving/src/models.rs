//! Which models answer here: found through the chain and the blob store, kept in memory while they are used.

use crate::{
	config::Config,
	engine::{Engine, EngineError, Model, Source, Tuning},
	error::ApiError,
};
use openledger_blobs::{BlobError, Store};
use openledger_primitives::{
	model::{Lineage, Manifest, ModelInfo, ModelKind},
	AccountId, ContributionId, ModelId,
};
use openledger_worker::{index_path, ports::Chain};
use parking_lot::Mutex;
use std::{
	path::{Path, PathBuf},
	sync::Arc,
	time::{Duration, Instant},
};

/// Most bytes of an adapter: rank 256 on every linear of a model ten times the reference stays below it.
const MAX_ADAPTER: u64 = 4 << 30;
/// Most models that a listing looks at.
const MOST_LISTED: ModelId = 256;

const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Models in memory, most recently used last.
pub(crate) struct Models {
	chain: Arc<dyn Chain>,
	store: Arc<Store>,
	engine: Arc<dyn Engine>,
	worker: PathBuf,
	most: usize,
	patience: Duration,
	loaded: Mutex<Vec<(ModelId, Arc<dyn Model>)>>,
	/// One model is loaded at a time: two at once would need the memory of both.
	loading: Mutex<()>,
}

impl Models {
	pub fn new(config: &Config, chain: Arc<dyn Chain>, store: Arc<Store>, engine: Arc<dyn Engine>) -> Self {
		let (worker, most) = (config.worker.clone(), config.models.max(1));
		let (loaded, loading, patience) = (Mutex::default(), Mutex::default(), config.patience);
		Self { chain, store, engine, worker, most, patience, loaded, loading }
	}

	/// A model, loaded if it must be, once its index is built.
	pub fn get(&self, id: ModelId) -> Result<Arc<dyn Model>, ApiError> {
		self.load(id, self.patience)
	}

	/// A model, loaded if it must be and can be now.
	pub fn get_now(&self, id: ModelId) -> Result<Arc<dyn Model>, ApiError> {
		self.load(id, Duration::ZERO)
	}

	fn load(&self, id: ModelId, patience: Duration) -> Result<Arc<dyn Model>, ApiError> {
		if let Some(model) = self.recall(id) {
			return Ok(model);
		}
		let source = self.source(id)?;
		if let Some(tuning) = &source.tuning {
			wait_for(&tuning.index, patience);
		}
		let _one_at_a_time = self.loading.lock();
		if let Some(model) = self.recall(id) {
			return Ok(model);
		}
		let mut loaded = self.loaded.lock();
		while loaded.len() >= self.most {
			loaded.remove(0);
		}
		drop(loaded);
		let model = self.engine.load(source).map_err(|error| ApiError::engine(id, error))?;
		self.loaded.lock().push((id, model.clone()));
		log::info!(target: "serving", "model {id} is loaded");
		Ok(model)
	}

	fn recall(&self, id: ModelId) -> Option<Arc<dyn Model>> {
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
			ModelKind::Tuned(_) => Err(unavailable(info.id, "its base is itself a tuned model")),
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
		let job =
			self.chain.job(lineage.job)?.ok_or_else(|| unavailable(id, "its job is not on the chain"))?;
		let index = index_path(&self.worker, self.chain.genesis(), lineage.job);
		let sources = self.sources(id, lineage)?;
		Ok(Tuning { adapter, root: lineage.adapter, hyper: job.spec.hyper, index, sources })
	}

	/// Contributions with their records, in the order in which the model learnt from them.
	fn sources(&self, id: ModelId, lineage: &Lineage) -> Result<Vec<(ContributionId, u32)>, ApiError> {
		let mut sources = Vec::new();
		for at in &lineage.snapshots {
			let snapshot = self.chain.snapshot(*at)?;
			let snapshot = snapshot.ok_or_else(|| unavailable(id, "its snapshot is not on the chain"))?;
			sources.extend(snapshot.entries.iter().map(|entry| (entry.contribution, entry.records)));
		}
		Ok(sources)
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

	fn is_here(&self, root: openledger_primitives::Hash) -> bool {
		self.store.status(root).is_some_and(|status| status.complete)
	}
}

/// Waits for an index that is still being built: a model can be listed before its index is complete.
fn wait_for(index: &Path, patience: Duration) {
	let start = Instant::now();
	while !index.exists() && start.elapsed() < patience {
		std::thread::sleep(LOOK_AGAIN);
	}
}

fn unavailable(model: ModelId, why: &str) -> ApiError {
	ApiError::Unavailable { model, why: why.into() }
}

fn blob(model: ModelId, error: BlobError) -> ApiError {
	ApiError::engine(model, EngineError::Unavailable(error.to_string()))
}
