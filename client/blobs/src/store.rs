//! The store itself: uploads, whole blobs, linked files.

use crate::{
	BlobError,
	chunks::{self, MAX_PART, Status},
	files::{self, ensure_dir, sync_dir},
	links::{Link, Links, stamp},
	marks,
	names::name,
	partial::Partial,
	state::{Admitted, Claim, State},
};
use openledger_primitives::{Hash, root};
use parking_lot::{Mutex, RwLock};
use std::{
	fs::File,
	io::{Read, Seek, SeekFrom, Write},
	path::{Path, PathBuf},
	sync::atomic::AtomicBool,
};

/// A judge of whether a blob is in use on this node.
pub type InUse = Box<dyn Fn(Hash) -> bool + Send + Sync>;

/// The store. Share it behind an `Arc`; every method takes `&self`.
pub struct Store {
	pub(crate) blobs: PathBuf,
	pub(crate) leaves: PathBuf,
	pub(crate) fetched: PathBuf,
	pub(crate) pins: PathBuf,
	pub(crate) tmp: PathBuf,
	pub(crate) state: Mutex<State>,
	pub(crate) links: Mutex<Links>,
	/// Whether linked files are given to other nodes.
	pub(crate) are_links_shared: AtomicBool,
	/// Judge of which fetched blobs are in use, so that they are not evicted.
	pub(crate) in_use: RwLock<Option<InUse>>,
	/// The lock on the folder, which the system drops when the process ends.
	_lock: File,
}

impl Store {
	/// Opens or makes a store under `dir` that keeps at most `quota_bytes` of complete blobs and uploads
	/// under way.
	///
	/// Linked files do not count. What a killed process left behind is cleared away.
	pub fn open(dir: impl AsRef<Path>, quota_bytes: u64) -> Result<Self, BlobError> {
		let dir = dir.as_ref();
		let [blobs, partials, links, tmp] = ["blobs", "partials", "links", "tmp"].map(|name| dir.join(name));
		let [leaves, fetched, pins] = ["leaves", "fetched", "pins"].map(|name| dir.join(name));
		for folder in [&blobs, &partials, &links, &tmp, &leaves, &fetched, &pins] {
			ensure_dir(folder)?;
		}
		let lock = files::lock(&dir.join("lock"))?;
		files::empty(&tmp)?;
		let mut state = State::load(&blobs, &partials, quota_bytes)?;
		let links = Links::load(links)?;
		state.pinned = marks::read_all(&pins, |_| true)?;
		state.fetched = marks::read_all(&fetched, |root| state.length(root).is_some())?;
		marks::read_all(&leaves, |root| state.length(root).is_some() || links.by_root(root).is_some())?;
		let (state, links) = (Mutex::new(state), Mutex::new(links));
		let (are_links_shared, in_use) = (AtomicBool::new(false), RwLock::new(None));
		Ok(Self { blobs, leaves, fetched, pins, tmp, state, links, are_links_shared, in_use, _lock: lock })
	}

	/// Takes one part of an upload: `bytes` at `offset` (a multiple of 64 KiB) of the blob of this root and
	/// length.
	///
	/// Parts may come in any order and more than once. Of the quota an upload takes what has come of it, and
	/// 32 bytes for each chunk that it is said to have. The part that completes the blob makes it readable.
	/// If the root does not fit, that part is refused and everything received is dropped.
	pub fn put_chunk(&self, root: Hash, length: u64, offset: u64, bytes: &[u8]) -> Result<Status, BlobError> {
		chunks::check_part(length, offset, bytes.len())?;
		if let Some(status) = self.linked_status(root) {
			return Ok(status);
		}
		loop {
			let claim = Claim::Part(bytes.len() as u64);
			let admitted = self.state.lock().admit(root, length, claim)?;
			let slot = match admitted {
				Admitted::Complete(status) => {
					self.adopt(root)?;
					return Ok(status);
				},
				Admitted::Partial(slot) => slot,
			};
			let mut slot = slot.lock();
			// Another thread may have finished or dropped it while this one waited for the lock.
			let Some(partial) = slot.as_mut() else { continue };
			let written = partial.write(offset, bytes);
			let status = partial.status();
			self.state.lock().settle(root, length, status.received);
			written?;
			if !partial.is_full() {
				return Ok(status);
			}
			let partial = slot.take().expect("checked above that the slot is filled; qed");
			return self.finish(partial);
		}
	}

