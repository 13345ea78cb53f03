//! The chain's clock: slots, epochs, unbonding.

use super::{Faults, Rules, identity::Kind, reader::Reader};
use std::ops::RangeInclusive;

/// Milliseconds of a slot. Shorter ones are over before a block is made and sent; with longer ones nobody
/// waits.
const SLOT_MILLIS: RangeInclusive<u128> = 500..=60_000;
/// The same on a chain for development, whose blocks need not be sent anywhere.
const DEVELOPMENT_SLOT_MILLIS: RangeInclusive<u128> = 20..=60_000;
/// Slots of an epoch. Windows are tenths of epochs, and a change of validators takes two whole ones.
const EPOCH_SLOTS: RangeInclusive<u128> = 4..=604_800;

/// Checks the settings of time.
pub(crate) fn check(reader: &Reader<'_>, kind: Kind, rules: &Rules, faults: &mut Faults) {
	let slot = if kind == Kind::Development { DEVELOPMENT_SLOT_MILLIS } else { SLOT_MILLIS };
	reader.number("validators", "slotDuration", slot, "milliseconds a slot", faults);
	reader.number("validators", "epochLength", EPOCH_SLOTS, "slots an epoch", faults);
	let unbonding = 1..=u128::from(rules.max_unbonding);
	reader.number("validators", "unbonding", unbonding, "sessions of unbonding", faults);
	let chance = reader.get("babe", "epochConfig").and_then(|config| config.get("c"));
	let Some(chance) = chance else { return };
	let parts = chance.as_array().map(|parts| parts.iter().map(|part| part.as_u64()).collect::<Vec<_>>());
	let is_chance =
		matches!(parts.as_deref(), Some([Some(part), Some(whole)]) if (1..=*whole).contains(part));
	if !is_chance {
		let what = "has a `c` that is no part of one: write two whole numbers such as [1, 4]";
		faults.push(reader.place("babe", "epochConfig"), what);
	}
}
