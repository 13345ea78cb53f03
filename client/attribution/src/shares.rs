//! From scores of records to shares of contributions.

use openledger_primitives::{
	influence::{apportion, InfluenceVector},
	ContributionId,
};
use std::collections::BTreeMap;

/// A record counts if it scores at least one part in this many of the best record's score.
const LEAST: i64 = 2;

/// Sums the positive scores that are at least half of the best by contribution and rounds them to shares. Of records that are alike
/// to the bit, only the one that `counts` takes part. Empty if no score is positive.
pub(crate) fn shares(scores: &[i64], counts: &[bool], sources: &[(ContributionId, u32)]) -> InfluenceVector {
	let best = scores.iter().copied().max().unwrap_or(0);
	let least = (best / LEAST).max(1);
	let mut weights: BTreeMap<ContributionId, u128> = BTreeMap::new();
	let mut records = scores.iter().zip(counts);
	for (contribution, count) in sources {
		let sum = weights.entry(*contribution).or_default();
		for (score, counts) in records.by_ref().take(*count as usize) {
			if *counts && *score >= least {
				*sum += u128::from(score.unsigned_abs());
			}
		}
	}
	apportion(&weights.into_iter().collect::<Vec<_>>())
}

/// Which records count: of those that are alike, the one of the lowest contribution, which came first to the chain; within it,
/// the first. So a copy of what is already there earns nothing, however many there are and whoever sends it.
pub(crate) fn firsts<'a>(
	records: impl Iterator<Item = &'a [u8]>,
	sources: &[(ContributionId, u32)],
) -> Vec<bool> {
	let owners = sources.iter().flat_map(|(contribution, count)| (0..*count).map(move |_| *contribution));
	let records: Vec<&[u8]> = records.collect();
	let mut first: BTreeMap<&[u8], (ContributionId, usize)> = BTreeMap::new();
	for (at, (record, owner)) in records.iter().zip(owners).enumerate() {
		let best = first.entry(record).or_insert((owner, at));
		*best = (*best).min((owner, at));
	}
	let is_first = |(at, record): (usize, &&[u8])| first.get(record).is_some_and(|(_, first)| *first == at);
	records.iter().enumerate().map(is_first).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_primitives::influence::{check, PARTS};
	use proptest::prelude::*;

	#[test]
	fn positive_scores_near_the_best_count() {
		let sources = [(7, 2), (3, 3), (9, 1)];
		assert_eq!(
			shares(&[300, -900, 150, 150, 149, 10], &[true; 6], &sources).into_inner(),
			[(3, PARTS / 2), (7, PARTS / 2)]
		);
		assert!(shares(&[-1, 0, 0, -5, 0, 0], &[true; 6], &sources).is_empty());
		assert!(shares(&[], &[], &sources).is_empty());
	}

	#[test]
	fn a_contribution_in_two_snapshots_counts_once_with_both() {
		assert_eq!(
			shares(&[1, 1, 2], &[true; 3], &[(5, 1), (6, 1), (5, 1)]).into_inner(),
			[(5, PARTS / 4 * 3), (6, PARTS / 4)]
		);
	}

	#[test]
	fn of_copies_the_first_contribution_counts() {
		let records: [&[u8]; 6] = [b"a", b"b", b"a", b"b", b"b", b"c"];
		let sources = [(9, 2), (4, 3), (7, 1)];
		assert_eq!(firsts(records.into_iter(), &sources), [false, false, true, true, false, true]);
	}

	proptest! {
		#[test]
		fn shares_are_always_valid(scores in proptest::collection::vec(i64::MIN..i64::MAX, 1..200)) {
			let sources: Vec<_> = (0..scores.len() as u64).map(|i| (i % 7, 1)).collect();
			let vector = shares(&scores, &vec![true; scores.len()], &sources);
			prop_assert_eq!(check(&vector), Ok(()));
			prop_assert_eq!(vector.is_empty(), scores.iter().all(|score| *score <= 0));
		}

		/// Whoever sends copies of records gains nothing, and takes nothing from whom they came from.
		#[test]
		fn copies_change_nothing(records in proptest::collection::vec((0u8..50, 1i64..1000), 1..40), times in 1usize..10) {
			// Equal records have equal scores, as they have in an index.
			let records: BTreeMap<u8, i64> = records.into_iter().collect();
			let bytes: Vec<[u8; 1]> = records.keys().map(|key| [*key]).collect();
			let scores: Vec<i64> = records.values().copied().collect();
			let sources: Vec<_> = (0..bytes.len() as u64).map(|i| (i, 1)).collect();
			let once = shares(&scores, &firsts(bytes.iter().map(|b| &b[..]), &sources), &sources);
			let all: Vec<_> = std::iter::repeat_n(&bytes, times + 1).flatten().collect();
			let copied: Vec<_> = std::iter::repeat_n(&scores, times + 1).flatten().copied().collect();
			let sources = [sources, vec![(1000, (bytes.len() * times) as u32)]].concat();
			let firsts = firsts(all.iter().map(|b| &b[..]), &sources);
			prop_assert_eq!(shares(&copied, &firsts, &sources), once);
		}
	}
}
