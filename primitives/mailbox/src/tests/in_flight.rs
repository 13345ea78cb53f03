//! Locks around submissions.

use crate::{InFlight, in_flight::MAX_WAIT, test_utils::MemoryStorage};
use codec::Encode;
use sp_io::TestExternalities;
use sp_runtime::offchain::{OffchainDbExt, OffchainWorkerExt, Timestamp, testing::TestOffchainExt};
use std::{cell::Cell, collections::BTreeMap};

const KEY: &[u8] = b"in-flight";
const TTL: u64 = 30_000;

/// A node's storage, and a clock that the test sets.
struct Node {
	storage: MemoryStorage,
	offchain: TestOffchainExt,
}

impl Node {
	fn set_time(&self, milliseconds: u64) {
		self.offchain.0.write().timestamp = Timestamp::from_unix_millis(milliseconds);
	}
}

fn execute(test: impl FnOnce(Node, InFlight<u64>)) {
	let node = Node { storage: MemoryStorage::default(), offchain: TestOffchainExt::default() };
	let mut ext = TestExternalities::default();
	ext.register_extension(OffchainWorkerExt::new(node.offchain.clone()));
	ext.register_extension(OffchainDbExt::new(node.storage.clone()));
	ext.execute_with(|| test(node, InFlight::new(KEY)));
}

#[test]
fn a_lock_should_stand_until_its_deadline() {
	execute(|node, locks| {
		assert!(locks.begin(1, TTL));
		assert!(!locks.begin(1, TTL) && locks.begin(2, TTL));
		node.set_time(TTL - 1);
		// Looking does not move the deadline.
		assert!(!locks.begin(1, TTL) && locks.contains(1));
		node.set_time(TTL);
		assert!(!locks.contains(1) && locks.begin(1, TTL));
	});
}

#[test]
fn a_lock_given_back_should_be_free() {
	execute(|_, locks| {
		assert!(locks.begin(1, TTL));
		locks.forget(1);
		locks.forget(7);
		assert!(!locks.contains(1) && locks.begin(1, TTL));
	});
}

#[test]
fn only_a_call_that_was_sent_should_keep_its_lock() {
	execute(|_, locks| {
		let calls = Cell::new(0);
		let send = |is_accepted: bool| {
			calls.set(calls.get() + 1);
			is_accepted
		};
		assert!(!locks.submit(1, TTL, || send(false)));
		assert!(locks.submit(1, TTL, || send(true)));
		assert!(!locks.submit(1, TTL, || send(true)));
		assert_eq!(calls.get(), 2);
	});
}

#[test]
fn locks_should_not_pile_up() {
	execute(|node, locks| {
		for item in 0..100 {
			node.set_time(item * 2 * TTL);
			assert!(locks.begin(item, TTL));
		}
		let kept = node.storage.value::<BTreeMap<u64, (u64, u64)>>(KEY);
		assert_eq!(kept, Some([(99, (199 * TTL, TTL))].into()));
	});
}

#[test]
fn a_call_without_effect_should_be_repeated_ever_more_rarely() {
	execute(|node, locks| {
		let (mut now, mut wait, mut sent) = (0, TTL, 0);
		// A day in which every block would send it again.
		while now < 24 * MAX_WAIT {
			node.set_time(now);
			if locks.submit(1, TTL, || true) {
				sent += 1;
				node.set_time(now + wait - 1);
				assert!(locks.contains(1));
				node.set_time(now + wait);
				assert!(!locks.contains(1));
				wait = (wait * 2).min(MAX_WAIT);
			}
			now += 6_000;
		}
		assert!(sent < 32, "{sent} instead of 2,880");
	});
}

#[test]
fn a_lock_that_stays_free_should_be_forgotten() {
	execute(|node, locks| {
		assert!(locks.begin(1, TTL));
		node.set_time(2 * TTL);
		// It starts afresh.
		assert!(locks.begin(1, TTL));
		node.set_time(3 * TTL);
		assert!(!locks.contains(1));
	});
}

#[test]
fn a_call_that_was_not_sent_should_not_wait_longer() {
	execute(|node, locks| {
		assert!(locks.begin(1, TTL));
		node.set_time(TTL);
		for _ in 0..9 {
			assert!(!locks.submit(1, TTL, || false));
		}
		assert!(locks.submit(1, TTL, || true));
		node.set_time(3 * TTL - 1);
		assert!(locks.contains(1));
		node.set_time(3 * TTL);
		assert!(!locks.contains(1));
	});
}

#[test]
fn locks_that_do_not_decode_should_protect_nothing() {
	execute(|node, locks| {
		node.storage.set(KEY, [255u8; 3].encode());
		assert!(!locks.contains(1) && locks.begin(1, TTL) && locks.contains(1));
	});
}
