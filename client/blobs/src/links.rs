//! Files outside the store that are known by their root.

use crate::{BlobError, files, names::name};
use openledger_primitives::Hash;
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	fs,
	io::Write,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
	time::{SystemTime, UNIX_EPOCH},
};

/// A file as it was when it was hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
	pub root: Hash,
	pub path: PathBuf,
	pub length: u64,
	/// Modification time, seconds and nanoseconds since 1970.
	pub modified: (u64, u32),
	/// Device and inode, unless an older version noted the link.
	#[serde(default)]
	pub inode: Option<(u64, u64)>,
}

/// Everything by which a file is known again without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
	length: u64,
	modified: (u64, u32),
	inode: (u64, u64),
}

impl Link {
	/// Makes a link by hashing a file.
	pub fn make(path: PathBuf) -> Result<Self, BlobError> {
		// Taken before hashing: a file that changes meanwhile will look changed at the next use.
		let Stamp { modified, inode, .. } = stamp(&path)?;
		let (root, length) = files::root_of(&path)?;
		Ok(Self { root, path, length, modified, inode: Some(inode) })
	}

	/// Returns whether the file still looks as it did.
	pub fn is_fresh(&self) -> bool {
		stamp(&self.path).is_ok_and(|now| {
			let is_same_file = self.inode.is_none_or(|inode| inode == now.inode);
			(now.length, now.modified) == (self.length, self.modified) && is_same_file
		})
	}
}

/// Returns a file's stamp as it is now.
pub(crate) fn stamp(path: &Path) -> Result<Stamp, BlobError> {
	let data = fs::metadata(path).map_err(BlobError::io("look at", path))?;
	let modified = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
	let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
	let inode = (data.dev(), data.ino());
	Ok(Stamp { length: data.len(), modified: (since.as_secs(), since.subsec_nanos()), inode })
}

/// All links, one small file each.
pub(crate) struct Links {
	folder: PathBuf,
	links: BTreeMap<Hash, Link>,
	/// What changed files were found to be, so that each is hashed once for each change.
	changed: BTreeMap<PathBuf, (Stamp, Hash)>,
}

impl Links {
	/// Reads every link, and removes files that are none.
	pub fn load(folder: PathBuf) -> Result<Self, BlobError> {
		let mut links = BTreeMap::new();
		for entry in fs::read_dir(&folder).map_err(BlobError::io("list", &folder))? {
			let path = entry.map_err(BlobError::io("list", &folder))?.path();
			let bytes = fs::read(&path).map_err(BlobError::io("read", &path))?;
			match serde_json::from_slice::<Link>(&bytes) {
				Ok(link) => {
					links.insert(link.root, link);
				},
				Err(error) => {
					log::warn!(target: "blobs", "dropping the link {}: {error}", path.display());
					files::remove(&path)?;
				},
			}
		}
		Ok(Self { folder, links, changed: BTreeMap::new() })
	}

	/// Returns the link under a root.
	pub fn by_root(&self, root: Hash) -> Option<Link> {
		self.links.get(&root).cloned()
	}

	/// Returns all links, ascending by root.
	pub fn all(&self) -> impl Iterator<Item = &Link> {
		self.links.values()
	}

	/// Returns the link to a file.
	pub fn by_path(&self, path: &Path) -> Option<Link> {
		self.links.values().find(|link| link.path == path).cloned()
	}

	/// Adds a link. It replaces another one to the same file, whose old content is gone.
	pub fn insert(&mut self, link: Link, tmp: &Path) -> Result<(), BlobError> {
		if let Some(old) = self.by_path(&link.path).filter(|old| old.root != link.root) {
			self.remove(old.root)?;
		}
		let bytes = serde_json::to_vec(&link).expect("a struct of strings and numbers is always JSON; qed");
		let path = self.folder.join(name(link.root));
		files::write_atomically(tmp, &path, |file| file.write_all(&bytes))?;
		self.links.insert(link.root, link);
		Ok(())
	}

	/// Returns the root that a file was found to have when it looked as it does now.
	pub fn known(&self, path: &Path, now: &Stamp) -> Option<Hash> {
		self.changed.get(path).filter(|(stamp, _)| stamp == now).map(|(_, root)| *root)
	}

	/// Remembers the root that a changed file has.
	pub fn note_changed(&mut self, path: PathBuf, stamp: Stamp, root: Hash) {
		self.changed.insert(path, (stamp, root));
	}

	/// Removes a link. The file stays.
	pub fn remove(&mut self, root: Hash) -> Result<(), BlobError> {
		match self.links.remove(&root) {
			Some(_) => files::remove(&self.folder.join(name(root))),
			None => Ok(()),
		}
	}
}