	/// Ends an upload that has all its chunks.
	pub(crate) fn finish(&self, partial: Partial) -> Result<Status, BlobError> {
		let (root, length) = (partial.root, partial.length);
		let found = partial.computed_root();
		let moved = match found == root {
			true => {
				// Without it the leaves are computed when they are asked for.
				if let Err(error) = self.keep_leaves(root, partial.leaves()) {
					log::debug!(target: "blobs", "no leaves of {root:?}: {error}");
				}
				partial.publish(&self.blobs.join(name(root))).and_then(|()| sync_dir(&self.blobs))
			},
			false => Err(BlobError::WrongRoot { expected: root, found }),
		};
		let mut state = self.state.lock();
		state.drop_partial(root, length);
		moved?;
		state.insert(root, length);
		Ok(Status::complete(root, length))
	}

	/// Stores bytes and returns their root.
	pub fn put(&self, bytes: &[u8]) -> Result<Hash, BlobError> {
		let root = root::of(bytes);
		self.store(root, bytes.len() as u64, None, |file| file.write_all(bytes))?;
		Ok(root)
	}

	/// Stores a copy of a file and returns its root, without holding the file in memory.
	pub fn put_file(&self, path: &Path) -> Result<Hash, BlobError> {
		self.put_file_in(path, None)
	}

	/// Stores a copy of a file, in room that was taken before for so many bytes if there is any.
	pub(crate) fn put_file_in(&self, path: &Path, held: Option<u64>) -> Result<Hash, BlobError> {
		let (root, length) = files::root_of(path)?;
		let mut source = File::open(path).map_err(BlobError::io("open", path))?;
		self.store(root, length, held, |file| {
			// The file may have changed since it was hashed: hash what is in fact copied.
			let mut hasher = root::Hasher::default();
			let mut buffer = vec![0; root::CHUNK];
			loop {
				let count = source.read(&mut buffer)?;
				if count == 0 {
					break;
				}
				hasher.update(&buffer[..count]);
				file.write_all(&buffer[..count])?;
			}
			match hasher.finish() == root {
				true => Ok(()),
				false => Err(std::io::Error::other("the file changed while it was copied; try again")),
			}
		})?;
		Ok(root)
	}

	fn store(
		&self,
		root: Hash,
		length: u64,
		held: Option<u64>,
		fill: impl FnOnce(&mut File) -> std::io::Result<()>,
	) -> Result<(), BlobError> {
		if !self.reserve_new(root, length, held)? {
			return Ok(());
		}
		let path = self.blobs.join(name(root));
		let written = files::write_atomically(&self.tmp, &path, fill);
		let mut state = self.state.lock();
		state.release(length);
		written?;
		state.insert(root, length);
		Ok(())
	}

	/// Takes room for a blob that is not here yet, giving back first what is held for it. Returns whether it
	/// is not.
	fn reserve_new(&self, root: Hash, length: u64, held: Option<u64>) -> Result<bool, BlobError> {
		if let Some(held) = held {
			// Under one lock, so that nobody takes the room in between.
			let mut state = self.state.lock();
			state.release(held);
			if let Ok(is_new) = state.reserve_new(root, length) {
				return Ok(is_new);
			}
		}
		self.with_eviction(|| self.state.lock().reserve_new(root, length))
	}

	/// Takes room, and again after evicting fetched blobs if there is not enough.
	pub(crate) fn with_eviction<T>(&self, take: impl Fn() -> Result<T, BlobError>) -> Result<T, BlobError> {
		match take() {
			Err(BlobError::QuotaExceeded { needed, .. }) => {
				let in_use = self.in_use.read();
				let is_in_use = |root| in_use.as_ref().is_some_and(|in_use| in_use(root));
				self.make_room(needed, &is_in_use);
				take()
			},
			taken => taken,
		}
	}

	/// Registers a file that stays where it is, such as a base model, and returns its root.
	///
	/// The file is hashed now, and again whenever its length or modification time changes.
	pub fn link(&self, path: impl AsRef<Path>) -> Result<Hash, BlobError> {
		let path = path.as_ref();
		let path = path.canonicalize().map_err(BlobError::io("find", path))?;
		if let Some(link) = self.links.lock().by_path(&path)
			&& link.is_fresh()
		{
			return Ok(link.root);
		}
		let link = Link::make(path)?;
		let root = link.root;
		self.links.lock().insert(link, &self.tmp)?;
		Ok(root)
	}

