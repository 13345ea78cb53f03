use crate::{mock::*, Candidates, CoolDowns, Error, Event, HoldReason, Ledger, Offences, SittingOut, Status};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::Balance;
use sp_runtime::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

const DELEGATOR: u64 = 20;
const REPORTER: u64 = 21;

fn report_by(reporters: &[u64], validators: &[u64], percent: u32, session: u32) {
	let offenders: Vec<_> = validators
		.iter()
		.map(|validator| OffenceDetails { offender: *validator, reporters: reporters.to_vec() })
		.collect();
	let fractions = vec![Perbill::from_percent(percent); offenders.len()];
	let weight = Validators::on_offence(&offenders, &fractions, session);
	assert!(weight.any_gt(frame_support::weights::Weight::zero()));
}

fn report(validators: &[u64], percent: u32, session: u32) {
	report_by(&[REPORTER], validators, percent, session);
}

fn recorded(session: u32, validator: u64) -> Option<Perbill> {
	Offences::<Test>::get(session).get(&validator).copied()
}

fn stake(validator: u64) -> Balance {
	Ledger::<Test>::get(validator).map_or(0, |ledger| ledger.pool.stake)
}

#[test]
fn a_slash_should_reach_bond_delegations_and_what_left_since() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 2, 6_000));
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, 1_000));
		run_to_session(1);
		let before = free(TREASURY);
		report(&[2], 20, 1);
		// A fifth of 15,000 in the pool, and of 1,000 that counted until session 1.
		System::assert_has_event(
			Event::Slashed {
				validator: 2,
				session: 1,
				stake: 3_000,
				unbonding: 200,
				reporters: 320,
				treasury: 2_880,
			}
			.into(),
		);
		assert_eq!(stake(2), 12_000);
		assert_eq!(Validators::validator(2).map(|info| info.bond), Some(8_000));
		assert_eq!(Validators::position(2, DELEGATOR).stake, 4_000);
		assert_eq!(free(REPORTER), ENDOWMENT + 320);
		assert_eq!(free(TREASURY), before + 2_880);
		assert_eq!(held(HoldReason::Stake), 3 * BOND + 12_000);

		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(signed(DELEGATOR)));
		assert_eq!(free(DELEGATOR), ENDOWMENT - 6_000 + 800);
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, Balance::MAX));
		assert_eq!(held(HoldReason::Unbonding), 4_000);
	});
}

#[test]
fn a_slash_should_not_reach_what_left_before() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 2, 1_000));
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, 1_000));
		run_to_session(2);
		// It counted until session 1.
		report(&[2], 50, 2);
		assert_eq!(held(HoldReason::Unbonding), 1_000);
		report(&[2], 50, 1);
		assert_eq!(held(HoldReason::Unbonding), 500);
	});
}

#[test]
fn a_slash_should_reach_a_validator_that_left() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::leave(signed(1)));
		run_to_session(2);
		assert_ok!(Validators::purge_keys(signed(1)));
		assert_eq!(Ledger::<Test>::get(1), None);
		report(&[1], 30, 1);
		assert_eq!(held(HoldReason::Unbonding), 7_000);
		assert_ok!(set_keys(1, 1));
		assert_noop!(Validators::join(signed(1), BOND), Error::<Test>::CoolingDown);
		run_to_session(2 + COOL_DOWN);
		assert_ok!(Validators::join(signed(1), BOND));
		assert_eq!(CoolDowns::<Test>::get(1), None);
	});
}

#[test]
fn a_worse_offence_should_cost_the_difference() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2], 20, 1);
		assert_eq!(stake(2), 8_000);
		System::reset_events();
		report(&[2], 10, 1);
		report(&[2], 20, 1);
		assert!(System::events().is_empty());
		report(&[2], 50, 1);
		assert_eq!(stake(2), 5_000);
		assert_eq!(recorded(1, 2), Some(Perbill::from_percent(50)));
		// Another session's offence is another slash.
		report(&[2], 50, 0);
		assert_eq!(stake(2), 2_500);
	});
}

#[test]
fn reporters_should_share_and_the_rest_be_the_treasurys() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		let before = free(TREASURY);
		// Account 77 does not exist and could not exist with its part of three.
		report_by(&[REPORTER, DELEGATOR, 77], &[2], 1, 1);
		assert_eq!(free(REPORTER), ENDOWMENT + 3);
		assert_eq!(free(DELEGATOR), ENDOWMENT + 3);
		assert_eq!(free(TREASURY), before + 94);
		report_by(&[], &[3], 1, 1);
		assert_eq!(free(TREASURY), before + 194);
	});
}

