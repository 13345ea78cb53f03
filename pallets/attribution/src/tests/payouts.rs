use crate::{Books, Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{AccountId, Balance};
use sp_runtime::{DispatchResult, TokenError};

/// Pays out of free balance, in place of a hold of another pallet.
pub(super) fn pay(payer: &AccountId, shares: &[(AccountId, Balance)]) -> DispatchResult {
	use openledger_primitives::traits::Payouts;
	Attribution::pay(payer, shares, |sum| Attribution::take_off(payer, sum))
}

#[test]
fn pay_should_move_what_is_taken_into_earnings() {
	ExtBuilder::default().build_and_execute(|| {
		let shares = [(account("carol"), 7), (account("dave"), 0), (account("carol"), 1)];
		assert_ok!(pay(&account("user"), &shares));
		System::assert_last_event(Event::Paid { from: account("user"), amount: 8 }.into());
		assert_eq!((earned("carol"), earned("dave")), (8, 0));
		assert_eq!(Balances::free_balance(account("user")), ENDOWMENT - 8);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Earnings.into(), &Attribution::account()), 8);
		assert_eq!(Books::<Test>::get().paid, 8);
	});
}

#[test]
fn pay_should_do_nothing_when_there_is_nothing_to_pay() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(pay(&account("user"), &[]));
		assert_ok!(pay(&account("user"), &[(account("carol"), 0)]));
		assert!(System::events().is_empty());
	});
}

#[test]
fn pay_should_refuse_what_the_payer_does_not_have() {
	ExtBuilder::default().build_and_execute(|| {
		// The payer's account is kept alive.
		for amount in [ENDOWMENT - ED + 1, ENDOWMENT + 1] {
			assert_noop!(pay(&account("user"), &[(account("carol"), amount)]), TokenError::FundsUnavailable);
		}
		assert_ok!(pay(&account("user"), &[(account("carol"), ENDOWMENT - ED)]));
		assert_noop!(
			pay(&account("other"), &[(account("carol"), u128::MAX), (account("dave"), 1)]),
			Error::<Test>::Overflow
		);
	});
}
