//! Checks of a provider's worker account.

use super::{Check, rpc::Client};
use openledger_primitives::OPEN;
use serde_json::Value;
use sp_core::crypto::{AccountId32, Ss58Codec};

/// Balance below which a worker key cannot be relied on for fees.
const LOW: u128 = OPEN;
/// Balance below which it can pay hardly anything.
const EMPTY: u128 = OPEN / 10;

/// Checks the worker account of a running provider.
pub(crate) fn check(client: &Client, is_provider: bool) -> Vec<Check> {
	let account = match client.call("openledger_workerAccount", "[]") {
		Ok(Value::String(account)) => account,
		Ok(_) if is_provider => {
			let found = "the node runs without --provider";
			return vec![Check::fault("worker", found, "start it with --provider")];
		},
		Ok(_) => return Vec::new(),
		Err(why) => return vec![Check::unknown("worker", &why)],
	};
	let Ok(id) = AccountId32::from_ss58check(&account) else {
		return vec![Check::unknown("worker", "its account is no address")];
	};
	vec![
		registration(client, &id, &account).unwrap_or_else(|why| Check::unknown("worker", &why)),
		balance(client, &id, &account).unwrap_or_else(|why| Check::unknown("worker balance", &why)),
	]
}

fn registration(client: &Client, id: &AccountId32, account: &str) -> Result<Check, String> {
	let stash = client.state_call("ModelFactoryApi_stash_of", id.as_ref())?;
	Ok(match stash.first() {
		Some(1) => Check::ok("worker", format!("{account} is registered")),
		_ => Check::warning(
			"worker",
			format!("{account} is not registered"),
			"register it with ModelFactory.register_provider from your stash",
		),
	})
}

fn balance(client: &Client, id: &AccountId32, account: &str) -> Result<Check, String> {
	/// Place of the free balance in an account's storage: after four counters.
	const FREE: std::ops::Range<usize> = 16..32;
	let id: &[u8] = id.as_ref();
	let key = [
		&sp_crypto_hashing::twox_128(b"System")[..],
		&sp_crypto_hashing::twox_128(b"Account"),
		&sp_crypto_hashing::blake2_128(id),
		id,
	]
	.concat();
	let stored = client.storage(&key)?;
	let free = stored.get(FREE).and_then(|bytes| bytes.first_chunk::<16>());
	let free = free.map_or(0, |bytes| u128::from_le_bytes(*bytes));
	let found = format!("{account} has {}.{:02} OPEN for fees", free / OPEN, free % OPEN / (OPEN / 100));
	let cure = "send it a few OPEN: without fees it can neither settle nor open what is challenged";
	Ok(match free {
		..EMPTY => Check::fault("worker balance", found, cure),
		EMPTY..LOW => Check::warning("worker balance", found, cure),
		_ => Check::ok("worker balance", found),
	})
}
