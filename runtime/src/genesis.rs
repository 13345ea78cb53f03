//! Genesis presets: `dev`, `local` (three validators) and `testnet-template`.
//!
//! Each sums to exactly one billion OPEN: what is not given to an account lies in the treasury, which pays
//! for the validators' reserve.

use crate::{
	AccountId, AttributionConfig, BabeConfig, Balance, BalancesConfig, OPEN, RuntimeGenesisConfig,
	SessionConfig, SessionKeys, SudoConfig, TOTAL_SUPPLY, ValidatorsConfig,
	configs::{consensus::BABE_GENESIS_EPOCH_CONFIG, money::TreasuryAccount},
};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// Preset of three validators on one machine or network, with well-known keys and sudo.
pub const LOCAL: &str = "local";
/// Template of a real network, without sudo. Edit its accounts and keys before use.
pub const TESTNET_TEMPLATE: &str = "testnet-template";

/// Balance of each endowed account of a preset.
const ENDOWMENT: Balance = 10_000_000 * OPEN;

/// Bond of each validator of a preset, out of its endowment.
const BOND: Balance = 100_000 * OPEN;
/// Reserve from which blocks are paid besides fees: a twentieth of all OPEN, out of the treasury.
const RESERVE: Balance = TOTAL_SUPPLY / 20;
/// Payment of a block out of the reserve.
const BLOCK_REWARD: Balance = OPEN;

/// Purse of a real network that pays audits before there are fees, out of the treasury: eight thousand
/// audits, as many as 400,000 OPEN of settlements have on average. Presets with well-known keys have none, so
/// that chance does nothing there that nobody asked for.
const AUDIT_PURSE: Balance = 10_000 * OPEN;

/// Timing of a preset.
struct Timing {
	/// Number of milliseconds in a slot.
	slot_duration: u64,
	/// Number of slots in an epoch.
	epoch_length: u32,
	/// Number of sessions, which are epochs, until unbonded stake comes back.
	unbonding: u32,
}

/// Returns the stash account and session keys of a well-known validator.
fn validator(sr: Sr25519Keyring, ed: Ed25519Keyring, stash: Sr25519Keyring) -> (AccountId, SessionKeys) {
	let keys = SessionKeys {
		babe: sr.public().into(),
		grandpa: ed.public().into(),
		authority_discovery: sr.public().into(),
	};
	(stash.to_account_id(), keys)
}

fn alice() -> (AccountId, SessionKeys) {
	validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice, Sr25519Keyring::AliceStash)
}

fn three() -> Vec<(AccountId, SessionKeys)> {
	vec![
		alice(),
		validator(Sr25519Keyring::Bob, Ed25519Keyring::Bob, Sr25519Keyring::BobStash),
		validator(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie, Sr25519Keyring::CharlieStash),
	]
}

/// Returns every well-known account and its stash.
fn well_known() -> Vec<AccountId> {
	Sr25519Keyring::well_known().map(|key| key.to_account_id()).collect()
}

fn genesis(
	validators: Vec<(AccountId, SessionKeys)>,
	endowed: Vec<AccountId>,
	sudo: Option<AccountId>,
	timing: Timing,
) -> Value {
	let given = ENDOWMENT.saturating_mul(endowed.len() as Balance);
	let mut balances: Vec<(AccountId, Balance)> = endowed.into_iter().map(|who| (who, ENDOWMENT)).collect();
	balances.push((TreasuryAccount::get(), TOTAL_SUPPLY.saturating_sub(given)));
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		babe: BabeConfig { epoch_config: BABE_GENESIS_EPOCH_CONFIG },
		validators: ValidatorsConfig {
			validators: validators.iter().map(|(stash, _)| stash.clone()).collect::<Vec<_>>(),
			bond: BOND,
			minimum: validators.len() as u32,
			slot_duration: timing.slot_duration,
			epoch_length: timing.epoch_length,
			unbonding: timing.unbonding,
			reserve: RESERVE,
			block_reward: BLOCK_REWARD,
		},
		session: SessionConfig {
			keys: validators
				.into_iter()
				.map(|(stash, keys)| (stash.clone(), stash, keys))
				.collect::<Vec<_>>(),
		},
		sudo: SudoConfig { key: sudo },
	})
}

/// Adds the purse that pays audits. The other presets do not name it, so that a runtime from before there was
/// one takes them too.
fn with_purse(mut genesis: Value) -> Value {
	let attribution = AttributionConfig { audit_purse: AUDIT_PURSE, ..Default::default() };
	let purse = build_struct_json_patch!(RuntimeGenesisConfig { attribution });
	if let (Value::Object(genesis), Value::Object(purse)) = (&mut genesis, purse) {
		genesis.extend(purse);
	}
	genesis
}

/// Returns the genesis patch of a preset, as JSON.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		sp_genesis_builder::DEV_RUNTIME_PRESET => genesis(
			vec![alice()],
			well_known(),
			Some(Sr25519Keyring::Alice.to_account_id()),
			Timing { slot_duration: 2_000, epoch_length: 100, unbonding: 6 },
		),
		LOCAL => genesis(
			three(),
			well_known(),
			Some(Sr25519Keyring::Alice.to_account_id()),
			Timing { slot_duration: 3_000, epoch_length: 100, unbonding: 6 },
		),
		TESTNET_TEMPLATE => with_purse(genesis(
			three(),
			three().into_iter().map(|(stash, _)| stash).collect(),
			None,
			Timing { slot_duration: 6_000, epoch_length: 2_400, unbonding: 84 },
		)),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// Returns the names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	[sp_genesis_builder::DEV_RUNTIME_PRESET, LOCAL, TESTNET_TEMPLATE]
		.into_iter()
		.map(PresetId::from)
		.collect()
}
