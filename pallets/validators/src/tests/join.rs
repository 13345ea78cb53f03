use crate::{Candidates, CoolDowns, Error, Event, HoldReason, Ledger, Status, Validators as Set, mock::*};
use frame_support::{assert_noop, assert_ok};
use pallet_session::Error as SessionError;
use sp_runtime::{Perbill, TokenError};

fn listed() -> Vec<(u64, u128)> {
	Candidates::<Test>::get().into_iter().map(|one| (one.validator, one.stake)).collect()
}

#[test]
fn join_should_bond_and_enter_the_set_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		join(5, 20_000);
		System::assert_last_event(Event::Joined { validator: 5, bond: 20_000 }.into());
		assert_eq!(listed().first(), Some(&(5, 20_000)));
		assert_eq!(free(5), ENDOWMENT - 20_000 - 5);
		assert_eq!(held(HoldReason::Stake), 4 * BOND + 20_000);
		run_to_session(1);
		System::assert_has_event(Event::SetPlanned { session: 2, validators: 5 }.into());
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		run_to_session(2);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4, 5]);
	});
}

#[test]
fn join_should_be_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Validators::join(signed(5), MIN_BOND - 1), Error::<Test>::BondTooLow);
		assert_noop!(Validators::join(signed(5), MIN_BOND), Error::<Test>::NoSessionKeys);
		assert_noop!(Validators::join(signed(1), MIN_BOND), Error::<Test>::AlreadyValidator);
		assert_ok!(set_keys(5, 5));
		assert_noop!(Validators::join(signed(5), ENDOWMENT), TokenError::FundsUnavailable);
		assert_ok!(Validators::join(signed(5), MIN_BOND));
		assert_noop!(Validators::join(signed(5), MIN_BOND), Error::<Test>::AlreadyValidator);
	});
}

#[test]
fn a_full_list_should_drop_its_last_for_more_stake() {
	ExtBuilder::default().build_and_execute(|| {
		for validator in 5..=7 {
			join(validator, 2_000);
		}
		assert_ok!(set_keys(8, 8));
		assert_noop!(Validators::join(signed(8), 2_000), Error::<Test>::CandidatesFull);
		assert_ok!(Validators::join(signed(8), 2_001));
		System::assert_has_event(Event::Displaced { validator: 7 }.into());
		assert_eq!(Ledger::<Test>::get(7).map(|ledger| ledger.status), Some(Status::Idle));
		assert_noop!(Validators::delegate(signed(20), 7, 100), Error::<Test>::NotCandidate);
		// More of its own brings it back, at the cost of another.
		assert_noop!(Validators::rejoin(signed(7)), Error::<Test>::CandidatesFull);
		assert_ok!(Validators::delegate(signed(7), 7, 500));
		assert_ok!(Validators::rejoin(signed(7)));
		System::assert_last_event(Event::Rejoined { validator: 7, stake: 2_500 }.into());
		assert_eq!(Ledger::<Test>::get(6).map(|ledger| ledger.status), Some(Status::Idle));
		assert_eq!(listed().len(), 7);
	});
}

#[test]
fn equal_stakes_should_keep_the_order_of_arrival() {
	ExtBuilder::default().build_and_execute(|| {
		join(6, BOND);
		join(5, BOND);
		let order: Vec<_> = listed().into_iter().map(|(validator, _)| validator).collect();
		assert_eq!(order, vec![1, 2, 3, 4, 6, 5]);
	});
}

#[test]
fn the_set_should_be_those_with_most_stake() {
	ExtBuilder::default().build_and_execute(|| {
		join(5, 5_000);
		join(6, 6_000);
		run_to_session(2);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4, 6]);
		assert_ok!(Validators::delegate(signed(20), 5, 1_500));
		run_to_session(4);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4, 5]);
		// The order of stakes alone changes nothing.
		let changes = Changes::get().len();
		assert_ok!(Validators::delegate(signed(20), 3, 1_500));
		run_to_session(7);
		assert_eq!(Changes::get()[changes..], [false, false, false]);
	});
}

