//! Tests of submitting jobs.

use super::Spoiled;
use crate::{Error, Event, HoldReason, Jobs, NextJob, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{
	Hash,
	datanet::SnapshotRef,
	decimal::Decimal,
	job::{JobSpec, JobStatus},
};

#[test]
fn submit_should_hold_the_payment_and_open_the_job() {
	ExtBuilder.build_and_execute(|| {
		let job = open();
		System::assert_last_event(
			Event::JobSubmitted { job, builder: BUILDER, base: BASE, escrow: PAYMENT }.into(),
		);
		assert_eq!(Balances::balance_on_hold(&HoldReason::JobEscrow.into(), &BUILDER), PAYMENT);
		assert_eq!(free(&BUILDER), FUNDS - PAYMENT);
		assert_eq!(status(job), JobStatus::Open { until: now() + OPEN_PERIOD });
		let charges = Jobs::<Test>::get(job).unwrap().charges;
		assert_eq!(charges.iter().map(|c| (c.bytes, c.records)).collect::<Vec<_>>(), [(400, 6), (600, 3)]);
		assert_eq!(open(), job + 1);
	});
}

#[test]
fn submit_should_refuse_a_bad_specification() {
	let unpublished = SnapshotRef { datanet: 1, number: 2 };
	let cases: [Spoiled<JobSpec>; 19] = [
		(&|s| s.name = Default::default(), Error::BadName),
		(&|s| s.name = vec![0xff, 0xfe].try_into().unwrap(), Error::BadName),
		(&|s| s.name = b"a\nb".to_vec().try_into().unwrap(), Error::BadName),
		(&|s| s.name = b"  ".to_vec().try_into().unwrap(), Error::BadName),
		(&|s| s.base = 3, Error::UnknownBase),
		(&|s| s.snapshots = Default::default(), Error::BadSnapshots),
		(&|s| s.snapshots = vec![LARGE, SMALL].try_into().unwrap(), Error::BadSnapshots),
		(&|s| s.snapshots = vec![SMALL, SMALL].try_into().unwrap(), Error::BadSnapshots),
		(&|s| s.snapshots = vec![unpublished].try_into().unwrap(), Error::UnknownSnapshot),
		(&|s| s.held_out = Some(Hash::from_low_u64_be(11)), Error::HeldOutInTraining),
		(&|s| s.hyper.rank = 0, Error::BadRank),
		(&|s| s.hyper.alpha = 0, Error::BadAlpha),
		(&|s| s.hyper.targets = Default::default(), Error::BadTargets),
		(&|s| s.hyper.learning_rate = Decimal(0), Error::BadLearningRate),
		(&|s| s.hyper.epochs = 101, Error::BadEpochs),
		(&|s| s.hyper.batch = 0, Error::BadBatch),
		(&|s| s.hyper.max_length = 7, Error::BadLength),
		(&|s| s.hyper.weight_decay = Decimal(1_000_000_001), Error::BadWeightDecay),
		(
			&|s| s.snapshots = vec![SnapshotRef { datanet: 9, number: 1 }].try_into().unwrap(),
			Error::EmptySnapshot,
		),
	];
	ExtBuilder.build_and_execute(|| {
		publish(SnapshotRef { datanet: 9, number: 1 }, 0, 90, &[]);
		for (spoil, error) in cases {
			let mut bad = spec();
			spoil(&mut bad);
			assert_noop!(ModelFactory::submit_job(signed(BUILDER), bad, PAYMENT), error);
		}
		assert_eq!(NextJob::<Test>::get(), 0);
	});
}

#[test]
fn submit_should_refuse_too_little_or_missing_money() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(ModelFactory::submit_job(signed(BUILDER), spec(), 99), Error::<Test>::PaymentTooLow);
		assert_noop!(
			ModelFactory::submit_job(signed(BUILDER), spec(), FUNDS + 1),
			sp_runtime::TokenError::FundsUnavailable
		);
	});
}

#[test]
fn submit_should_refuse_when_too_many_jobs_are_open_or_claimed() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let first = claimed();
		for _ in 1..MAX_OPEN {
			open();
		}
		let refused = || ModelFactory::submit_job(signed(OTHER_BUILDER), spec(), 9_000);
		assert_noop!(refused(), Error::<Test>::TooManyJobs);
		// The claimed one finds room to come back …
		assert_ok!(ModelFactory::fail_job(
			signed(WORKER),
			first,
			openledger_primitives::job::FailReason::Internal
		));
		assert_noop!(refused(), Error::<Test>::TooManyJobs);
		// … and leaves some when it ends.
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), first));
		assert_ok!(refused());
	});
}

#[test]
fn submit_should_accept_held_out_records_kept_apart() {
	ExtBuilder.build_and_execute(|| {
		let mut spec = spec();
		spec.held_out = Some(Hash::repeat_byte(0xaa));
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec, PAYMENT));
	});
}
