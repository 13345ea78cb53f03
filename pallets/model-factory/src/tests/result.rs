//! Tests of publishing results.

use super::Spoiled;
use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	job::{JobResult, JobStatus},
	Hash,
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
	// (1000 bytes + 64 × 30 records) × 100 epochs.
	let most = 292_000;
	let cases: [Spoiled<JobResult>; 6] = [
		(&|r| r.steps = 0, Error::EmptyResult),
		(&|r| r.tokens = 0, Error::EmptyResult),
		(&|r| r.adapter_bytes = 0, Error::EmptyResult),
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
