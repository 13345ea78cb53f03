//! From scores of records to shares of contributions.

use openledger_primitives::{
	influence::{apportion, InfluenceVector},
	ContributionId,
};
use std::collections::BTreeMap;

/// A record counts if it scores at least one part in this many of the best record's score: what lies below is noise of
/// gradients that merely point the same way by chance.
const NOISE: i128 = 20;
/// Bits that the best score keeps: the sum of 2^20 records then fits a `u128`.
const SCORE_BITS: u32 = 100;

/// Sums the positive scores above the noise by contribution and rounds them to shares. Empty if no score is positive.
pub(crate) fn shares(scores: &[i128], sources: &[(ContributionId, u32)]) -> InfluenceVector {
	let best = scores.iter().copied().max().unwrap_or(0).max(0);
	let shift = (128 - best.leading_zeros()).saturating_sub(SCORE_BITS);
	let least = (best / NOISE).max(1);
	let mut weights: BTreeMap<ContributionId, u128> = BTreeMap::new();
	let mut scores = scores.iter();
	for (contribution, records) in sources {
		let sum = weights.entry(*contribution).or_default();
		for score in scores.by_ref().take(*records as usize).filter(|score| **score >= least) {
			*sum += (*score >> shift).unsigned_abs();
		}
	}
	apportion(&weights.into_iter().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_primitives::influence::{check, PARTS};
	use proptest::prelude::*;

	#[test]
	fn positive_scores_above_the_noise_count() {
		let sources = [(7, 2), (3, 3), (9, 1)];
		assert_eq!(
			shares(&[300, -900, 50, 50, 0, 10], &sources).into_inner(),
			[(3, PARTS / 4), (7, PARTS / 4 * 3)]
		);
		assert!(shares(&[-1, 0, 0, -5, 0, 0], &sources).is_empty());
		assert!(shares(&[], &[]).is_empty());
	}

	#[test]
	fn a_contribution_in_two_snapshots_counts_once_with_both() {
		assert_eq!(
			shares(&[1, 1, 2], &[(5, 1), (6, 1), (5, 1)]).into_inner(),
			[(5, PARTS / 4 * 3), (6, PARTS / 4)]
		);
	}

	proptest! {
		#[test]
		fn shares_are_always_valid(scores in proptest::collection::vec(i128::MIN / 4..i128::MAX / 4, 1..200)) {
			let sources: Vec<_> = (0..scores.len() as u64).map(|i| (i % 7, 1)).collect();
			let vector = shares(&scores, &sources);
			prop_assert_eq!(check(&vector), Ok(()));
			prop_assert_eq!(vector.is_empty(), scores.iter().all(|score| *score <= 0));
		}
	}
}
