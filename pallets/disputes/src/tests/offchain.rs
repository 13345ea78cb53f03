use super::{answer_evidence, doubt, otherwise, pass, revealed, settled, sum_evidence, vote, ALL_20, HALVES};
use crate::mock::*;
use codec::{Decode, Encode};
use frame_support::{assert_ok, traits::Hooks};
use openledger_mailbox::{
	AnsweredTopic, RevealRequest, RevealResponse, Reveals, Topic, VerificationRequest, VerificationResponse,
	Verifications,
};
use openledger_primitives::{
	challenge::{ChallengeStage, Finding, Opening},
	ChallengeId, WORKER_KEY_TYPE,
};
use parking_lot::RwLock;
use sp_core::offchain::{
	testing::{OffchainState, PoolState, TestOffchainExt, TestTransactionPoolExt},
	OffchainDbExt, OffchainStorage, OffchainWorkerExt, TransactionPoolExt,
};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use std::sync::Arc;

/// The node's side of the test.
struct Node {
	worker: &'static str,
	store: Arc<RwLock<OffchainState>>,
	pool: Arc<RwLock<PoolState>>,
}

impl Node {
	fn write(&self, key: &[u8], value: &[u8]) {
		self.store.write().persistent_storage.set(b"", key, value);
	}

	fn read(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.store.read().persistent_storage.get(key)
	}

	fn submitted(&self) -> usize {
		self.pool.read().transactions.len()
	}

	/// Runs the oldest transaction in the pool.
	fn include(&self) {
		let bytes = self.pool.write().transactions.remove(0);
		let extrinsic = Extrinsic::decode(&mut &bytes[..]).expect("it is an extrinsic");
		let RuntimeCall::Disputes(call) = extrinsic.function else { panic!("it is one of ours") };
		let origin = by(self.worker);
		match call {
			crate::Call::reveal { challenge, evidence } => {
				assert_ok!(Disputes::reveal(origin, challenge, evidence));
			},
			crate::Call::vote { challenge, verdict } => {
				assert_ok!(Disputes::vote(origin, challenge, verdict));
			},
			crate::Call::resolve { challenge } => {
				assert_ok!(Disputes::resolve(origin, challenge));
			},
			other => panic!("it is not the worker's: {other:?}"),
		}
	}

	/// Writes as the serving side does that has something to show.
	fn show(&self, id: ChallengeId, evidence: Opening) {
		let request = self.value::<RevealRequest>(&Reveals::request_key(id)).expect("it is asked for");
		let response = RevealResponse { receipts: request.receipts, answer: request.answer, evidence };
		self.write(&Reveals::response_key(id), &response.encode());
	}

	/// Writes as the serving side does that has repeated an answer.
	fn find(&self, id: ChallengeId, outcome: Finding) {
		let key = Verifications::request_key(id);
		let request = self.value::<VerificationRequest>(&key).expect("it is asked for");
		let receipt = request.opened_answer.receipt.hash();
		let response = VerificationResponse { receipt, outcome };
		self.write(&Verifications::response_key(id), &response.encode());
	}

	fn value<V: Decode>(&self, key: &[u8]) -> Option<V> {
		V::decode(&mut &self.read(key)?[..]).ok()
	}

	fn numbers(&self, key: &[u8]) -> Vec<ChallengeId> {
		self.value(key).unwrap_or_default()
	}
}

/// A node with the worker's key in its keystore.
fn execute(test: impl FnOnce(Node)) {
	execute_as("worker", test);
}

/// A node with somebody's key in its keystore.
fn execute_as(worker: &'static str, test: impl FnOnce(Node)) {
	let (offchain, store) = TestOffchainExt::new();
	let (pool_ext, pool) = TestTransactionPoolExt::new();
	let keystore = MemoryKeystore::new();
	let secret = format!("0x{}", sp_core::hexdisplay::HexDisplay::from(&seed(worker)));
	keystore.sr25519_generate_new(WORKER_KEY_TYPE, Some(&secret)).expect("the keystore takes a key");
	let mut ext = ExtBuilder::default().build();
	ext.register_extension(OffchainDbExt::new(offchain.clone()));
	ext.register_extension(OffchainWorkerExt::new(offchain));
	ext.register_extension(TransactionPoolExt::new(pool_ext));
	ext.register_extension(KeystoreExt::new(keystore));
	ext.execute_with(|| {
		test(Node { worker, store, pool });
		assert_eq!(check_invariants(), Ok(()));
	});
}

fn block() {
	System::set_block_number(System::block_number() + 1);
	look();
}

/// The worker at the block that is.
fn look() {
	Disputes::offchain_worker(System::block_number());
}

