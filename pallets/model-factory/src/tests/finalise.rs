//! Tests of payment, expiry, and dropping jobs that are over.

use crate::{Error, Event, Finished, HoldReason, WeightInfo, mock::*};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	traits::{
		fungible::{InspectHold, Mutate},
		tokens::Preservation,
	},
};
use openledger_primitives::{
	JobId,
	datanet::SnapshotRef,
	job::{FailReason, JobStatus},
	model::Lineage,
};

fn finalise(job: JobId) -> DispatchResultWithPostInfo {
	ModelFactory::finalise_job(signed(ANYONE), job)
}

#[test]
fn finalise_should_pay_everyone_and_make_the_model() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = submitted(1_000);
		advance(WINDOW);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		advance(1);
		assert_ok!(finalise(job));
		System::assert_last_event(
			Event::JobFinalised { job, model: 100, provider_fee: 100, datanet_fees: 20, refund: 9_880 }
				.into(),
		);
		assert_eq!(free(&STASH), FUNDS - BOND + 100);
		assert_eq!(free(&BUILDER), FUNDS - 120);
		assert_eq!(Balances::balance_on_hold(&HoldReason::JobEscrow.into(), &BUILDER), 0);
		// 20 planck by 100 and 300 bytes; the snapshot without a fee pays no one.
		let earnings = world(|w| w.earnings.clone());
		assert_eq!(earnings.into_iter().collect::<Vec<_>>(), [(account(101), 5), (account(102), 15)]);
		let lineage = Lineage {
			base: BASE,
			job,
			snapshots: spec().snapshots,
			adapter: result(1).adapter,
			adapter_bytes: 64,
			trace: result(1).trace,
			evaluation: None,
		};
		assert_eq!(world(|w| w.tuned.clone()), [(BUILDER, spec().name, lineage)]);
		assert_eq!(status(job), JobStatus::Finalised { provider: STASH, result: result(1_000), model: 100 });
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		assert!(ModelFactory::jobs_of(STASH).is_empty());
	});
}

#[test]
fn finalise_should_manage_without_a_refund() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let mut spec = spec();
		spec.snapshots = vec![LARGE].try_into().unwrap();
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec, PAYMENT / 2));
		assert_ok!(ModelFactory::claim_job(signed(WORKER), 0));
		assert_ok!(ModelFactory::submit_result(signed(WORKER), 0, result(50_000)));
		advance(WINDOW + 1);
		assert_ok!(finalise(0));
		System::assert_last_event(
			Event::JobFinalised { job: 0, model: 100, provider_fee: PAYMENT / 2, datanet_fees: 0, refund: 0 }
				.into(),
		);
	});
}

#[test]
fn finalise_should_pay_a_contributor_once_for_all_contributions() {
	ExtBuilder.build_and_execute(|| {
		provide();
		world(|w| w.contributors.values_mut().for_each(|c| *c = OTHER_BUILDER));
		let job = submitted(1_000);
		advance(WINDOW + 1);
		assert_ok!(finalise(job));
		assert_eq!(world(|w| w.earnings.clone()).into_iter().collect::<Vec<_>>(), [(OTHER_BUILDER, 20)]);
	});
}

#[test]
fn finalise_should_send_the_treasury_the_share_of_an_unknown_contribution() {
	ExtBuilder.build_and_execute(|| {
		provide();
		world(|w| w.contributors.remove(&2));
		let job = submitted(1_000);
		advance(WINDOW + 1);
		assert_ok!(finalise(job));
		System::assert_last_event(
			Event::JobFinalised { job, model: 100, provider_fee: 100, datanet_fees: 20, refund: 9_880 }
				.into(),
		);
	});
}

#[test]
fn finalise_should_return_the_weight_of_contributions_it_did_not_pay() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = submitted(1_000);
		advance(WINDOW + 1);
		let call = crate::Call::<Test>::finalise_job { job };
		assert_eq!(call.get_dispatch_info().call_weight, <() as WeightInfo>::finalise_job(2_048));
		assert_eq!(finalise(job).unwrap().actual_weight, Some(<() as WeightInfo>::finalise_job(2)));
	});
}

#[test]
fn finalise_should_end_and_pay_a_job_whose_model_the_registry_refuses() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = submitted(1_000);
		advance(WINDOW + 1);
		world(|w| w.registry_is_full = true);
		assert_ok!(finalise(job));
		System::assert_last_event(Event::JobFailed { job, reason: None, refund: PAYMENT - 120 }.into());
		assert_eq!((status(job), free(&BUILDER)), (JobStatus::Failed { reason: None }, FUNDS - 120));
		assert_eq!(free(&STASH), FUNDS - BOND + 100);
		assert!(ModelFactory::jobs_of(STASH).is_empty());
	});
}

