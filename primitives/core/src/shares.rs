//! Exact division of amounts: rounded down to a planck, and never more than there was.

use crate::{Balance, ContributionId, influence::PARTS};
use alloc::vec::Vec;
use sp_runtime::{Rounding, helpers_128bit::multiply_by_rational_with_rounding};

/// Returns ⌊amount · part / whole⌋ for part ≤ whole, without overflow; zero when whole is zero.
pub fn ratio(amount: Balance, part: u128, whole: u128) -> Balance {
	multiply_by_rational_with_rounding(amount, part, whole, Rounding::Down).unwrap_or(0)
}

/// Divides an amount by influence, each part rounded down. Returns the parts, and the planck left over.
pub fn by_influence(
	amount: Balance,
	influence: &[(ContributionId, u32)],
) -> (Vec<(ContributionId, Balance)>, Balance) {
	let mut left = amount;
	let parts = influence
		.iter()
		.map(|(contribution, share)| {
			let part = ratio(amount, (*share).into(), PARTS.into()).min(left);
			left = left.saturating_sub(part);
			(*contribution, part)
		})
		.collect();
	(parts, left)
}
