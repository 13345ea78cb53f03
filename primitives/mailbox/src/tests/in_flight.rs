//! Locks around submissions.

use crate::{test_utils::MemoryStorage, InFlight};
use codec::Encode;
use sp_io::TestExternalities;
use sp_runtime::offchain::{testing::TestOffchainExt, OffchainDbExt, OffchainWorkerExt, Timestamp};
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
			node.set_time(item * TTL);
			assert!(locks.begin(item, TTL));
		}
		assert_eq!(node.storage.value::<BTreeMap<u64, u64>>(KEY), Some([(99, 100 * TTL)].into()));
	});
}

#[test]
fn locks_that_do_not_decode_should_protect_nothing() {
	execute(|node, locks| {
		node.storage.set(KEY, [255u8; 3].encode());
		assert!(!locks.contains(1) && locks.begin(1, TTL) && locks.contains(1));
	});
}
