//! Where a mailbox lies.

use alloc::{sync::Arc, vec::Vec};
use sp_runtime::offchain::StorageKind;

/// Storage with compare-and-set, which the offchain worker and native services share.
///
/// Native code implements it over the node's offchain storage. It offers no removal: only offchain workers
/// remove keys.
pub trait MailboxStorage: Send + Sync {
	/// Returns the value under a key.
	fn get(&self, key: &[u8]) -> Option<Vec<u8>>;
	/// Sets the value to `new` if it still equals `old` (`None` means absent). Returns whether it did.
	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool;
}

impl<S: MailboxStorage + ?Sized> MailboxStorage for &S {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		(**self).get(key)
	}

	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		(**self).compare_and_set(key, old, new)
	}
}

impl<S: MailboxStorage + ?Sized> MailboxStorage for Arc<S> {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		(**self).get(key)
	}

	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		(**self).compare_and_set(key, old, new)
	}
}

/// Persistent offchain storage as offchain workers reach it. It can be used inside an offchain worker only.
#[derive(Clone, Copy, Debug, Default)]
pub struct OffchainStorage;

impl OffchainStorage {
	/// Removes a key, whatever its value.
	pub fn remove(&self, key: &[u8]) {
		sp_io::offchain::local_storage_clear(StorageKind::PERSISTENT, key);
	}
}

impl MailboxStorage for OffchainStorage {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, key)
	}

	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let old = old.map(<[u8]>::to_vec);
		sp_io::offchain::local_storage_compare_and_set(StorageKind::PERSISTENT, key, old, new)
	}
}
