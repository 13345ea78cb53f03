//! The models that the chain lists, and the files that they are loaded from.

use crate::{
	Offer,
	error::ChatError,
	loader::{AdapterSource, ModelError, ModelSource},
};
use openledger_blobs::{BlobError, Store};
use openledger_indexer::Indexer;
use openledger_ports::{Chain, Jobs};
use openledger_primitives::{
	AccountId, BlockNumber, ContributionId, Hash, ModelId,
	datanet::SnapshotEntry,
	model::{Lineage, Manifest, ModelInfo, ModelKind},
};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// Most bytes of an adapter: rank 256 on every linear of a model ten times the reference stays below it.
const MAX_ADAPTER_BYTES: u64 = 4 << 30;
/// Most models that a listing reads.
const MAX_LISTED: ModelId = 4096;
/// A listing is read again after this time, even if there is no other block: files may have come.
const LISTING_LASTS: Duration = Duration::from_secs(2);

/// A model as a request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ModelName {
	/// By its number.
	Number(ModelId),
	/// By the name that its owner gave it.
	Name(String),
}

/// Models as chain, blob store and indexer know them.
pub(crate) struct Catalog {
	pub chain: Arc<dyn Chain>,
	pub store: Arc<Store>,
	pub indexer: Arc<Indexer>,
	pub jobs: Arc<dyn Jobs>,
	/// The models that the provider is willing to serve.
	pub offer: Offer,
	/// The last listing, with its block and its time.
	pub listing: Mutex<Option<(BlockNumber, Instant, Listing)>>,
}

/// Listed models whose files are here, ascending.
pub(crate) type Listing = Arc<Vec<ModelInfo<AccountId>>>;

impl Catalog {
	/// Fails unless the provider is willing to serve a model.
	pub fn check_offered(&self, id: ModelId) -> Result<(), ChatError> {
		let info = self.info(id)?;
		match self.is_offered(&info, &self.offered_bases()?) {
			true => Ok(()),
			false => Err(ChatError::NotOffered(id)),
		}
	}

	/// Returns the bases that the provider registered for, if they decide.
	fn offered_bases(&self) -> Result<Vec<ModelId>, ChatError> {
		if !self.offer.is_open() {
			return Ok(Vec::new());
		}
		let Some(worker) = self.chain.worker() else { return Ok(Vec::new()) };
		let Some(stash) = self.chain.stash_of(&worker)? else { return Ok(Vec::new()) };
		Ok(self.chain.offered_bases(&stash)?)
	}

	fn is_offered(&self, info: &ModelInfo<AccountId>, bases: &[ModelId]) -> bool {
		let base = match &info.kind {
			ModelKind::Base { .. } => info.id,
			ModelKind::Tuned(lineage) => lineage.base,
		};
		self.offer.names(info.id, base) || bases.contains(&base)
	}

	/// Returns whether a model has a name.
	pub fn has_name(&self, id: ModelId, name: &str) -> Result<bool, ChatError> {
		Ok(self.info(id)?.name[..] == *name.as_bytes())
	}

	/// Returns a listed model by its number or its name; of several, the first.
	pub fn find(&self, name: &ModelName) -> Result<ModelInfo<AccountId>, ChatError> {
		let list = self.list()?;
		let mut found = list.iter().filter(|info| match name {
			ModelName::Number(number) => info.id == *number,
			ModelName::Name(name) => info.name[..] == *name.as_bytes(),
		});
		found.next().cloned().ok_or_else(|| {
			ChatError::UnknownModel(match name {
				ModelName::Number(number) => number.to_string(),
				ModelName::Name(name) => name.clone(),
			})
		})
	}

	/// Returns the blobs that a model's answers need, with their lengths: its base, its adapter and, if its
	/// index has to be built here, its records.
	pub fn needs(&self, id: ModelId) -> Result<Vec<(Hash, u64)>, ChatError> {
		let info = self.info(id)?;
		let base = self.base(&info)?;
		let mut needs = vec![(base.root, base.bytes)];
		if let ModelKind::Tuned(lineage) = &info.kind {
			needs.push((lineage.adapter, lineage.adapter_bytes));
			let job = lineage.job;
			if !self.indexer.is_built(job) && !self.jobs.is_at_work(job) {
				needs.extend(self.entries(id, lineage)?.into_iter().map(|entry| (entry.root, entry.bytes)));
			}
		}
		Ok(needs)
	}

	/// Returns what a model is loaded from. Fails if a blob is missing.
	pub fn source(&self, id: ModelId) -> Result<ModelSource, ChatError> {
		let info = self.info(id)?;
		let base_root = self.base(&info)?.root;
		let base = self.store.path(base_root).map_err(|error| missing(id, error))?;
		let adapter = match &info.kind {
			ModelKind::Base { .. } => None,
			ModelKind::Tuned(lineage) => Some(self.adapter(id, lineage)?),
		};
		Ok(ModelSource { model: id, base_root, base, adapter })
	}

