//! Each preset builds, holds exactly the total supply, and keeps every invariant.

use super::{chain, check_integrity};
use crate::{Babe, Balances, OPEN, Runtime, Session, TOTAL_SUPPLY, Validators, genesis};
use sp_genesis_builder::DEV_RUNTIME_PRESET;

#[test]
fn every_named_preset_builds_and_sums_to_one_billion() {
	let names = genesis::preset_names();
	assert_eq!(names.len(), 3);
	for name in names {
		chain(name.as_ref()).execute_with(|| {
			assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY, "{name:?}");
			check_integrity();
		});
	}
	assert_eq!(genesis::preset(&"nonsense".into()), None);
}

#[test]
fn sudo_exists_in_dev_and_local_only() {
	for (preset, has_sudo) in [(DEV_RUNTIME_PRESET, true), ("local", true), ("testnet-template", false)] {
		chain(preset).execute_with(|| {
			assert_eq!(pallet_sudo::Key::<Runtime>::get().is_some(), has_sudo, "{preset}");
		});
	}
}

#[test]
fn validators_and_timing_come_from_genesis() {
	for (preset, validators, slot) in
		[(DEV_RUNTIME_PRESET, 1, 2_000), ("local", 3, 3_000), ("testnet-template", 3, 6_000)]
	{
		chain(preset).execute_with(|| {
			assert_eq!(Session::validators().len(), validators, "{preset}");
			assert_eq!(Babe::authorities().len(), validators, "{preset}");
			assert_eq!(Babe::slot_duration(), slot, "{preset}");
			for validator in Session::validators() {
				let own = Validators::position(validator.clone(), validator);
				assert_eq!(own.stake, 100_000 * OPEN, "{preset}");
			}
			assert!(Validators::do_try_state().is_ok());
		});
	}
}

#[test]
fn a_real_network_pays_audits_from_its_first_block_on() {
	let purse = |preset: &str| chain(preset).execute_with(pallet_attribution::AuditPurse::<Runtime>::get);
	assert_eq!(purse(genesis::TESTNET_TEMPLATE), 10_000 * OPEN);
	assert_eq!(purse(genesis::LOCAL), 0);
	// A runtime from before there was a purse knows no such setting.
	let patch = String::from_utf8(genesis::preset(&genesis::LOCAL.into()).unwrap()).unwrap();
	assert!(!patch.contains("auditPurse"));
}
