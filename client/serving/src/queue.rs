//! Places for requests that wait or are being answered, shared out by account.

use crate::error::ChatError;
use openledger_primitives::AccountId;
use parking_lot::Mutex;
use std::{collections::BTreeMap, sync::Arc};

/// The places, and who has them.
pub(crate) struct Queue {
	places: usize,
	/// Most places of one account.
	share: usize,
	taken: Mutex<BTreeMap<AccountId, usize>>,
}

impl Queue {
	/// Makes a queue with a number of places, of which one account has at most `share`.
	pub fn new(places: usize, share: usize) -> Arc<Self> {
		let places = places.max(1);
		Arc::new(Self { places, share: share.clamp(1, places), taken: Mutex::default() })
	}

	/// Takes a place for an account. It is free again when it is dropped.
	pub fn enter(self: &Arc<Self>, account: &AccountId) -> Result<Place, ChatError> {
		let mut taken = self.taken.lock();
		if taken.values().sum::<usize>() >= self.places {
			return Err(ChatError::Busy);
		}
		let own = taken.get(account).copied().unwrap_or_default();
		if own >= self.share {
			return Err(ChatError::AccountBusy(self.share));
		}
		taken.insert(account.clone(), own + 1);
		Ok(Place { queue: self.clone(), account: account.clone() })
	}

	/// Returns the number of places that are taken.
	pub fn taken(&self) -> usize {
		self.taken.lock().values().sum()
	}
}

/// A place in the queue.
pub(crate) struct Place {
	queue: Arc<Queue>,
	account: AccountId,
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut taken = self.queue.taken.lock();
		let left = taken.get(&self.account).copied().unwrap_or_default().saturating_sub(1);
		match left {
			0 => _ = taken.remove(&self.account),
			left => _ = taken.insert(self.account.clone(), left),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nobody_takes_more_than_a_share() {
		let queue = Queue::new(3, 2);
		let [one, other] = [AccountId::new([1; 32]), AccountId::new([2; 32])];
		let first = queue.enter(&one).unwrap();
		let _second = queue.enter(&one).unwrap();
		assert!(matches!(queue.enter(&one), Err(ChatError::AccountBusy(2))));
		let _third = queue.enter(&other).unwrap();
		assert!(matches!(queue.enter(&other), Err(ChatError::Busy)));
		drop(first);
		assert_eq!(queue.taken(), 2);
		assert!(queue.enter(&one).is_ok() && queue.enter(&other).is_ok());
	}
}
