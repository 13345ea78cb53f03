//! The offchain worker over a test keystore, transaction pool and persistent storage.

use crate::{
	Call, Jobs,
	mock::*,
	offchain::{IN_FLIGHT, requests::MISSING, run},
};
use codec::{Decode, Encode};
use frame_support::assert_ok;
use openledger_mailbox::{
	AnsweredTopic, JobRequest, JobResponse, Jobs as JobsTopic, RepetitionRequest, RepetitionResponse,
	Repetitions as RepetitionsTopic, Topic,
};
use openledger_primitives::{
	AccountId, Hash, JobId, WORKER_KEY_TYPE,
	job::{FailReason, JobResult, JobStatus, Repetition},
	root::HashProof,
};
use sp_core::{
	crypto::Pair,
	offchain::{
		DbExternalities, Duration, OffchainDbExt, OffchainWorkerExt, StorageKind, TransactionPool,
		TransactionPoolExt,
		testing::{TestOffchainExt, TestTransactionPoolExt},
	},
	sr25519,
};
use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
use sp_runtime::traits::Dispatchable;

/// A node: chain state, a keystore with one worker key, its pool and its persistent storage.
struct Node {
	offchain: TestOffchainExt,
	take_pool: Box<dyn Fn() -> Vec<Vec<u8>>>,
	keystore: MemoryKeystore,
}

/// Secret keys as raw seeds: deriving one from a phrase takes seconds in an unoptimised build.
const KEY: &str = "0x0101010101010101010101010101010101010101010101010101010101010101";
const SECOND_KEY: &str = "0x0202020202020202020202020202020202020202020202020202020202020202";

/// The account of the worker key.
fn worker() -> AccountId {
	sr25519::Pair::from_string(KEY, None).unwrap().public().into()
}

impl Node {
	/// Runs a test in a chain where `STASH` provides with the node's worker key.
	fn run(test: impl FnOnce(&Node)) {
		let (pool, pool_state) = TestTransactionPoolExt::new();
		let take_pool = Box::new(move || std::mem::take(&mut pool_state.write().transactions));
		Self::run_with(TransactionPoolExt::new(pool), take_pool, test);
	}

	fn run_with(
		pool: TransactionPoolExt,
		take_pool: Box<dyn Fn() -> Vec<Vec<u8>>>,
		test: impl FnOnce(&Node),
	) {
		let (offchain, _) = TestOffchainExt::new();
		let keystore = MemoryKeystore::new();
		keystore.sr25519_generate_new(WORKER_KEY_TYPE, Some(KEY)).unwrap();
		let mut ext = ExtBuilder.build();
		ext.register_extension(OffchainWorkerExt::new(offchain.clone()));
		ext.register_extension(OffchainDbExt::new(offchain.clone()));
		ext.register_extension(pool);
		ext.register_extension(KeystoreExt::new(keystore.clone()));
		let node = Node { offchain, take_pool, keystore };
		ext.execute_with(|| {
			let issuance = Balances::total_issuance();
			frame_system::BlockHash::<Test>::insert(0, Hash::repeat_byte(0xee));
			assert_ok!(ModelFactory::register_provider(signed(STASH), worker(), capabilities()));
			test(&node);
			check_books(issuance);
		});
	}

	/// One run of the offchain worker; what it sent.
	fn work(&self) -> Vec<Call<Test>> {
		run::<Test>();
		self.sent()
	}

	/// Takes what is in the pool.
	fn sent(&self) -> Vec<Call<Test>> {
		(self.take_pool)()
			.into_iter()
			.map(|bytes| match Extrinsic::decode(&mut &bytes[..]).unwrap().function {
				RuntimeCall::ModelFactory(call) => call,
				other => panic!("sent {other:?}"),
			})
			.collect()
	}

	/// One run, after which everything it sent is in the next block.
	fn work_and_include(&self) -> Vec<Call<Test>> {
		let calls = self.work();
		advance(1);
		for call in &calls {
			assert_ok!(RuntimeCall::ModelFactory(call.clone()).dispatch(signed(worker())));
		}
		calls
	}

