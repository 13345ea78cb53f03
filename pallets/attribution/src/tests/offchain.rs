use crate::{mock::*, offchain::in_flight};
use codec::{Decode, Encode};
use frame_support::{assert_ok, traits::Hooks};
use openledger_mailbox::{SettlementRequest, Settlements, Topic};
use openledger_primitives::{SessionId, WORKER_KEY_TYPE, usage::Voucher};
use parking_lot::RwLock;
use sp_core::offchain::{
	OffchainDbExt, OffchainStorage, OffchainWorkerExt, Timestamp, TransactionPoolExt,
	testing::{OffchainState, PoolState, TestOffchainExt, TestTransactionPoolExt},
};
use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
use std::sync::Arc;

/// The node's side of the test.
struct Node {
	store: Arc<RwLock<OffchainState>>,
	pool: Arc<RwLock<PoolState>>,
}

impl Node {
	/// Writes as the serving side does: the request, then the list.
	fn post(&self, request: &SettlementRequest) {
		let session = request.voucher.session;
		let mut list = self.list();
		if !list.contains(&session) {
			list.push(session);
		}
		self.write(&Settlements::request_key(session), &request.encode());
		self.write(Settlements::INDEX, &list.encode());
	}

	fn write(&self, key: &[u8], value: &[u8]) {
		self.store.write().persistent_storage.set(b"", key, value);
	}

	fn read(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.store.read().persistent_storage.get(key)
	}

	fn list(&self) -> Vec<SessionId> {
		self.read(Settlements::INDEX)
			.map_or(vec![], |list| Decode::decode(&mut &list[..]).expect("it is a list"))
	}

	fn seconds(&self, seconds: u64) {
		self.store.write().timestamp = Timestamp::from_unix_millis(seconds * 1_000);
	}

	fn submitted(&self) -> usize {
		self.pool.read().transactions.len()
	}

	/// Runs the oldest transaction in the pool.
	fn include(&self) {
		let bytes = self.pool.write().transactions.remove(0);
		let extrinsic = Extrinsic::decode(&mut &bytes[..]).expect("it is an extrinsic");
		let RuntimeCall::Attribution(call) = extrinsic.function else { panic!("it is one of ours") };
		let origin = by("worker");
		match call {
			crate::Call::settle { session, voucher, signature, settlement } => {
				assert_ok!(Attribution::settle(origin, session, voucher, signature, settlement));
			},
			other => panic!("it is not the worker's: {other:?}"),
		}
	}
}

/// A node with the worker's key in its keystore.
fn execute(test: impl FnOnce(Node)) {
	let (offchain, store) = TestOffchainExt::new();
	let (pool_ext, pool) = TestTransactionPoolExt::new();
	let keystore = MemoryKeystore::new();
	let secret = format!("0x{}", sp_core::hexdisplay::HexDisplay::from(&seed("worker")));
	keystore.sr25519_generate_new(WORKER_KEY_TYPE, Some(&secret)).expect("the keystore takes a key");
	let mut ext = ExtBuilder::default().build();
	ext.register_extension(OffchainDbExt::new(offchain.clone()));
	ext.register_extension(OffchainWorkerExt::new(offchain));
	ext.register_extension(TransactionPoolExt::new(pool_ext));
	ext.register_extension(KeystoreExt::new(keystore));
	ext.execute_with(|| {
		test(Node { store, pool });
		Attribution::do_try_state().expect("every invariant holds");
	});
}

fn request(worker: &str, session: SessionId, cumulative: u128) -> SettlementRequest {
	// One answer for each hundred planck.
	let voucher =
		Voucher { answers: cumulative.div_ceil(100).min(256) as u32, ..voucher(session, cumulative) };
	let signature = sign("user", &voucher);
	SettlementRequest {
		worker: account(worker),
		voucher,
		signature,
		settlement: next_settlement(session, &[]),
	}
}

