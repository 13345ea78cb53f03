use crate::{Candidates, Chunks, Error, Event, HoldReason, Pools, Positions, Unbonding, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::validator::{PositionInfo, UnbondingInfo};
use sp_runtime::TokenError;

const DELEGATOR: u64 = 20;

#[test]
fn delegate_should_hold_and_raise_the_stake() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 3, 500));
		System::assert_last_event(
			Event::Delegated { validator: 3, delegator: DELEGATOR, amount: 500 }.into(),
		);
		assert_eq!(free(DELEGATOR), ENDOWMENT - 500);
		assert_eq!(held(HoldReason::Stake), 4 * BOND + 500);
		assert_eq!(
			Candidates::<Test>::get().first().map(|one| (one.validator, one.stake)),
			Some((3, BOND + 500))
		);
		assert_eq!(Validators::position(3, DELEGATOR), PositionInfo { stake: 500, claimable: 0 });
		let info = Validators::validator(3).unwrap();
		assert_eq!(
			(info.stake, info.bond, info.is_candidate, info.is_in_set),
			(BOND + 500, BOND, true, true)
		);
		assert_eq!(Validators::candidates().first(), Some(&info));
	});
}

#[test]
fn delegate_should_be_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		assert_noop!(
			Validators::delegate(who.clone(), 1, MIN_DELEGATION - 1),
			Error::<Test>::DelegationTooLow
		);
		assert_noop!(Validators::delegate(who.clone(), 9, 100), Error::<Test>::NotCandidate);
		assert_noop!(Validators::delegate(who, 1, ENDOWMENT), TokenError::FundsUnavailable);
		assert_noop!(Validators::delegate(signed(1), 1, 0), Error::<Test>::NothingGiven);
	});
}

#[test]
fn undelegate_should_return_every_planck_after_the_unbonding_time() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		assert_ok!(Validators::delegate(who.clone(), 1, 500));
		assert_ok!(Validators::undelegate(who.clone(), 1, 200));
		let event = Event::Undelegated { validator: 1, delegator: DELEGATOR, amount: 200, session: 1 };
		System::assert_last_event(event.into());
		assert_eq!(held(HoldReason::Unbonding), 200);
		// The same session's chunks are one.
		assert_ok!(Validators::undelegate(who.clone(), 1, 1_000));
		assert_eq!(Positions::<Test>::get(1, DELEGATOR), None);
		let expected = UnbondingInfo { validator: 1, amount: 500, session: 2 + UNBONDING };
		assert_eq!(Validators::unbonding(DELEGATOR), vec![expected]);
		run_to_session(1 + UNBONDING);
		assert_noop!(Validators::withdraw(who.clone()), Error::<Test>::NothingToWithdraw);
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(who.clone()));
		System::assert_last_event(Event::Withdrawn { who: DELEGATOR, amount: 500 }.into());
		assert_eq!(free(DELEGATOR), ENDOWMENT);
		assert_eq!(Unbonding::<Test>::iter().count(), 0);
		assert!(!Chunks::<Test>::contains_key(DELEGATOR));
		assert_noop!(Validators::withdraw(who), Error::<Test>::NothingToWithdraw);
	});
}

#[test]
fn undelegate_should_be_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		assert_noop!(Validators::undelegate(who.clone(), 1, 1), Error::<Test>::NoStake);
		assert_noop!(Validators::undelegate(who.clone(), 9, 1), Error::<Test>::NoStake);
		assert_ok!(Validators::delegate(who.clone(), 1, 100));
		assert_noop!(Validators::undelegate(who.clone(), 1, 0), Error::<Test>::NothingGiven);
		assert_noop!(Validators::undelegate(who, 1, 91), Error::<Test>::DelegationTooLow);
		// A validator keeps its least bond until it leaves.
		assert_noop!(Validators::undelegate(signed(1), 1, BOND - MIN_BOND + 1), Error::<Test>::BondTooLow);
		assert_noop!(Validators::undelegate(signed(1), 1, BOND), Error::<Test>::BondTooLow);
		assert_ok!(Validators::undelegate(signed(1), 1, BOND - MIN_BOND));
	});
}

#[test]
fn chunks_should_be_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		for validator in 1..=4 {
			assert_ok!(Validators::delegate(who.clone(), validator, 100));
		}
		for validator in 1..=3 {
			assert_ok!(Validators::undelegate(who.clone(), validator, 100));
		}
		assert_noop!(Validators::undelegate(who.clone(), 4, 100), Error::<Test>::TooManyChunks);
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(who.clone()));
		assert_ok!(Validators::undelegate(who, 4, 100));
	});
}

#[test]
fn withdraw_should_leave_what_is_not_due() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		assert_ok!(Validators::delegate(who.clone(), 1, 300));
		assert_ok!(Validators::undelegate(who.clone(), 1, 100));
		run_to_session(1);
		assert_ok!(Validators::undelegate(who.clone(), 1, 50));
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(who));
		assert_eq!(free(DELEGATOR), ENDOWMENT - 200);
		assert_eq!(held(HoldReason::Unbonding), 50);
	});
}

#[test]
fn stake_of_should_count_every_pool_and_what_unbonds() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		assert_eq!(Validators::stake_of(&DELEGATOR), 0);
		assert_ok!(Validators::delegate(who.clone(), 1, 300));
		assert_ok!(Validators::delegate(who.clone(), 2, 200));
		assert_eq!(Validators::stake_of(&DELEGATOR), 500);
		assert_ok!(Validators::undelegate(who.clone(), 1, 300));
		assert_eq!(Validators::stake_of(&DELEGATOR), 500);
		run_to_session(2 + UNBONDING);
		assert_ok!(Validators::withdraw(who));
		assert_eq!(Validators::stake_of(&DELEGATOR), 200);
		assert_eq!(ReturnedTo::take(), [(DELEGATOR, ENDOWMENT - 200)]);
	});
}

#[test]
fn an_account_should_be_with_max_pools_validators_at_most() {
	ExtBuilder::default().build_and_execute(|| {
		let who = signed(DELEGATOR);
		join(5, BOND);
		for validator in 1..=4 {
			assert_ok!(Validators::delegate(who.clone(), validator, 100));
		}
		assert_noop!(Validators::delegate(who.clone(), 5, 100), Error::<Test>::TooManyValidators);
		// More with one that it is with already is no other pool.
		assert_ok!(Validators::delegate(who.clone(), 4, 100));
		assert_ok!(Validators::undelegate(who.clone(), 2, 100));
		assert_ok!(Validators::delegate(who, 5, 100));
		assert_eq!(Pools::<Test>::get(DELEGATOR).into_inner(), [1, 3, 4, 5]);
	});
}
