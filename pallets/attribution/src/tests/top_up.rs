use crate::{Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::model::Price;

#[test]
fn top_up_should_add_to_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 5_000);
		assert_ok!(Attribution::top_up(by("user"), session, 1));
		System::assert_last_event(Event::ToppedUp { session, amount: 1, deposited: 5_001 }.into());
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 5_001);
	});
}

#[test]
fn top_up_should_refuse_what_makes_no_sense() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 5_000);
		assert_noop!(Attribution::top_up(by("user"), 9, 1), Error::<Test>::UnknownSession);
		assert_noop!(Attribution::top_up(by("other"), session, 1), Error::<Test>::NotTheUser);
		assert_noop!(Attribution::top_up(by("user"), session, 0), Error::<Test>::NothingGiven);
		assert_noop!(Attribution::top_up(by("user"), session, u128::MAX), Error::<Test>::Overflow);
		assert_ok!(Attribution::close_session(by("user"), session));
		assert_noop!(Attribution::top_up(by("user"), session, 1), Error::<Test>::Closing);
	});
}

#[test]
fn top_up_should_not_prolong_an_old_price() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 5_000);
		let list = |price| edit_model(TUNED, |model| model.price = price);
		list(Some(Price { prompt_per_1k: PRICE.prompt_per_1k + 1, completion_per_1k: 0 }));
		assert_noop!(Attribution::top_up(by("user"), session, 1), Error::<Test>::PriceRose);
		list(None);
		assert_noop!(Attribution::top_up(by("user"), session, 1), Error::<Test>::NotListed);
		// A price that fell is the user's own affair.
		list(Some(Price { prompt_per_1k: 1, completion_per_1k: 1 }));
		assert_ok!(Attribution::top_up(by("user"), session, 1));
	});
}
