//! Tests of giving claimed jobs back.

use crate::{Error, Event, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::job::{FailReason, JobStatus};

#[test]
fn fail_should_reopen_the_job_until_attempts_run_out() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		assert_ok!(ModelFactory::register_provider(signed(STASH_3), WORKER_3, capabilities()));
		let job = open();
		let reason = FailReason::OutOfResources;
		for worker in [WORKER, WORKER_2] {
			assert_ok!(ModelFactory::claim_job(signed(worker.clone()), job));
			advance(3);
			assert_ok!(ModelFactory::fail_job(signed(worker), job, reason));
			let until = now() + OPEN_PERIOD;
			System::assert_last_event(Event::JobReopened { job, reason: Some(reason), until }.into());
			assert_eq!(status(job), JobStatus::Open { until });
		}
		assert_ok!(ModelFactory::claim_job(signed(WORKER_3), job));
		assert_ok!(ModelFactory::fail_job(signed(WORKER_3), job, reason));
		System::assert_last_event(Event::JobFailed { job, reason: Some(reason), refund: PAYMENT }.into());
		assert_eq!(free(&BUILDER), FUNDS);
	});
}

#[test]
fn fail_should_end_the_job_when_a_drawn_provider_gives_the_same_final_reason() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		advance(1);
		let job = claimed();
		let (reason, floor) = (FailReason::Diverged, 50);
		// Bonded after the job was submitted, so no judge of it.
		assert_ok!(ModelFactory::register_provider(signed(STASH_3), WORKER_3, capabilities()));
		assert_ok!(ModelFactory::fail_job(signed(WORKER), job, reason));
		let until = now() + OPEN_PERIOD;
		System::assert_last_event(Event::JobReopened { job, reason: Some(reason), until }.into());
		let other = open();
		assert_noop!(ModelFactory::claim_job(signed(WORKER), other), Error::<Test>::Resting);
		assert_noop!(ModelFactory::claim_job(signed(WORKER_3), job), Error::<Test>::Reserved);
		assert_eq!(ModelFactory::provider(STASH).unwrap().reputation.failed, 1);

		assert_ok!(ModelFactory::claim_job(signed(WORKER_2), job));
		assert_ok!(ModelFactory::fail_job(signed(WORKER_2), job, reason));
		let refund = PAYMENT - 2 * floor;
		System::assert_last_event(Event::JobFailed { job, reason: Some(reason), refund }.into());
		assert_eq!(status(job), JobStatus::Failed { reason: Some(reason) });
		for stash in [STASH, STASH_2] {
			assert_eq!(free(&stash), FUNDS - BOND + floor);
			assert_eq!(ModelFactory::provider(stash).unwrap().reputation.failed, 0);
		}
		// Both were right, so neither rests.
		assert_ok!(ModelFactory::claim_job(signed(WORKER), other));
	});
}

#[test]
fn fail_should_not_end_the_job_by_the_word_of_a_friend() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		advance(1);
		let job = claimed();
		assert_ok!(ModelFactory::register_provider(signed(STASH_3), WORKER_3, capabilities()));
		assert_ok!(ModelFactory::fail_job(signed(WORKER), job, FailReason::BadRecords));
		// The drawn one does not come, so anybody may try.
		advance(OPEN_PERIOD / 4 + 1);
		assert_ok!(ModelFactory::claim_job(signed(WORKER_3), job));
		assert_ok!(ModelFactory::fail_job(signed(WORKER_3), job, FailReason::BadRecords));
		assert!(matches!(status(job), JobStatus::Open { .. }));
		assert_ok!(ModelFactory::claim_job(signed(WORKER_2), job));
		assert_ok!(ModelFactory::submit_result(signed(WORKER_2), job, result(1_000)));
	});
}

#[test]
fn fail_should_end_the_job_at_once_when_nobody_else_can_be_asked() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		let reason = Some(FailReason::Diverged);
		assert_ok!(ModelFactory::fail_job(signed(WORKER), job, FailReason::Diverged));
		System::assert_last_event(Event::JobFailed { job, reason, refund: PAYMENT - 50 }.into());
		assert_eq!(status(job), JobStatus::Failed { reason });
		assert!(ModelFactory::jobs_of(STASH).is_empty());
	});
}

#[test]
fn fail_should_refuse_who_may_not_and_after_the_deadline() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = claimed();
		let fail = |who| ModelFactory::fail_job(signed(who), job, FailReason::Internal);
		assert_noop!(fail(ANYONE), Error::<Test>::NotWorker);
		assert_noop!(fail(WORKER_2), Error::<Test>::NotClaimant);
		// Giving up late is no way around the slash.
		advance(CLAIM_PERIOD + 1);
		assert_noop!(fail(WORKER), Error::<Test>::DeadlinePassed);
		let waiting = open();
		assert_noop!(
			ModelFactory::fail_job(signed(WORKER), waiting, FailReason::Internal),
			Error::<Test>::JobNotClaimed
		);
	});
}
