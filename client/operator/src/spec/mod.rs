//! Checks of a chain specification, before the runtime sees it.
//!
//! The runtime refuses what it cannot start from too, but from inside its sandbox: its reason is lost, or
//! comes with a backtrace. Each rule here says which setting breaks it, of which account, and what to write
//! instead.

mod address;
mod faults;
mod identity;
mod money;
mod numbers;
mod reader;
mod tempo;
mod validators;
mod well_known;

#[cfg(test)]
mod tests;

pub use faults::{Fault, Faults};

use identity::Kind;
use openledger_primitives::{AccountId, Balance};
use reader::Reader;
use serde_json::{Map, Value};
use std::borrow::Cow;
use well_known::WellKnown;

/// Most bytes of a specification that is read.
pub const MAX_BYTES: u64 = 256 << 20;

/// Limits of the runtime that a specification is for.
#[derive(Clone, Debug)]
pub struct Rules {
	/// Prefix of the chain's addresses.
	pub prefix: u16,
	/// Decimals of the token.
	pub decimals: u8,
	/// Planck that all balances sum to.
	pub supply: Balance,
	/// Fewest planck that an account holds.
	pub existential_deposit: Balance,
	/// Account that pays the validators' reserve and the purse for audits.
	pub treasury: AccountId,
	/// Smallest bond of a validator, in planck.
	pub min_bond: Balance,
	/// Most validators of a set.
	pub max_validators: u32,
	/// Most sessions for which unbonded stake waits.
	pub max_unbonding: u32,
	/// Names of a validator's session keys.
	pub session_keys: Vec<&'static str>,
	/// Judge of whether code in hexadecimal is that runtime. The settings of another one are its own affair.
	pub is_own_runtime: fn(&str) -> bool,
}

/// Checks a specification and returns it with amounts in quotes as plain numbers, which the runtime reads.
///
/// A raw specification has no settings left: of it, name, ids and the presence of a runtime are checked.
pub fn check<'a>(bytes: &'a [u8], rules: &Rules) -> Result<Cow<'a, [u8]>, Faults> {
	let mut faults = Faults::default();
	let mut root = parse(bytes)?;
	let Some(object) = root.as_object_mut() else {
		return Err(Faults::one("the file", "is no JSON object: export a preset and edit that"));
	};
	let kind = identity::check(object, rules, &mut faults);
	let changed = match object.get_mut("genesis") {
		Some(genesis) => check_genesis(genesis, kind, rules, &mut faults),
		None => {
			faults.push("genesis", "is missing: export a preset and edit that");
			false
		},
	};
	faults.into_result()?;
	match changed {
		true => serde_json::to_vec(&root)
			.map(Cow::Owned)
			.map_err(|error| Faults::one("the file", format!("cannot be written again: {error}"))),
		false => Ok(Cow::Borrowed(bytes)),
	}
}

fn parse(bytes: &[u8]) -> Result<Value, Faults> {
	if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
		return Err(Faults::one("the file", "begins with a byte order mark: save it as UTF-8 without one"));
	}
	serde_json::from_slice(bytes)
		.map_err(|error| Faults::one("the file", format!("is no JSON: {error}; correct that place")))
}

/// Checks the settings of the genesis. Returns whether amounts in quotes were replaced by numbers.
fn check_genesis(genesis: &mut Value, kind: Kind, rules: &Rules, faults: &mut Faults) -> bool {
	if genesis.get("stateRootHash").is_some() {
		return false;
	}
	if let Some(raw) = genesis.get("raw") {
		identity::check_raw(raw, kind, faults);
		return false;
	}
	let Some(runtime) = genesis.get_mut("runtimeGenesis").and_then(Value::as_object_mut) else {
		faults.push("genesis", "holds neither `runtimeGenesis` nor `raw`: export a preset and edit that");
		return false;
	};
	identity::check_code(runtime.get("code"), faults);
	let is_own = runtime.get("code").and_then(Value::as_str).is_none_or(rules.is_own_runtime);
	let Some((name, settings)) = settings(runtime) else {
		faults.push("genesis.runtimeGenesis", "holds no object `patch` or `config` with the settings");
		return false;
	};
	let changed = numbers::unquote(settings);
	if kind == Kind::Live {
		WellKnown::new().check_settings(&format!("genesis.runtimeGenesis.{name}"), settings, faults);
	}
	if !is_own {
		return changed;
	}
	let reader = Reader::new(settings, format!("genesis.runtimeGenesis.{name}"), rules.prefix);
	let balances = money::check(&reader, rules, faults);
	validators::check(&reader, rules, balances.as_ref(), faults);
	tempo::check(&reader, kind, rules, faults);
	changed
}

/// Returns the name and the settings of a genesis: a patch of the defaults, or all of them.
fn settings(runtime: &mut Map<String, Value>) -> Option<(&'static str, &mut Map<String, Value>)> {
	let name = if runtime.contains_key("patch") { "patch" } else { "config" };
	Some((name, runtime.get_mut(name)?.as_object_mut()?))
}
