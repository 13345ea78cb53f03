//! Removes what nobody needs, and makes room for what somebody needs now.
//!
//! A blob stays while the chain refers to it, while it is pinned, and while somebody on this node has shown interest in it of
//! late. What is left goes once all of that has been so for a grace period, counted from when it was stored or used last and
//! from when this process first saw it unreferenced: after a restart it is counted anew. When the quota is short, blobs that
//! came from other nodes go earlier, those that were used longest ago first, since they can be had again.

use crate::{Fetcher, Metrics};
use openledger_blobs::{BlobError, Entry, Store};
use openledger_primitives::Hash;
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
	time::{Duration, Instant},
};

/// How often a round begins anew because a block was imported meanwhile.
const MAX_ROUNDS: usize = 4;
/// Blobs looked at in one go.
const PAGE: usize = 1_024;

/// What the chain refers to, at one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
	/// Hash of the block.
	pub block: Hash,
	/// Every root of a blob that its state refers to.
	pub roots: BTreeSet<Hash>,
}

/// Says what the chain refers to.
pub trait References: Send + Sync {
	/// Reads all references at the best block; an error if the chain cannot be read, or is not synchronised.
	fn scan(&self) -> Result<Scan, String>;
	/// Hash of the best block.
	fn best(&self) -> Hash;
}

/// Removes blobs.
pub struct Collector {
	store: Arc<Store>,
	references: Arc<dyn References>,
	fetcher: Option<Arc<Fetcher>>,
	grace: Duration,
	metrics: Metrics,
	/// When a blob was first seen unreferenced.
	loose: Mutex<BTreeMap<Hash, Instant>>,
}

impl Collector {
	/// A collector over a store. What `fetcher` says is in use stays.
	pub fn new(
		store: Arc<Store>,
		references: Arc<dyn References>,
		fetcher: Option<Arc<Fetcher>>,
		grace: Duration,
		metrics: Metrics,
	) -> Self {
		Self { store, references, fetcher, grace, metrics, loose: Mutex::default() }
	}

	fn is_in_use(&self, root: Hash) -> bool {
		self.fetcher.as_ref().is_some_and(|fetcher| fetcher.is_in_use(root))
	}

	/// Whether a blob has rested for the whole grace period. A clock that was set back counts as none.
	fn has_rested(&self, entry: &Entry) -> bool {
		entry.touched.elapsed().unwrap_or_default() >= self.grace
	}

	/// Removes what may go, and says how many blobs and bytes that were. Nothing goes that a block refers to which was
	/// imported while this ran: just before each removal, with the blob locked, the best block must still be the one that was
	/// read, or all is read again.
	pub fn collect(&self) -> Result<(u64, u64), String> {
		let (mut blobs, mut bytes) = (0, 0);
		for _ in 0..MAX_ROUNDS {
			let scan = self.references.scan()?;
			let mut is_stale = false;
			for root in self.candidates(&scan) {
				let may_go = |entry: &Entry| {
					is_stale = self.references.best() != scan.block;
					!is_stale && !entry.pinned && self.has_rested(entry) && !self.is_in_use(root)
				};
				match self.store.remove_if(root, may_go) {
					Ok(Some(length)) => {
						log::info!(target: "exchange", "blob {root:?} went: nobody refers to it");
						self.loose.lock().remove(&root);
						self.count(length);
						(blobs, bytes) = (blobs + 1, bytes + length);
					},
					Ok(None) => (),
					Err(error) => log::warn!(target: "exchange", "blob {root:?} stays: {error}"),
				}
				if is_stale {
					break;
				}
			}
			if !is_stale {
				break;
			}
		}
		Ok((blobs, bytes))
	}

	/// Blobs that have been unreferenced for the whole grace period.
	fn candidates(&self, scan: &Scan) -> Vec<Hash> {
		let mut loose = self.loose.lock();
		let mut unreferenced = BTreeMap::new();
		let mut from = Some(Hash::zero());
		while let Some(first) = from {
			let page = self.store.list(first, PAGE);
			from = page.last().filter(|_| page.len() == PAGE).and_then(|last| successor(last.root));
			for entry in page.into_iter().filter(|entry| !scan.roots.contains(&entry.root)) {
				let since = loose.get(&entry.root).copied().unwrap_or_else(Instant::now);
				unreferenced.insert(entry.root, (since, entry));
			}
		}
		*loose = unreferenced.iter().map(|(root, (since, _))| (*root, *since)).collect();
		let ripe = unreferenced.into_values().filter(|(since, entry)| {
			since.elapsed() >= self.grace && !entry.pinned && self.has_rested(entry)
		});
		ripe.map(|(_, entry)| entry.root).collect()
	}

	/// Evicts blobs that came from other nodes, those that were used longest ago first, until so many more bytes fit. Pinned
	/// ones stay, and those in use. Whether it succeeded.
	pub fn make_room(&self, needed: u64) -> bool {
		let fits = || self.store.used().saturating_add(needed) <= self.store.quota();
		let mut fetched: Vec<Entry> = self.store.list(Hash::zero(), usize::MAX);
		fetched.retain(|entry| entry.fetched && !entry.pinned);
		fetched.sort_by_key(|entry| (entry.touched, entry.root));
		for entry in fetched {
			if fits() {
				return true;
			}
			let may_go = |now: &Entry| {
				now.fetched && !now.pinned && now.touched == entry.touched && !self.is_in_use(now.root)
			};
			match self.store.remove_if(entry.root, may_go) {
				Ok(Some(length)) => {
					log::info!(target: "exchange", "blob {:?} went to make room", entry.root);
					self.count(length);
				},
				Ok(None) => (),
				Err(error @ BlobError::Io { .. }) => {
					log::warn!(target: "exchange", "blob {:?} stays: {error}", entry.root);
				},
				Err(error) => log::debug!(target: "exchange", "blob {:?} stays: {error}", entry.root),
			}
		}
		fits()
	}

	fn count(&self, bytes: u64) {
		self.metrics.collected.inc();
		self.metrics.collected_bytes.inc_by(bytes);
	}
}

/// The next root after one, if there is any.
fn successor(mut root: Hash) -> Option<Hash> {
	for byte in root.0.iter_mut().rev() {
		let (next, carried) = byte.overflowing_add(1);
		*byte = next;
		if !carried {
			return Some(root);
		}
	}
	None
}
