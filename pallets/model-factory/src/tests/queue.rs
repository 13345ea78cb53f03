//! Tests of the queue of open jobs: its ranking, its room, and how it cleans itself.

use crate::{Error, Event, Offers, OpenJobs, OpenOf, mock::*};
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};
use openledger_primitives::{
	Balance, JobId,
	job::{JobStatus, Wishes},
};

fn offer(payment: Balance) -> JobId {
	let id = crate::NextJob::<Test>::get();
	assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec(), payment));
	id
}

fn ranked() -> Vec<JobId> {
	Offers::<Test>::get().iter().map(|offer| offer.id).collect()
}

fn idle() {
	ModelFactory::on_idle(System::block_number(), Weight::MAX);
}

#[test]
fn queue_should_rank_by_price_and_page() {
	ExtBuilder.build_and_execute(|| {
		let (low, high, middle) = (offer(1_000), offer(3_000), offer(2_000));
		assert_eq!(ranked(), [high, middle, low]);
		assert_eq!(OpenOf::<Test>::get(BUILDER), 3);
		let ids = |jobs: Vec<openledger_primitives::job::JobInfo<_>>| {
			jobs.into_iter().map(|job| job.id).collect::<Vec<_>>()
		};
		assert_eq!(ids(ModelFactory::open_jobs()), [low, high, middle]);
		assert_eq!(ids(ModelFactory::open_jobs_from(high, 1)), [high]);
		assert_eq!(ids(ModelFactory::best_jobs(1, 9)), [middle, low]);
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), high));
		assert_eq!(ranked(), [middle, low]);
	});
}

#[test]
fn queue_should_clean_itself_a_few_jobs_a_block() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..MAX_OPEN {
			open();
		}
		advance(OPEN_PERIOD);
		idle();
		assert_eq!(OpenJobs::<Test>::get().len(), 5);
		advance(1);
		ModelFactory::on_idle(System::block_number(), Weight::zero());
		assert_eq!(OpenJobs::<Test>::get().len(), 5);
		idle();
		assert_eq!(OpenJobs::<Test>::get().len(), 1);
		idle();
		assert!(OpenJobs::<Test>::get().is_empty() && ranked().is_empty());
		// All came back but what the last places cost.
		let fees = free(&TREASURY) - FUNDS;
		assert_eq!(free(&BUILDER), FUNDS - fees);
		assert!(fees > 0);
	});
}

#[test]
fn full_queue_should_make_room_for_who_offers_more() {
	ExtBuilder.build_and_execute(|| {
		let jobs: Vec<_> = (0..MAX_OPEN).map(|_| open()).collect();
		let last = *jobs.last().unwrap();
		let more = |payment| ModelFactory::submit_job(signed(OTHER_BUILDER), spec(), payment);
		// Its place cost the last one a part of its payment.
		let escrow = ModelFactory::job(last).unwrap().escrow;
		assert_noop!(more(escrow), Error::<Test>::TooManyJobs);
		assert_ok!(more(PAYMENT));
		assert_eq!(status(last), JobStatus::Failed { reason: None });
		assert_eq!(OpenJobs::<Test>::get().len(), MAX_OPEN as usize);
		System::assert_has_event(Event::JobFailed { job: last, reason: None, refund: escrow }.into());
	});
}

#[test]
fn queue_should_hold_only_so_many_jobs_of_one_builder() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..MAX_OPEN {
			open();
		}
		assert_noop!(
			ModelFactory::submit_job(signed(BUILDER), spec(), FUNDS / 2),
			Error::<Test>::TooManyOwnJobs
		);
	});
}

#[test]
fn wishes_should_keep_others_from_the_job() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let with = |wishes| {
			let id = crate::NextJob::<Test>::get();
			assert_ok!(ModelFactory::submit_job_with(signed(BUILDER), spec(), PAYMENT, wishes));
			id
		};
		let claim = |who, job| ModelFactory::claim_job(signed(who), job);
		let cheap = with(Wishes { max_price_per_1k_tokens: Some(PRICE - 1), ..Default::default() });
		assert_noop!(claim(WORKER, cheap), Error::<Test>::TooDear);
		let mut cheaper = capabilities();
		cheaper.price_per_1k_tokens = PRICE - 1;
		assert_ok!(ModelFactory::update_provider(signed(STASH), cheaper));
		assert_ok!(claim(WORKER, cheap));

		let named = with(Wishes { providers: vec![STASH].try_into().unwrap(), ..Default::default() });
		assert_noop!(claim(WORKER_2, named), Error::<Test>::NotWished);
		assert_ok!(claim(WORKER, named));

		let known = with(Wishes { least_done: 1, ..Default::default() });
		assert_noop!(claim(WORKER_2, known), Error::<Test>::NotWished);
		assert_ok!(ModelFactory::submit_result(signed(WORKER), cheap, result(1_000)));
		advance(WINDOW + 1);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), cheap));
		assert_eq!(ModelFactory::provider(STASH).unwrap().reputation.done, 1);
		assert_ok!(claim(WORKER, known));
	});
}
