//! Calls that an offchain worker submitted and whose effect the chain does not show yet.

use crate::{slot::Slot, storage::OffchainStorage};
use alloc::collections::BTreeMap;
use codec::Codec;
use sp_runtime::offchain::{Duration, Timestamp};

/// Locks with deadlines, by what was submitted.
///
/// All locks share one persistent key, so expired ones go with every write and nothing piles up over the life
/// of a node. A lock is taken by compare-and-set before sending, so that of two runs at the same time only
/// one sends. Looking at a lock never moves its deadline. Once a call succeeds, the chain's state no longer
/// asks for it, and the lock is left to expire.
pub struct InFlight<K> {
	locks: Slot<BTreeMap<K, Timestamp>, OffchainStorage>,
}

impl<K: Codec + Copy + Ord> InFlight<K> {
	/// Returns the locks under a key.
	pub fn new(key: &'static [u8]) -> Self {
		Self { locks: Slot::new(OffchainStorage, key) }
	}

	/// Takes the lock of an item for `ttl` milliseconds. Returns whether it did: it does not if the lock is
	/// held, or its key too contended.
	pub fn begin(&self, item: K, ttl: u64) -> bool {
		let now = sp_io::offchain::timestamp();
		let deadline = now.add(Duration::from_millis(ttl));
		let taken = self.locks.update(|locks| {
			// Locks that do not decode protect nothing: start afresh.
			let mut locks = locks.unwrap_or_default();
			locks.retain(|_, until| *until > now);
			locks.insert(item, deadline).is_none().then_some(locks)
		});
		taken == Ok(true)
	}

	/// Gives a lock back. If its key is too contended, it expires by itself.
	pub fn forget(&self, item: K) {
		let _ = self.locks.update(|locks| {
			let mut locks = locks?;
			locks.remove(&item).map(|_| locks)
		});
	}

	/// Runs `send` under the lock of an item, which stays taken if `send` returns true. Returns whether it
	/// was sent.
	pub fn submit(&self, item: K, ttl: u64, send: impl FnOnce() -> bool) -> bool {
		if !self.begin(item, ttl) {
			return false;
		}
		let sent = send();
		if !sent {
			self.forget(item);
		}
		sent
	}

	/// Returns whether the lock of an item is held.
	pub fn contains(&self, item: K) -> bool {
		let now = sp_io::offchain::timestamp();
		let locks = self.locks.read().value().unwrap_or_default();
		locks.get(&item).is_some_and(|until| *until > now)
	}
}
