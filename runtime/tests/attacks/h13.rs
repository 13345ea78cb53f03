//! Emergencies that rob providers.
//!
//! Before: in safe mode every offchain worker went on paying for calls that the filter held back, every
//! thirty seconds, until its key had nothing left for the reveals and results that were still due, and then
//! it was slashed. Deadlines ran on meanwhile: a user who closed a session before an emergency got its whole
//! deposit back after it, and a provider whose `reveal` governance had paused was convicted for silence.
//!
//! Now: nothing is signed that the chain would not carry out, the last OPEN of a worker key are for what
//! averts a slash, and the market's clock stands still while anybody may be held back.

use crate::world::{account, advance, call, chain, check_integrity, dispatch, wealth};
use frame_support::{
	assert_err, assert_ok,
	traits::{Contains, Get, Hooks},
};
use frame_system::offchain::CreateSignedTransaction;
use openledger_primitives::{
	WORKER_KEY_TYPE,
	datanet::{Admission, Terms},
};
use openledger_runtime::{
	AccountId, Balances, Clock, OPEN, Runtime, RuntimeCall, SafeMode, System, TxPause,
	configs::{
		offchain::{FEES_IN_HAND, Refusal, WorkerAuthority, check},
		origins::Origin,
	},
};
use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
use sp_runtime::{MultiSigner, traits::BlockNumberProvider};

/// Returns the chain with a keystore, and the worker key in it.
fn node() -> (sp_io::TestExternalities, sp_core::sr25519::Public) {
	let keystore = MemoryKeystore::new();
	let key = keystore.sr25519_generate_new(WORKER_KEY_TYPE, None).expect("a key in memory");
	let mut chain = chain();
	chain.register_extension(KeystoreExt::new(keystore));
	(chain, key)
}

/// Gives the worker so many planck.
fn fund(worker: &AccountId, planck: u128) {
	let alice = sp_keyring::Sr25519Keyring::Alice.to_account_id();
	let dest = worker.clone().into();
	assert_ok!(call(&alice, pallet_balances::Call::transfer_keep_alive { dest, value: planck }));
}

/// Returns whether the worker's offchain worker signs a call.
fn signs(key: sp_core::sr25519::Public, what: &RuntimeCall) -> bool {
	let account = AccountId::from(key.0);
	let public = MultiSigner::from(key);
	<Runtime as CreateSignedTransaction<RuntimeCall>>::create_signed_transaction::<WorkerAuthority>(
		what.clone(),
		public,
		account,
		0,
	)
	.is_some()
}

fn pay(value: u128) -> RuntimeCall {
	let dest = sp_keyring::Sr25519Keyring::Bob.to_account_id().into();
	pallet_balances::Call::transfer_keep_alive { dest, value }.into()
}

/// Goes on, with the clock as blocks have it.
fn pass(blocks: u32) {
	for _ in 0..blocks {
		advance(1);
		let now = System::block_number();
		SafeMode::on_initialize(now);
		Clock::on_initialize(now);
	}
}

fn now() -> u32 {
	Clock::current_block_number()
}

#[test]
fn in_safe_mode_nothing_is_signed_that_the_filter_holds_back() {
	let (mut chain, key) = node();
	chain.execute_with(|| {
		fund(&AccountId::from(key.0), 20 * OPEN);
		assert!(signs(key, &pay(OPEN)));
		assert_ok!(dispatch(Origin::Guardian.into(), pallet_safe_mode::Call::force_enter {}));
		assert_eq!(check(&AccountId::from(key.0), &pay(OPEN)), Err(Refusal::Paused));
		assert!(!signs(key, &pay(OPEN)));
	});
}

#[test]
fn a_finalisation_that_would_fail_is_not_signed() {
	let (mut chain, key) = node();
	chain.execute_with(|| {
		let worker = AccountId::from(key.0);
		fund(&worker, 20 * OPEN);
		let finalise: RuntimeCall = pallet_model_factory::Call::finalise_job { job: 7 }.into();
		assert!(matches!(check(&worker, &finalise), Err(Refusal::Fails(_))));
		assert!(!signs(key, &finalise));
	});
}

#[test]
fn a_call_that_is_tried_leaves_no_trace() {
	let (mut chain, key) = node();
	chain.execute_with(|| {
		let worker = AccountId::from(key.0);
		fund(&worker, 20 * OPEN);
		let before = (wealth(&worker), System::events().len(), Balances::total_issuance());
		assert_eq!(check(&worker, &pay(OPEN)), Ok(()));
		assert!(signs(key, &pay(OPEN)));
		assert_eq!(before, (wealth(&worker), System::events().len(), Balances::total_issuance()));
		check_integrity();
	});
}

#[test]
fn the_last_open_of_a_worker_key_are_for_what_averts_a_slash() {
	let (mut chain, key) = node();
	chain.execute_with(|| {
		let worker = AccountId::from(key.0);
		fund(&worker, FEES_IN_HAND);
		assert_eq!(check(&worker, &pay(OPEN / 10)), Err(Refusal::FeesInHand));
		assert!(!signs(key, &pay(OPEN / 10)));
		// There is no such job, but it is not for the fee that this is refused.
		let reason = openledger_primitives::job::FailReason::Internal;
		let answer: RuntimeCall = pallet_model_factory::Call::fail_job { job: 7, reason }.into();
		assert!(matches!(check(&worker, &answer), Err(Refusal::Fails(_))));
		fund(&worker, OPEN);
		assert!(signs(key, &pay(OPEN / 10)));
	});
}

