//! Uploads under way.
//!
//! A folder `<root>-<length>` holds `data`, a sparse file as long as the blob, and `leaves`, 32 bytes a chunk: the
//! chunk's leaf hash once its bytes are on disk, zeros before. That file is the durable record of what has been
//! received, and its hashes give the root at the end without reading the data again.

use crate::{
	chunks::{self, Status},
	files::{ensure_dir, remove, sync_dir},
	name, parse_name, BlobError,
};
use openledger_primitives::{
	root::{self, CHUNK},
	Hash,
};
use std::{
	fs::{self, File},
	os::unix::fs::FileExt,
	path::{Path, PathBuf},
	time::SystemTime,
};

const ABSENT: Hash = Hash::zero();

/// One upload under way.
pub(crate) struct Partial {
	pub root: Hash,
	pub length: u64,
	folder: PathBuf,
	data: File,
	journal: File,
	leaves: Vec<Hash>,
}

impl Partial {
	/// Folder of an upload among all `partials`.
	pub fn folder(partials: &Path, root: Hash, length: u64) -> PathBuf {
		partials.join(format!("{}-{length}", name(root)))
	}

	/// Which upload a folder belongs to.
	pub fn parse_folder(folder: &str) -> Option<(Hash, u64)> {
		let (root, length) = folder.split_once('-')?;
		Some((parse_name(root)?, length.parse().ok()?))
	}

	/// Opens an upload, or begins it.
	pub fn open(partials: &Path, root: Hash, length: u64) -> Result<Self, BlobError> {
		let folder = Self::folder(partials, root, length);
		ensure_dir(&folder)?;
		let file = |name: &str, length: u64| {
			let path = folder.join(name);
			let file = File::options().create(true).truncate(false).read(true).write(true).open(&path);
			let file = file.map_err(BlobError::io("open", &path))?;
			file.set_len(length).map_err(BlobError::io("lengthen", &path))?;
			Ok::<_, BlobError>(file)
		};
		let data = file("data", length)?;
		let count = chunks::count(length) as usize;
		let journal = file("leaves", 32 * count as u64)?;
		let mut bytes = vec![0; 32 * count];
		journal.read_exact_at(&mut bytes, 0).map_err(BlobError::io("read", &folder))?;
		let leaves = bytes.chunks_exact(32).map(Hash::from_slice).collect();
		sync_dir(partials)?;
		Ok(Self { root, length, folder, data, journal, leaves })
	}

	/// Removes an upload's folder.
	pub fn remove(partials: &Path, root: Hash, length: u64) -> Result<(), BlobError> {
		remove(&Self::folder(partials, root, length))
	}

	/// When a chunk last arrived.
	pub fn touched(partials: &Path, root: Hash, length: u64) -> SystemTime {
		let journal = Self::folder(partials, root, length).join("leaves");
		fs::metadata(journal).and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
	}

	/// Writes whole chunks. The caller has checked that they lie within the blob.
	pub fn write(&mut self, offset: u64, bytes: &[u8]) -> Result<(), BlobError> {
		let first = offset / CHUNK as u64;
		let parts: Vec<&[u8]> = if bytes.is_empty() { vec![&[]] } else { bytes.chunks(CHUNK).collect() };
		let fresh: Vec<Hash> = (first..).zip(&parts).map(|(i, chunk)| root::leaf(i, chunk)).collect();
		let range = first as usize..first as usize + fresh.len();
		if self.leaves.get(range.clone()) == Some(&fresh[..]) {
			return Ok(());
		}
		// A chunk that replaces another is unknown until it is on disk.
		if self.leaves[range.clone()].iter().any(|leaf| *leaf != ABSENT) {
			self.note(first, &vec![ABSENT; fresh.len()])?;
			self.journal.sync_data().map_err(BlobError::io("flush", &self.folder))?;
		}
		self.data.write_all_at(bytes, offset).map_err(BlobError::io("write", &self.folder))?;
		self.data.sync_data().map_err(BlobError::io("flush", &self.folder))?;
		self.note(first, &fresh)
	}

	fn note(&mut self, first: u64, leaves: &[Hash]) -> Result<(), BlobError> {
		let bytes: Vec<u8> = leaves.iter().flat_map(|leaf| leaf.0).collect();
		self.journal.write_all_at(&bytes, 32 * first).map_err(BlobError::io("write", &self.folder))?;
		self.leaves[first as usize..first as usize + leaves.len()].copy_from_slice(leaves);
		Ok(())
	}

	/// Whether every chunk is here.
	pub fn is_full(&self) -> bool {
		self.leaves.iter().all(|leaf| *leaf != ABSENT)
	}

	/// The root of the chunks received.
	pub fn computed_root(&self) -> Hash {
		root::from_leaves(&self.leaves, self.length)
	}

	/// How far it has come.
	pub fn status(&self) -> Status {
		let each = self.leaves.iter().zip(0u64..);
		let here = each.clone().filter(|(leaf, _)| **leaf != ABSENT);
		let received = here.map(|(_, i)| chunks::length_of(i, self.length)).sum();
		let missing = each.clone().find(|(leaf, _)| **leaf == ABSENT).map(|(_, i)| i * CHUNK as u64);
		Status { root: self.root, length: self.length, received, complete: false, missing }
	}

	/// Moves the data of a full upload to its final place.
	pub fn publish(self, path: &Path) -> Result<(), BlobError> {
		self.data.sync_all().map_err(BlobError::io("flush", &self.folder))?;
		fs::rename(self.folder.join("data"), path).map_err(BlobError::io("rename to", path))
	}
}