	fn wait(&self, milliseconds: u64) {
		let mut state = self.offchain.0.write();
		state.timestamp = state.timestamp.add(Duration::from_millis(milliseconds));
	}

	/// Reads a value. One that was withdrawn is empty and counts as absent.
	fn get<V: Decode>(&self, key: &[u8]) -> Option<V> {
		let state = self.offchain.0.read();
		let bytes = state.persistent_storage.get(key).filter(|bytes| !bytes.is_empty())?;
		Some(V::decode(&mut &bytes[..]).unwrap())
	}

	fn set(&self, key: &[u8], value: impl Encode) {
		self.offchain.clone().local_storage_set(StorageKind::PERSISTENT, key, &value.encode());
	}

	fn request(&self, job: JobId) -> Option<JobRequest> {
		self.get(&JobsTopic::request_key(job))
	}

	fn posted(&self) -> Vec<JobId> {
		self.get(JobsTopic::INDEX).unwrap_or_default()
	}

	/// A job claimed by this node and posted.
	fn posted_job(&self) -> JobId {
		let job = open();
		assert_eq!(self.work_and_include(), [Call::claim_job { job }]);
		assert_eq!(self.work(), []);
		assert!(self.request(job).is_some());
		job
	}

	fn answer(&self, job: JobId, attempt: u8, tokens: u64) {
		self.set(&JobsTopic::response_key(job), JobResponse::Done { attempt, result: result(tokens) });
	}
}

#[test]
fn claims_once_and_again_only_after_the_lock_expired() {
	Node::run(|node| {
		let job = open();
		assert_eq!(node.work(), [Call::claim_job { job }]);
		// Skipped, repeated and concurrent blocks: still in flight.
		assert_eq!((node.work(), node.work()), (vec![], vec![]));
		node.wait(RESEND_MS - 1);
		assert_eq!(node.work(), []);
		// Looking does not move the deadline: what was lost is sent again.
		node.wait(1);
		assert_eq!(node.work(), [Call::claim_job { job }]);
		assert_ok!(ModelFactory::claim_job(signed(worker()), job));
		node.wait(10 * RESEND_MS);
		assert_eq!(node.work(), []);
	});
}

#[test]
fn claims_the_oldest_job_it_can_serve_within_its_capacity() {
	Node::run(|node| {
		let mut other_base = spec();
		other_base.base = 5;
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), other_base, PAYMENT));
		// Pays for 4,166 of the at least 12,500 tokens.
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec(), 500));
		let jobs = [open(), open(), open()];
		// One claim at a time …
		assert_eq!(node.work_and_include(), [Call::claim_job { job: jobs[0] }]);
		assert_eq!(node.work_and_include(), [Call::claim_job { job: jobs[1] }]);
		// … and none without room.
		assert_eq!(node.work_and_include(), []);
		assert_eq!(node.posted(), jobs[..2]);
	});
}

#[test]
fn claims_nothing_that_lapsed_or_that_it_gave_back() {
	Node::run(|node| {
		let job = node.posted_job();
		node.set(
			&JobsTopic::response_key(job),
			JobResponse::Failed { attempt: 1, reason: FailReason::BlobUnavailable },
		);
		let reason = FailReason::BlobUnavailable;
		assert_eq!(node.work_and_include(), [Call::fail_job { job, reason }]);
		assert!(matches!(status(job), JobStatus::Open { .. }));
		node.wait(RESEND_MS);
		assert_eq!(node.work(), []);

		let late = open();
		advance(OPEN_PERIOD + 1);
		assert_eq!(node.work(), []);
		assert!(matches!(status(late), JobStatus::Open { .. }));
	});
}

