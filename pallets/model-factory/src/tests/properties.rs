//! Whatever anyone calls in whatever order, no OPEN is made or lost and the books stay right; and every job
//! and every bond can be ended within a bounded number of blocks.

use crate::{Asked, Confirmations, Jobs, Providers, mock::*, types::Job};
use frame_support::{
	assert_ok,
	traits::{Hooks, fungible::InspectHold},
	weights::Weight,
};
use openledger_primitives::{
	AccountId, Balance, Hash, JobId,
	datanet::SnapshotRef,
	job::{FailReason, JobStatus, MAX_ROUNDS, Repetition},
	root::HashProof,
};
use proptest::prelude::*;
use sp_runtime::Permill;

#[derive(Clone, Debug)]
enum Step {
	Register { provider: usize, parallel: u8, price: Balance },
	Update { provider: usize, price: Balance },
	Leave { provider: usize },
	Submit { builder: usize, payment: Balance, both: bool },
	Cancel { builder: usize, job: JobId },
	Claim { provider: usize, job: JobId },
	Answer { provider: usize, job: JobId, tokens: u64 },
	Fail { provider: usize, job: JobId, is_final: bool },
	Finalise { job: JobId },
	Commit { provider: usize, job: JobId, tokens: u64 },
	SetWorker { provider: usize, fresh: bool },
	Refuse { provider: usize },
	Advance { blocks: u32 },
	Ask { builder: usize, job: JobId },
	Doubt { provider: usize, job: JobId },
	CommitRepetition { job: JobId, found: u8 },
	Reveal { job: JobId, found: u8 },
}

const BUILDERS: [AccountId; 3] = [BUILDER, OTHER_BUILDER, STASH];
const PROVIDERS: [(AccountId, AccountId); 3] = [(STASH, WORKER), (STASH_2, STASH_2), (STASH_3, WORKER_3)];

fn step() -> impl Strategy<Value = Step> {
	let who = 0usize..3;
	let job = 0u64..12;
	let register = (who.clone(), 1u8..6, 0u128..2_000);
	let submit = (who.clone(), 50u128..400_000, any::<bool>());
	let answer = (who.clone(), job.clone(), 0u64..30_000);
	let fail = (who.clone(), job.clone(), any::<bool>());
	prop_oneof![
		2 => register.prop_map(|(provider, parallel, price)| Step::Register { provider, parallel, price }),
		2 => (who.clone(), 0u128..2_000).prop_map(|(provider, price)| Step::Update { provider, price }),
		1 => who.clone().prop_map(|provider| Step::Leave { provider }),
		5 => submit.prop_map(|(builder, payment, both)| Step::Submit { builder, payment, both }),
		1 => (who.clone(), job.clone()).prop_map(|(builder, job)| Step::Cancel { builder, job }),
		6 => (who, job.clone()).prop_map(|(provider, job)| Step::Claim { provider, job }),
		6 => answer.prop_map(|(provider, job, tokens)| Step::Answer { provider, job, tokens }),
		2 => fail.prop_map(|(provider, job, is_final)| Step::Fail { provider, job, is_final }),
		6 => job.prop_map(|job| Step::Finalise { job }),
		2 => (0usize..3, 0u64..12, 0u64..30_000)
			.prop_map(|(provider, job, tokens)| Step::Commit { provider, job, tokens }),
		1 => (0usize..3, any::<bool>()).prop_map(|(provider, fresh)| Step::SetWorker { provider, fresh }),
		1 => (0usize..3).prop_map(|provider| Step::Refuse { provider }),
		2 => (0usize..3, 0u64..12).prop_map(|(builder, job)| Step::Ask { builder, job }),
		3 => (0usize..3, 0u64..12).prop_map(|(provider, job)| Step::Doubt { provider, job }),
		6 => (0u64..12, 0u8..3).prop_map(|(job, found)| Step::CommitRepetition { job, found }),
		6 => (0u64..12, 0u8..3).prop_map(|(job, found)| Step::Reveal { job, found }),
		8 => (1u32..4).prop_map(|blocks| Step::Advance { blocks }),
		4 => (1u32..30).prop_map(|blocks| Step::Advance { blocks }),
	]
}

