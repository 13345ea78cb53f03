use crate::{Books, Earnings, Error, Event, HoldReason, Totals, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_runtime::TokenError;

#[test]
fn claim_should_release_everything_earned() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &[]));
		assert_ok!(Attribution::claim(by("provider")));
		System::assert_last_event(Event::Claimed { who: account("provider"), amount: 4_000 }.into());
		assert_eq!(Balances::free_balance(account("provider")), 4_000);
		assert!(!Earnings::<Test>::contains_key(account("provider")));
		assert_noop!(Attribution::claim(by("provider")), Error::<Test>::NothingToClaim);

		assert_ok!(Attribution::claim(by("maker")));
		assert_eq!(Balances::balance_on_hold(&HoldReason::Earnings.into(), &Attribution::account()), 0);
		assert_eq!(
			Books::<Test>::get(),
			Totals { settled: 10_000, treasury: 4_000, claimed: 6_000, ..Totals::default() }
		);
		// The account outlives its last planck.
		assert_ok!(settle_and_divide(session, 20_000, &[]));
		assert_eq!(earned("provider"), 4_000);
	});
}

#[test]
fn claim_should_refuse_when_nothing_was_earned() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Attribution::claim(by("user")), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn claim_should_refuse_when_it_would_not_open_an_account() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(settle_and_divide(session, 100, &[]));
		assert_noop!(Attribution::claim(by("provider")), TokenError::CannotCreate);
		assert_eq!(earned("provider"), 40);
	});
}
