//! Uploads under way.
//!
//! A folder `<root>-<length>` holds `data`, a sparse file as long as the blob, and `leaves`, 32 bytes a
//! chunk: the chunk's leaf hash once its bytes are on disk, zeros before. That file is the durable record of
//! what has been received, and its hashes give the root at the end without reading the data again.
//!
//! What comes from other nodes is checked chunk by chunk and written ahead: its leaves are noted only after a
//! flush that covers many chunks, so that a chunk costs no flush of its own and the record is never ahead of
//! the disk.

use crate::{
	BlobError,
	chunks::{self, Status},
	files::{ensure_dir, remove, sync_dir},
	names::{name, parse_name},
};
use openledger_primitives::{
	Hash,
	root::{self, CHUNK},
};
use std::{
	collections::BTreeMap,
	fs::{self, File},
	ops::Range,
	os::unix::fs::FileExt,
	path::{Path, PathBuf},
	time::SystemTime,
};

/// Leaf of a chunk that was not received.
const ABSENT: Hash = Hash::zero();

/// One upload under way.
pub(crate) struct Partial {
	pub root: Hash,
	pub length: u64,
	folder: PathBuf,
	data: File,
	journal: File,
	leaves: Vec<Hash>,
	/// Chunks that were written and are not known to be on disk.
	ahead: BTreeMap<u64, Hash>,
	/// Chunks that were written before the flush that is under way.
	flushing: BTreeMap<u64, Hash>,
}

impl Partial {
	/// Returns the folder of an upload among all `partials`.
	pub fn folder(partials: &Path, root: Hash, length: u64) -> PathBuf {
		partials.join(format!("{}-{length}", name(root)))
	}