/// A Datanet with a contribution that somebody flagged: its judges have [`FlagPeriod`] to decide.
///
/// [`FlagPeriod`]: pallet_datanets::Config::FlagPeriod
fn flagged(curator: &AccountId, author: &AccountId, flagger: &AccountId) {
	use pallet_datanets::Call as Datanets;
	let terms =
		Terms { licence: b"MIT".to_vec().try_into().expect("short"), fee_per_1k_tokens: 0, revocable: true };
	let name = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
	let create = Datanets::create {
		name: name("law"),
		domain: name("law"),
		card: Default::default(),
		terms,
		admission: Admission::Open,
	};
	assert_ok!(call(curator, create));
	let root = openledger_primitives::Hash::repeat_byte(1);
	assert_ok!(call(author, Datanets::contribute { datanet: 0, root, records: 7, bytes: 100 }));
	assert_ok!(call(flagger, Datanets::flag { datanet: 0, contribution: 0, evidence: root }));
}

#[test]
fn no_deadline_runs_in_safe_mode() {
	chain().execute_with(|| {
		let (curator, author, flagger) = (account(31, 100), account(32, 100), account(33, 100));
		flagged(&curator, &author, &flagger);
		let period = <Runtime as pallet_datanets::Config>::FlagPeriod::get();
		pass(period - 5);
		assert_ok!(dispatch(Origin::Guardian.into(), pallet_safe_mode::Call::force_enter {}));
		let stopped = now();
		// The emergency lasts longer than what was left, and ends by itself.
		let left = pallet_safe_mode::EnteredUntil::<Runtime>::get().expect("it was entered");
		pass(left - System::block_number());
		assert_eq!(now(), stopped);
		pass(1);
		assert!(!SafeMode::is_entered());
		assert_eq!(now(), stopped + 1);
		// A stranger cannot clear the flag as undecided: the judges have what they had left.
		let clear = pallet_datanets::Call::resolve_flag { datanet: 0, contribution: 0, uphold: false };
		let stranger = account(34, 10);
		assert!(call(&stranger, clear.clone()).is_err());
		pass(5);
		assert_ok!(call(&stranger, clear));
		check_integrity();
	});
}

#[test]
fn a_paused_call_with_a_deadline_stops_the_clock_and_others_do_not() {
	let name = |text: &str| text.as_bytes().to_vec().try_into().expect("a short name");
	let pause =
		|pallet: &str, call: &str| TxPause::pause(Origin::Guardian.into(), (name(pallet), name(call)));
	let unpause = |pallet: &str, call: &str| {
		assert_ok!(TxPause::unpause(Origin::Guardian.into(), (name(pallet), name(call))));
	};
	chain().execute_with(|| {
		// Transfers and new business.
		for (pallet, what) in [("Balances", "transfer_keep_alive"), ("ModelFactory", "submit_job")] {
			assert_ok!(pause(pallet, what));
			let before = now();
			pass(3);
			assert_eq!(now(), before + 3, "{pallet}.{what}");
			unpause(pallet, what);
		}
		// What somebody may have to do in time. Closing and settling stop together, whichever was paused.
		for (pallet, what) in [
			("Attribution", "settle"),
			("Attribution", "close_session"),
			("Datanets", "resolve_flag"),
			("ModelFactory", "finalise_job"),
		] {
			assert_ok!(pause(pallet, what));
			let before = now();
			pass(3);
			assert_eq!(now(), before, "{pallet}.{what}");
			unpause(pallet, what);
			pass(1);
			assert_eq!(now(), before + 1);
		}
		// What safe mode lets pass cannot be paused alone.
		for (pallet, what) in
			[("Disputes", "reveal"), ("ModelFactory", "submit_result"), ("Disputes", "reveal_vote")]
		{
			assert_err!(pause(pallet, what), pallet_tx_pause::Error::<Runtime>::Unpausable);
		}
	});
}

#[test]
fn safe_mode_and_pauses_spare_the_same_calls() {
	use frame_support::traits::GetCallMetadata;
	use openledger_runtime::configs::pauses::Essential;
	chain().execute_with(|| {
		let answer: RuntimeCall = pallet_model_factory::Call::fail_job {
			job: 0,
			reason: openledger_primitives::job::FailReason::Internal,
		}
		.into();
		for call in [answer, pay(1), pallet_model_factory::Call::finalise_job { job: 0 }.into()] {
			let name = call.get_call_metadata();
			let bytes = |text: &str| text.as_bytes().to_vec().try_into().expect("a short name");
			let named = (bytes(name.pallet_name), bytes(name.function_name));
			let spared = <Essential as Contains<RuntimeCall>>::contains(&call);
			assert_eq!(spared, <Essential as Contains<_>>::contains(&named), "{name:?}");
		}
	});
}
