//! Tests of claiming jobs.

use crate::{ClaimedJobs, Error, Event, Jobs, OpenJobs, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::job::{FailReason, JobStatus};

#[test]
fn claim_should_bind_price_and_deadline() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = open();
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
		let deadline = now() + CLAIM_PERIOD;
		System::assert_last_event(Event::JobClaimed { job, provider: STASH, attempt: 1, deadline }.into());
		assert_eq!(status(job), JobStatus::Claimed { provider: STASH, deadline });
		assert!(OpenJobs::<Test>::get().is_empty());
		assert_eq!(ClaimedJobs::<Test>::get(), 1);

		let mut dearer = capabilities();
		dearer.price_per_1k_tokens = 9_999;
		assert_ok!(ModelFactory::update_provider(signed(STASH), dearer));
		assert_eq!(Jobs::<Test>::get(job).unwrap().price_per_1k_tokens, PRICE);
	});
}

#[test]
fn claim_should_refuse_who_may_not() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = open();
		assert_noop!(ModelFactory::claim_job(signed(STASH), job), Error::<Test>::NotWorker);
		assert_noop!(ModelFactory::claim_job(signed(WORKER_2), job), Error::<Test>::NotWorker);
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job + 1), Error::<Test>::UnknownJob);

		let mut other_base = capabilities();
		other_base.bases = vec![5].try_into().unwrap();
		assert_ok!(ModelFactory::update_provider(signed(STASH), other_base));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::BaseNotOffered);
	});
}

#[test]
fn claim_should_refuse_what_is_not_open() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = claimed();
		assert_noop!(ModelFactory::claim_job(signed(WORKER_2), job), Error::<Test>::JobNotOpen);
		let job = open();
		advance(OPEN_PERIOD + 1);
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::JobExpired);
	});
}

#[test]
fn claim_should_succeed_at_the_last_block() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = open();
		advance(OPEN_PERIOD);
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
	});
}

#[test]
fn claim_should_refuse_above_capacity_counting_challenge_windows() {
	ExtBuilder.build_and_execute(|| {
		provide();
		submitted(1_000);
		let second = claimed();
		let third = open();
		assert_noop!(ModelFactory::claim_job(signed(WORKER), third), Error::<Test>::AtCapacity);
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), second));
		assert_ok!(ModelFactory::claim_job(signed(WORKER), third));
	});
}

#[test]
fn claim_should_refuse_a_provider_that_gave_the_job_back() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = claimed();
		assert_ok!(ModelFactory::fail_job(signed(WORKER), job, FailReason::Internal));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::FailedBefore);
		assert_ok!(ModelFactory::claim_job(signed(WORKER_2), job));
		assert_eq!(ModelFactory::job(job).unwrap().attempts, 2);
	});
}
