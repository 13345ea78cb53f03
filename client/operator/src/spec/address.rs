//! Addresses of accounts and keys.

use serde_json::Value;
use sp_core::crypto::{AccountId32, PublicError, Ss58Codec};

/// Reads an address of the network with this prefix, or says why it is none.
pub(crate) fn read(value: &Value, prefix: u16) -> Result<AccountId32, String> {
	let Some(text) = value.as_str() else {
		return Err(format!("{} is no address: write it as text in quotes", shorten(&value.to_string())));
	};
	let shown = shorten(text);
	match AccountId32::from_ss58check_with_version(text) {
		Ok((account, format)) if u16::from(format) == prefix => Ok(account),
		Ok((account, format)) => Err(format!(
			"{shown} is an address of the network with prefix {}: on this chain the same account is {}",
			u16::from(format),
			account.to_ss58check_with_version(prefix.into()),
		)),
		Err(PublicError::InvalidChecksum) => {
			Err(format!("{shown} has a typing error, its checksum is wrong: copy the address again"))
		},
		Err(PublicError::BadLength) => {
			Err(format!("{shown} has the wrong length: an address stands for 32 bytes"))
		},
		Err(_) if text.starts_with("0x") => {
			Err(format!("{shown} is hexadecimal: write the SS58 address, which `key inspect {shown}` prints"))
		},
		Err(_) => Err(format!("{shown} is no SS58 address: copy it from your wallet or `key inspect`")),
	}
}

/// Cuts text that would fill a screen.
pub(crate) fn shorten(text: &str) -> String {
	const MOST: usize = 80;
	let mut shown: String = text.chars().filter(|c| !c.is_control()).take(MOST).collect();
	if text.chars().nth(MOST).is_some() {
		shown.push('…');
	}
	shown
}

/// Returns a value as the file has it, cut if it is long.
pub(crate) fn shown(value: &Value) -> String {
	match value {
		Value::String(text) => shorten(text),
		other => shorten(&other.to_string()),
	}
}
