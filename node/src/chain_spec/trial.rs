//! Builds a genesis once outside the runtime's sandbox, where the reason of a failure is not lost.

use openledger_runtime::{RuntimeGenesisConfig, WASM_BINARY};
use serde_json::Value;
use sp_runtime::BuildStorage;
use std::panic::{self, AssertUnwindSafe};

/// Builds the genesis of a specification, if it is a plain one with this node's runtime, and returns why it
/// fails.
pub fn build(spec: &[u8]) -> Result<(), String> {
	let Ok(mut spec) = serde_json::from_slice::<Value>(spec) else { return Ok(()) };
	let Some(runtime) = spec.pointer_mut("/genesis/runtimeGenesis") else { return Ok(()) };
	let is_ours = runtime.get("code").and_then(Value::as_str).is_some_and(is_own_runtime);
	if !is_ours {
		return Ok(());
	}
	let settings = match (runtime.get("patch"), runtime.get("config")) {
		(Some(patch), _) => {
			let mut settings = serde_json::to_value(RuntimeGenesisConfig::default()).map_err(refused)?;
			merge(&mut settings, patch);
			settings
		},
		(None, Some(config)) => config.clone(),
		(None, None) => return Ok(()),
	};
	let config: RuntimeGenesisConfig = serde_json::from_value(settings).map_err(refused)?;
	let hook = panic::take_hook();
	panic::set_hook(Box::new(|_| ()));
	let built = panic::catch_unwind(AssertUnwindSafe(|| config.build_storage()));
	panic::set_hook(hook);
	match built {
		Ok(Ok(_)) => Ok(()),
		Ok(Err(why)) => Err(refused(why)),
		Err(reason) => Err(refused(openledger_operator::failure::panic_message(&*reason))),
	}
}

fn refused(why: impl std::fmt::Display) -> String {
	format!("the runtime refuses these settings: {why}")
}

/// Returns whether this is the runtime that the node was built with, in hexadecimal.
pub(super) fn is_own_runtime(code: &str) -> bool {
	let Some((hex, own)) = code.strip_prefix("0x").zip(WASM_BINARY) else { return false };
	let digit = |digit: u8| char::from(digit).to_digit(16);
	let byte = |pair: &[u8]| pair.iter().try_fold(0, |byte, d| Some(16 * byte + digit(*d)?));
	hex.len() == 2 * own.len()
		&& hex.as_bytes().chunks(2).zip(own).all(|(pair, own)| byte(pair) == Some(u32::from(*own)))
}

/// Merges a patch into settings, as RFC 7396 says.
fn merge(settings: &mut Value, patch: &Value) {
	let Some(patch) = patch.as_object() else {
		*settings = patch.clone();
		return;
	};
	if !settings.is_object() {
		*settings = Value::Object(Default::default());
	}
	let Some(fields) = settings.as_object_mut() else { return };
	for (name, change) in patch {
		match change.is_null() {
			true => drop(fields.remove(name)),
			false => merge(fields.entry(name).or_insert(Value::Null), change),
		}
	}
}