fn block() {
	System::set_block_number(System::block_number() + 1);
	Attribution::offchain_worker(System::block_number());
}

#[test]
fn worker_should_settle_once_and_tidy_up() {
	execute(|node| {
		let session = open(BASE, 50_000);
		node.post(&request("worker", session, 100));
		block();
		assert_eq!(node.submitted(), 1);
		// The chain has not seen it yet: nothing is repeated.
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
		block();
		assert_eq!(node.submitted(), 0);
		assert!(node.list().is_empty());
		assert_eq!(node.read(&Settlements::request_key(session)), Some(vec![]));
		assert!(!in_flight().contains(session));
		assert_eq!(Attribution::session(session).map(|s| s.settled), Some(100));
	});
}

#[test]
fn worker_should_repeat_when_a_transaction_is_lost() {
	execute(|node| {
		let session = open(BASE, 50_000);
		node.post(&request("worker", session, 100));
		block();
		node.pool.write().transactions.clear();
		node.seconds(29);
		block();
		assert_eq!(node.submitted(), 0);
		node.seconds(31);
		block();
		assert_eq!(node.submitted(), 1);
	});
}

#[test]
fn worker_should_take_the_newer_request() {
	execute(|node| {
		let session = open(BASE, 50_000);
		node.post(&request("worker", session, 100));
		block();
		// It goes on from the first, which is on its way.
		let mut newer = request("worker", session, 300);
		newer.settlement.first = 1;
		node.post(&newer);
		node.include();
		node.seconds(31);
		block();
		node.include();
		assert_eq!(Attribution::session(session).map(|s| s.settled), Some(300));
		block();
		assert!(node.list().is_empty());
		// After it was withdrawn, the next one is posted over the empty value.
		node.post(&request("worker", session, 400));
		block();
		node.include();
		assert_eq!(Attribution::session(session).map(|s| s.settled), Some(400));
	});
}

#[test]
fn worker_should_leave_what_is_not_its_own() {
	execute(|node| {
		let session = open(BASE, 50_000);
		node.post(&request("rival-worker", session, 100));
		block();
		assert_eq!(node.submitted(), 0);
		assert_eq!(node.list(), vec![session]);
	});
}

#[test]
fn worker_should_not_sign_what_the_chain_would_refuse() {
	execute(|node| {
		let session = open(BASE, 50_000);
		node.post(&request("worker", session, 50_001));
		block();
		assert_eq!(node.submitted(), 0);
		assert!(!in_flight().contains(session));
		// It stays, because the user may still top up.
		assert_ok!(Attribution::top_up(by("user"), session, 1));
		block();
		assert_eq!(node.submitted(), 1);
	});
}

#[test]
fn worker_should_forget_sessions_that_are_gone() {
	execute(|node| {
		let session = open(BASE, 50_000);
		node.post(&request("worker", session, 100));
		assert_ok!(Attribution::close_session(by("provider"), session));
		block();
		assert_eq!(node.submitted(), 0);
		assert!(node.list().is_empty());
	});
}

#[test]
fn worker_should_drop_what_it_cannot_read() {
	execute(|node| {
		node.write(&Settlements::request_key(3), b"nonsense");
		node.write(Settlements::INDEX, &vec![3u64, 4].encode());
		block();
		assert!(node.list().is_empty());
		node.write(Settlements::INDEX, b"\xff\xff");
		block();
		assert_eq!(node.submitted(), 0);
	});
}

#[test]
fn worker_should_bound_its_work() {
	execute(|node| {
		for _ in 0..40 {
			let session = open(BASE, 5_000);
			node.post(&request("worker", session, 100));
		}
		block();
		assert_eq!(node.submitted(), 16);
		block();
		block();
		assert_eq!(node.submitted(), 40);
	});
}

#[test]
fn worker_should_do_nothing_without_a_mailbox() {
	execute(|node| {
		block();
		assert_eq!(node.submitted(), 0);
	});
}