	/// Returns the root of a model's adapter, which is zero for a base model.
	pub fn adapter_root(&self, id: ModelId) -> Result<Hash, ChatError> {
		Ok(match self.info(id)?.kind {
			ModelKind::Base { .. } => Hash::zero(),
			ModelKind::Tuned(lineage) => lineage.adapter,
		})
	}

	/// Returns who contributed the records that a model was trained on. It never changes.
	pub fn contributors(
		&self,
		source: &ModelSource,
	) -> Result<BTreeMap<ContributionId, AccountId>, ChatError> {
		let mut contributors = BTreeMap::new();
		for entry in source.adapter.iter().flat_map(|adapter| &adapter.entries) {
			if let Some(info) = self.chain.contribution(entry.contribution)? {
				contributors.insert(info.id, info.contributor);
			}
		}
		Ok(contributors)
	}

	/// Returns the models that answer here: listed and offered, at a price that is taken, with their files.
	///
	/// They are read once a block, however often they are asked for.
	pub fn list(&self) -> Result<Listing, ChatError> {
		let (best, now) = (self.chain.best_number(), Instant::now());
		// Whoever asks meanwhile waits for this reading instead of doing its own.
		let mut listing = self.listing.lock();
		if let Some((block, at, known)) = &*listing
			&& *block == best
			&& now.duration_since(*at) < LISTING_LASTS
		{
			return Ok(known.clone());
		}
		let read = Arc::new(self.read_list()?);
		*listing = Some((best, now, read.clone()));
		Ok(read)
	}

	fn read_list(&self) -> Result<Vec<ModelInfo<AccountId>>, ChatError> {
		let bases = self.offered_bases()?;
		let mut found = Vec::new();
		for id in 0..MAX_LISTED {
			let Some(info) = self.chain.model(id)? else {
				// Numbers come from a counter, which may begin at 1.
				if id == 0 {
					continue;
				}
				break;
			};
			let is_taken = info.price.is_some_and(|price| self.offer.min_price.allows(&price));
			if !is_taken || !self.is_offered(&info, &bases) {
				continue;
			}
			let has_base = self.base(&info).is_ok_and(|manifest| self.is_here(manifest.root));
			let has_adapter = match &info.kind {
				ModelKind::Base { .. } => true,
				ModelKind::Tuned(lineage) => self.is_here(lineage.adapter),
			};
			if has_base && has_adapter {
				found.push(info);
			}
		}
		Ok(found)
	}

	/// Returns a model as the chain shows it.
	pub fn info(&self, id: ModelId) -> Result<ModelInfo<AccountId>, ChatError> {
		self.chain.model(id)?.ok_or_else(|| ChatError::UnknownModel(id.to_string()))
	}

	fn base(&self, info: &ModelInfo<AccountId>) -> Result<Manifest, ChatError> {
		let base = match &info.kind {
			ModelKind::Base { manifest, .. } => return Ok(manifest.clone()),
			ModelKind::Tuned(lineage) => self.info(lineage.base)?,
		};
		match base.kind {
			ModelKind::Base { manifest, .. } => Ok(manifest),
			ModelKind::Tuned(_) => Err(ChatError::unavailable(info.id, "its base is itself a tuned model")),
		}
	}

	fn adapter(&self, id: ModelId, lineage: &Lineage) -> Result<AdapterSource, ChatError> {
		let length = self.store.length(lineage.adapter).map_err(|error| missing(id, error))?;
		if length > lineage.adapter_bytes.min(MAX_ADAPTER_BYTES) {
			return Err(ChatError::unavailable(id, "its adapter is longer than the chain says"));
		}
		let job = self.chain.job(lineage.job)?;
		let job = job.ok_or_else(|| ChatError::unavailable(id, "its job is not on the chain"))?;
		let entries = self.entries(id, lineage)?;
		let file = self.store.path(lineage.adapter).map_err(|error| missing(id, error))?;
		let (root, hyper, index) = (lineage.adapter, job.spec.hyper, self.indexer.path(lineage.job));
		Ok(AdapterSource { job: lineage.job, root, file, hyper, index, entries })
	}

	/// Returns the contributions that a model was trained on, in order.
	fn entries(&self, id: ModelId, lineage: &Lineage) -> Result<Vec<SnapshotEntry>, ChatError> {
		let mut entries = Vec::new();
		for at in &lineage.snapshots {
			let snapshot = self.chain.snapshot(*at)?;
			let absent = || ChatError::unavailable(id, "its snapshot is not on the chain");
			entries.extend(snapshot.ok_or_else(absent)?.entries);
		}
		Ok(entries)
	}

	fn is_here(&self, root: Hash) -> bool {
		self.store.status(root).is_some_and(|status| status.complete)
	}
}

fn missing(model: ModelId, error: BlobError) -> ChatError {
	ChatError::model(model, ModelError::Unavailable(error.to_string()))
}
