//! Retention: pins, marks of origin, removal under the lock.

use crate::{BlobError, Entry, Store, files, marks, names::name};
use openledger_primitives::Hash;

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
