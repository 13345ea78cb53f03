//! Name, ids and network of a chain, and the presence of a runtime.

use super::{
	Faults, Rules,
	address::shown,
	well_known::{CODE, WellKnown},
};
use serde_json::{Map, Value};

/// Most characters of an id: it names a folder and goes into the names of protocols.
const MAX_ID: usize = 64;

/// What a chain is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
	/// To try things on one machine.
	Development,
	/// To try things on a few machines, or anything else that is not for everybody.
	Local,
	/// For everybody.
	Live,
}

/// Checks what stands beside the genesis. Returns what the chain is for.
pub(crate) fn check(root: &Map<String, Value>, rules: &Rules, faults: &mut Faults) -> Kind {
	match root.get("name").and_then(Value::as_str) {
		Some(name) if !name.trim().is_empty() => (),
		_ => faults.push("name", "is missing or empty: write the chain's name"),
	}
	match root.get("id") {
		Some(id) => check_id("id", id, faults),
		None => faults.push("id", "is missing: write a short name, which the data folder takes"),
	}
	for name in ["protocolId", "forkId"] {
		if let Some(id) = root.get(name).filter(|id| !id.is_null()) {
			check_id(name, id, faults);
		}
	}
	check_properties(root, rules, faults);
	match root.get("chainType") {
		None => Kind::Live,
		Some(Value::String(kind)) if kind == "Live" => Kind::Live,
		Some(Value::String(kind)) if kind == "Development" => Kind::Development,
		Some(Value::String(kind)) if kind == "Local" => Kind::Local,
		Some(Value::Object(kind)) if kind.contains_key("Custom") => Kind::Local,
		Some(other) => {
			faults.push("chainType", format!("is {}: write Development, Local or Live", shown(other)));
			Kind::Local
		},
	}
}

/// Checks what wallets read.
fn check_properties(root: &Map<String, Value>, rules: &Rules, faults: &mut Faults) {
	let Some(properties) = root.get("properties").filter(|properties| !properties.is_null()) else { return };
	let expected = [("ss58Format", u64::from(rules.prefix)), ("tokenDecimals", u64::from(rules.decimals))];
	for (name, expected) in expected {
		let given = properties.get(name);
		if let Some(given) = given.filter(|given| given.as_u64() != Some(expected)) {
			let what = format!("is {}: write {expected}, or wallets show something else", shown(given));
			faults.push(format!("properties.{name}"), what);
		}
	}
}

/// Checks an id, which becomes a part of paths.
fn check_id(name: &str, value: &Value, faults: &mut Faults) {
	let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
	let is_right = value.as_str().is_some_and(|id| {
		(1..=MAX_ID).contains(&id.len()) && id.chars().all(is_allowed) && !id.starts_with('.')
	});
	if !is_right {
		faults.push(
			name,
			format!(
				"is {}: write 1 to {MAX_ID} letters, digits, `_`, `-` or `.`, not beginning with a point, \
					because it \
				names a folder",
				shown(value)
			),
		);
	}
}

/// Checks that a plain genesis holds a runtime.
pub(crate) fn check_code(code: Option<&Value>, faults: &mut Faults) {
	let is_hex = |text: &str| {
		text.strip_prefix("0x").is_some_and(|hex| {
			hex.len() >= 16 && hex.len() % 2 == 0 && hex.bytes().all(|b| b.is_ascii_hexdigit())
		})
	};
	if !code.and_then(Value::as_str).is_some_and(is_hex) {
		faults.push("genesis.runtimeGenesis.code", "is no runtime in hexadecimal: export a preset again");
	}
}

/// Checks that a raw genesis holds storage with a runtime, and, on a live chain, no key that everybody has.
pub(crate) fn check_raw(raw: &Value, kind: Kind, faults: &mut Faults) {
	match raw.get("top").and_then(Value::as_object) {
		Some(top) if top.contains_key(CODE) => {
			if kind == Kind::Live {
				WellKnown::new().check_raw(top, faults);
			}
		},
		Some(_) => {
			faults.push("genesis.raw.top", "holds no runtime: export the specification again with --raw")
		},
		None => faults.push("genesis.raw.top", "is no object: export the specification again with --raw"),
	}
}