/// Takes a step and returns whether the call succeeded. A refusal is as good an outcome.
fn take(step: Step) -> bool {
	match step {
		Step::Register { provider, parallel, price } => {
			let (stash, worker) = PROVIDERS[provider].clone();
			let mut offer = capabilities();
			offer.max_parallel = parallel;
			offer.price_per_1k_tokens = price;
			ModelFactory::register_provider(signed(stash), worker, offer).is_ok()
		},
		Step::Update { provider, price } => {
			let mut offer = capabilities();
			offer.price_per_1k_tokens = price;
			ModelFactory::update_provider(signed(PROVIDERS[provider].0.clone()), offer).is_ok()
		},
		Step::Leave { provider } => ModelFactory::leave(signed(PROVIDERS[provider].0.clone())).is_ok(),
		Step::Submit { builder, payment, both } => {
			let mut spec = spec();
			if !both {
				spec.snapshots = vec![SMALL].try_into().unwrap();
			}
			ModelFactory::submit_job(signed(BUILDERS[builder].clone()), spec, payment).is_ok()
		},
		Step::Cancel { builder, job } => {
			ModelFactory::cancel_job(signed(BUILDERS[builder].clone()), job).is_ok()
		},
		Step::Claim { provider, job } => {
			ModelFactory::claim_job(signed(PROVIDERS[provider].1.clone()), job).is_ok()
		},
		Step::Answer { provider, job, tokens } => {
			ModelFactory::submit_result(signed(PROVIDERS[provider].1.clone()), job, result(tokens)).is_ok()
		},
		Step::Fail { provider, job, is_final } => {
			let reason = if is_final { FailReason::Diverged } else { FailReason::Internal };
			ModelFactory::fail_job(signed(PROVIDERS[provider].1.clone()), job, reason).is_ok()
		},
		Step::Commit { provider, job, tokens } => {
			let (stash, worker) = PROVIDERS[provider].clone();
			let commitment = ModelFactory::commitment(job, &stash, &result(tokens));
			ModelFactory::commit_result(signed(worker), job, commitment).is_ok()
		},
		Step::SetWorker { provider, fresh } => {
			let (stash, worker) = PROVIDERS[provider].clone();
			let worker = if fresh { account(60 + provider as u8) } else { worker };
			ModelFactory::set_worker(signed(stash), worker).is_ok()
		},
		Step::Refuse { provider } => {
			ModelFactory::refuse_stash(signed(PROVIDERS[provider].1.clone())).is_ok()
		},
		Step::Finalise { job } => ModelFactory::finalise_job(signed(ANYONE), job).is_ok(),
		Step::Ask { builder, job } => {
			ModelFactory::ask_confirmation(signed(BUILDERS[builder].clone()), job).is_ok()
		},
		Step::Doubt { provider, job } => {
			ModelFactory::doubt_result(signed(PROVIDERS[provider].0.clone()), job).is_ok()
		},
		Step::CommitRepetition { job, found } => {
			let Some((stash, worker)) = verifier(job) else { return false };
			let digest = repetition(&stash, job, found).0;
			let attempt = Confirmations::<Test>::get(job).map_or(0, |c| c.attempt);
			let bound = Repetition::bound(&stash, &digest);
			let commitment = Repetition::commitment(job, attempt, &bound, &Hash::zero());
			ModelFactory::commit_repetition(signed(worker), job, commitment).is_ok()
		},
		Step::Reveal { job, found } => {
			let Some((stash, worker)) = verifier(job) else { return false };
			let shown = repetition(&stash, job, found).1;
			ModelFactory::reveal_repetition(signed(worker), job, shown, Hash::zero()).is_ok()
		},
		Step::Advance { blocks } => {
			roll(blocks);
			ModelFactory::on_idle(System::block_number(), Weight::MAX);
			true
		},
	}
}

/// Returns the verifier of a job at work, and its worker.
fn verifier(job: JobId) -> Option<(AccountId, AccountId)> {
	let stash = Confirmations::<Test>::get(job)?.verifier?;
	let worker = Providers::<Test>::get(&stash)?.worker;
	Some((stash, worker))
}

/// Returns what a verifier commits to and reveals that found the same, another result, or none.
fn repetition(stash: &AccountId, job: JobId, found: u8) -> (Hash, Repetition) {
	let truth = match Jobs::<Test>::get(job).map(|job| job.status) {
		Some(JobStatus::Submitted { result, .. }) => Repetition::digest(&result),
		_ => Hash::zero(),
	};
	let other = Hash::repeat_byte(5);
	let is_first = Confirmations::<Test>::get(job).is_none_or(|c| c.differing() == 0);
	let reason = FailReason::BlobUnavailable;
	match found {
		0 => (truth, Repetition::Same { proof: HashProof::of(&states(), 0).unwrap() }),
		1 if is_first => (other, Repetition::Differs { bound: Repetition::bound(stash, &other) }),
		1 => (other, Repetition::DiffersAs { digest: other }),
		_ => (Repetition::digest_of_failure(reason), Repetition::Unrepeatable { reason }),
	}
}

/// Ends every job by calls that anybody may make, and lets every provider leave.
fn end_everything() {
	// A claim, the rounds of its confirmation, and the same again for each attempt that is left.
	for _ in 0..3 * (MAX_ROUNDS + 2) {
		roll(OPEN_PERIOD.max(CLAIM_PERIOD).max(WINDOW) + 1);
		for job in Jobs::<Test>::iter_keys().collect::<Vec<_>>() {
			let _ = ModelFactory::finalise_job(signed(ANYONE), job);
		}
	}
	let is_over = |job: Job<Test>| {
		matches!(job.status, JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. })
	};
	assert!(Jobs::<Test>::iter_values().all(is_over), "a job does not end");
	for stash in Providers::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(ModelFactory::leave(signed(stash.clone())));
		// Unless that was the second call, it was the notice.
		if Providers::<Test>::contains_key(&stash) {
			advance(NOTICE + 1);
			assert_ok!(ModelFactory::leave(signed(stash)));
		}
	}
	assert_eq!(Balances::total_balance_on_hold(&BUILDER), 0);
	assert_eq!((Confirmations::<Test>::iter().count(), Asked::<Test>::iter().count()), (0, 0));
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

	#[test]
	fn any_sequence_of_calls_keeps_the_books(steps in proptest::collection::vec(step(), 1..80)) {
		ExtBuilder.build().execute_with(|| {
			let issuance = Balances::total_issuance();
			AuditShare::set(Permill::from_percent(50));
			judges(2);
			publish(SnapshotRef { datanet: 1, number: 1 }, 333, 1, &[100, 300, 7]);
			for step in steps {
				take(step);
				check_books(issuance);
			}
			let earned: Balance = world(|w| w.earnings.values().sum());
			assert_eq!(free(&POT), FUNDS + earned);
			end_everything();
			check_books(issuance);
		});
	}
}
