//! Retention: pins, marks of origin, removal under the lock.

use crate::{BlobError, Entry, Store, files, marks, names::name, store::InUse};
use openledger_primitives::Hash;
use std::sync::atomic::Ordering;

impl Store {
	/// Returns complete blobs with roots from `from`, at most `limit`, ascending. Linked files are not among
	/// them.
	pub fn list(&self, from: Hash, limit: usize) -> Vec<Entry> {
		self.state.lock().entries(from).take(limit).collect()
	}

	/// Returns length, use and origin of a complete blob.
	pub fn entry(&self, root: Hash) -> Option<Entry> {
		self.state.lock().entry(root)
	}

	/// Returns linked files with root, length and whether the file still looks as it did.
	pub fn linked(&self) -> Vec<(Hash, u64, bool)> {
		self.links.lock().all().map(|link| (link.root, link.length, link.is_fresh())).collect()
	}

	/// Returns the roots of linked files that other nodes are given.
	pub fn shared_links(&self) -> Vec<Hash> {
		match self.are_links_shared.load(Ordering::Relaxed) {
			true => self.links.lock().all().map(|link| link.root).collect(),
			false => Vec::new(),
		}
	}

	/// Removes all links but for these. The files stay.
	pub fn keep_links(&self, roots: &[Hash]) -> Result<(), BlobError> {
		let mut links = self.links.lock();
		let gone: Vec<Hash> =
			links.all().map(|link| link.root).filter(|root| !roots.contains(root)).collect();
		gone.into_iter().try_for_each(|root| links.remove(root))
	}

	/// Sets the judge of which blobs are in use. Fetched blobs that are not may be evicted for this node's
	/// work.
	pub fn judge_use(&self, in_use: InUse) {
		*self.in_use.write() = Some(in_use);
	}

	/// Evicts blobs until so many more bytes fit. Returns whether they do, and the bytes of each that went.
	///
	/// Only blobs that came from other nodes go, the least recently used first. Pinned ones stay, and those
	/// that `is_in_use` keeps.
	pub fn make_room(&self, needed: u64, is_in_use: &dyn Fn(Hash) -> bool) -> (bool, Vec<u64>) {
		let fits = || self.used().saturating_add(needed) <= self.quota();
		let (mut fetched, mut gone) = (self.list(Hash::zero(), usize::MAX), Vec::new());
		fetched.retain(|entry| entry.fetched && !entry.pinned);
		fetched.sort_by_key(|entry| (entry.touched, entry.root));
		for entry in fetched {
			if fits() {
				break;
			}
			let may_go = |now: &Entry| {
				now.fetched && !now.pinned && now.touched == entry.touched && !is_in_use(now.root)
			};
			match self.remove_if(entry.root, may_go) {
				Ok(Some(length)) => {
					log::info!(target: "blobs", "blob {:?} removed to make room", entry.root);
					gone.push(length);
				},
				Ok(None) => (),
				Err(error) => log::warn!(target: "blobs", "blob {:?} stays: {error}", entry.root),
			}
		}
		(fits(), gone)
	}

	/// Pins a blob, which then stays whatever happens, now or once it is here. Pins outlive a restart.
	pub fn pin(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		marks::add(&self.pins, root)?;
		state.pinned.insert(root);
		Ok(())
	}

	/// Removes a pin. Nothing happens if there is none.
	pub fn unpin(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		files::remove(&self.pins.join(name(root)))?;
		state.pinned.remove(&root);
		Ok(())
	}

	/// Notes that a blob is used. What was used last is evicted last.
	pub fn touch(&self, root: Hash) {
		self.state.lock().touch(root, &self.blobs.join(name(root)));
	}

	/// Notes that somebody uploads a blob that is here: it no longer counts as one that other nodes have.
	pub(crate) fn adopt(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		state.touch(root, &self.blobs.join(name(root)));
		if state.fetched.remove(&root) {
			files::remove(&self.fetched.join(name(root)))?;
		}
		Ok(())
	}

	/// Notes that a blob that is about to be complete came from another node.
	pub(crate) fn mark_fetched(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		marks::add(&self.fetched, root)?;
		state.fetched.insert(root);
		Ok(())
	}

	/// Removes a complete blob if `may_go` agrees, and returns its length if it did.
	///
	/// `may_go` is called while nothing about the blob can change. The blob goes before its marks, so a
	/// process killed in between leaves marks of nothing, which the next start clears away.
	pub fn remove_if(
		&self,
		root: Hash,
		may_go: impl FnOnce(&Entry) -> bool,
	) -> Result<Option<u64>, BlobError> {
		let mut state = self.state.lock();
		let Some(entry) = state.entry(root).filter(may_go) else { return Ok(None) };
		let path = self.blobs.join(name(root));
		std::fs::remove_file(&path).map_err(BlobError::io("remove", &path))?;
		state.forget(root);
		state.fetched.remove(&root);
		for folder in [&self.leaves, &self.fetched] {
			files::remove(&folder.join(name(root)))?;
		}
		Ok(Some(entry.length))
	}
}
