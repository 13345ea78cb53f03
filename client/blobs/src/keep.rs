//! What stays and what may go: pins, marks of origin, removal under the lock.

use crate::{files, name, parse_name, BlobError, Entry, Store};
use openledger_primitives::Hash;
use std::{collections::BTreeSet, fs::File, path::Path};

/// Roots that a folder has files for; files of others are removed.
pub(crate) fn marks(folder: &Path, is_wanted: impl Fn(Hash) -> bool) -> Result<BTreeSet<Hash>, BlobError> {
	let mut found = BTreeSet::new();
	for entry in std::fs::read_dir(folder).map_err(BlobError::io("list", folder))? {
		let path = entry.map_err(BlobError::io("list", folder))?.path();
		let file = path.file_name().unwrap_or_default().to_string_lossy();
		match parse_name(&file).filter(|root| is_wanted(*root)) {
			Some(root) => drop(found.insert(root)),
			None => files::remove(&path)?,
		}
	}
	Ok(found)
}

/// Makes an empty file, durably.
fn mark(folder: &Path, root: Hash) -> Result<(), BlobError> {
	let path = folder.join(name(root));
	File::create(&path).map_err(BlobError::io("write", &path))?;
	files::sync_dir(folder)
}

impl Store {
	/// Complete blobs with roots from `from`, at most `limit`, ascending. Linked files are not among them.
	pub fn list(&self, from: Hash, limit: usize) -> Vec<Entry> {
		self.state.lock().entries(from).take(limit).collect()
	}

	/// What there is to know about a complete blob.
	pub fn entry(&self, root: Hash) -> Option<Entry> {
		self.state.lock().entry(root)
	}

	/// Linked files: root, length and whether the file still looks as it did.
	pub fn linked(&self) -> Vec<(Hash, u64, bool)> {
		self.links.lock().all().map(|link| (link.root, link.length, link.is_fresh())).collect()
	}

	/// Makes a blob stay whatever happens, now or once it is here. A restart does not change that.
	pub fn pin(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		mark(&self.pins, root)?;
		state.pinned.insert(root);
		Ok(())
	}

	/// Takes a pin back. Nothing happens if there is none.
	pub fn unpin(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		files::remove(&self.pins.join(name(root)))?;
		state.pinned.remove(&root);
		Ok(())
	}

	/// Takes note that a blob is used: what was used last is evicted last.
	pub fn touch(&self, root: Hash) {
		self.state.lock().touch(root, &self.blobs.join(name(root)));
	}

	/// Takes note that somebody uploads a blob that is here: it is no longer one that can be had again from elsewhere.
	pub(crate) fn adopt(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		state.touch(root, &self.blobs.join(name(root)));
		if state.fetched.remove(&root) {
			files::remove(&self.fetched.join(name(root)))?;
		}
		Ok(())
	}

	/// Takes note that a blob that is about to be complete came from another node.
	pub(crate) fn mark_fetched(&self, root: Hash) -> Result<(), BlobError> {
		let mut state = self.state.lock();
		mark(&self.fetched, root)?;
		state.fetched.insert(root);
		Ok(())
	}

	/// Removes a complete blob if `may_go` agrees, which is asked while nothing about the blob can change: the bytes that
	/// became free on disk. The blob goes before its marks, so a process killed in between leaves marks of nothing, which
	/// the next start clears away.
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
