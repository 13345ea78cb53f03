//! Tests of cancelling jobs.

use crate::{mock::*, Error, Event};
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
		assert_eq!(free(&BUILDER), FUNDS + SLASH / 2);
	});
}