#[test]
fn two_local_workers_send_one_claim() {
	Node::run(|node| {
		let second = node.keystore.sr25519_generate_new(WORKER_KEY_TYPE, Some(SECOND_KEY)).unwrap();
		assert_ok!(ModelFactory::register_provider(signed(STASH_2), second.into(), capabilities()));
		open();
		assert_eq!(node.work().len(), 1);
		open();
		assert_eq!(node.work(), []);
	});
}

#[test]
fn posts_everything_the_native_worker_needs_once() {
	Node::run(|node| {
		let job = node.posted_job();
		let request = node.request(job).unwrap();
		let JobStatus::Claimed { deadline, .. } = status(job) else { panic!("not claimed") };
		assert_eq!(
			(request.genesis, request.job, request.attempt, request.worker, request.deadline),
			(Hash::repeat_byte(0xee), job, 1, worker(), deadline)
		);
		assert_eq!(request.base.root, Hash::repeat_byte(7));
		assert_eq!(request.entries.iter().map(|e| e.contribution).collect::<Vec<_>>(), [1, 2, 11]);
		assert_eq!((request.held_out, request.hyper), (None, spec().hyper));
		// One more would cost more than the escrow.
		assert_eq!(request.max_tokens, 83_330);
		assert_eq!(node.posted(), [job]);

		// A request that stands is not touched again.
		let mut marked = node.request(job).unwrap();
		marked.max_tokens = 1;
		node.set(&JobsTopic::request_key(job), &marked);
		assert_eq!(node.work(), []);
		assert_eq!(node.request(job), Some(marked));
	});
}

#[test]
fn submits_the_result_and_sends_it_again_after_a_reorganisation() {
	Node::run(|node| {
		let job = node.posted_job();
		let before = Jobs::<Test>::get(job).unwrap();
		node.answer(job, 1, 5_000);
		let call = Call::submit_result { job, result: result(5_000) };
		// First its hash, so that nobody sees it while the builder can cancel.
		let commitment = ModelFactory::commitment(job, &STASH, &result(5_000));
		assert_eq!(node.work_and_include(), [Call::commit_result { job, commitment }]);
		assert_eq!(node.work_and_include(), std::slice::from_ref(&call));
		assert!(matches!(status(job), JobStatus::Submitted { .. }));
		node.wait(10 * RESEND_MS);
		assert_eq!(node.work(), []);

		// The block with the result is gone.
		let after = Jobs::<Test>::get(job).unwrap();
		Jobs::<Test>::insert(job, before);
		assert_eq!(node.work(), [call]);
		assert_eq!(node.work(), []);
		Jobs::<Test>::insert(job, after);
	});
}

#[test]
fn ignores_an_answer_to_another_attempt() {
	Node::run(|node| {
		let job = open();
		node.answer(job, 9, 5_000);
		node.work_and_include();
		assert_eq!(node.work(), []);
		assert_eq!(node.get::<JobResponse>(&JobsTopic::response_key(job)), None);
	});
}

#[test]
fn replaces_a_request_of_an_earlier_attempt() {
	Node::run(|node| {
		let job = node.posted_job();
		advance(CLAIM_PERIOD + 1);
		assert_eq!(node.work_and_include(), [Call::finalise_job { job }]);
		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		node.answer(job, 1, 5_000);
		node.wait(RESEND_MS);
		assert_eq!(node.work_and_include(), [Call::claim_job { job }]);
		assert_eq!(node.work(), []);
		assert_eq!(node.request(job).unwrap().attempt, 2);
		assert_eq!(node.get::<JobResponse>(&JobsTopic::response_key(job)), None);
	});
}

#[test]
fn gives_back_a_job_whose_result_the_chain_would_refuse() {
	Node::run(|node| {
		let job = node.posted_job();
		node.answer(job, 1, 83_331);
		assert_eq!(node.work_and_include(), [Call::fail_job { job, reason: FailReason::PaymentTooLow }]);
		let job = node.posted_job();
		node.answer(job, 1, 0);
		assert_eq!(node.work_and_include(), [Call::fail_job { job, reason: FailReason::Internal }]);
	});
}

