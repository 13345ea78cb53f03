//! Fees and dust are moved, never burnt.

use super::chain;
use crate::{Balances, OPEN, Runtime, TOTAL_SUPPLY, configs::money::TreasuryAccount};
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::Preservation,
	},
};
use pallet_transaction_payment::OnChargeTransaction;
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use sp_keyring::Sr25519Keyring;

#[test]
fn a_fee_without_author_goes_to_the_treasury_whole() {
	chain(DEV_RUNTIME_PRESET).execute_with(|| {
		type Charge = <Runtime as pallet_transaction_payment::Config>::OnChargeTransaction;
		let alice = Sr25519Keyring::Alice.to_account_id();
		let call = crate::RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let info = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call);
		let (before, treasury) = (Balances::balance(&alice), Balances::balance(&TreasuryAccount::get()));
		let paid = <Charge as OnChargeTransaction<Runtime>>::withdraw_fee(&alice, &call, &info, OPEN, 0)
			.expect("alice can pay");
		assert_ok!(<Charge as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(
			&alice,
			&info,
			&Default::default(),
			OPEN,
			0,
			paid
		));
		assert_eq!(Balances::balance(&alice), before - OPEN);
		assert_eq!(Balances::balance(&TreasuryAccount::get()), treasury + OPEN);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	});
}

#[test]
fn dust_goes_to_the_treasury() {
	chain(DEV_RUNTIME_PRESET).execute_with(|| {
		let alice = Sr25519Keyring::Alice.to_account_id();
		let nobody = sp_runtime::AccountId32::new([7; 32]);
		assert_ok!(Balances::transfer(&alice, &nobody, OPEN, Preservation::Preserve));
		assert_ok!(Balances::transfer(&nobody, &alice, OPEN - 1, Preservation::Expendable));
		assert_eq!(Balances::total_balance(&nobody), 0);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	});
}
