//! Checks of a running node's chain: peers, blocks, finality, clock.

use super::{
	Check,
	keys::{Babe, babe},
	rpc::Client,
};
use serde_json::Value;
use std::time::{SystemTime, UNIX_EPOCH};

/// Blocks by which finality may lag behind.
const MAX_LAG: u64 = 20;
/// Blocks from which on a lag is a fault.
const BAD_LAG: u64 = 100;
/// Slots without a block after which the chain, or this machine's clock, is at fault.
const MAX_SILENT_SLOTS: u64 = 10;
/// Peers below which one failure may cut a node off.
const FEW_PEERS: u64 = 3;

/// Checks the chain of a running node.
pub(crate) fn check(client: &Client, health: &Value, now: SystemTime) -> Vec<Check> {
	let mut checks = vec![peers(health)];
	let is_syncing = health.get("isSyncing").and_then(Value::as_bool).unwrap_or(false);
	let sync = match is_syncing {
		true => Check::warning("sync", "the node is catching up", "wait until it is in step"),
		false => Check::ok("sync", "the node is in step"),
	};
	checks.push(sync);
	checks.push(finality(client).unwrap_or_else(|why| Check::unknown("finality", &why)));
	if !is_syncing {
		checks.push(clock(client, now).unwrap_or_else(|why| Check::unknown("clock", &why)));
	}
	checks
}

fn peers(health: &Value) -> Check {
	let peers = health.get("peers").and_then(Value::as_u64).unwrap_or(0);
	let should_have = health.get("shouldHavePeers").and_then(Value::as_bool).unwrap_or(true);
	let cure =
		"check --bootnodes, that all nodes have the same raw specification, and that port 30333 is open";
	match peers {
		0 if should_have => Check::fault("peers", "the node has no peers", cure),
		1..FEW_PEERS if should_have => Check::warning("peers", format!("the node has {peers} peers"), cure),
		_ => Check::ok("peers", format!("the node has {peers} peers")),
	}
}

/// Returns the number of a block.
fn number(client: &Client, hash: Option<&str>) -> Result<u64, String> {
	let params = hash.map_or("[]".into(), |hash| format!(r#"["{hash}"]"#));
	let header = client.call("chain_getHeader", &params)?;
	let number = header.get("number").and_then(Value::as_str).unwrap_or_default();
	u64::from_str_radix(number.trim_start_matches("0x"), 16).map_err(|_| "the header has no number".into())
}

fn finality(client: &Client) -> Result<Check, String> {
	let final_hash = client.call("chain_getFinalizedHead", "[]")?;
	let best = number(client, None)?;
	let finalised = number(client, final_hash.as_str())?;
	let found = format!("block {best} is the best, {finalised} is final");
	let cure = "more than two thirds of the validators must vote: check `--validator`, GRANDPA keys and \
		peers, \
		and restart a validator whose keys were inserted while it ran";
	Ok(match best.saturating_sub(finalised) {
		0..=MAX_LAG => Check::ok("finality", found),
		lag if lag < BAD_LAG => Check::warning("finality", found, cure),
		_ => Check::fault("finality", found, cure),
	})
}

/// Compares this machine's clock with the time in the best block.
fn clock(client: &Client, now: SystemTime) -> Result<Check, String> {
	let Babe { slot_millis, .. } = babe(client)?;
	let key = [sp_crypto_hashing::twox_128(b"Timestamp"), sp_crypto_hashing::twox_128(b"Now")].concat();
	let stored = client.storage(&key)?;
	let block = stored.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes));
	let block = block.ok_or("the chain has no time yet")?;
	let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
	let sync = "set the clock by NTP (`timedatectl set-ntp true`, or chrony)";
	if block > now.saturating_add(slot_millis) {
		let seconds = (block - now) / 1000;
		let found = format!("the clock of this machine is at least {seconds} s behind the best block");
		return Ok(Check::fault("clock", found, sync));
	}
	let age = now.saturating_sub(block);
	Ok(match age > MAX_SILENT_SLOTS.saturating_mul(slot_millis) {
		true => Check::fault(
			"clock",
			format!("the best block is {} s old: the chain stands still, or this clock is ahead", age / 1000),
			format!("{sync}, and look whether other nodes have newer blocks"),
		),
		false => Check::ok("clock", format!("the best block is {} s old", age / 1000)),
	})
}