#[test]
fn finalises_after_the_window_and_withdraws_the_request() {
	Node::run(|node| {
		let job = node.posted_job();
		node.answer(job, 1, 5_000);
		node.work_and_include();
		node.work_and_include();
		advance(WINDOW);
		assert_eq!(node.work_and_include(), []);
		// The answer is kept as long as it may have to be sent again.
		assert_eq!(node.posted(), [job]);
		assert_eq!(node.work_and_include(), [Call::finalise_job { job }]);
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		node.work_and_include();
		advance(GRACE);
		assert_eq!(node.work(), []);
		assert_eq!((node.posted(), node.request(job)), (vec![], None));
		assert_eq!(node.get::<JobResponse>(&JobsTopic::response_key(job)), None);
	});
}

#[test]
fn cancels_native_work_only_after_the_grace() {
	Node::run(|node| {
		let job = node.posted_job();
		let before = (Jobs::<Test>::get(job).unwrap(), ModelFactory::provider(STASH).unwrap());
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		for _ in 0..GRACE {
			node.work();
			assert!(node.request(job).is_some());
			advance(1);
		}
		// Just before the end a block of the other fork arrives, in which the job is claimed.
		let cancelled = Jobs::<Test>::get(job).unwrap();
		let hold_again = |active: Vec<JobId>, record| {
			Jobs::<Test>::insert(job, record);
			crate::Providers::<Test>::mutate(STASH, |p| {
				p.as_mut().unwrap().active = active.try_into().unwrap()
			});
		};
		hold_again(before.1.active, before.0);
		node.work();
		hold_again(vec![], cancelled);
		for _ in 0..GRACE {
			node.work();
			assert!(node.request(job).is_some());
			advance(1);
		}
		assert_eq!(node.work(), []);
		assert_eq!((node.posted(), node.request(job)), (vec![], None));
		assert_eq!(node.get::<std::collections::BTreeMap<JobId, u32>>(MISSING), Some(Default::default()));
	});
}

#[test]
fn withdraws_requests_when_no_provider_is_left() {
	Node::run(|node| {
		let job = node.posted_job();
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		assert_ok!(ModelFactory::leave(signed(STASH)));
		node.work();
		advance(GRACE);
		node.work();
		assert!(node.posted().is_empty());
	});
}

#[test]
fn locks_do_not_pile_up() {
	Node::run(|node| {
		for _ in 0..6 {
			node.posted_job();
			let job = crate::NextJob::<Test>::get() - 1;
			assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
			node.wait(RESEND_MS);
		}
		// The last one, and the one before, which is remembered for as long again as it was taken.
		assert_eq!(node.get::<std::collections::BTreeMap<(JobId, u8), u64>>(IN_FLIGHT).unwrap().len(), 2);
	});
}

#[test]
fn survives_unreadable_storage() {
	Node::run(|node| {
		let job = open();
		for key in [
			IN_FLIGHT,
			JobsTopic::INDEX,
			MISSING,
			&JobsTopic::request_key(job),
			&JobsTopic::response_key(job),
		] {
			node.set(key, [0xffu8; 3]);
		}
		assert_eq!(node.work_and_include(), [Call::claim_job { job }]);
		assert_eq!(node.work(), []);
		assert_eq!(node.posted(), [job]);
		assert_eq!(node.request(job).unwrap().attempt, 1);
		node.answer(job, 1, 5_000);
		assert_eq!(node.work_and_include().len(), 1);
	});
}

#[test]
fn a_refused_submission_is_tried_again_at_the_next_block() {
	struct Refuse(std::sync::Arc<std::sync::atomic::AtomicU32>);
	impl TransactionPool for Refuse {
		fn submit_transaction(&mut self, _: Vec<u8>) -> Result<(), ()> {
			self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
			Err(())
		}
	}
	let tries = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
	let pool = TransactionPoolExt::new(Refuse(tries.clone()));
	Node::run_with(pool, Box::new(Vec::new), |node| {
		open();
		node.work();
		node.work();
		assert_eq!(tries.load(std::sync::atomic::Ordering::Relaxed), 2);
	});
}

