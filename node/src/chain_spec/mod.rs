//! Chain specifications: the runtime's presets, or a file.

mod file;
mod trial;

use openledger_runtime::{SS58_PREFIX, WASM_BINARY, genesis};
use sc_service::{ChainType, Properties};
use sp_genesis_builder::DEV_RUNTIME_PRESET;

/// The preset that is to be edited before a chain starts from it: everybody has the keys of its validators.
const TEMPLATE: &str = "testnet-template";

/// A specification without extensions.
pub type ChainSpec = sc_service::GenericChainSpec;

/// Returns the properties by which wallets show amounts and addresses.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), "OPEN".into());
	properties.insert("tokenDecimals".into(), 18.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	properties
}

fn from_preset(name: &str, id: &str, kind: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY
		.ok_or("this binary was built without its wasm runtime: unset SKIP_WASM_BUILD and build again")?;
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_protocol_id(id)
		.with_chain_type(kind)
		.with_genesis_config_preset_name(preset)
		.with_properties(properties())
		.build())
}

/// Loads the specification that `--chain` names.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Ok(Box::new(match id {
		"" | "dev" => from_preset(
			"OpenLedger Development",
			"openledger_dev",
			ChainType::Development,
			DEV_RUNTIME_PRESET,
		)?,
		"local" => from_preset("OpenLedger Local", "openledger_local", ChainType::Local, genesis::LOCAL)?,
		TEMPLATE => from_preset(
			"OpenLedger Testnet",
			"openledger_testnet",
			ChainType::Live,
			genesis::TESTNET_TEMPLATE,
		)?,
		path => file::read(path.as_ref())?,
	}))
}

/// Fails if what `--chain` names is to be edited before a node starts from it. A file was checked when it was
/// loaded.
pub fn check_before_start(id: &str, chain: &dyn sc_service::ChainSpec) -> Result<(), String> {
	match id {
		TEMPLATE => file::check_preset(chain),
		_ => Ok(()),
	}
}
