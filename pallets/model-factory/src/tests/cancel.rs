//! Tests of cancelling jobs.

use crate::{Error, Event, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::job::JobStatus;

#[test]
fn cancel_should_refund_an_open_job() {
	ExtBuilder.build_and_execute(|| {
		let job = open();
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		System::assert_last_event(Event::JobCancelled { job, compensation: 0, refund: PAYMENT }.into());
		assert_eq!((status(job), free(&BUILDER)), (JobStatus::Cancelled, FUNDS));
		assert!(ModelFactory::open_jobs().is_empty());
		assert_noop!(ModelFactory::cancel_job(signed(BUILDER), job), Error::<Test>::JobOver);
	});
}

#[test]
fn cancel_should_compensate_the_provider_of_a_claimed_job() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		System::assert_last_event(
			Event::JobCancelled { job, compensation: PAYMENT / 10, refund: PAYMENT * 9 / 10 }.into(),
		);
		assert_eq!(free(&BUILDER), FUNDS - PAYMENT / 10);
		assert_eq!(free(&STASH), FUNDS - BOND + PAYMENT / 10);
		assert!(ModelFactory::jobs_of(STASH).is_empty());
	});
}

#[test]
fn cancel_should_refuse_strangers_unknown_jobs_and_published_results() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = submitted(1_000);
		assert_noop!(ModelFactory::cancel_job(signed(OTHER_BUILDER), job), Error::<Test>::NotBuilder);
		assert_noop!(ModelFactory::cancel_job(signed(BUILDER), job + 1), Error::<Test>::UnknownJob);
		assert_noop!(ModelFactory::cancel_job(signed(BUILDER), job), Error::<Test>::ResultPublished);
	});
}

#[test]
fn cancel_should_not_compensate_a_claim_that_lapsed() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		advance(CLAIM_PERIOD + 1);
		assert_noop!(ModelFactory::cancel_job(signed(BUILDER), job), Error::<Test>::DeadlinePassed);
		assert_ok!(ModelFactory::finalise_job(signed(BUILDER), job));
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		assert_eq!((free(&BUILDER), free(&TREASURY)), (FUNDS, FUNDS + SLASH));
	});
}

#[test]
fn cancel_should_cost_more_the_longer_the_work_was_under_way() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		advance(FULL_AFTER / 2);
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		// 83,330 tokens are all that the escrow pays for: 8,333 planck for the provider.
		let refund = PAYMENT - 8_333 / 2;
		System::assert_last_event(Event::JobCancelled { job, compensation: 8_333 / 2, refund }.into());
		let job = claimed();
		advance(FULL_AFTER + 1);
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		System::assert_last_event(
			Event::JobCancelled { job, compensation: 8_333, refund: PAYMENT - 8_333 }.into(),
		);
	});
}

#[test]
fn cancel_should_wait_while_a_result_is_committed_to() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		let commitment = ModelFactory::commitment(job, &STASH, &result(1_000));
		let commit = || ModelFactory::commit_result(signed(WORKER), job, commitment);
		assert_noop!(ModelFactory::commit_result(signed(ANYONE), job, commitment), Error::<Test>::NotWorker);
		assert_ok!(commit());
		System::assert_last_event(Event::ResultCommitted { job, provider: STASH, commitment }.into());
		assert_noop!(commit(), Error::<Test>::AlreadyCommitted);
		advance(COMMIT);
		assert_noop!(ModelFactory::cancel_job(signed(BUILDER), job), Error::<Test>::ResultCommitted);
		assert_noop!(
			ModelFactory::submit_result(signed(WORKER), job, result(1_001)),
			Error::<Test>::OtherResult
		);
		advance(1);
		// Who does not show it loses that shelter, and cannot renew it.
		assert_noop!(commit(), Error::<Test>::AlreadyCommitted);
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
	});
}
