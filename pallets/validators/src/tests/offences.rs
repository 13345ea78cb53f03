use crate::{
	Candidates, Cases, CoolDowns, Entries, Error, Event, HoldReason, Ledger, Offences, PendingSlashes,
	SittingOut, Status, mock::*,
};
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

/// Lets the sessions pass for which a slash waits.
fn wait() {
	run_to_session(Session::current_index() + Validators::slash_defer() + 1);
}

#[test]
fn a_slash_should_take_the_bond_first() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 2, 6_000));
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, 1_000));
		run_to_session(1);
		let before = free(TREASURY);
		report(&[2], 20, 1);
		System::assert_has_event(
			Event::SlashDeferred { validator: 2, session: 1, fraction: Perbill::from_percent(20), due: 2 }
				.into(),
		);
		assert_eq!(stake(2), 15_000);
		wait();
		// A fifth of 15,000 in the pool, and of 1,000 that counted until session 1: the bond covers it.
		System::assert_has_event(
			Event::Slashed {
				validator: 2,
				session: 1,
				stake: 3_200,
				unbonding: 0,
				reporters: 320,
				treasury: 2_880,
			}
			.into(),
		);
		assert_eq!(Validators::validator(2).map(|info| info.bond), Some(6_800));
		assert_eq!(Validators::position(2, DELEGATOR).stake, 5_000);
		assert_eq!(free(REPORTER), ENDOWMENT + 320);
		assert_eq!(free(TREASURY), before + 2_880);
		assert_eq!(held(HoldReason::Stake), 3 * BOND + 11_800);
		assert_noop!(Validators::apply_slash(signed(REPORTER), 2, DELEGATOR), Error::<Test>::NothingToSlash);
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(signed(DELEGATOR)));
		assert_eq!(free(DELEGATOR), ENDOWMENT - 5_000);
	});
}

#[test]
fn delegators_should_answer_for_what_the_bond_does_not_cover() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 2, 6_000));
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, 1_000));
		run_to_session(1);
		report(&[2], 80, 1);
		run_to_session(2);
		// Who comes after the offence answers for nothing.
		assert_noop!(Validators::delegate(signed(22), 2, 1_000), Error::<Test>::NotCandidate);
		run_to_session(3);
		// Of 12,800 the bond covers 10,000. What is left is 2,800 of 6,000.
		assert_eq!(Validators::validator(2).map(|info| info.bond), Some(0));
		assert_eq!(free(REPORTER), ENDOWMENT + 1_000);
		assert_eq!(Validators::position(2, DELEGATOR).stake, 2_667);
		let before = free(TREASURY);
		assert_ok!(Validators::apply_slash(signed(REPORTER), 2, DELEGATOR));
		System::assert_last_event(
			Event::DelegatorSlashed { validator: 2, delegator: DELEGATOR, amount: 2_333 }.into(),
		);
		assert_eq!(free(TREASURY), before + 2_333);
		assert_eq!(stake(2), 2_667);
		assert_noop!(Validators::apply_slash(signed(REPORTER), 2, DELEGATOR), Error::<Test>::NothingToSlash);
		// It does not pay twice, and what was unbonding pays when it is withdrawn.
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, 2_667));
		assert_eq!(
			Validators::unbonding(DELEGATOR).iter().map(|one| one.amount).sum::<Balance>(),
			534 + 2_667
		);
		run_to_session(5 + UNBONDING);
		assert_ok!(Validators::withdraw(signed(DELEGATOR)));
		assert_eq!(free(DELEGATOR), ENDOWMENT - 6_000 + 534 + 2_667);
		assert_eq!(Entries::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_delegator_should_not_answer_for_sessions_before_it_came() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 2, 5_000));
		run_to_session(1);
		assert_ok!(Validators::delegate(signed(22), 2, 5_000));
		run_to_session(2);
		report(&[2], 100, 0);
		wait();
		assert_eq!(Validators::position(2, DELEGATOR).stake, 0);
		assert_eq!(Validators::position(2, 22).stake, 5_000);
		assert_noop!(Validators::withdraw(signed(22)), Error::<Test>::NothingToWithdraw);
		assert_ok!(Validators::undelegate(signed(22), 2, 5_000));
		assert_ok!(Validators::apply_slash(signed(22), 2, DELEGATOR));
		assert_eq!(stake(2), 0);
	});
}

