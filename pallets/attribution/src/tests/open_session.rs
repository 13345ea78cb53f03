use crate::{Error, Event, HoldReason, Sessions, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{model::Price, usage::SessionKey};
use sp_runtime::TokenError;

#[test]
fn open_session_should_hold_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Attribution::open_session(by("user"), TUNED, account("provider"), 5_000));
		System::assert_last_event(
			Event::SessionOpened {
				session: 0,
				user: account("user"),
				provider: account("provider"),
				model: TUNED,
				deposit: 5_000,
			}
			.into(),
		);
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 5_000);
		let session = Attribution::session(0).expect("it is open");
		assert_eq!((session.id, session.price, session.deposited, session.settled), (0, PRICE, 5_000, 0));
		assert_eq!(open(BASE, MIN_DEPOSIT), 1);
	});
}

#[test]
fn open_session_should_freeze_the_price() {
	ExtBuilder::default().build_and_execute(|| {
		open(TUNED, 5_000);
		edit_model(TUNED, |model| model.price = Some(Price { prompt_per_1k: 1, completion_per_1k: 1 }));
		assert_eq!(Sessions::<Test>::get(0).map(|session| session.price), Some(PRICE));
	});
}

#[test]
fn open_session_should_refuse_when_the_model_is_not_listed() {
	ExtBuilder::default().build_and_execute(|| {
		for model in [UNLISTED, 99] {
			assert_noop!(
				Attribution::open_session(by("user"), model, account("provider"), 5_000),
				Error::<Test>::NotListed
			);
		}
	});
}

#[test]
fn open_session_should_refuse_when_the_provider_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		// A worker's account is not its stash.
		for name in ["worker", "carol"] {
			assert_noop!(
				Attribution::open_session(by("user"), TUNED, account(name), 5_000),
				Error::<Test>::UnknownProvider
			);
		}
	});
}

#[test]
fn open_session_should_refuse_when_the_deposit_is_small() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Attribution::open_session(by("user"), TUNED, account("provider"), MIN_DEPOSIT - 1),
			Error::<Test>::DepositTooSmall
		);
	});
}

#[test]
fn open_session_should_refuse_when_the_user_cannot_pay() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Attribution::open_session(by("user"), TUNED, account("provider"), ENDOWMENT),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn open_session_should_refuse_when_numbers_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		crate::NextSession::<Test>::put(u64::MAX);
		assert_noop!(
			Attribution::open_session(by("user"), TUNED, account("provider"), 5_000),
			Error::<Test>::Overflow
		);
	});
}

#[test]
fn open_session_with_should_refuse_a_price_above_the_most() {
	ExtBuilder::default().build_and_execute(|| {
		let attempt =
			|most| Attribution::open_session_with(by("user"), TUNED, account("provider"), 5_000, most, None);
		for most in [
			Price { prompt_per_1k: PRICE.prompt_per_1k - 1, ..PRICE },
			Price { completion_per_1k: PRICE.completion_per_1k - 1, ..PRICE },
		] {
			assert_noop!(attempt(most), Error::<Test>::PriceTooHigh);
		}
		assert_ok!(attempt(PRICE));
		let key = SessionKey { key: account("agent"), cap: 100, until: 9 };
		assert_ok!(Attribution::open_session_with(
			by("user"),
			TUNED,
			account("provider"),
			5_000,
			PRICE,
			Some(key.clone())
		));
		System::assert_last_event(Event::KeyAuthorised { session: 1, key: Some(key.clone()) }.into());
		let session = Attribution::session(1).expect("it is open");
		assert_eq!((session.key, session.price, session.deposited), (Some(key), PRICE, 5_000));
	});
}
