//! Tests of the deposit behind the model that a job is to make.

use crate::{Error, Event, HoldReason, Jobs, ModelDeposits, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{Balance, JobId, job::JobStatus};

const DEPOSIT: Balance = 70;
/// What a job over both snapshots costs at 1,000 tokens.
const COST: Balance = 120;

fn held() -> Balance {
	Balances::balance_on_hold(&HoldReason::JobEscrow.into(), &BUILDER)
}

/// Runs a test in which the record of a tuned model costs something.
fn with_deposit(test: impl FnOnce()) {
	TunedDeposit::set(DEPOSIT);
	ExtBuilder.build_and_execute(test);
	TunedDeposit::set(0);
}

/// Checks that a job is over and that nothing is on hold for it.
fn assert_settled(job: JobId) {
	assert_eq!((held(), ModelDeposits::<Test>::contains_key(job)), (0, false));
}

#[test]
fn submit_should_set_the_deposit_apart_from_the_escrow() {
	with_deposit(|| {
		let job = open();
		assert_eq!(held(), PAYMENT);
		assert_eq!(Jobs::<Test>::get(job).unwrap().escrow, PAYMENT - DEPOSIT);
		assert_eq!(ModelDeposits::<Test>::get(job), DEPOSIT);
	});
}

#[test]
fn submit_should_refuse_a_payment_that_leaves_too_little_beside_the_deposit() {
	with_deposit(|| {
		for payment in [0, DEPOSIT, DEPOSIT + 99] {
			let call = ModelFactory::submit_job(signed(BUILDER), spec(), payment);
			assert_noop!(call, Error::<Test>::PaymentTooLow);
		}
		assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec(), DEPOSIT + 100));
	});
}

#[test]
fn finalise_should_hand_the_deposit_to_the_model() {
	with_deposit(|| {
		provide();
		let job = submitted(1_000);
		// What the record costs by now does not matter: the deposit is the one that was asked for.
		TunedDeposit::set(DEPOSIT * 2);
		advance(WINDOW + 1);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));
		let refund = PAYMENT - COST - DEPOSIT;
		let JobStatus::Finalised { model, .. } = status(job) else { panic!("the job is not finalised") };
		let (provider_fee, datanet_fees) = (100, COST - 100);
		System::assert_last_event(
			Event::JobFinalised { job, model, provider_fee, datanet_fees, refund }.into(),
		);
		// The registry of the mock takes the deposit into the free balance.
		assert_eq!(free(&BUILDER), FUNDS - COST);
		assert_settled(job);
	});
}

#[test]
fn finalise_should_return_the_deposit_where_the_registry_refuses_the_model() {
	with_deposit(|| {
		provide();
		let job = submitted(1_000);
		advance(WINDOW + 1);
		world(|w| w.registry_is_full = true);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));
		System::assert_last_event(Event::JobFailed { job, reason: None, refund: PAYMENT - COST }.into());
		assert_eq!(free(&BUILDER), FUNDS - COST);
		assert_settled(job);
	});
}

#[test]
fn cancelling_and_giving_up_should_return_the_deposit() {
	with_deposit(|| {
		let cancelled = open();
		assert_ok!(ModelFactory::cancel_job(signed(BUILDER), cancelled));
		assert_eq!(status(cancelled), JobStatus::Cancelled);
		assert_settled(cancelled);
		let lapsed = open();
		advance(OPEN_PERIOD + 1);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), lapsed));
		assert_eq!(status(lapsed), JobStatus::Failed { reason: None });
		assert_settled(lapsed);
		assert_eq!(free(&BUILDER), FUNDS);
	});
}

#[test]
fn a_job_from_before_the_deposit_should_end_without_one() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = submitted(1_000);
		TunedDeposit::set(DEPOSIT);
		advance(WINDOW + 1);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));
		assert_eq!(free(&BUILDER), FUNDS - COST);
		assert_settled(job);
		TunedDeposit::set(0);
	});
}
