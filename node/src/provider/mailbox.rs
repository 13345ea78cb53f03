//! The mailbox over the node's persistent offchain storage.

use openledger_mailbox::MailboxStorage;
use parking_lot::Mutex;
use sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};

/// The native side of the mailbox.
pub struct OffchainMailbox<S> {
	storage: Mutex<S>,
}

impl<S> OffchainMailbox<S> {
	/// Makes a mailbox in the storage that the node's offchain workers use.
	pub fn new(storage: S) -> Self {
		Self { storage: Mutex::new(storage) }
	}
}

impl<S: OffchainStorage + 'static> MailboxStorage for OffchainMailbox<S> {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.storage.lock().get(STORAGE_PREFIX, key)
	}

	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		self.storage.lock().compare_and_set(STORAGE_PREFIX, key, old, new)
	}
}
