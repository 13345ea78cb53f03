//! Removes blobs that nobody needs, and makes room for those that somebody needs now.
//!
//! A blob stays while the chain refers to it, while it is pinned, and while somebody on this node has shown
//! interest in it of late. What is left goes once all of that has been so for a grace period, counted from
//! when it was stored or used last and from when this process first saw it unreferenced: after a restart it
//! is counted anew. When the quota is short, blobs that came from other nodes go earlier, those that were
//! used longest ago first, since they can be had again.

use crate::Metrics;
use openledger_blobs::{Entry, Store};
use openledger_primitives::Hash;
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
	time::{Duration, Instant},
};

/// Most times that a removal waits for the blocks that came meanwhile to be read.
const MAX_CATCH_UPS: usize = 16;
/// Blobs that are listed at a time.
const PAGE_SIZE: usize = 1_024;

/// The blobs that the chain refers to, at one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
	/// Hash of the block.
	pub block: Hash,
	/// Every root of a blob that its state refers to.
	pub roots: BTreeSet<Hash>,
}

/// A reader of what the chain refers to.
pub trait References: Send + Sync {
	/// Reads all references at the best block. Fails if the chain cannot be read, or is not synchronised.
	fn scan(&self) -> Result<Scan, String>;
	/// Returns the hash of the best block.
	fn best(&self) -> Hash;
	/// Returns the best block, and which of these roots the blocks after `since` up to it bring up.
	///
	/// Fails if `since` is not an ancestor of it.
	fn mentioned(&self, since: Hash, roots: &BTreeSet<Hash>) -> Result<(Hash, BTreeSet<Hash>), String>;
}

/// A judge of which blobs this node uses.
pub trait Interest: Send + Sync {
	/// Returns whether somebody on this node has shown interest in a blob of late.
	fn is_in_use(&self, root: Hash) -> bool;
}

/// The collector of blobs that nobody needs.
pub struct Collector {
	store: Arc<Store>,
	references: Arc<dyn References>,
	interest: Option<Arc<dyn Interest>>,
	grace: Duration,
	metrics: Metrics,
	/// Time at which each blob was first seen unreferenced.
	loose: Mutex<BTreeMap<Hash, Instant>>,
}

impl Collector {
	/// Makes a collector over a store. Blobs that `interest` says are in use stay.
	pub fn new(
		store: Arc<Store>,
		references: Arc<dyn References>,
		interest: Option<Arc<dyn Interest>>,
		grace: Duration,
		metrics: Metrics,
	) -> Self {
		Self { store, references, interest, grace, metrics, loose: Mutex::default() }
	}

	fn is_in_use(&self, root: Hash) -> bool {
		self.interest.as_ref().is_some_and(|interest| interest.is_in_use(root))
	}

	/// Returns whether a blob was unused for the whole grace period. With a clock that was set back it was
	/// not.
	fn has_rested(&self, entry: &Entry) -> bool {
		entry.touched.elapsed().unwrap_or_default() >= self.grace
	}

	/// Removes what may go, and returns how many blobs and bytes that were.
	///
	/// The chain is read once, however long that takes and however many blocks come meanwhile. Of those
	/// blocks only what they bring up is read: such blobs stay. Just before each removal, with the blob
	/// locked, the best block must be one that was read so.
	pub fn collect(&self) -> Result<(u64, u64), String> {
		let scan = self.references.scan()?;
		let mut left: BTreeSet<Hash> = self.candidates(&scan).into_iter().collect();
		let (mut read, mut blobs, mut bytes) = (scan.block, 0, 0);
		while let Some(root) = left.first().copied() {
			match self.remove(root, &mut read, &mut left)? {
				Some(length) => {
					log::info!(target: "exchange", "blob {root:?} removed: nothing refers to it");
					self.loose.lock().remove(&root);
					self.count(length);
					(blobs, bytes) = (blobs + 1, bytes + length);
				},
				None => log::debug!(target: "exchange", "blob {root:?} stays"),
			}
			left.remove(&root);
		}
		Ok((blobs, bytes))
	}

	/// Removes a blob if it may go, after reading the blocks that came since `read`. Returns its length if it
	/// went. Blobs that those blocks bring up are taken out of `left`.
	fn remove(&self, root: Hash, read: &mut Hash, left: &mut BTreeSet<Hash>) -> Result<Option<u64>, String> {
		for _ in 0..MAX_CATCH_UPS {
			if self.references.best() != *read {
				let (block, mentioned) = self.references.mentioned(*read, left)?;
				*read = block;
				left.retain(|root| !mentioned.contains(root));
			}
			if !left.contains(&root) {
				return Ok(None);
			}
			let mut is_stale = false;
			let may_go = |entry: &Entry| {
				is_stale = self.references.best() != *read;
				!is_stale && !entry.pinned && self.has_rested(entry) && !self.is_in_use(root)
			};
			let removed = self.store.remove_if(root, may_go);
			if is_stale {
				continue;
			}
			return Ok(removed.unwrap_or_else(|error| {
				log::warn!(target: "exchange", "blob {root:?} stays: {error}");
				None
			}));
		}
		Ok(None)
	}

	/// Returns the blobs that have been unreferenced for the whole grace period.
	fn candidates(&self, scan: &Scan) -> Vec<Hash> {
		let mut loose = self.loose.lock();
		let mut unreferenced = BTreeMap::new();
		let mut from = Some(Hash::zero());
		while let Some(first) = from {
			let page = self.store.list(first, PAGE_SIZE);
			from = page.last().filter(|_| page.len() == PAGE_SIZE).and_then(|last| successor(last.root));
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

	/// Evicts blobs until so many more bytes fit. Returns whether they do.
	///
	/// Only blobs that came from other nodes go, the least recently used first. Pinned ones stay, and those
	/// in use.
	pub fn make_room(&self, needed: u64) -> bool {
		let (fits, gone) = self.store.make_room(needed, &|root| self.is_in_use(root));
		gone.into_iter().for_each(|length| self.count(length));
		fits
	}

	fn count(&self, bytes: u64) {
		self.metrics.collected.inc();
		self.metrics.collected_bytes.inc_by(bytes);
	}
}

/// Returns the next root after one, if there is any.
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
