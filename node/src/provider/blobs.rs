//! The exchange of blobs, as the rest of the node uses it: what the worker wants, and what the chain refers to.

use crate::service::FullClient;
use openledger_exchange::{Fetcher, References, Scan, Search};
use openledger_primitives::{
	datanet::ContributionStatus, datanet::SnapshotRef, model::ModelKind, Hash, SnapshotNumber,
};
use openledger_runtime_api::{DatanetsApi, ModelFactoryApi, ModelsApi};
use openledger_worker::ports;
use parking_lot::Mutex;
use sc_client_api::HeaderBackend;
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_consensus::SyncOracle;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};

/// What runtime APIs show at a time.
const PAGE: u32 = 100;

/// The fetcher as worker and chat service see it.
pub struct Exchange(pub Arc<Fetcher>);

impl ports::Blobs for Exchange {
	fn want(&self, root: Hash, length: Option<u64>) -> ports::Search {
		let upload = "connect to a node that has it, or upload it with openledger_putBlob";
		match self.0.want(root, length) {
			Search::Here => ports::Search::Here,
			Search::Fetching { received, length } => {
				ports::Search::UnderWay(format!("{received} of {length} bytes have come from other nodes"))
			},
			Search::Looking(None) => ports::Search::UnderWay("asking other nodes for it".into()),
			Search::Looking(Some(why)) => ports::Search::UnderWay(format!("{why}; {upload}")),
			Search::InVain(why) => ports::Search::InVain(format!("{why}; {upload}")),
		}
	}
}

/// Reads what the chain refers to, through runtime APIs.
pub struct ChainReferences {
	client: Arc<FullClient>,
	sync: Arc<dyn SyncOracle + Send + Sync>,
	/// Roots in snapshots that are final.
	snapshots: Mutex<BTreeMap<(u32, SnapshotNumber), Vec<Hash>>>,
}

impl ChainReferences {
	/// Over a client that `sync` keeps up with the network.
	pub fn new(client: Arc<FullClient>, sync: Arc<dyn SyncOracle + Send + Sync>) -> Self {
		Self { client, sync, snapshots: Mutex::default() }
	}

	fn read(&self, at: Hash) -> Result<BTreeSet<Hash>, ApiError> {
		let api = self.client.runtime_api();
		let mut roots: BTreeSet<Hash> = api.job_blobs(at)?.into_iter().collect();
		let mut from = 0;
		loop {
			let page = api.models(at, from, PAGE)?;
			for model in &page {
				roots.insert(model.card);
				match &model.kind {
					ModelKind::Base { manifest, .. } => drop(roots.insert(manifest.root)),
					ModelKind::Tuned(lineage) => drop(roots.insert(lineage.adapter)),
				}
			}
			// Numbers count up and models stay, so a short page is the last.
			match page.last().filter(|_| page.len() == PAGE as usize) {
				Some(last) => from = last.id.saturating_add(1),
				None => break,
			}
		}
		let mut from = 0;
		loop {
			let page = api.datanets(at, from, PAGE)?;
			for datanet in &page {
				roots.insert(datanet.card);
				self.read_datanet(at, datanet.id, datanet.latest_snapshot, &mut roots)?;
			}
			match page.last().filter(|_| page.len() == PAGE as usize) {
				Some(last) => from = last.id.saturating_add(1),
				None => break,
			}
		}
		Ok(roots)
	}

	/// Contributions that wait or are accepted, and everything in snapshots: models have learnt from them.
	fn read_datanet(
		&self,
		at: Hash,
		datanet: u32,
		latest: SnapshotNumber,
		roots: &mut BTreeSet<Hash>,
	) -> Result<(), ApiError> {
		let api = self.client.runtime_api();
		let mut from = 0;
		loop {
			let page = api.contributions(at, datanet, from, PAGE)?;
			let stands =
				|status| matches!(status, ContributionStatus::Pending | ContributionStatus::Accepted);
			roots.extend(page.iter().filter(|c| stands(c.status)).map(|contribution| contribution.root));
			match page.last().filter(|_| page.len() == PAGE as usize) {
				Some(last) => from = last.id.saturating_add(1),
				None => break,
			}
		}
		let mut snapshots = self.snapshots.lock();
		let finalised = self.client.info().finalized_number;
		for number in 1..=latest {
			if let Some(known) = snapshots.get(&(datanet, number)) {
				roots.extend(known);
				continue;
			}
			if let Some(snapshot) = api.snapshot(at, SnapshotRef { datanet, number })? {
				let entries: Vec<Hash> = snapshot.entries.iter().map(|entry| entry.root).collect();
				roots.extend(&entries);
				if snapshot.published_at <= finalised {
					snapshots.insert((datanet, number), entries);
				}
			}
		}
		Ok(())
	}
}

impl References for ChainReferences {
	fn scan(&self) -> Result<Scan, String> {
		if self.sync.is_major_syncing() {
			return Err("the chain is not synchronised yet".into());
		}
		let block = self.best();
		let roots = self.read(block).map_err(|error| error.to_string())?;
		Ok(Scan { block, roots })
	}

	fn best(&self) -> Hash {
		self.client.info().best_hash
	}
}
