//! Whole numbers, as people and programs write them.

use serde_json::{Map, Number, Value};

/// Amounts that may be written in quotes, by section and name.
const AMOUNTS: &[(&str, &str)] = &[
	("validators", "bond"),
	("validators", "reserve"),
	("validators", "blockReward"),
	("attribution", "auditPurse"),
];

/// Reads a whole number, or says what is wrong with it.
pub(crate) fn whole(value: &Value) -> Result<u128, String> {
	let text = match value {
		Value::Number(number) => number.to_string(),
		Value::String(text) => text.clone(),
		other => return Err(format!("is {}, which is no number", super::address::shown(other))),
	};
	if let Ok(number) = text.parse() {
		// The standard library's reader takes a plus sign, which is no JSON.
		return if text.starts_with('+') { Err(not_whole(&text)) } else { Ok(number) };
	}
	let is_long = text.len() > 39 && text.bytes().all(|byte| byte.is_ascii_digit());
	Err(if is_long { "is larger than any amount".into() } else { not_whole(&text) })
}

fn not_whole(text: &str) -> String {
	let text = super::address::shorten(text);
	format!(
		"is {text}, which is no whole number: write all digits, without a point or an exponent (amounts are \
			whole \
		planck, which may stand in quotes)"
	)
}

/// Replaces amounts in quotes, where they are whole numbers, by plain ones. Returns whether there were any.
pub(crate) fn unquote(settings: &mut Map<String, Value>) -> bool {
	let mut changed = false;
	let balances = settings.get_mut("balances").and_then(|section| section.get_mut("balances"));
	for entry in balances.and_then(Value::as_array_mut).into_iter().flatten() {
		changed |= entry.get_mut(1).is_some_and(replace);
	}
	for (section, name) in AMOUNTS {
		let amount = settings.get_mut(*section).and_then(|section| section.get_mut(*name));
		changed |= amount.is_some_and(replace);
	}
	changed
}

fn replace(value: &mut Value) -> bool {
	if !value.is_string() {
		return false;
	}
	match whole(value).ok().and_then(Number::from_u128) {
		Some(number) => {
			*value = Value::Number(number);
			true
		},
		None => false,
	}
}
