//! Index of what the store holds, and of how much room is left.

use crate::{
	BlobError,
	chunks::{Status, count},
	files,
	names::parse_name,
	partial::Partial,
};
use openledger_primitives::Hash;
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs::{self, File},
	path::{Path, PathBuf},
	sync::Arc,
	time::{Duration, SystemTime},
};

/// Most uploads at a time.
pub(crate) const MAX_UPLOADS: usize = 64;
/// Time without a chunk after which an upload gives way to others.
pub(crate) const STALE_AFTER: Duration = Duration::from_secs(3600);

/// Bytes of a disk block.
const BLOCK: u64 = 4096;

/// Shortest time between two notes of a blob's use.
const TOUCH_INTERVAL: Duration = Duration::from_secs(3600);

/// Entry of the index: a complete blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
	/// Root of the blob.
	pub root: Hash,
	/// Length of the blob in bytes.
	pub length: u64,
	/// Time of the last use, or of storing it, to the hour.
	pub touched: SystemTime,
	/// The blob stays whatever happens.
	pub pinned: bool,
	/// The blob came from another node, and nobody here uploaded it.
	pub fetched: bool,
}

/// An upload, or nothing once it has ended.
pub(crate) type Slot = Arc<Mutex<Option<Partial>>>;

/// Outcome of admitting a part of an upload.
pub(crate) enum Admitted {
	/// The blob is here already.
	Complete(Status),
	/// The part belongs to this upload.
	Partial(Slot),
}

/// A complete blob.
#[derive(Clone, Copy)]
struct Complete {
	length: u64,
	/// Time of the last use, or of storing it.
	touched: SystemTime,
}

struct Upload {
	slot: Slot,
	touched: SystemTime,
	/// Bytes of the quota that it has taken so far.
	reserved: u64,
}

/// Room that an upload takes when it is admitted.
#[derive(Clone, Copy)]
pub(crate) enum Claim {
	/// The length is somebody's word: room is taken for this part, and for the rest as it comes.
	Part(u64),
	/// The length is proved: room is taken for all of it.
	Whole,
}

/// Index of the files on disk. Uploads are told apart by stated length as well as by root, so that someone
/// who states a false length stands in no one's way.
pub(crate) struct State {
	quota: u64,
	used: u64,
	complete: BTreeMap<Hash, Complete>,
	/// Roots that stay, whether or not they are here.
	pub pinned: BTreeSet<Hash>,
	/// Complete blobs that came from other nodes: they can be had again.
	pub fetched: BTreeSet<Hash>,
	uploads: BTreeMap<(Hash, u64), Upload>,
	partials: PathBuf,
}

impl State {
	/// Reads both folders, dropping what does not belong there.
	pub fn load(blobs: &Path, partials: &Path, quota: u64) -> Result<Self, BlobError> {
		let mut state = Self {
			quota,
			used: 0,
			complete: BTreeMap::new(),
			pinned: BTreeSet::new(),
			fetched: BTreeSet::new(),
			uploads: BTreeMap::new(),
			partials: partials.to_owned(),
		};
		for (name, path) in list(blobs)? {
			let data = path.metadata().map_err(BlobError::io("look at", &path))?;
			match parse_name(&name) {
				Some(root) => {
					state.insert(root, data.len());
					let touched = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
					state.complete.entry(root).and_modify(|blob| blob.touched = touched);
				},
				None => log::warn!(target: "blobs", "{} is not a blob; leaving it alone", path.display()),
			}
		}
		for (name, path) in list(partials)? {
			match Partial::parse_folder(&name).filter(|(root, _)| !state.complete.contains_key(root)) {
				Some((root, length)) => {
					let touched = Partial::touched(partials, root, length);
					let partial = Partial::open(partials, root, length)?;
					let reserved = overhead(length).saturating_add(partial.status().received);
					state.used = state.used.saturating_add(reserved);
					let slot = Arc::new(Mutex::new(Some(partial)));
					state.uploads.insert((root, length), Upload { slot, touched, reserved });
				},
				None => files::remove(&path)?,
			}
		}
		Ok(state)
	}

