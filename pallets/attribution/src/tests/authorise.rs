use crate::{Error, Event, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{AccountId, Balance, SessionId, usage::SessionKey};
use sp_runtime::DispatchResult;

fn key(name: &str, cap: Balance, until: u32) -> SessionKey<AccountId> {
	SessionKey { key: account(name), cap, until }
}

/// The worker settles a voucher that `name` signed.
fn settle_signed_by(name: &str, session: SessionId, cumulative: Balance) -> DispatchResult {
	let voucher = voucher(session, cumulative);
	let signature = sign(name, &voucher);
	Attribution::settle(by("worker"), session, voucher, signature, next_settlement(session, &[]))
}

fn authorise(session: SessionId, key: Option<SessionKey<AccountId>>) -> DispatchResult {
	Attribution::authorise(by("user"), session, key)
}

fn key_of(session: SessionId) -> Option<SessionKey<AccountId>> {
	Attribution::session(session).expect("it is open").key
}

#[test]
fn a_key_should_pay_up_to_its_cap_and_its_end() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let attempt = |cumulative| settle_signed_by("agent", session, cumulative);
		assert_noop!(attempt(100), Error::<Test>::BadSignature);
		assert_ok!(authorise(session, Some(key("agent", 1_000, 30))));
		System::assert_last_event(
			Event::KeyAuthorised { session, key: Some(key("agent", 1_000, 30)) }.into(),
		);
		assert_ok!(attempt(100));
		assert_noop!(attempt(1_001), Error::<Test>::BadSignature);
		assert_ok!(attempt(999));
		System::set_block_number(31);
		assert_noop!(attempt(1_000), Error::<Test>::BadSignature);
		// The user signs as before.
		assert_ok!(settle(session, 2_000, &[]));
	});
}

#[test]
fn a_key_should_be_of_one_session() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, two) = (open(BASE, 50_000), open(BASE, 50_000));
		assert_ok!(authorise(one, Some(key("agent", 1_000, 30))));
		assert_noop!(settle_signed_by("agent", two, 100), Error::<Test>::BadSignature);
	});
}

#[test]
fn a_key_should_end_only_after_the_provider_had_time_to_settle() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(authorise(session, Some(key("agent", 1_000, 90))));
		assert_ok!(authorise(session, None));
		assert_eq!(key_of(session), Some(key("agent", 1_000, 1 + GRACE)));
		// Nobody shortens that by another key, nor by the same with less.
		for other in [key("thief", 1_000, 90), key("agent", 999, 90), key("agent", 1_000, GRACE)] {
			assert_noop!(authorise(session, Some(other)), Error::<Test>::KeyInUse);
		}
		System::set_block_number(1 + GRACE);
		assert_ok!(settle_signed_by("agent", session, 100));
		pass(1);
		assert_noop!(settle_signed_by("agent", session, 200), Error::<Test>::BadSignature);
		assert_ok!(authorise(session, Some(key("other agent", 500, 90))));
		assert_ok!(authorise(session, Some(key("other agent", 600, 91))));
		assert_ok!(settle_signed_by("other agent", session, 600));
	});
}

#[test]
fn authorise_should_be_the_users_while_the_session_is_open() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		for name in ["other", "provider", "worker"] {
			let attempt = Attribution::authorise(by(name), session, Some(key(name, 1, 90)));
			assert_noop!(attempt, Error::<Test>::NotTheUser);
		}
		assert_noop!(authorise(session + 1, None), Error::<Test>::UnknownSession);
		assert_ok!(authorise(session, None));
		assert_eq!(key_of(session), None);
		assert_ok!(Attribution::close_session(by("user"), session));
		assert_noop!(authorise(session, Some(key("agent", 1, 90))), Error::<Test>::Closing);
	});
}
