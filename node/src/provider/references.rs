//! The blobs that the chain refers to, which must not be collected.

use crate::types::FullClient;
use openledger_exchange::{References, Scan};
use openledger_primitives::{
	Hash, SnapshotNumber, datanet::ContributionStatus, datanet::SnapshotRef, model::ModelKind,
};
use openledger_runtime_api::{DatanetsApi, ModelFactoryApi, ModelsApi};
use parking_lot::Mutex;
use sc_client_api::{BlockBackend, HeaderBackend};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_consensus::SyncOracle;
use sp_core::Encode;
use sp_runtime::traits::CheckedAdd;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};

/// Most blocks that are read for what was brought up since a scan.
const MAX_BLOCKS: u32 = 20_000;
/// Most items that runtime APIs return at a time.
const PAGE_SIZE: u32 = 100;

/// Reads what the chain refers to, through runtime APIs.
pub struct ChainReferences {
	client: Arc<FullClient>,
	sync: Arc<dyn SyncOracle + Send + Sync>,
	/// Roots in snapshots that are final.
	snapshots: Mutex<BTreeMap<(u32, SnapshotNumber), Vec<Hash>>>,
}

impl ChainReferences {
	/// Reads through a client that `sync` keeps up with the network.
	pub fn new(client: Arc<FullClient>, sync: Arc<dyn SyncOracle + Send + Sync>) -> Self {
		Self { client, sync, snapshots: Mutex::default() }
	}

	fn read(&self, at: Hash) -> Result<BTreeSet<Hash>, ApiError> {
		let api = self.client.runtime_api();
		let mut roots: BTreeSet<Hash> = api.job_blobs(at)?.into_iter().collect();
		for_each_page(
			|from| api.models(at, from, PAGE_SIZE),
			|model| {
				roots.insert(model.card);
				roots.insert(match &model.kind {
					ModelKind::Base { manifest, .. } => manifest.root,
					ModelKind::Tuned(lineage) => lineage.adapter,
				});
				Ok(model.id)
			},
		)?;
		for_each_page(
			|from| api.datanets(at, from, PAGE_SIZE),
			|datanet| {
				roots.insert(datanet.card);
				self.read_datanet(at, datanet.id, datanet.latest_snapshot, &mut roots)?;
				Ok(datanet.id)
			},
		)?;
		Ok(roots)
	}

	/// Reads contributions that wait or are accepted, and everything in snapshots: models were trained on
	/// them.
	fn read_datanet(
		&self,
		at: Hash,
		datanet: u32,
		latest: SnapshotNumber,
		roots: &mut BTreeSet<Hash>,
	) -> Result<(), ApiError> {
		let api = self.client.runtime_api();
		for_each_page(
			|from| api.contributions(at, datanet, from, PAGE_SIZE),
			|contribution| {
				if matches!(contribution.status, ContributionStatus::Pending | ContributionStatus::Accepted) {
					roots.insert(contribution.root);
				}
				Ok(contribution.id)
			},
		)?;
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

/// Reads all items of a runtime API page by page. `take` returns an item's number.
///
/// Numbers count up and items stay, so a short page is the last.
fn for_each_page<T, N: Copy + Default + From<u8> + CheckedAdd>(
	read: impl Fn(N) -> Result<Vec<T>, ApiError>,
	mut take: impl FnMut(T) -> Result<N, ApiError>,
) -> Result<(), ApiError> {
	let mut from = N::default();
	loop {
		let page = read(from)?;
		let is_full = page.len() == PAGE_SIZE as usize;
		let mut last = None;
		for item in page {
			last = Some(take(item)?);
		}
		match last.filter(|_| is_full).and_then(|last| last.checked_add(&N::from(1))) {
			Some(next) => from = next,
			None => return Ok(()),
		}
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

	fn mentioned(&self, since: Hash, roots: &BTreeSet<Hash>) -> Result<(Hash, BTreeSet<Hash>), String> {
		let header = |block| {
			let header = self.client.header(block).map_err(|error| error.to_string())?;
			header.ok_or_else(|| "the header of a block is gone".to_string())
		};
		let (best, mut found) = (self.best(), BTreeSet::new());
		let (mut block, oldest) = (best, header(since)?.number);
		for _ in 0..MAX_BLOCKS {
			if block == since {
				return Ok((best, found));
			}
			let header = header(block)?;
			if header.number <= oldest {
				return Err("the chain went on at another fork".into());
			}
			let body = self.client.block_body(block).map_err(|error| error.to_string())?;
			for extrinsic in body.ok_or("the body of a block is gone")? {
				find_roots(&extrinsic.encode(), roots, &mut found);
			}
			block = header.parent_hash;
		}
		Err(format!("more than {MAX_BLOCKS} blocks came while the chain was read"))
	}
}

/// Finds the roots that occur anywhere in some bytes. An extrinsic that makes the chain refer to a blob holds
/// its root.
fn find_roots(bytes: &[u8], roots: &BTreeSet<Hash>, found: &mut BTreeSet<Hash>) {
	let windows = bytes.windows(32).map(Hash::from_slice);
	found.extend(windows.filter(|root| roots.contains(root)));
}