	/// Returns the file that holds a blob's bytes. It must not be changed.
	///
	/// A linked file that looks changed is hashed, once for each change. What strangers may ask for goes
	/// through [`Store::read_chunks`] and [`Store::read_shared`], which hash nothing.
	pub fn path(&self, root: Hash) -> Result<PathBuf, BlobError> {
		if self.state.lock().length(root).is_some() {
			return Ok(self.blobs.join(name(root)));
		}
		let link = self.links.lock().by_root(root);
		let Some(link) = link else {
			return Err(match self.partial_status(root) {
				Some(status) => {
					BlobError::Incomplete { root, received: status.received, length: status.length }
				},
				None => BlobError::NotFound { root },
			});
		};
		if link.is_fresh() {
			return Ok(link.path);
		}
		let now = stamp(&link.path)?;
		let known = self.links.lock().known(&link.path, &now);
		if let Some(found) = known {
			return Err(BlobError::LinkChanged { root, path: link.path, found });
		}
		let again = Link::make(link.path)?;
		if again.root != root {
			self.links.lock().note_changed(again.path.clone(), now, again.root);
			return Err(BlobError::LinkChanged { root, path: again.path, found: again.root });
		}
		let path = again.path.clone();
		self.links.lock().insert(again, &self.tmp)?;
		Ok(path)
	}

	/// Returns the length of a complete or linked blob.
	pub fn length(&self, root: Hash) -> Result<u64, BlobError> {
		let path = self.path(root)?;
		Ok(path.metadata().map_err(BlobError::io("look at", &path))?.len())
	}

	/// Reads at most `length` bytes from `offset`, fewer at the end of the blob. `length` is at most
	/// [`MAX_PART`].
	pub fn read(&self, root: Hash, offset: u64, length: u64) -> Result<Vec<u8>, BlobError> {
		if length > MAX_PART {
			return Err(BlobError::PartTooLong { given: length, most: MAX_PART });
		}
		let path = self.path(root)?;
		let mut file = File::open(&path).map_err(BlobError::io("open", &path))?;
		file.seek(SeekFrom::Start(offset)).map_err(BlobError::io("read", &path))?;
		let mut bytes = Vec::new();
		file.take(length).read_to_end(&mut bytes).map_err(BlobError::io("read", &path))?;
		Ok(bytes)
	}

	/// Reads a whole blob of at most `most` bytes. The bytes are checked against the root again: a disk can
	/// rot.
	pub fn get(&self, root: Hash, most: u64) -> Result<Vec<u8>, BlobError> {
		let path = self.path(root)?;
		let length = path.metadata().map_err(BlobError::io("look at", &path))?.len();
		if length > most {
			return Err(BlobError::TooLarge { root, length, most });
		}
		let file = File::open(&path).map_err(BlobError::io("open", &path))?;
		let mut bytes = Vec::with_capacity(length as usize);
		file.take(most).read_to_end(&mut bytes).map_err(BlobError::io("read", &path))?;
		let found = root::of(&bytes);
		match found == root {
			true => Ok(bytes),
			false => Err(BlobError::Damaged { root, path, found }),
		}
	}

	/// Returns how much of a blob is here, or `None` if nothing is.
	pub fn status(&self, root: Hash) -> Option<Status> {
		let stored = self.state.lock().length(root).map(|length| Status::complete(root, length));
		stored.or_else(|| self.linked_status(root)).or_else(|| self.partial_status(root))
	}

	/// Returns the state of the furthest upload under this root.
	fn partial_status(&self, root: Hash) -> Option<Status> {
		let slots = self.state.lock().slots(root);
		let statuses = slots.iter().filter_map(|slot| slot.lock().as_ref().map(Partial::status));
		statuses.max_by_key(|status| status.received)
	}

	fn linked_status(&self, root: Hash) -> Option<Status> {
		let link = self.links.lock().by_root(root)?;
		Some(Status::complete(root, link.length))
	}

	/// Removes a blob or a link; the linked file itself stays. Nothing happens if it is not here.
	pub fn remove(&self, root: Hash) -> Result<(), BlobError> {
		self.links.lock().remove(root)?;
		self.remove_if(root, |_| true).map(drop)
	}

	/// Returns the most bytes that [`Store::used`] may come to.
	pub fn quota(&self) -> u64 {
		self.state.lock().quota()
	}

	/// Returns the bytes of complete blobs and uploads under way, as they count against the quota.
	pub fn used(&self) -> u64 {
		self.state.lock().used()
	}
}