	/// Returns the most bytes that may be used.
	pub fn quota(&self) -> u64 {
		self.quota
	}

	/// Returns the bytes that are used.
	pub fn used(&self) -> u64 {
		self.used
	}

	/// Returns the length of a complete blob.
	pub fn length(&self, root: Hash) -> Option<u64> {
		self.complete.get(&root).map(|blob| blob.length)
	}

	/// Returns the entry of a complete blob.
	pub fn entry(&self, root: Hash) -> Option<Entry> {
		let Complete { length, touched } = *self.complete.get(&root)?;
		let (pinned, fetched) = (self.pinned.contains(&root), self.fetched.contains(&root));
		Some(Entry { root, length, touched, pinned, fetched })
	}

	/// Returns complete blobs with roots from `from`, ascending.
	pub fn entries(&self, from: Hash) -> impl Iterator<Item = Entry> + '_ {
		self.complete.range(from..).filter_map(|(root, _)| self.entry(*root))
	}

	/// Notes that a blob is used. Its file's time of modification keeps that over a restart, to the hour.
	pub fn touch(&mut self, root: Hash, file: &Path) {
		let Some(blob) = self.complete.get_mut(&root) else { return };
		let now = SystemTime::now();
		if now.duration_since(blob.touched).unwrap_or_default() < TOUCH_INTERVAL {
			return;
		}
		blob.touched = now;
		// The bytes are the same, so a time that could not be kept costs at most an earlier eviction.
		if let Err(error) = File::options().append(true).open(file).and_then(|file| file.set_modified(now)) {
			log::debug!(target: "blobs", "{} keeps its old time: {error}", file.display());
		}
	}

	/// Returns the uploads under this root. Lock them only after letting go of the state: they lock it when
	/// they end.
	pub fn slots(&self, root: Hash) -> Vec<Slot> {
		let uploads = self.uploads.range((root, 0)..=(root, u64::MAX));
		uploads.map(|(_, upload)| upload.slot.clone()).collect()
	}

	/// Finds the upload that a part belongs to, or begins it, and takes the room that the claim asks for.
	///
	/// Nobody may claim more than the whole quota, or take more than its blob costs.
	pub fn admit(&mut self, root: Hash, length: u64, claim: Claim) -> Result<Admitted, BlobError> {
		if let Some(stored) = self.length(root) {
			return match stored == length {
				true => Ok(Admitted::Complete(Status::complete(root, length))),
				false => Err(BlobError::WrongLength { root, stored, given: length }),
			};
		}
		let key = (root, length);
		let most = overhead(length).saturating_add(cost(length));
		if most > self.quota {
			return Err(BlobError::QuotaExceeded { needed: most, used: self.used, quota: self.quota });
		}
		if !self.uploads.contains_key(&key) && self.uploads.len() >= MAX_UPLOADS && !self.evict(None) {
			return Err(BlobError::TooManyUploads { most: MAX_UPLOADS });
		}
		let before = self.uploads.get(&key).map(|upload| upload.reserved);
		let target = match claim {
			Claim::Whole => most,
			Claim::Part(part) => before.unwrap_or_else(|| overhead(length)).saturating_add(part).min(most),
		};
		let reserved = before.unwrap_or(0);
		self.reserve_bytes(target.saturating_sub(reserved), Some(key))?;
		if before.is_none() {
			let partial = match Partial::open(&self.partials, root, length) {
				Ok(partial) => partial,
				Err(error) => {
					self.used = self.used.saturating_sub(target);
					return Err(error);
				},
			};
			let (slot, touched) = (Arc::new(Mutex::new(Some(partial))), SystemTime::now());
			self.uploads.insert(key, Upload { slot, touched, reserved });
		}
		let upload = self.uploads.get_mut(&key).expect("inserted above if it was not there; qed");
		upload.touched = SystemTime::now();
		upload.reserved = target.max(reserved);
		Ok(Admitted::Partial(upload.slot.clone()))
	}

	/// Gives back what an upload took for parts that it had already: of a claim, room is taken for what came.
	pub fn settle(&mut self, root: Hash, length: u64, received: u64) {
		let Some(upload) = self.uploads.get_mut(&(root, length)) else { return };
		let right = overhead(length).saturating_add(received).min(upload.reserved);
		self.used = self.used.saturating_sub(upload.reserved.saturating_sub(right));
		upload.reserved = right;
	}

	/// Forgets an upload and frees its room.
	pub fn drop_partial(&mut self, root: Hash, length: u64) {
		if let Some(upload) = self.uploads.remove(&(root, length)) {
			self.used = self.used.saturating_sub(upload.reserved);
		}
		if let Err(error) = Partial::remove(&self.partials, root, length) {
			log::warn!(target: "blobs", "an ended upload stays behind until the next start: {error}");
		}
	}

	/// Takes room for a blob that is not here yet. Returns whether it is not.
	pub fn reserve_new(&mut self, root: Hash, length: u64) -> Result<bool, BlobError> {
		if self.complete.contains_key(&root) {
			return Ok(false);
		}
		self.reserve(length)?;
		Ok(true)
	}

	/// Takes room for a blob of a length.
	pub fn reserve(&mut self, length: u64) -> Result<(), BlobError> {
		self.reserve_bytes(cost(length), None)
	}

	/// Takes bytes of the quota, dropping idle uploads but for one if need be.
	fn reserve_bytes(&mut self, needed: u64, keep: Option<(Hash, u64)>) -> Result<(), BlobError> {
		loop {
			match self.used.checked_add(needed).filter(|used| *used <= self.quota) {
				Some(used) => {
					self.used = used;
					return Ok(());
				},
				None if self.evict(keep) => continue,
				None => {
					return Err(BlobError::QuotaExceeded { needed, used: self.used, quota: self.quota });
				},
			}
		}
	}

	/// Gives the room of a blob back.
	pub fn release(&mut self, length: u64) {
		self.used = self.used.saturating_sub(cost(length));
	}

	/// Notes a complete blob.
	pub fn insert(&mut self, root: Hash, length: u64) {
		let touched = SystemTime::now();
		if self.complete.insert(root, Complete { length, touched }).is_none() {
			self.used = self.used.saturating_add(cost(length));
		}
	}

	/// Forgets a complete blob.
	pub fn forget(&mut self, root: Hash) {
		if let Some(blob) = self.complete.remove(&root) {
			self.release(blob.length);
		}
	}

	/// Drops the stalest upload that no one is writing to, but for one. Returns whether there was one.
	fn evict(&mut self, keep: Option<(Hash, u64)>) -> bool {
		let idle = self.uploads.iter().filter(|(key, upload)| {
			let age = upload.touched.elapsed().unwrap_or_default();
			age >= STALE_AFTER && Arc::strong_count(&upload.slot) == 1 && Some(**key) != keep
		});
		let Some((root, length)) = idle.min_by_key(|(_, upload)| upload.touched).map(|(key, _)| *key) else {
			return false;
		};
		log::info!(target: "blobs", "dropping an idle upload of {root:?} to make room");
		self.drop_partial(root, length);
		true
	}

	/// Lets a test age uploads and blobs.
	#[cfg(test)]
	pub fn age(&mut self, by: Duration) {
		for blob in self.complete.values_mut() {
			blob.touched -= by;
		}
		for upload in self.uploads.values_mut() {
			upload.touched -= by;
		}
	}
}

/// Returns what a blob costs of the quota: whole disk blocks, so that many tiny blobs are not free.
fn cost(length: u64) -> u64 {
	length.max(1).div_ceil(BLOCK).saturating_mul(BLOCK)
}

/// Returns what an upload costs of the quota before any of it has come: the hashes of its chunks.
fn overhead(length: u64) -> u64 {
	count(length).saturating_mul(32)
}

fn list(folder: &Path) -> Result<Vec<(String, PathBuf)>, BlobError> {
	let mut found = Vec::new();
	for entry in fs::read_dir(folder).map_err(BlobError::io("list", folder))? {
		let entry = entry.map_err(BlobError::io("list", folder))?;
		found.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
	}
	found.sort();
	Ok(found)
}
