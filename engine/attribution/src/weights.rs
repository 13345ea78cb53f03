//! Weights of records, and what parts of their sum they are.

use std::collections::BTreeMap;

/// Number of fraction bits of a part of a sum.
pub(crate) const POINT: u32 = 40;

/// The weights of an answer, by record.
pub(crate) type Weights = BTreeMap<u32, u128>;

/// Returns the parts that weights are of their sum, in units of 2^-40.
pub(crate) fn parts(weights: Weights) -> impl Iterator<Item = (u32, u128)> {
	let sum = weights.values().fold(0u128, |sum, weight| sum.saturating_add(*weight));
	// 2^88 leaves room for the fraction.
	let shift = (128 - sum.leading_zeros()).saturating_sub(128 - POINT);
	let whole = (sum >> shift).max(1);
	weights.into_iter().map(move |(record, weight)| (record, ((weight >> shift) << POINT) / whole))
}
