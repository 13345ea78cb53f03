//! H3: a voucher between two answers made a session unsettleable, and all its answers free.
//!
//! The user paid 63 answers as they came, and for the last one planck less than it cost. The provider then
//! stated the tokens of 62 answers beside the amount of 63, which the chain refused for ever, and had
//! forgotten the voucher before. This is the half of the chain: whatever else a user signs or withdraws, the
//! last voucher at a receipt settles. Serving's half takes no others.

use crate::{
	paid_use::*,
	world::{advance, call, chain, check_integrity},
};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	challenge::{ChallengeStage, Refutation},
	usage::{SessionKey, Voucher},
};
use openledger_runtime::{Attribution, Disputes, Runtime, System};
use sp_core::Pair;

#[test]
fn the_last_voucher_at_a_receipt_should_settle_whatever_else_was_signed() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let answers = market.answers(session, &[1_000; 63], market.contributions[0]);
		let last = market.voucher(session, &answers);
		let between = Voucher { cumulative: last.cumulative - 1, ..last.clone() };
		let _ = market.sign(&between);
		// The user wants to be gone, and the provider settles in its time.
		assert_ok!(call(&market.user.account, pallet_attribution::Call::close_session { session }));
		advance(grace() - 1);
		let signature = market.sign(&last);
		assert_ok!(market.settle(last, signature, honest(&answers)));
		assert_eq!(Attribution::session(session).map(|open| open.settled), Some(sum(&answers)));
		check_integrity();
	});
}

#[test]
fn an_amount_between_two_answers_should_be_no_honest_settlement() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let answers = market.answers(session, &[1_000; 3], market.contributions[0]);
		let last = market.voucher(session, &answers);
		for cumulative in [last.cumulative - 1, last.cumulative + 1] {
			let between = Voucher { cumulative, ..last.clone() };
			let signature = market.sign(&between);
			// Serving takes none such, so only a provider that looks away settles it.
			let settled = frame_support::storage::with_storage_layer(|| {
				assert_ok!(market.settle(between, signature, honest(&answers)));
				let challenge = market.challenge(&market.carol, session, 0, None);
				assert_ok!(market.reveal(challenge, receipts(&answers)));
				let stage = Disputes::challenge_info(challenge).expect("it is open").stage;
				assert_eq!(stage, ChallengeStage::ProvenWrong(Refutation::BrokenChain));
				Err::<(), _>(sp_runtime::DispatchError::Other("back to before"))
			});
			assert!(settled.is_err());
		}
	});
}

#[test]
fn a_key_should_not_be_withdrawn_from_vouchers_that_were_given() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let agent = person(40, 1);
		let key = SessionKey { key: agent.account.clone(), cap: u128::MAX, until: u32::MAX };
		let authorise = |key| pallet_attribution::Call::<Runtime>::authorise { session, key };
		assert_ok!(call(&market.user.account, authorise(Some(key.clone()))));
		let answers = market.answers(session, &[1_000; 3], market.contributions[0]);
		let voucher = market.voucher(session, &answers);
		let signature = agent.pair.sign(&voucher.signing_bytes()).into();
		// The user ends the key, and tries to put another in its place or to lower what it may promise.
		assert_ok!(call(&market.user.account, authorise(None)));
		let refused = pallet_attribution::Error::<Runtime>::KeyInUse;
		let thief = SessionKey { key: market.user.account.clone(), ..key.clone() };
		assert_noop!(call(&market.user.account, authorise(Some(thief))), refused);
		let less = SessionKey { cap: 1, ..key };
		let refused = pallet_attribution::Error::<Runtime>::KeyInUse;
		assert_noop!(call(&market.user.account, authorise(Some(less))), refused);
		let until = System::block_number() + grace();
		System::set_block_number(until);
		assert_ok!(market.settle(voucher, signature, honest(&answers)));
		check_integrity();
	});
}