#[test]
fn worker_should_reveal_what_a_challenge_asks_for() {
	execute(|node| {
		let (session, opened_answers) = settled(&ALL_20);
		let one = doubt(session, Some(1));
		let sum = doubt(session, None);
		block();
		assert_eq!((node.submitted(), node.numbers(Reveals::INDEX)), (0, vec![one, sum]));
		let request: RevealRequest = node.value(&Reveals::request_key(one)).expect("it is posted");
		assert_eq!((request.session, request.answer, request.until), (session, Some(1), 1 + REVEAL_PERIOD));
		assert_eq!(request.genesis, genesis());
		node.show(one, answer_evidence(&opened_answers, 1));
		node.show(sum, sum_evidence(&opened_answers));
		block();
		assert_eq!(node.submitted(), 2);
		// The chain has not seen it yet: nothing is repeated.
		block();
		assert_eq!(node.submitted(), 2);
		node.include();
		node.include();
		let stage = |id| Disputes::challenge_info(id).expect("it is open").stage;
		assert!(matches!(stage(one), ChallengeStage::Voting { .. }));
		assert_eq!(stage(sum), ChallengeStage::ProvenRight);
		// Nothing stays behind, and the challenger's bond is worth a call.
		block();
		assert!(node.numbers(Reveals::INDEX).is_empty());
		assert_eq!(node.read(&Reveals::request_key(one)), None);
		assert_eq!(node.read(&Reveals::response_key(one)), None);
		assert_eq!(node.submitted(), 1);
		node.include();
		assert!(Disputes::challenge_info(sum).is_none());
		assert!(node.numbers(Verifications::INDEX).is_empty());
	});
}

#[test]
fn worker_should_not_show_what_is_about_something_else() {
	execute(|node| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(1));
		block();
		// Left over from another fork, where this number stood for another answer.
		let evidence = answer_evidence(&opened_answers, 0);
		let receipts = Attribution::settlement(session, 0).expect("it is kept").receipts;
		let stale = RevealResponse { receipts, answer: Some(0), evidence: evidence.clone() };
		node.write(&Reveals::response_key(id), &stale.encode());
		look();
		assert_eq!(node.submitted(), 0);
		assert_eq!(node.read(&Reveals::response_key(id)), Some(vec![]));
		// What the chain would refuse is not signed.
		node.show(id, evidence);
		look();
		assert_eq!(node.submitted(), 0);
		node.write(&Reveals::response_key(id), b"nonsense");
		look();
		assert_eq!(node.read(&Reveals::response_key(id)), Some(vec![]));
		node.show(id, answer_evidence(&opened_answers, 1));
		look();
		assert_eq!(node.submitted(), 1);
		// Too late to reveal: the request goes.
		pass(REVEAL_PERIOD + 1);
		block();
		assert!(node.numbers(Reveals::INDEX).is_empty());
	});
}

#[test]
fn worker_should_have_an_answer_repeated_and_vote() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		block();
		assert_eq!((node.submitted(), node.numbers(Verifications::INDEX)), (0, vec![id]));
		assert!(node.numbers(Reveals::INDEX).is_empty());
		node.find(id, otherwise(&HALVES));
		block();
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
		let votes = Disputes::challenge_info(id).expect("it is open").votes;
		assert_eq!(votes, vec![(account("rival"), otherwise(&HALVES))]);
		block();
		assert!(node.numbers(Verifications::INDEX).is_empty());
		assert_eq!(node.read(&Verifications::request_key(id)), None);
		assert_eq!(node.read(&Verifications::response_key(id)), None);
		// Whoever was right is paid by the verdict, so it asks for that.
		pass(VOTE_PERIOD);
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
		assert!(Disputes::challenges().is_empty());
		assert_eq!(earned("rival"), VERIFIER_REWARD);
	});
}

#[test]
fn worker_should_not_vote_on_another_answer() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		block();
		let stale = VerificationResponse { receipt: genesis(), outcome: Finding::Matches };
		node.write(&Verifications::response_key(id), &stale.encode());
		block();
		assert_eq!(node.submitted(), 0);
		// Nor what the chain would refuse.
		node.find(id, otherwise(&ALL_20));
		block();
		assert_eq!(node.submitted(), 0);
		vote("rival", id, Finding::Matches);
		node.find(id, otherwise(&HALVES));
		block();
		assert_eq!(node.submitted(), 0);
	});
}

#[test]
fn worker_should_not_hurry_its_own_conviction() {
	execute(|node| {
		let (session, _) = settled(&ALL_20);
		doubt(session, Some(0));
		pass(REVEAL_PERIOD + 1);
		block();
		assert_eq!(node.submitted(), 0);
	});
}