#[test]
fn a_slash_should_not_reach_what_left_before() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 2, 1_000));
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 2, 1_000));
		run_to_session(2);
		// It counted until session 1.
		report(&[2], 100, 2);
		wait();
		assert_eq!(Validators::validator(2).map(|info| info.bond), Some(0));
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(signed(DELEGATOR)));
		assert_eq!(free(DELEGATOR), ENDOWMENT);
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
		wait();
		assert_eq!(held(HoldReason::Unbonding), 7_000);
		assert_ok!(set_keys(1, 1));
		assert_noop!(Validators::join(signed(1), BOND), Error::<Test>::CoolingDown);
		run_to_session(2 + COOL_DOWN);
		assert_ok!(Validators::join(signed(1), BOND));
		assert_eq!(CoolDowns::<Test>::get(1), None);
	});
}

#[test]
fn what_a_waiting_slash_claims_should_not_be_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::leave(signed(1)));
		run_to_session(1 + UNBONDING);
		// The last session in which it can be reported, and the last in which the bond is here.
		report(&[1], 30, 1);
		run_to_session(2 + UNBONDING);
		assert_noop!(Validators::withdraw(signed(1)), Error::<Test>::SlashPending);
		run_to_session(3 + UNBONDING);
		assert_ok!(Validators::withdraw(signed(1)));
		assert_eq!(free(1), ENDOWMENT - 3_000);
	});
}

#[test]
fn a_worse_offence_should_cost_the_difference() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2], 20, 1);
		System::reset_events();
		report(&[2], 10, 1);
		report(&[2], 20, 1);
		assert!(System::events().is_empty());
		report(&[2], 50, 1);
		assert_eq!(PendingSlashes::<Test>::get(2).len(), 2);
		wait();
		assert_eq!(stake(2), 5_000);
		assert_eq!(recorded(1, 2), Some(Perbill::from_percent(50)));
	});
}

#[test]
fn proofs_of_many_sessions_should_cost_no_more_than_one() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(3);
		for session in 0..=3 {
			report(&[2], 20, session);
		}
		assert_eq!(PendingSlashes::<Test>::get(2).len(), 1);
		run_to_session(4);
		// It is still in the set, and can be sent away after this session at the earliest.
		report(&[2], 20, 4);
		assert_eq!(PendingSlashes::<Test>::get(2).len(), 1);
		run_to_session(5);
		assert_eq!(stake(2), 8_000);
		// Whoever does it again is called to account again.
		report(&[2], 20, 5);
		wait();
		assert_eq!(stake(2), 6_400);
	});
}

#[test]
fn many_steps_of_one_case_should_fit_into_few_slashes() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		for percent in 1..=20 {
			report(&[2], percent, 1);
		}
		assert_eq!(PendingSlashes::<Test>::get(2).len() as u32, crate::MAX_PENDING_SLASHES);
		wait();
		assert!((7_990..=8_010).contains(&stake(2)), "{}", stake(2));
	});
}

#[test]
fn a_mistaken_slash_should_be_lifted_while_it_waits() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2], 50, 1);
		assert_noop!(Validators::cancel_slash(signed(2), 2), sp_runtime::DispatchError::BadOrigin);
		assert_ok!(Validators::cancel_slash(RuntimeOrigin::root(), 2));
		assert_noop!(Validators::cancel_slash(RuntimeOrigin::root(), 2), Error::<Test>::NothingToSlash);
		// The same mistake, seen in another session.
		report(&[2], 70, 0);
		wait();
		assert_eq!(stake(2), BOND);
		assert_ok!(Validators::rejoin(signed(2)));
		run_to_session(Session::current_index() + 2 * UNBONDING);
		assert_eq!(Cases::<Test>::get(2), None);
	});
}

#[test]
fn a_reporter_should_be_paid_from_the_bond_or_not_at_all() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		let before = free(TREASURY);
		// Account 77 does not exist and could not exist with its part.
		report_by(&[77], &[2], 1, 1);
		report_by(&[], &[3], 1, 1);
		wait();
		assert_eq!(free(TREASURY), before + 90 + 10 + 100 - 10);
		assert_eq!(free(77), 10);
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
		// A bond that is gone can be put down anew.
		assert_noop!(Validators::rejoin(signed(3)), Error::<Test>::BondTooLow);
		assert_ok!(Validators::delegate(signed(3), 3, 1_000));
		assert_ok!(Validators::rejoin(signed(3)));
	});
}

#[test]
fn the_minimum_should_stay_whatever_they_did() {
	ExtBuilder::default().build_and_execute(|| {
		report(&[1, 2, 3], 100, 0);
		wait();
		let left: Vec<_> = Candidates::<Test>::get().into_iter().map(|one| one.validator).collect();
		assert_eq!(left, vec![4, 3]);
		run_to_session(2);
		assert_eq!(Session::validators(), vec![3, 4]);
		assert_noop!(Validators::leave(signed(3)), Error::<Test>::TooFewValidators);
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
