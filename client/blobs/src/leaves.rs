//! Reads for other nodes: chunks, and the leaves that they are checked by.

use crate::{BlobError, MAX_PART, Store, chunks, files, names::name};
use openledger_primitives::{
	Hash,
	root::{self, CHUNK},
};
use std::{
	fs::File,
	io::{Read, Write},
	os::unix::fs::FileExt,
	path::PathBuf,
	sync::atomic::Ordering,
};

/// Most chunks whose leaves are hashed again rather than kept in a file.
const MAX_REHASHED_CHUNKS: u64 = 16;

impl Store {
	/// Gives linked files to other nodes and to strangers, or to nobody, as a new store does.
	pub fn share_links(&self, are_shared: bool) {
		self.are_links_shared.store(are_shared, Ordering::Relaxed);
	}

	/// Returns file and length of a blob that strangers may have, without hashing anything.
	///
	/// A linked file is refused if it looks changed, and as not found unless linked files are shared.
	fn readable(&self, root: Hash) -> Result<(PathBuf, u64), BlobError> {
		if let Some(length) = self.state.lock().length(root) {
			return Ok((self.blobs.join(name(root)), length));
		}
		if !self.are_links_shared.load(Ordering::Relaxed) {
			return Err(BlobError::NotFound { root });
		}
		let link = self.links.lock().by_root(root).ok_or(BlobError::NotFound { root })?;
		match link.is_fresh() {
			true => Ok((link.path, link.length)),
			false => Err(BlobError::LinkStale { root, path: link.path }),
		}
	}

	/// Returns the length of a blob that can be read without hashing anything.
	pub fn readable_length(&self, root: Hash) -> Result<u64, BlobError> {
		self.readable(root).map(|(_, length)| length)
	}

	/// Reads at most `length` bytes from `offset` of a blob that strangers may have, fewer at its end,
	/// without hashing anything. `length` is at most [`MAX_PART`].
	pub fn read_shared(&self, root: Hash, offset: u64, length: u64) -> Result<Vec<u8>, BlobError> {
		if length > MAX_PART {
			return Err(BlobError::PartTooLong { given: length, most: MAX_PART });
		}
		let (path, total) = self.readable(root)?;
		let mut bytes = vec![0; length.min(total.saturating_sub(offset)) as usize];
		let file = File::open(&path).map_err(BlobError::io("open", &path))?;
		file.read_exact_at(&mut bytes, offset).map_err(BlobError::io("read", &path))?;
		Ok(bytes)
	}

	/// Reads chunks `first` to `first + count` of a blob, fewer at its end, as they lie on disk.
	pub fn read_chunks(&self, root: Hash, first: u64, count: u64) -> Result<Vec<u8>, BlobError> {
		let (path, length) = self.readable(root)?;
		let given = count.saturating_mul(CHUNK as u64);
		let offset = first.saturating_mul(CHUNK as u64);
		if given > MAX_PART {
			return Err(BlobError::PartTooLong { given, most: MAX_PART });
		}
		if offset > length {
			return Err(BlobError::OutOfRange { offset, given, length });
		}
		let mut bytes = vec![0; given.min(length - offset) as usize];
		let file = File::open(&path).map_err(BlobError::io("open", &path))?;
		file.read_exact_at(&mut bytes, offset).map_err(BlobError::io("read", &path))?;
		Ok(bytes)
	}

	/// Returns the length of a blob and the leaves of its chunks `first` to `first + count`, fewer at its
	/// end.
	///
	/// Instead of leaves there is `None` if they have to be computed first: see [`Store::compute_leaves`].
	pub fn leaves(&self, root: Hash, first: u64, count: u64) -> Result<(u64, Option<Vec<Hash>>), BlobError> {
		let (_, length) = self.readable(root)?;
		let total = chunks::count(length);
		let first = first.min(total);
		let count = count.min(total.saturating_sub(first));
		if total <= MAX_REHASHED_CHUNKS {
			let bytes = self.read_chunks(root, 0, total)?;
			let leaves = leaves_of(&bytes).into_iter().skip(first as usize).take(count as usize);
			return Ok((length, Some(leaves.collect())));
		}
		let path = self.leaves.join(name(root));
		let Ok(file) = File::open(&path) else { return Ok((length, None)) };
		let mut bytes = vec![0; 32 * count as usize];
		match file.read_exact_at(&mut bytes, 32 * first) {
			Ok(()) => Ok((length, Some(bytes.chunks_exact(32).map(Hash::from_slice).collect()))),
			Err(_) => Ok((length, None)),
		}
	}

	/// Hashes a blob and keeps its leaves for [`Store::leaves`]. That takes about a second for each gigabyte.
	pub fn compute_leaves(&self, root: Hash) -> Result<(), BlobError> {
		let (path, length) = self.readable(root)?;
		let mut file = File::open(&path).map_err(BlobError::io("open", &path))?;
		let (mut leaves, mut chunk) = (Vec::new(), vec![0; CHUNK]);
		for index in 0..chunks::count(length) {
			let chunk = &mut chunk[..chunks::length_of(index, length) as usize];
			file.read_exact(chunk).map_err(BlobError::io("read", &path))?;
			leaves.push(root::leaf(index, chunk));
		}
		let found = root::from_leaves(&leaves, length);
		match found == root {
			true => self.keep_leaves(root, &leaves),
			false => Err(BlobError::Damaged { root, path, found }),
		}
	}

	/// Keeps the leaves of a blob.
	pub(crate) fn keep_leaves(&self, root: Hash, leaves: &[Hash]) -> Result<(), BlobError> {
		if leaves.len() as u64 <= MAX_REHASHED_CHUNKS {
			return Ok(());
		}
		let bytes: Vec<u8> = leaves.iter().flat_map(|leaf| leaf.0).collect();
		files::write_atomically(&self.tmp, &self.leaves.join(name(root)), |file| file.write_all(&bytes))
	}
}

/// Returns the leaves of a whole blob in memory.
fn leaves_of(bytes: &[u8]) -> Vec<Hash> {
	match bytes.is_empty() {
		true => vec![root::leaf(0, &[])],
		false => (0..).zip(bytes.chunks(CHUNK)).map(|(index, chunk)| root::leaf(index, chunk)).collect(),
	}
}
