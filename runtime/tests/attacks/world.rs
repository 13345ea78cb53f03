//! The chain that attacks are tried on: the preset `development`, with accounts, time and calls.

#![allow(dead_code, reason = "each attack uses some of it")]

use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	traits::{Hooks, OnIdle, fungible::Inspect},
	weights::Weight,
};
use openledger_pallet_test_utils::genesis::patched;
use openledger_runtime::{
	AccountId, AllPalletsWithSystem, Balance, Balances, BlockNumber, Disputes, ModelFactory, OPEN,
	Parameters, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, System, TOTAL_SUPPLY,
	configs::parameters::{
		RuntimeParameters,
		dynamic_params::{attribution, model_factory},
	},
	genesis,
};
use serde_json::Value;
use sp_runtime::{BuildStorage, DispatchError, Permill, traits::Dispatchable};

/// Returns the chain at genesis of the preset `development`, in block 1.
pub fn chain() -> sp_io::TestExternalities {
	let patch = genesis::preset(&"development".into()).expect("the preset exists");
	let patch: Value = serde_json::from_slice(&patch).expect("a preset is JSON");
	let config: RuntimeGenesisConfig = patched(patch);
	let mut chain: sp_io::TestExternalities = config.build_storage().expect("genesis builds").into();
	chain.execute_with(|| {
		System::set_block_number(1);
		audit(Permill::zero());
		audit_answers(Permill::zero());
	});
	chain
}

/// Has chance repeat such a share of results. Tests that are about something else have none repeated.
pub fn audit(share: Permill) {
	let share = model_factory::Parameters::AuditShare(model_factory::AuditShare, Some(share));
	Parameters::set_parameter(RuntimeOrigin::root(), RuntimeParameters::ModelFactory(share))
		.expect("root sets parameters");
}

/// Has such a share of the platform's part of fees for answers pay audits. Tests that are about something
/// else have none audited.
pub fn audit_answers(share: Permill) {
	let share = attribution::Parameters::AuditShare(attribution::AuditShare, Some(share));
	Parameters::set_parameter(RuntimeOrigin::root(), RuntimeParameters::Attribution(share))
		.expect("root sets parameters");
}

/// Returns an account that nobody has the key of, with so much OPEN, taken from Alice: no OPEN is made.
pub fn account(name: u8, open: u128) -> AccountId {
	let who = AccountId::from([name; 32]);
	endow(&who, open);
	who
}

/// Gives an account so much OPEN of Alice's.
pub fn endow(who: &AccountId, open: u128) {
	let alice = sp_keyring::Sr25519Keyring::Alice.to_account_id();
	let transfer =
		pallet_balances::Call::transfer_allow_death { dest: who.clone().into(), value: open * OPEN };
	call(&alice, transfer).expect("Alice has that much");
}

/// Makes a call as an account would, without fees.
pub fn call(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	dispatch(RuntimeOrigin::signed(who.clone()), call)
}

/// Makes a call with an origin.
pub fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	let call: RuntimeCall = call.into();
	let done: DispatchResultWithPostInfo = call.dispatch(origin);
	done.map(drop).map_err(|refused| refused.error)
}

/// Goes so many blocks on, with all that happens when a block is idle, and with another VRF output in each.
pub fn advance(blocks: BlockNumber) {
	for _ in 0..blocks {
		let number = System::block_number() + 1;
		System::set_block_number(number);
		let output = sp_io::hashing::blake2_256(&number.to_le_bytes());
		pallet_babe::AuthorVrfRandomness::<Runtime>::put(Some(output));
		Disputes::on_initialize(number);
		ModelFactory::on_initialize(number);
		AllPalletsWithSystem::on_idle(number, Weight::from_parts(u64::MAX, u64::MAX));
	}
}

/// Returns all that an account has: free, on hold, and claimable.
pub fn wealth(who: &AccountId) -> Balance {
	<Balances as Inspect<AccountId>>::total_balance(who) + pallet_attribution::Earnings::<Runtime>::get(who)
}

/// Checks every invariant of the marketplace, and that no planck came or went.
pub fn check_integrity() {
	use openledger_runtime_api::runtime_decl_for_integrity_api::IntegrityApiV1;
	assert_eq!(<Runtime as IntegrityApiV1<openledger_runtime::Block>>::check(), Ok(()));
	assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
}
