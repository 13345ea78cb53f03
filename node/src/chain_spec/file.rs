//! Specifications in files: checked before the runtime sees them.

use super::{ChainSpec, trial};
use openledger_operator::spec::{self, Rules};
use openledger_runtime::{
	SS58_PREFIX, TOTAL_SUPPLY,
	configs::{
		consensus::{MAX_UNBONDING, MAX_VALIDATORS, MinBond},
		money::{EXISTENTIAL_DEPOSIT, TreasuryAccount},
	},
};
use std::{
	fs::File,
	io::{ErrorKind, Read},
	path::Path,
};

/// Decimals of OPEN.
const DECIMALS: u8 = 18;

/// Returns the limits of this node's runtime.
fn rules() -> Rules {
	Rules {
		prefix: SS58_PREFIX,
		decimals: DECIMALS,
		supply: TOTAL_SUPPLY,
		existential_deposit: EXISTENTIAL_DEPOSIT,
		treasury: TreasuryAccount::get(),
		min_bond: MinBond::get(),
		max_validators: MAX_VALIDATORS,
		max_unbonding: MAX_UNBONDING,
		session_keys: vec!["babe", "grandpa", "authority_discovery"],
		is_own_runtime: trial::is_own_runtime,
	}
}

/// Reads and checks a specification. The error names the file, the setting and the rule that it breaks.
pub fn read(path: &Path) -> Result<ChainSpec, String> {
	let shown = path.display();
	let bytes = read_bytes(path).map_err(|error| match error.kind() {
		ErrorKind::NotFound => format!(
			"there is no chain specification {shown}: --chain takes dev, local, testnet-template or the path \
				of a file"
		),
		_ => format!("cannot read the chain specification {shown}: {error}"),
	})?;
	let checked = spec::check(&bytes, &rules()).map_err(|faults| format!("{shown}: {faults}"))?;
	trial::build(&checked).map_err(|why| format!("{shown}: {why}"))?;
	let json = checked.into_owned();
	ChainSpec::from_json_bytes(json).map_err(|error| format!("{shown}: {error}"))
}

/// Checks a preset by the rules for files. The error says how to make a file of it.
pub fn check_preset(chain: &dyn sc_service::ChainSpec) -> Result<(), String> {
	let json = chain.as_json(false)?;
	match spec::check(json.as_bytes(), &rules()) {
		Ok(_) => Ok(()),
		Err(faults) => Err(format!(
			"{} cannot be started as it is: export it with `export-chain-spec`, correct this, and start from \
				that file\n  {faults}",
			chain.name()
		)),
	}
}

fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
	let mut bytes = Vec::new();
	let read = File::open(path)?.take(spec::MAX_BYTES + 1).read_to_end(&mut bytes)?;
	match read as u64 > spec::MAX_BYTES {
		true => Err(std::io::Error::other(format!("it has more than {} bytes", spec::MAX_BYTES))),
		false => Ok(bytes),
	}
}
