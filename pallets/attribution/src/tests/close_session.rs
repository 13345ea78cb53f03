use crate::{Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};

#[test]
fn close_session_should_give_the_provider_time_when_the_user_closes() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 5_000);
		assert_ok!(Attribution::close_session(by("user"), session));
		System::assert_last_event(Event::SessionClosing { session, at: 1 + GRACE }.into());
		assert_eq!(Attribution::session(session).and_then(|s| s.closing_at), Some(1 + GRACE));
		assert_noop!(Attribution::close_session(by("user"), session), Error::<Test>::NotYet);
		System::set_block_number(GRACE);
		assert_noop!(Attribution::close_session(by("user"), session), Error::<Test>::NotYet);
		assert_ok!(settle(session, 2_000, &[]));
		System::set_block_number(1 + GRACE);
		assert_ok!(Attribution::close_session(by("user"), session));
		System::assert_last_event(Event::SessionClosed { session, released: 3_000 }.into());
		assert_eq!(Attribution::session(session), None);
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 0);
		assert_eq!(Balances::free_balance(account("user")), ENDOWMENT - 2_000);
	});
}

#[test]
fn close_session_should_let_anyone_clean_up_afterwards() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 5_000);
		assert_noop!(Attribution::close_session(by("other"), session), Error::<Test>::NotYet);
		assert_ok!(Attribution::close_session(by("user"), session));
		assert_noop!(Attribution::close_session(by("other"), session), Error::<Test>::NotYet);
		System::set_block_number(1 + GRACE);
		assert_ok!(Attribution::close_session(by("other"), session));
		assert_eq!(Balances::free_balance(account("user")), ENDOWMENT);
		assert_noop!(Attribution::close_session(by("other"), session), Error::<Test>::UnknownSession);
	});
}

#[test]
fn close_session_should_be_immediate_for_the_provider() {
	ExtBuilder::default().build_and_execute(|| {
		for name in ["provider", "worker"] {
			let session = open(BASE, 5_000);
			assert_noop!(Attribution::close_session(by("rival"), session), Error::<Test>::NotYet);
			assert_ok!(Attribution::close_session(by(name), session));
			System::assert_last_event(Event::SessionClosed { session, released: 5_000 }.into());
		}
	});
}

#[test]
fn close_session_should_not_wait_when_nothing_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 5_000);
		assert_ok!(settle(session, 5_000, &[]));
		assert_ok!(Attribution::close_session(by("user"), session));
		System::assert_last_event(Event::SessionClosed { session, released: 0 }.into());
	});
}

#[test]
fn close_session_should_keep_other_sessions_deposits() {
	ExtBuilder::default().build_and_execute(|| {
		let first = open(BASE, 5_000);
		open(TUNED, 7_000);
		assert_ok!(Attribution::close_session(by("provider"), first));
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 7_000);
	});
}

#[test]
fn close_session_should_refuse_when_blocks_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 5_000);
		System::set_block_number(u32::MAX);
		assert_noop!(Attribution::close_session(by("user"), session), Error::<Test>::Overflow);
	});
}

#[test]
fn close_session_should_let_the_models_owner_end_an_old_price() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 5_000);
		assert_noop!(Attribution::close_session(by("maker"), session), Error::<Test>::NotYet);
		assert_ok!(Attribution::close_session(by("owner"), session));
		System::assert_last_event(Event::SessionClosing { session, at: 1 + GRACE }.into());
		for name in ["owner", "user"] {
			assert_noop!(Attribution::close_session(by(name), session), Error::<Test>::NotYet);
		}
		// The provider still settles what was promised.
		assert_ok!(settle(session, 2_000, &[]));
		System::set_block_number(1 + GRACE);
		assert_ok!(Attribution::close_session(by("owner"), session));
		System::assert_last_event(Event::SessionClosed { session, released: 3_000 }.into());
	});
}