/// Has the provider of the node drawn to repeat another one's job, and returns the job.
fn drawn_job(node: &Node) -> JobId {
	bond(&JUDGES[0]);
	advance(1);
	let job = open();
	assert_ok!(ModelFactory::ask_confirmation(signed(BUILDER), job));
	assert_ok!(ModelFactory::claim_job(signed(JUDGES[0].clone()), job));
	assert_ok!(ModelFactory::submit_result(signed(JUDGES[0].clone()), job, result(1_000)));
	roll(DRAW_DELAY);
	assert_eq!(node.work(), []);
	job
}

/// Answers a request to repeat a job.
fn answer_repetition(node: &Node, job: JobId, outcome: Result<JobResult, FailReason>) -> RepetitionRequest {
	let asked: RepetitionRequest = node.get(&RepetitionsTopic::request_key(job)).expect("it was asked");
	let proof = HashProof::of(&states(), 0).unwrap();
	let outcome = outcome.map(|result| (result, proof));
	node.set(&RepetitionsTopic::response_key(job), RepetitionResponse { seed: asked.seed, outcome });
	asked
}

#[test]
fn a_drawn_job_is_repeated_committed_to_and_revealed() {
	Node::run(|node| {
		let job = drawn_job(node);
		let asked = answer_repetition(node, job, Ok(result(1_000)));
		// The same work as the provider's, with a deadline and a key of the verifier's own.
		assert_eq!((asked.stash, asked.work.job, asked.work.attempt), (STASH, job, 1));
		assert_eq!(asked.work.worker, worker());
		assert_eq!(asked.work.entries.len(), 3);
		let sent = node.work_and_include();
		assert!(matches!(sent[..], [Call::commit_repetition { .. }]), "{sent:?}");
		// A restart loses nothing: the answer may be gone, what was committed to lies in the storage.
		node.set(&RepetitionsTopic::response_key(job), Vec::<u8>::new());
		let sent = node.work_and_include();
		assert!(
			matches!(sent[..], [Call::reveal_repetition { repetition: Repetition::Same { .. }, .. }]),
			"{sent:?}"
		);
		assert_eq!(node.work(), []);
		// Nobody asks any more.
		assert_eq!(node.get::<Vec<JobId>>(RepetitionsTopic::INDEX), Some(vec![]));
		assert_eq!(free(&STASH), FUNDS - BOND + 100);
	});
}

#[test]
fn another_result_is_revealed_by_its_bound_alone() {
	Node::run(|node| {
		let job = drawn_job(node);
		let other = JobResult { adapter: Hash::repeat_byte(9), ..result(1_000) };
		answer_repetition(node, job, Ok(other.clone()));
		node.work_and_include();
		let sent = node.work_and_include();
		let expected = Repetition::bound(&STASH, &Repetition::digest(&other));
		let is_bound = |call: &Call<Test>| {
			matches!(call, Call::reveal_repetition { repetition: Repetition::Differs { bound }, .. }
				if *bound == expected)
		};
		assert!(sent.len() == 1 && is_bound(&sent[0]), "{sent:?}");
	});
}

#[test]
fn a_job_that_cannot_be_repeated_in_time_is_said_to_be_so() {
	Node::run(|node| {
		let job = drawn_job(node);
		assert_eq!(node.work(), []);
		advance(CLAIM_PERIOD - 2);
		let sent = node.work_and_include();
		assert!(matches!(sent[..], [Call::commit_repetition { .. }]), "{sent:?}");
		let sent = node.work_and_include();
		let repetition = Repetition::Unrepeatable { reason: FailReason::OutOfResources };
		assert!(
			matches!(&sent[..], [Call::reveal_repetition { repetition: said, job: about, .. }]
				if *said == repetition && *about == job),
			"{sent:?}"
		);
	});
}
