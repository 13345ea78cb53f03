//! `fund_audits`, and the purse of the genesis.

use crate::{AuditPurse, Books, Error, Event, mock::*, types::Totals};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::Balance;
use sp_runtime::{BuildStorage, TokenError};

#[test]
fn fund_audits_should_put_a_gift_into_the_purse() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Attribution::fund_audits(by("user"), 300));
		System::assert_last_event(Event::AuditsFunded { amount: 300 }.into());
		assert_ok!(Attribution::fund_audits(by("other"), 200));
		assert_eq!((AuditPurse::<Test>::get(), Attribution::held_for_audits()), (500, 500));
		assert_eq!(Books::<Test>::get(), Totals { paid: 500, ..Totals::default() });
		assert_eq!(Balances::free_balance(account("user")), ENDOWMENT - 300);
	});
}

#[test]
fn fund_audits_should_refuse_nothing_and_what_nobody_has() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Attribution::fund_audits(by("user"), 0), Error::<Test>::NothingGiven);
		assert_noop!(Attribution::fund_audits(by("user"), ENDOWMENT + 1), TokenError::FundsUnavailable);
		// Nor does anybody give its account away.
		assert_noop!(Attribution::fund_audits(by("user"), ENDOWMENT), TokenError::FundsUnavailable);
	});
}

/// Returns a genesis in which the treasury has 1,000 planck, and gives so many of them to the purse.
fn genesis_with(audit_purse: Balance) -> RuntimeGenesisConfig {
	RuntimeGenesisConfig {
		balances: openledger_pallet_test_utils::balances(vec![(account("treasury"), 1_000)]),
		attribution: crate::GenesisConfig { audit_purse, ..Default::default() },
		..Default::default()
	}
}

#[test]
fn the_purse_should_be_full_from_the_first_block_on() {
	let storage = genesis_with(600).build_storage().unwrap();
	sp_io::TestExternalities::from(storage).execute_with(|| {
		assert_eq!(Attribution::held_for_audits(), 600);
		assert_eq!(Balances::free_balance(account("treasury")), 400);
		assert_eq!(Balances::total_issuance(), 1_000);
		assert_ok!(Attribution::do_try_state());
	});
}

#[test]
#[should_panic(expected = "the treasury cannot pay the purse for audits")]
fn a_purse_that_the_treasury_cannot_pay_should_stop_the_genesis() {
	let _ = genesis_with(1_001).build_storage();
}