#[test]
fn an_offender_should_be_sent_away_and_return_after_the_cool_down() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2], 5, 1);
		System::assert_has_event(Event::Chilled { validator: 2, until: 1 + COOL_DOWN }.into());
		assert_eq!(Ledger::<Test>::get(2).map(|ledger| ledger.status), Some(Status::Idle));
		assert_noop!(Validators::delegate(signed(DELEGATOR), 2, 100), Error::<Test>::NotCandidate);
		run_to_session(3);
		assert_eq!(Session::validators(), vec![1, 3, 4]);
		run_to_session(COOL_DOWN);
		assert_noop!(Validators::rejoin(signed(2)), Error::<Test>::CoolingDown);
		run_to_session(1 + COOL_DOWN);
		assert_ok!(Validators::rejoin(signed(2)));
		System::assert_last_event(Event::Rejoined { validator: 2, stake: 9_500 }.into());
		run_to_session(3 + COOL_DOWN);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn rejoin_should_need_the_least_bond() {
	ExtBuilder::default().build_and_execute(|| {
		report(&[2], 95, 0);
		report(&[3], 100, 0);
		run_to_session(COOL_DOWN);
		assert_noop!(Validators::rejoin(signed(2)), Error::<Test>::BondTooLow);
		assert_ok!(Validators::delegate(signed(2), 2, 500));
		assert_ok!(Validators::rejoin(signed(2)));
		// A pool slashed to nothing is closed for good.
		assert_noop!(Validators::rejoin(signed(3)), Error::<Test>::PoolWiped);
		assert_noop!(Validators::delegate(signed(3), 3, 500), Error::<Test>::PoolWiped);
		assert_ok!(Validators::leave(signed(3)));
		assert_ok!(Validators::purge_keys(signed(3)));
		assert_eq!(Ledger::<Test>::get(3), None);
	});
}

#[test]
fn the_minimum_should_stay_whatever_they_did() {
	ExtBuilder::default().build_and_execute(|| {
		report(&[1, 2, 3], 100, 0);
		let left: Vec<_> = Candidates::<Test>::get().into_iter().map(|one| one.validator).collect();
		assert_eq!(left, vec![4, 3]);
		run_to_session(2);
		assert_eq!(Session::validators(), vec![3, 4]);
		assert_noop!(Validators::leave(signed(3)), Error::<Test>::TooFewValidators);
		assert_noop!(Validators::delegate(signed(DELEGATOR), 3, 500), Error::<Test>::PoolWiped);
	});
}

#[test]
fn an_offender_should_sit_out_and_return() {
	ExtBuilder { validators: vec![1, 2, 3, 4], minimum: 4, ..Default::default() }.build_and_execute(|| {
		run_to_session(1);
		report(&[2], 5, 1);
		// It cannot be spared, so it stays in the set, without a say for a while.
		assert_eq!(Session::disabled_validators(), vec![1]);
		assert_eq!(SittingOut::<Test>::get().first().map(|one| one.until), Some(1 + DISABLE_PERIOD));
		run_to_session(2);
		assert_eq!(Session::disabled_validators(), vec![1]);
		run_to_session(3);
		assert_eq!(Session::disabled_validators(), Vec::<u32>::new());
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		assert!(SittingOut::<Test>::get().is_empty());
	});
}

#[test]
fn a_new_set_should_not_let_an_offender_back_early() {
	ExtBuilder { minimum: 4, ..Default::default() }.build_and_execute(|| {
		join(5, 1_000);
		run_to_session(1);
		report(&[1], 5, 1);
		assert_eq!(Session::disabled_validators(), vec![0]);
		// The session pallet forgets whom it disabled when the set changes.
		run_to_session(2);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4, 5]);
		assert_eq!(Session::disabled_validators(), vec![0]);
		run_to_session(3);
		assert_eq!(Session::disabled_validators(), Vec::<u32>::new());
	});
}

#[test]
fn a_worse_offender_should_take_the_place_of_a_lesser_one() {
	ExtBuilder { minimum: 4, ..Default::default() }.build_and_execute(|| {
		run_to_session(1);
		report(&[2], 5, 1);
		report(&[3], 10, 1);
		assert_eq!(Session::disabled_validators(), vec![2]);
		report(&[1], 7, 1);
		assert_eq!(Session::disabled_validators(), vec![2]);
		assert_eq!(SittingOut::<Test>::get().len(), 1);
	});
}

#[test]
fn offence_should_disable_nobody_when_the_set_is_small() {
	ExtBuilder { validators: vec![1, 2, 3], ..Default::default() }.build_and_execute(|| {
		run_to_session(1);
		report(&[1], 100, 1);
		assert_eq!(recorded(1, 1), Some(Perbill::from_percent(100)));
		assert!(Session::disabled_validators().is_empty());
	});
}

#[test]
fn offence_should_be_ignored_when_too_old_or_in_the_future() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(5);
		report(&[1], 5, 1);
		report(&[1], 5, 6);
		assert_eq!(Offences::<Test>::iter().count(), 0);
		assert_eq!(stake(1), BOND);
		report(&[1], 5, 2);
		assert_eq!(recorded(2, 1), Some(Perbill::from_percent(5)));
	});
}

#[test]
fn offences_should_be_forgotten() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(2);
		report(&[1], 5, 2);
		run_to_session(5);
		assert_eq!(Offences::<Test>::iter().count(), 1);
		run_to_session(6);
		assert_eq!(Offences::<Test>::iter().count(), 0);
	});
}
