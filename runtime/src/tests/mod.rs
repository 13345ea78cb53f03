//! Tests of the composition: presets, money, governance, migrations, proxies, validators.

mod presets;
mod interface;
mod fees;
mod validators;
mod governance;
mod proxies;
mod migrations;
mod fuzz;

use crate::{Runtime, RuntimeGenesisConfig, System, genesis};
use openledger_pallet_test_utils::genesis::patched;
use serde_json::Value;
use sp_runtime::BuildStorage;

/// Returns the chain at genesis of a preset.
fn chain(preset: &str) -> sp_io::TestExternalities {
	let patch = genesis::preset(&preset.into()).expect("the preset exists");
	chain_of(serde_json::from_slice(&patch).expect("a preset is JSON"))
}

/// Returns the chain at genesis of a patch.
fn chain_of(patch: Value) -> sp_io::TestExternalities {
	let config: RuntimeGenesisConfig = patched(patch);
	let mut chain: sp_io::TestExternalities = config.build_storage().expect("genesis builds").into();
	chain.execute_with(|| System::set_block_number(1));
	chain
}

/// Checks every invariant of the marketplace.
fn check_integrity() {
	use openledger_runtime_api::runtime_decl_for_integrity_api::IntegrityApiV1;
	assert_eq!(<Runtime as IntegrityApiV1<crate::Block>>::check(), Ok(()));
}