	/// Returns root and length of the upload that a folder belongs to.
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
		let (ahead, flushing) = (BTreeMap::new(), BTreeMap::new());
		Ok(Self { root, length, folder, data, journal, leaves, ahead, flushing })
	}

	/// Removes an upload's folder.
	pub fn remove(partials: &Path, root: Hash, length: u64) -> Result<(), BlobError> {
		remove(&Self::folder(partials, root, length))
	}

	/// Returns when a chunk last arrived.
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
		if self.leaves.get(range) == Some(&fresh[..]) {
			return Ok(());
		}
		self.clear(first, fresh.len())?;
		self.data.write_all_at(bytes, offset).map_err(BlobError::io("write", &self.folder))?;
		self.data.sync_data().map_err(BlobError::io("flush", &self.folder))?;
		self.note(first, &fresh)
	}

	/// Writes chunks that the caller has checked against these leaves, without waiting for the disk.
	pub fn write_ahead(&mut self, first: u64, leaves: &[Hash], bytes: &[u8]) -> Result<(), BlobError> {
		self.clear(first, leaves.len())?;
		self.data.write_all_at(bytes, first * CHUNK as u64).map_err(BlobError::io("write", &self.folder))?;
		self.ahead.extend((first..).zip(leaves.iter().copied()));
		Ok(())
	}

	/// Begins a flush of what was written ahead, and returns the file to flush while others may write.
	///
	/// Returns `None` if there is nothing to flush or a flush is under way.
	pub fn begin_flush(&mut self) -> Result<Option<File>, BlobError> {
		if self.ahead.is_empty() || !self.flushing.is_empty() {
			return Ok(None);
		}
		let data = self.data.try_clone().map_err(BlobError::io("open", &self.folder))?;
		self.flushing = std::mem::take(&mut self.ahead);
		Ok(Some(data))
	}

	/// Ends a flush, and notes what it covered unless it was overwritten meanwhile. If the flush failed,
	/// nothing is noted.
	pub fn end_flush(&mut self, flushed: std::io::Result<()>) -> Result<(), BlobError> {
		let covered = std::mem::take(&mut self.flushing);
		if let Err(error) = flushed {
			let newer = std::mem::replace(&mut self.ahead, covered);
			self.ahead.extend(newer);
			return Err(BlobError::io("flush", &self.folder)(error));
		}
		let mut run: (u64, Vec<Hash>) = (0, Vec::new());
		for (index, leaf) in covered {
			if run.0 + run.1.len() as u64 != index {
				self.note(run.0, &run.1)?;
				run = (index, Vec::new());
			}
			run.1.push(leaf);
		}
		self.note(run.0, &run.1)
	}

	/// Forgets chunks that are about to be overwritten, also on disk.
	fn clear(&mut self, first: u64, count: usize) -> Result<(), BlobError> {
		for index in first..first + count as u64 {
			self.ahead.remove(&index);
			self.flushing.remove(&index);
		}
		let range = first as usize..first as usize + count;
		if self.leaves[range].iter().any(|leaf| *leaf != ABSENT) {
			self.note(first, &vec![ABSENT; count])?;
			self.journal.sync_data().map_err(BlobError::io("flush", &self.folder))?;
		}
		Ok(())
	}

	fn note(&mut self, first: u64, leaves: &[Hash]) -> Result<(), BlobError> {
		let bytes: Vec<u8> = leaves.iter().flat_map(|leaf| leaf.0).collect();
		self.journal.write_all_at(&bytes, 32 * first).map_err(BlobError::io("write", &self.folder))?;
		self.leaves[first as usize..first as usize + leaves.len()].copy_from_slice(leaves);
		Ok(())
	}

	/// Returns the leaf of what was written of a chunk, on disk or ahead, or zeros.
	fn written(&self, index: u64) -> Hash {
		let ahead = self.ahead.get(&index).or_else(|| self.flushing.get(&index));
		ahead.copied().unwrap_or_else(|| self.leaves.get(index as usize).copied().unwrap_or(ABSENT))
	}

	/// Returns the chunks that are missing or do not match these leaves, as ascending ranges.
	pub fn missing(&self, leaves: &[Hash]) -> Vec<Range<u64>> {
		let mut found: Vec<Range<u64>> = Vec::new();
		for (index, leaf) in (0u64..).zip(leaves) {
			if self.written(index) == *leaf {
				continue;
			}
			match found.last_mut().filter(|range| range.end == index) {
				Some(range) => range.end += 1,
				None => found.push(index..index + 1),
			}
		}
		found
	}

	/// Counts what was written ahead as received. The caller publishes next, which flushes all of it.
	pub fn settle(&mut self) {
		let ahead = std::mem::take(&mut self.flushing).into_iter().chain(std::mem::take(&mut self.ahead));
		for (index, leaf) in ahead {
			self.leaves[index as usize] = leaf;
		}
	}

	/// Returns the leaves of the chunks received.
	pub fn leaves(&self) -> &[Hash] {
		&self.leaves
	}

	/// Returns whether every chunk is here.
	pub fn is_full(&self) -> bool {
		self.leaves.iter().all(|leaf| *leaf != ABSENT)
	}

	/// Returns the root of the chunks received.
	pub fn computed_root(&self) -> Hash {
		root::from_leaves(&self.leaves, self.length)
	}

	/// Returns the state of the upload.
	pub fn status(&self) -> Status {
		let mut each = 0..self.leaves.len() as u64;
		let here = each.clone().filter(|i| self.written(*i) != ABSENT);
		let received = here.map(|i| chunks::length_of(i, self.length)).sum();
		let missing = each.find(|i| self.written(*i) == ABSENT).map(|i| i * CHUNK as u64);
		Status { root: self.root, length: self.length, received, complete: false, missing }
	}

	/// Moves the data of a full upload to its final place.
	pub fn publish(self, path: &Path) -> Result<(), BlobError> {
		self.data.sync_all().map_err(BlobError::io("flush", &self.folder))?;
		fs::rename(self.folder.join("data"), path).map_err(BlobError::io("rename to", path))
	}
}
