//! Tests of publishing results.

use super::Spoiled;
use crate::{Error, Event, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	Hash,
	job::{JobResult, JobStatus},
};

#[test]
fn submit_result_should_open_the_challenge_window() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(1_000)));
		let window_ends = now() + WINDOW;
		System::assert_last_event(
			Event::ResultSubmitted { job, provider: STASH, adapter: Hash::repeat_byte(1), window_ends }
				.into(),
		);
		assert_eq!(status(job), JobStatus::Submitted { provider: STASH, result: result(1_000), window_ends });
		assert_noop!(
			ModelFactory::submit_result(signed(WORKER), job, result(1_000)),
			Error::<Test>::JobNotClaimed
		);
	});
}

#[test]
fn submit_result_should_refuse_who_may_not() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = open();
		let submit = |who| ModelFactory::submit_result(signed(who), job, result(1_000));
		assert_noop!(submit(WORKER), Error::<Test>::JobNotClaimed);
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
		assert_noop!(submit(ANYONE), Error::<Test>::NotWorker);
		assert_noop!(submit(STASH), Error::<Test>::NotWorker);
		assert_noop!(submit(WORKER_2), Error::<Test>::NotClaimant);
		assert_noop!(
			ModelFactory::submit_result(signed(WORKER), 9, result(1_000)),
			Error::<Test>::UnknownJob
		);
		advance(CLAIM_PERIOD + 1);
		assert_noop!(submit(WORKER), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn submit_result_should_refuse_nonsense() {
	// (1000 bytes + 64 × 9 records) × 100 epochs, and a token for each record and epoch.
	let (least, most) = (900, 157_600);
	let cases: [Spoiled<JobResult>; 7] = [
		(&|r| r.steps = 0, Error::EmptyResult),
		(&|r| r.tokens = 0, Error::EmptyResult),
		(&|r| r.adapter_bytes = 0, Error::EmptyResult),
		(&|r| r.tokens = least - 1, Error::TooFewTokens),
		(&|r| r.tokens = most + 1, Error::TooManyTokens),
		(&|r| r.tokens = most, Error::PaymentTooLow),
		(&|r| r.evaluation = Some(evaluation()), Error::EvaluationMismatch),
	];
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		for (spoil, error) in cases {
			let mut bad = result(1_000);
			spoil(&mut bad);
			assert_noop!(ModelFactory::submit_result(signed(WORKER), job, bad), error);
		}
	});
}

#[test]
fn submit_result_should_ask_for_an_evaluation_of_held_out_records() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let mut spec = spec();
		spec.held_out = Some(Hash::repeat_byte(0xaa));
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec, PAYMENT));
		assert_ok!(ModelFactory::claim_job(signed(WORKER), 0));
		assert_noop!(
			ModelFactory::submit_result(signed(WORKER), 0, result(1_000)),
			Error::<Test>::EvaluationMismatch
		);
		let mut result = result(1_000);
		result.evaluation = Some(evaluation());
		assert_ok!(ModelFactory::submit_result(signed(WORKER), 0, result));
	});
}

#[test]
fn submit_result_should_accept_exactly_what_the_escrow_pays_for() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		// 120 planck for each 1,000 tokens; both fees are rounded up.
		assert_noop!(
			ModelFactory::submit_result(signed(WORKER), job, result(83_331)),
			Error::<Test>::PaymentTooLow
		);
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(83_330)));
	});
}

#[test]
fn submit_result_should_refuse_an_adapter_of_another_lineage() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		submitted(1_000);
		let other = |worker| {
			let mut spec = spec();
			spec.snapshots = vec![LARGE].try_into().unwrap();
			let id = crate::NextJob::<Test>::get();
			assert_ok!(ModelFactory::submit_job(signed(OTHER_BUILDER), spec, PAYMENT));
			assert_ok!(ModelFactory::claim_job(signed(worker), id));
			id
		};
		let copy = other(WORKER_2);
		let submit = |worker, job| ModelFactory::submit_result(signed(worker), job, result(1_000));
		advance(1);
		assert_noop!(submit(WORKER_2, copy), Error::<Test>::AdapterKnown);
		// The same work by another builder makes the same adapter.
		let same = claimed();
		assert_ok!(submit(WORKER, same));
	});
}

#[test]
fn submit_result_should_let_the_first_to_commit_win() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = claimed();
		let commitment = ModelFactory::commitment(job, &STASH, &result(1_000));
		assert_ok!(ModelFactory::commit_result(signed(WORKER), job, commitment));
		advance(1);
		// A thief sees the result in the pool, and is quicker with it.
		let mut spec = spec();
		spec.snapshots = vec![LARGE].try_into().unwrap();
		assert_ok!(ModelFactory::submit_job(signed(OTHER_BUILDER), spec, PAYMENT));
		assert_ok!(ModelFactory::claim_job(signed(WORKER_2), job + 1));
		assert_ok!(ModelFactory::submit_result(signed(WORKER_2), job + 1, result(1_000)));
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(1_000)));
		advance(WINDOW + 1);
		for id in [job, job + 1] {
			assert_ok!(ModelFactory::finalise_job(signed(ANYONE), id));
		}
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		assert_eq!(status(job + 1), JobStatus::Failed { reason: None });
		assert_eq!(free(&STASH_2), FUNDS - BOND);
	});
}
