//! One vector from scores and spans: shares of contributions.
//!
//! A record's score counts above the highest of three thresholds: its own, that of all records (both from
//! questions that have nothing to do with them, see [`crate::calibration`]), and half of the best score of
//! the answer. A record whose own answer points away from the answer, seen from the mean of all, does not
//! count, however alike the questions are ([`crate::mix`]). Only leaders of groups of copies count, a family
//! of like records counts once ([`crate::facts`]), and nobody's records count for its own questions.
//!
//! Of the part of the answer that spans cover, **sure** ones ([`crate::quotes`]) count for all and **loose**
//! ones for half, and scores count for the rest; what finds nothing leaves its part to the others. With `I`
//! the sum of what counts of scores, `S` that of sure spans and `L` that of loose ones, `T` the tokens of the
//! answer, `C` those that sure spans cover and `D` those that only loose ones do, a record with `i`, `s` and
//! `l` of these weighs
//!
//! ```text
//! ⌊2^40 i / I⌋ · (2 T − 2 C − D)  +  ⌊2^40 s / S⌋ · 2 C  +  ⌊2^40 l / L⌋ · D
//! ```

use crate::{
	dedup::Groups,
	mix::Scores,
	quotes::Quotes,
	weights::{POINT, Weights, parts},
};
use openledger_spec::{ContributionId, influence::InfluenceVector, influence::PARTS, influence::apportion};
use std::{collections::BTreeMap, ops::Range};

/// The part of the best score that a score counts above: one in this many.
const LEAST: i64 = 2;
/// The rule by which a record counts for an answer.
#[derive(Clone, Copy)]
pub(crate) struct Rule<'a> {
	/// The threshold of each record.
	pub(crate) thresholds: &'a [i32],
	/// The threshold that all records share.
	pub(crate) threshold: i32,
	/// The groups of records.
	pub(crate) groups: &'a Groups,
}

impl Rule<'_> {
	/// Returns by how much scores exceed their thresholds, of records that lead.
	pub(crate) fn weights(&self, Scores { records, answers }: &Scores) -> Weights {
		let scores = || (0u32..).zip(records).zip(answers).zip(self.thresholds);
		let leading = || scores().filter(|(((at, _), _), _)| self.groups.leads(*at));
		let best = leading().map(|(((_, score), _), _)| *score).max().unwrap_or(0);
		let least = i64::from(self.threshold).max(best / LEAST).max(0);
		let above = leading().filter_map(|(((record, score), answer), threshold)| {
			let above = score.saturating_sub(least.max((*threshold).into()));
			(above > 0 && *answer > 0).then_some((record, above.unsigned_abs().into()))
		});
		above.collect()
	}
}

/// Returns the number of tokens of an answer that places cover.
fn covered<'a>(places: impl Iterator<Item = &'a Range<usize>>) -> u128 {
	let mut ranges: Vec<(usize, usize)> = places.map(|place| (place.start, place.end)).collect();
	ranges.sort_unstable();
	let (mut sum, mut end) = (0, 0);
	for (start, stop) in ranges {
		sum += stop.saturating_sub(start.max(end));
		end = end.max(stop);
	}
	sum as u128
}

/// Returns one weight of each record, of scores above thresholds and of sure and loose spans in an answer of
/// `tokens` tokens.
pub(crate) fn combine(scores: Weights, [sure, loose]: [Quotes; 2], tokens: usize) -> Weights {
	let tokens = (tokens as u128).max(1);
	let of_sure = covered(sure.places.iter()).min(tokens);
	let of_loose = covered(sure.places.iter().chain(&loose.places)).min(tokens) - of_sure;
	let of_scores = 2 * tokens - 2 * of_sure - of_loose;
	let kinds = [(scores, of_scores), (sure.weights, 2 * of_sure), (loose.weights, of_loose)];
	let mut weights = Weights::new();
	let all = kinds.into_iter().flat_map(|(kind, factor)| parts(kind).map(move |part| (part, factor)));
	for ((record, part), factor) in all {
		let weight = weights.entry(record).or_default();
		*weight = weight.saturating_add(part.saturating_mul(factor));
	}
	weights.retain(|_, weight| *weight > 0);
	weights
}

/// Returns the shares of contributions: sums of their records' weights, by largest remainder.
pub(crate) fn shares(weights: &Weights, owner: impl Fn(u32) -> Option<ContributionId>) -> InfluenceVector {
	let mut sums: BTreeMap<ContributionId, u128> = BTreeMap::new();
	for (record, weight) in weights {
		if let Some(contribution) = owner(*record) {
			let sum = sums.entry(contribution).or_default();
			*sum = sum.saturating_add(*weight);
		}
	}
	apportion(&sums.into_iter().collect::<Vec<_>>())
}