#[test]
fn leave_should_unbond_and_serve_two_sessions_more() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::leave(signed(1)));
		System::assert_last_event(Event::Left { validator: 1, bond: BOND, session: 1 }.into());
		assert_eq!(Set::<Test>::get().into_inner(), vec![1, 2, 3, 4]);
		assert_noop!(Validators::leave(signed(1)), Error::<Test>::NotValidator);
		assert_noop!(Validators::set_commission(signed(1), Perbill::zero()), Error::<Test>::NotValidator);
		assert_noop!(Validators::delegate(signed(1), 1, 10), Error::<Test>::NotValidator);
		assert_noop!(Validators::delegate(signed(20), 1, 10), Error::<Test>::NotCandidate);
		assert_noop!(Validators::rejoin(signed(1)), Error::<Test>::NotValidator);
		assert_noop!(Validators::purge_keys(signed(1)), Error::<Test>::StillValidator);
		run_to_session(1);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		assert_noop!(Validators::purge_keys(signed(1)), Error::<Test>::StillValidator);
		run_to_session(2);
		assert_eq!(Session::validators(), vec![2, 3, 4]);
		assert_ok!(Validators::purge_keys(signed(1)));
		System::assert_has_event(Event::KeysPurged { who: 1 }.into());
		assert_eq!(Session::load_keys(&1), None);
		assert_eq!(Ledger::<Test>::get(1), None);
		assert_noop!(Validators::withdraw(signed(1)), Error::<Test>::NothingToWithdraw);
		run_to_session(1 + UNBONDING + 1);
		assert_ok!(Validators::withdraw(signed(1)));
		assert_eq!(free(1), ENDOWMENT);
	});
}

#[test]
fn leave_should_be_refused_at_the_minimum() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::leave(signed(1)));
		assert_ok!(Validators::leave(signed(2)));
		assert_noop!(Validators::leave(signed(3)), Error::<Test>::TooFewValidators);
		assert_noop!(Validators::leave(signed(9)), Error::<Test>::NotValidator);
		run_to_session(2);
		assert_eq!(Session::validators(), vec![3, 4]);
		join(5, MIN_BOND);
		assert_ok!(Validators::leave(signed(3)));
	});
}

#[test]
fn join_should_be_possible_again_after_leaving() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(20), 1, 500));
		assert_ok!(Validators::leave(signed(1)));
		// The delegator stayed, and comes along.
		assert_ok!(Validators::join(signed(1), 2_000));
		assert_eq!(listed().last(), Some(&(1, 2_500)));
	});
}

#[test]
fn books_should_stay_until_the_last_delegator_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(20), 1, 500));
		assert_ok!(Validators::leave(signed(1)));
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(signed(1)));
		assert_ok!(Validators::purge_keys(signed(1)));
		assert_eq!(free(1), ENDOWMENT);
		assert!(Ledger::<Test>::contains_key(1));
		assert_ok!(Validators::undelegate(signed(20), 1, 500));
		assert!(!Ledger::<Test>::contains_key(1));
		run_to_session(10);
		assert_ok!(Validators::withdraw(signed(20)));
		assert_eq!(free(20), ENDOWMENT);
	});
}

#[test]
fn session_keys_should_be_anybodys_for_a_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Validators::purge_keys(signed(9)), SessionError::<Test>::NoKeys);
		assert_ok!(set_keys(9, 9));
		assert_eq!(free(9), ENDOWMENT - 5);
		assert_ok!(Validators::purge_keys(signed(9)));
		assert_eq!(free(9), ENDOWMENT);
		assert_noop!(Validators::purge_keys(signed(1)), Error::<Test>::StillValidator);
	});
}

#[test]
fn commission_should_be_set_within_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let (most, more) = (Perbill::from_percent(50), Perbill::from_percent(51));
		assert_ok!(Validators::set_commission(signed(1), most));
		System::assert_last_event(Event::CommissionSet { validator: 1, commission: most }.into());
		assert_eq!(Ledger::<Test>::get(1).map(|ledger| ledger.commission), Some(most));
		assert_noop!(Validators::set_commission(signed(1), more), Error::<Test>::CommissionTooHigh);
		assert_noop!(Validators::set_commission(signed(9), most), Error::<Test>::NotValidator);
	});
}

#[test]
fn rejoin_should_be_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Validators::rejoin(signed(1)), Error::<Test>::AlreadyCandidate);
		assert_noop!(Validators::rejoin(signed(9)), Error::<Test>::NotValidator);
		assert_eq!(CoolDowns::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_raised_commission_should_wait_where_there_are_delegators() {
	ExtBuilder::default().build_and_execute(|| {
		let (low, high) = (Perbill::from_percent(5), Perbill::from_percent(50));
		let commission = || Ledger::<Test>::get(1).map(|ledger| ledger.commission);
		assert_ok!(Validators::set_commission(signed(1), low));
		assert_ok!(Validators::delegate(signed(20), 1, 500));
		assert_ok!(Validators::set_commission(signed(1), high));
		System::assert_last_event(
			Event::CommissionAnnounced { validator: 1, commission: high, session: 3 }.into(),
		);
		run_to_session(2);
		assert_eq!(commission(), Some(low));
		run_to_session(3);
		assert_eq!(commission(), Some(high));
		// It falls at once, and takes back what was announced.
		assert_ok!(Validators::set_commission(signed(1), low));
		assert_ok!(Validators::set_commission(signed(1), high));
		assert_ok!(Validators::set_commission(signed(1), Perbill::zero()));
		run_to_session(7);
		assert_eq!(commission(), Some(Perbill::zero()));
	});
}
