//! Calls that an offchain worker submitted and whose effect the chain does not show yet.

use crate::{slot::Slot, storage::OffchainStorage};
use alloc::collections::BTreeMap;
use codec::{Codec, Decode, Encode};
use sp_runtime::offchain::{Duration, Timestamp};

/// Longest time between two submissions of the same call, in milliseconds: an hour.
pub const MAX_WAIT: u64 = 3_600_000;

/// A submission that may be on its way, or was without effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
struct Lock {
	/// Time at which it is free.
	until: Timestamp,
	/// Milliseconds for which it was taken.
	wait: u64,
}

impl Lock {
	/// Returns the time up to which it is remembered: as long after it is free as it was taken.
	fn remembered(&self) -> Timestamp {
		self.until.add(Duration::from_millis(self.wait))
	}
}

/// Locks with deadlines, by what was submitted.
///
/// Every submission costs a fee, and a call that has no effect has none the next time either. So a lock that
/// is taken again soon after it came free is taken for twice as long, up to an hour. One that stays free
/// as long as it was taken is forgotten: once a call succeeds, the chain's state no longer asks for it.
///
/// All locks share one persistent key, so forgotten ones go with every write and nothing piles up over the
/// life of a node. A lock is taken by compare-and-set before sending, so that of two runs at the same time
/// only one sends. Looking at a lock never moves its deadline.
pub struct InFlight<K> {
	locks: Slot<BTreeMap<K, Lock>, OffchainStorage>,
}

impl<K: Codec + Copy + Ord> InFlight<K> {
	/// Returns the locks under a key.
	pub fn new(key: &'static [u8]) -> Self {
		Self { locks: Slot::new(OffchainStorage, key) }
	}

	/// Takes the lock of an item for `ttl` milliseconds, or for twice its last time if it has just come free.
	/// Returns whether it did: it does not if the lock is held, or its key too contended.
	pub fn begin(&self, item: K, ttl: u64) -> bool {
		let now = sp_io::offchain::timestamp();
		let taken = self.locks.update(|locks| {
			// Locks that do not decode protect nothing: start afresh.
			let mut locks = locks.unwrap_or_default();
			locks.retain(|_, lock| lock.remembered() > now);
			let wait = match locks.get(&item) {
				Some(lock) if lock.until > now => return None,
				Some(lock) => lock.wait.saturating_mul(2).min(MAX_WAIT).max(ttl),
				None => ttl,
			};
			locks.insert(item, Lock { until: now.add(Duration::from_millis(wait)), wait });
			Some(locks)
		});
		taken == Ok(true)
	}

	/// Gives a lock back, and forgets that it was taken. If its key is too contended, it expires by itself.
	pub fn forget(&self, item: K) {
		let _ = self.locks.update(|locks| {
			let mut locks = locks?;
			locks.remove(&item).map(|_| locks)
		});
	}

	/// Gives a lock back whose call was not sent: no fee was paid, so the next wait is no longer than this
	/// one would have been.
	fn give_back(&self, item: K) {
		let now = sp_io::offchain::timestamp();
		let _ = self.locks.update(|locks| {
			let mut locks = locks?;
			let lock = locks.get_mut(&item)?;
			*lock = Lock { until: now, wait: lock.wait / 2 };
			Some(locks)
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
			self.give_back(item);
		}
		sent
	}

	/// Returns whether the lock of an item is held.
	pub fn contains(&self, item: K) -> bool {
		let now = sp_io::offchain::timestamp();
		let locks = self.locks.read().value().unwrap_or_default();
		locks.get(&item).is_some_and(|lock| lock.until > now)
	}
}