/// Returns records with their parts of 10^9, rounded down, the most first and of equals the lowest record.
pub(crate) fn ranked(weights: &Weights) -> Vec<(u32, u32)> {
	let mut ranked: Vec<(u32, u32)> = parts(weights.clone())
		.map(|(record, part)| (record, ((part * u128::from(PARTS)) >> POINT) as u32))
		.collect();
	ranked.sort_by_key(|(record, part)| (std::cmp::Reverse(*part), *record));
	ranked
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_spec::influence::check;
	use proptest::prelude::*;

	/// Returns scores that the answer alone gives.
	fn scores(records: &[i64]) -> Scores {
		Scores { records: records.to_vec(), answers: records.to_vec() }
	}

	fn rule<'a>(thresholds: &'a [i32], groups: &'a Groups) -> Rule<'a> {
		Rule { thresholds, threshold: 100, groups }
	}

	fn alone(leaders: Vec<u32>) -> Groups {
		Groups { heads: leaders.clone(), leaders }
	}

	fn quotes(weights: &[(u32, u128)], places: &[(usize, usize)]) -> Quotes {
		let places = places.iter().map(|(start, length)| *start..start + length).collect();
		Quotes { weights: weights.iter().copied().collect(), places }
	}

	#[test]
	fn what_exceeds_every_threshold_counts() {
		let (groups, thresholds) = (alone(vec![0, 1, 2, 1, 4]), [0, 0, 250, 0, 0]);
		let rule = rule(&thresholds, &groups);
		// Half of the best, 400, is 200. Record 3 repeats record 1 and is not the best.
		let weights = rule.weights(&scores(&[400, 230, 260, 900, 200]));
		assert_eq!(weights.into_iter().collect::<Vec<_>>(), [(0, 200), (1, 30), (2, 10)]);
		// Below the threshold of all, the best does not matter.
		assert!(rule.weights(&scores(&[100, 90, -5, 0, 1])).is_empty());
		assert!(rule.weights(&scores(&[])).is_empty());
		// A question that is repeated earns nothing with another answer.
		let repeated = Scores { records: vec![400, 390, 380], answers: vec![300, -20, 0] };
		assert_eq!(rule.weights(&repeated).into_keys().collect::<Vec<_>>(), [0]);
	}

	#[test]
	fn sure_spans_count_for_what_they_cover_and_loose_ones_for_half() {
		let (scores, none) = (Weights::from([(0, 3), (1, 1)]), Quotes::default);
		// Half of the answer is covered once, though spans overlap.
		let quoted = || quotes(&[(1, 7 << 80)], &[(0, 4), (2, 3), (8, 0)]);
		let shared = |kinds| ranked(&combine(scores.clone(), kinds, 10));
		assert_eq!(shared([quoted(), none()]), [(1, 625_000_000), (0, 375_000_000)]);
		assert_eq!(shared([none(), quoted()]), [(0, 562_500_000), (1, 437_500_000)]);
		// What sure spans cover is theirs.
		assert_eq!(shared([quoted(), quotes(&[(2, 1)], &[(0, 5)])]), [(1, 625_000_000), (0, 375_000_000)]);
		let both = shared([quoted(), quotes(&[(2, 1)], &[(4, 2)])]);
		assert_eq!(both, [(1, 612_499_999), (0, 337_499_999), (2, 49_999_999)]);
		assert_eq!(shared([none(), none()]), [(0, 750_000_000), (1, 250_000_000)]);
		let weights = combine(scores.clone(), [none(), quoted()], 10);
		let vector = shares(&weights, |record| Some(u64::from(record) + 5));
		assert_eq!(vector.into_inner(), [(5, 562_500_000), (6, 437_500_000)]);
		let unscored = |kinds| ranked(&combine(Weights::new(), kinds, 10));
		assert_eq!(unscored([none(), quoted()]), [(1, PARTS)]);
		assert!(unscored([none(), none()]).is_empty());
	}

	#[test]
	fn a_contribution_has_the_sum_of_its_records() {
		let weights = Weights::from([(0, 1), (1, 2), (2, 1)]);
		let owner = |record| [Some(5), Some(6), Some(5)].get(record as usize).copied().flatten();
		assert_eq!(shares(&weights, owner).into_inner(), [(5, PARTS / 2), (6, PARTS / 2)]);
	}

	proptest! {
		#[test]
		fn shares_are_always_valid(
			values in prop::collection::vec(any::<i64>(), 1..200),
			quoted in prop::collection::btree_map(0u32..200, 1u128..1 << 100, 0..50),
			threshold: i32,
			lengths in prop::collection::vec((0usize..60, 0usize..60), 0..8),
			tokens in 0usize..80,
		) {
			let groups = alone((0..values.len() as u32).map(|at| at / 2 * 2).collect());
			let thresholds = vec![threshold; values.len()];
			let rule = Rule { thresholds: &thresholds, threshold, groups: &groups };
			let above = rule.weights(&scores(&values));
			let quoted: Vec<(u32, u128)> = quoted.into_iter().collect();
			let (sure, loose) = quoted.split_at(quoted.len() / 2);
			let kinds = [quotes(sure, &lengths[..lengths.len() / 2]), quotes(loose, &lengths)];
			let places = |quotes: &Quotes| quotes.places.iter().any(|place| !place.is_empty());
			let quoted = kinds.iter().any(|kind| !kind.weights.is_empty() && places(kind));
			let anything = !above.is_empty() || quoted;
			prop_assume!(anything || kinds.iter().all(|kind| kind.weights.is_empty()));
			let weights = combine(above, kinds, tokens);
			let vector = shares(&weights, |record| Some(u64::from(record % 7)));
			prop_assert_eq!(check(&vector), Ok(()));
			prop_assert!(anything || vector.is_empty());
		}
	}
}
