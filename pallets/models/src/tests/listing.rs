//! Tests of listing and unlisting.

use crate::{Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{TOTAL_SUPPLY, model::Price, traits::ModelRegistry};
use sp_runtime::TokenError;

#[test]
fn list_holds_the_deposit_and_unlist_returns_it() {
	ExtBuilder.build_and_execute(|| {
		let model = tuned(BOB, base(ALICE, 1), Some((20, 19)));
		assert_ok!(Models::list(signed(BOB), model, PRICE));
		System::assert_last_event(Event::Listed { model, price: PRICE, deposit: LISTING }.into());
		assert_eq!(held(HoldReason::Listing, BOB), LISTING);
		assert_eq!(Models::price(model), Some(PRICE));

		assert_noop!(Models::unlist(signed(ALICE), model), Error::<Test>::NotOwner);
		assert_ok!(Models::unlist(signed(BOB), model));
		System::assert_last_event(Event::Unlisted { model, returned: LISTING }.into());
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
		assert_eq!(Models::price(model), None);
		assert_noop!(Models::unlist(signed(BOB), model), Error::<Test>::NotListed);
		assert_noop!(Models::unlist(signed(BOB), 9), Error::<Test>::UnknownModel);
	});
}

#[test]
fn list_again_changes_the_price_alone() {
	ExtBuilder.build_and_execute(|| {
		let model = base(ALICE, 1);
		assert_ok!(Models::list(signed(ALICE), model, PRICE));
		let dearer = Price { prompt_per_1k: 0, completion_per_1k: TOTAL_SUPPLY };
		assert_ok!(Models::list(signed(ALICE), model, dearer));
		System::assert_last_event(Event::Listed { model, price: dearer, deposit: LISTING }.into());
		assert_eq!(held(HoldReason::Listing, ALICE), LISTING);
		assert_eq!(Models::price(model), Some(dearer));
	});
}

#[test]
fn list_refuses_strangers_bad_prices_and_the_poor() {
	ExtBuilder.build_and_execute(|| {
		let small = base(ALICE, 1);
		let model = tuned(POOR, small, None);
		let list = |who, model, price| dispatch(who, crate::Call::list { model, price });
		assert_noop!(list(BOB, small, PRICE), Error::<Test>::NotOwner);
		assert_noop!(list(ALICE, 9, PRICE), Error::<Test>::UnknownModel);
		assert_noop!(list(ALICE, small, Price::default()), Error::<Test>::ZeroPrice);
		for bad in [
			Price { prompt_per_1k: TOTAL_SUPPLY + 1, completion_per_1k: 1 },
			Price { prompt_per_1k: 1, completion_per_1k: TOTAL_SUPPLY + 1 },
		] {
			assert_noop!(list(ALICE, small, bad), Error::<Test>::PriceTooHigh);
		}
		assert_noop!(list(POOR, model, PRICE), TokenError::FundsUnavailable);
	});
}

#[test]
fn list_refuses_a_tuned_model_that_learnt_nothing() {
	ExtBuilder.build_and_execute(|| {
		let small = base(ALICE, 1);
		for loss in [(10, 10), (10, 11)] {
			let model = tuned(BOB, small, Some(loss));
			assert_noop!(Models::list(signed(BOB), model, PRICE), Error::<Test>::NoImprovement);
		}
		for loss in [None, Some((10, 9))] {
			let model = tuned(BOB, small, loss);
			assert_ok!(Models::list(signed(BOB), model, PRICE));
		}
	});
}
