use super::{
	ALL_20, HALVES, MATCHES, agree, answer_evidence, commit, disclose, doubt, otherwise, pass, pass_silently,
	revealed, settled, sum_evidence,
};
use crate::mock::*;
use codec::{Decode, Encode};
use frame_support::{assert_ok, traits::Hooks};
use openledger_mailbox::{
	AnsweredTopic, RevealRequest, RevealResponse, Reveals, Topic, VerificationRequest, VerificationResponse,
	Verifications,
};
use openledger_primitives::{
	ChallengeId, WORKER_KEY_TYPE,
	challenge::{Asked, ChallengeStage, Finding, Opening},
};
use parking_lot::RwLock;
use sp_core::offchain::{
	OffchainDbExt, OffchainStorage, OffchainWorkerExt, TransactionPoolExt,
	testing::{OffchainState, PoolState, TestOffchainExt, TestTransactionPoolExt},
};
use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
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
			crate::Call::commit_vote { challenge, commitment } => {
				assert_ok!(Disputes::commit_vote(origin, challenge, commitment));
			},
			crate::Call::reveal_vote { challenge, finding, salt } => {
				assert_ok!(Disputes::reveal_vote(origin, challenge, finding, salt));
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
		let response = RevealResponse { receipts: request.receipts, asked: request.asked, evidence };
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

/// Somebody's secret seed in hexadecimal.
fn secret(who: &str) -> String {
	format!("0x{}", sp_core::hexdisplay::HexDisplay::from(&seed(who)))
}

/// A node with somebody's key in its keystore.
fn execute_as(worker: &'static str, test: impl FnOnce(Node)) {
	let (offchain, store) = TestOffchainExt::new();
	let (pool_ext, pool) = TestTransactionPoolExt::new();
	let keystore = MemoryKeystore::new();
	keystore.sr25519_generate_new(WORKER_KEY_TYPE, Some(&secret(worker))).expect("the keystore takes a key");
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
	pass(1);
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
		let until = 1 + REVEAL_PERIOD + LATE_PERIOD;
		assert_eq!((request.session, request.asked, request.until), (session, Asked::Answer(1), until));
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
		assert!(matches!(stage(one), ChallengeStage::Drawing { .. }));
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
		let stale = RevealResponse { receipts, asked: Asked::Answer(0), evidence: evidence.clone() };
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
		pass_silently();
		block();
		assert!(node.numbers(Reveals::INDEX).is_empty());
	});
}

#[test]
fn worker_should_commit_to_what_was_found_and_reveal_it_later() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		look();
		assert_eq!((node.submitted(), node.numbers(Verifications::INDEX)), (0, vec![id]));
		assert!(node.numbers(Reveals::INDEX).is_empty());
		node.find(id, otherwise(&HALVES));
		block();
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
		let draw = Disputes::challenge_info(id).expect("it is open").draw.expect("it was made");
		assert_eq!(draw.committed, vec![account("rival")]);
		// The request goes, and what was found stays where only this node sees it.
		block();
		assert!(node.numbers(Verifications::INDEX).is_empty());
		assert_eq!(node.read(&Verifications::request_key(id)), None);
		assert_eq!(node.read(&Verifications::response_key(id)), None);
		for name in ["second", "third"] {
			commit(name, id, &otherwise(&HALVES));
		}
		assert_eq!(node.submitted(), 0);
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
		let votes = Disputes::challenge_info(id).expect("it is open").votes;
		assert_eq!(votes, vec![(account("rival"), otherwise(&HALVES))]);
		for (name, finding) in agree(&["second", "third"], &otherwise(&HALVES)) {
			disclose(name, id, finding);
		}
		// Whoever was right is paid by the verdict, so it asks for that.
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
		assert!(Disputes::challenges().is_empty());
		assert_eq!(earned("rival"), VERIFIER_REWARD);
	});
}

#[test]
fn worker_should_wait_until_nobody_can_commit_any_more() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		look();
		node.find(id, MATCHES);
		look();
		node.include();
		commit("second", id, &MATCHES);
		for _ in 0..COMMIT_PERIOD {
			block();
			assert_eq!(node.submitted(), 0);
		}
		block();
		assert_eq!(node.submitted(), 1);
		node.include();
	});
}

#[test]
fn two_verifiers_of_one_node_should_not_wait_for_each_other() {
	execute_as("rival-worker", |node| {
		sp_io::crypto::sr25519_generate(WORKER_KEY_TYPE, Some(secret("second-worker").into_bytes()));
		let (_, id) = revealed(&ALL_20);
		look();
		node.find(id, MATCHES);
		look();
		assert_eq!(node.submitted(), 2);
	});
}

#[test]
fn worker_should_keep_its_salt_when_it_commits_again() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		look();
		node.find(id, MATCHES);
		look();
		assert_eq!(node.submitted(), 1);
		// The transaction is lost, and the node restarts and finds something else.
		node.pool.write().transactions.clear();
		let locks = b"openledger::disputes::in-flight";
		node.store.write().persistent_storage.remove(b"", locks);
		node.find(id, otherwise(&HALVES));
		look();
		node.include();
		pass(COMMIT_PERIOD);
		block();
		node.include();
		let votes = Disputes::challenge_info(id).expect("it is open").votes;
		assert_eq!(votes, vec![(account("rival"), MATCHES.bound_to(id, 0))]);
	});
}

#[test]
fn worker_should_say_when_it_cannot_repeat_an_answer() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		for _ in 0..COMMIT_PERIOD - 2 {
			assert_eq!(node.submitted(), 0);
			block();
		}
		assert_eq!(node.submitted(), 1);
		node.include();
		pass(COMMIT_PERIOD);
		look();
		node.include();
		let votes = Disputes::challenge_info(id).expect("it is open").votes;
		assert_eq!(votes, vec![(account("rival"), Finding::Unrepeatable)]);
	});
}

#[test]
fn worker_should_do_nothing_where_it_was_not_drawn() {
	execute_as("fourth-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		super::enlist(&["fourth"]);
		for _ in 0..COMMIT_PERIOD + 2 {
			block();
			assert_eq!(node.submitted(), 0);
			assert!(node.numbers(Verifications::INDEX).is_empty());
			assert_eq!(node.read(&Verifications::request_key(id)), None);
		}
	});
}

#[test]
fn worker_should_not_commit_to_what_is_about_another_answer() {
	execute_as("rival-worker", |node| {
		let (_, id) = revealed(&ALL_20);
		look();
		let stale = VerificationResponse { receipt: genesis(), outcome: MATCHES };
		node.write(&Verifications::response_key(id), &stale.encode());
		look();
		assert_eq!(node.submitted(), 0);
		// Nor to what the chain would refuse.
		node.find(id, otherwise(&ALL_20));
		look();
		assert_eq!(node.submitted(), 0);
		commit("rival", id, &MATCHES);
		node.find(id, otherwise(&HALVES));
		look();
		assert_eq!(node.submitted(), 0);
	});
}

#[test]
fn worker_should_not_hurry_its_own_conviction() {
	execute(|node| {
		let (session, _) = settled(&ALL_20);
		doubt(session, Some(0));
		pass_silently();
		block();
		assert_eq!(node.submitted(), 0);
	});
}
