//! Mailboxes for tests: in memory, and contended on purpose.

use crate::storage::MailboxStorage;
use codec::{Decode, DecodeAll};
use sp_runtime::offchain::{DbExternalities, StorageKind};
use std::{
	collections::{BTreeMap, VecDeque},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

type Values = BTreeMap<Vec<u8>, Vec<u8>>;

/// Storage in memory, shared by its clones.
///
/// Native code uses it as [`MailboxStorage`]. Registered as `OffchainDbExt`, it is what an offchain worker
/// sees as its persistent storage.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage(Arc<Mutex<Values>>);

impl MemoryStorage {
	/// Sets a value, whatever there was.
	pub fn set(&self, key: &[u8], value: Vec<u8>) {
		self.values().insert(key.to_vec(), value);
	}

	/// Removes a key.
	pub fn remove(&self, key: &[u8]) {
		self.values().remove(key);
	}

	/// Decodes the value under a key. Returns `None` if there is none, it was withdrawn, or it does not
	/// decode.
	pub fn value<V: Decode>(&self, key: &[u8]) -> Option<V> {
		V::decode_all(&mut &self.get(key)?[..]).ok()
	}

	/// Returns all keys, ascending.
	pub fn keys(&self) -> Vec<Vec<u8>> {
		self.values().keys().cloned().collect()
	}

	fn values(&self) -> MutexGuard<'_, Values> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl MailboxStorage for MemoryStorage {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.values().get(key).cloned()
	}

	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let mut values = self.values();
		let is_unchanged = values.get(key).map(Vec::as_slice) == old;
		if is_unchanged {
			values.insert(key.to_vec(), new.to_vec());
		}
		is_unchanged
	}
}

/// Keeps persistent values; local ones, which the mailbox never uses, are dropped.
impl DbExternalities for MemoryStorage {
	fn local_storage_set(&mut self, kind: StorageKind, key: &[u8], value: &[u8]) {
		if kind == StorageKind::PERSISTENT {
			self.set(key, value.to_vec());
		}
	}

	fn local_storage_clear(&mut self, kind: StorageKind, key: &[u8]) {
		if kind == StorageKind::PERSISTENT {
			self.remove(key);
		}
	}

	fn local_storage_compare_and_set(
		&mut self,
		kind: StorageKind,
		key: &[u8],
		old: Option<&[u8]>,
		new: &[u8],
	) -> bool {
		kind == StorageKind::PERSISTENT && self.compare_and_set(key, old, new)
	}

	fn local_storage_get(&mut self, kind: StorageKind, key: &[u8]) -> Option<Vec<u8>> {
		(kind == StorageKind::PERSISTENT).then(|| self.get(key)).flatten()
	}
}

/// Something that the other side does.
type Interference = Box<dyn FnOnce() + Send>;

/// Storage in which the other side acts between a read and the compare-and-set that follows.
pub struct ContendedStorage<S> {
	inner: S,
	interferences: Mutex<VecDeque<Interference>>,
}

impl<S: MailboxStorage> ContendedStorage<S> {
	/// Wraps a storage. Each compare-and-set runs the next of `interferences` first, until none is left.
	pub fn new(inner: S, interferences: impl IntoIterator<Item = Interference>) -> Self {
		Self { inner, interferences: Mutex::new(interferences.into_iter().collect()) }
	}
}

impl<S: MailboxStorage> MailboxStorage for ContendedStorage<S> {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.get(key)
	}

	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let next = self.interferences.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
		if let Some(interfere) = next {
			interfere();
		}
		self.inner.compare_and_set(key, old, new)
	}
}