#[test]
fn finalise_should_turn_a_fee_too_small_to_open_an_account_into_earnings() {
	ExtBuilder.build_and_execute(|| {
		let mut offer = capabilities();
		offer.max_parallel = 5;
		offer.price_per_1k_tokens = 1;
		assert_ok!(ModelFactory::register_provider(signed(STASH), WORKER, offer));
		let done = submitted(1_000);
		// The whole bond is slashed away and the account emptied.
		let lapsed: Vec<_> = (0..4).map(|_| claimed()).collect();
		advance(CLAIM_PERIOD + 1);
		for job in lapsed {
			assert_ok!(finalise(job));
		}
		let all = free(&STASH);
		assert_ok!(<Balances as Mutate<_>>::transfer(&STASH, &ANYONE, all, Preservation::Expendable));
		assert_ok!(finalise(done));
		System::assert_last_event(
			Event::JobFinalised { job: done, model: 100, provider_fee: 1, datanet_fees: 20, refund: 9_979 }
				.into(),
		);
		assert_eq!((free(&STASH), world(|w| w.earnings[&STASH])), (0, 1));
	});
}

#[test]
fn finalise_should_slash_a_provider_that_vanished_and_reopen_the_job() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		advance(CLAIM_PERIOD);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		advance(1);
		assert_ok!(finalise(job));
		let until = now() + OPEN_PERIOD;
		System::assert_has_event(Event::ProviderSlashed { stash: STASH, job, amount: SLASH }.into());
		System::assert_last_event(Event::JobReopened { job, reason: None, until }.into());
		assert_eq!(free(&BUILDER), FUNDS - PAYMENT);
		assert_eq!(free(&TREASURY), FUNDS + SLASH);
		assert_eq!(ModelFactory::provider(STASH).unwrap().reputation.expired, 1);
		assert_eq!(status(job), JobStatus::Open { until });
		// It has paid for it: it may try again once its bond is whole.
		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
	});
}

#[test]
fn finalise_should_fail_the_job_when_the_last_attempt_expires() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = open();
		for _ in 0..3 {
			assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
			assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
			advance(CLAIM_PERIOD + 1);
			assert_ok!(finalise(job));
		}
		System::assert_last_event(Event::JobFailed { job, reason: None, refund: PAYMENT }.into());
		assert_eq!(status(job), JobStatus::Failed { reason: None });
		assert_eq!((free(&BUILDER), free(&TREASURY)), (FUNDS, FUNDS + 3 * SLASH));
	});
}

#[test]
fn finalise_should_slash_no_more_than_the_bond() {
	ExtBuilder.build_and_execute(|| {
		let mut offer = capabilities();
		offer.max_parallel = 4;
		assert_ok!(ModelFactory::register_provider(signed(STASH), WORKER, offer));
		let jobs: Vec<_> = (0..4).map(|_| claimed()).collect();
		advance(CLAIM_PERIOD + 1);
		for job in &jobs {
			assert_ok!(finalise(*job));
		}
		let amount = BOND - 3 * SLASH;
		System::assert_has_event(Event::ProviderSlashed { stash: STASH, job: jobs[3], amount }.into());
		assert_eq!(ModelFactory::provider(STASH).unwrap().bond, 0);
		assert_ok!(ModelFactory::leave(signed(STASH)));
		advance(NOTICE + 1);
		assert_ok!(ModelFactory::leave(signed(STASH)));
	});
}

#[test]
fn finalise_should_refund_a_job_no_one_takes() {
	ExtBuilder.build_and_execute(|| {
		let job = open();
		advance(OPEN_PERIOD);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		advance(1);
		assert_ok!(finalise(job));
		System::assert_last_event(Event::JobFailed { job, reason: None, refund: PAYMENT }.into());
		assert_eq!(free(&BUILDER), FUNDS);
		assert_noop!(finalise(77), Error::<Test>::UnknownJob);
	});
}

#[test]
fn old_records_should_be_forgotten_and_ids_never_reused() {
	ExtBuilder.build_and_execute(|| {
		for expected in 0..6 {
			let job = open();
			assert_eq!(job, expected);
			assert_ok!(ModelFactory::cancel_job(signed(BUILDER), job));
		}
		System::assert_has_event(Event::JobForgotten { job: 2 }.into());
		assert_eq!(ModelFactory::job(2), None);
		assert!((3..6).all(|job| ModelFactory::job(job).is_some()));
		assert_eq!(Finished::<Test>::iter().count(), KEEP as usize);
	});
}

#[test]
fn a_full_job_should_pay_two_thousand_contributions() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let refs: Vec<_> = (1..=8).map(|number| SnapshotRef { datanet: 7, number }).collect();
		for at in &refs {
			let sizes: Vec<u64> = (0..256).map(|i| 1_000 + i).collect();
			publish(*at, 50_000, u64::from(at.number) * 1_000, &sizes);
		}
		let mut spec = spec();
		spec.snapshots = refs.try_into().unwrap();
		spec.hyper.epochs = 1;
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec, FUNDS / 2));
		assert_ok!(ModelFactory::claim_job(signed(WORKER), 0));
		assert_ok!(ModelFactory::submit_result(signed(WORKER), 0, result(8_000)));
		advance(WINDOW + 1);
		assert_eq!(finalise(0).unwrap().actual_weight, Some(<() as WeightInfo>::finalise_job(2_048)));
		let paid: u128 = world(|w| w.earnings.values().sum());
		assert_eq!(paid, 400_000);
	});
}

#[test]
fn a_failed_job_should_be_over() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		assert_ok!(ModelFactory::fail_job(signed(WORKER), job, FailReason::BadRecords));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::JobNotOpen);
		assert_noop!(ModelFactory::cancel_job(signed(BUILDER), job), Error::<Test>::JobOver);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
	});
}
