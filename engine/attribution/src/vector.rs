//! One vector from scores and spans: shares of contributions.
//!
//! A record's score counts above the highest of three thresholds: its own, that of all records (both from
//! questions that have nothing to do with them, see [`crate::calibration`]), and half of the best score of
//! the answer. Only leaders of groups of near duplicates count, and nobody's records count for its own
//! questions.
//!
//! Spans count for a quarter of the part of the answer that they cover, and scores for the rest; where only
//! one of the two says something, it says all. With `I` the sum of what counts of scores, `S` that of spans,
//! `T` the tokens of the answer and `C` those that spans cover, a record with `i` and `s` of these weighs
//!
//! ```text
//! ⌊2^40 i / I⌋ · (4 T − C)  +  ⌊2^40 s / S⌋ · C
//! ```

use crate::spans::Span;
use openledger_spec::{ContributionId, influence::InfluenceVector, influence::PARTS, influence::apportion};
use std::collections::BTreeMap;

/// The part of what they cover that spans count for: one in this many.
const SPANS: u128 = 4;
/// The part of the best score that a score counts above: one in this many.
const LEAST: i64 = 2;
/// Number of fraction bits of a part of a sum.
const POINT: u32 = 40;

/// The weights of an answer, by record.
pub(crate) type Weights = BTreeMap<u32, u128>;

/// The rule by which a record counts for an answer.
#[derive(Clone, Copy)]
pub(crate) struct Rule<'a> {
	/// The threshold of each record.
	pub(crate) thresholds: &'a [i32],
	/// The threshold that all records share.
	pub(crate) threshold: i32,
	/// The leader of each record's group.
	pub(crate) leaders: &'a [u32],
}

impl Rule<'_> {
	/// Returns true if a record stands for itself.
	pub(crate) fn leads(&self, record: u32) -> bool {
		self.leaders.get(record as usize) == Some(&record)
	}

	/// Returns by how much scores exceed their thresholds, of records that lead and are not the asker's
	/// `own`.
	///
	/// The best score is that of any leader: if the asker's own records shaped the answer, others are not
	/// paid for it.
	pub(crate) fn weights(&self, scores: &[i64], own: impl Fn(u32) -> bool) -> Weights {
		let leading = || (0u32..).zip(scores).zip(self.thresholds).filter(|((at, _), _)| self.leads(*at));
		let best = leading().map(|((_, score), _)| *score).max().unwrap_or(0);
		let least = i64::from(self.threshold).max(best / LEAST).max(0);
		let above = leading().filter_map(|((record, score), threshold)| {
			let above = score.saturating_sub(least.max((*threshold).into()));
			(above > 0 && !own(record)).then_some((record, above.unsigned_abs().into()))
		});
		above.collect()
	}
}

/// Returns the number of tokens of an answer that spans cover.
fn covered(spans: &[Span]) -> u128 {
	let mut ranges: Vec<(usize, usize)> =
		spans.iter().map(|span| (span.start, span.start.saturating_add(span.length))).collect();
	ranges.sort_unstable();
	let (mut sum, mut end) = (0, 0);
	for (start, stop) in ranges {
		sum += stop.saturating_sub(start.max(end));
		end = end.max(stop);
	}
	sum as u128
}

/// Returns the parts that weights are of their sum, in units of 2^-40.
fn parts(weights: Weights) -> impl Iterator<Item = (u32, u128)> {
	let sum = weights.values().fold(0u128, |sum, weight| sum.saturating_add(*weight));
	// Below 2^84 times the spans of an answer; 2^88 leaves room for the fraction.
	let shift = (128 - sum.leading_zeros()).saturating_sub(128 - POINT);
	let whole = (sum >> shift).max(1);
	weights.into_iter().map(move |(record, weight)| (record, ((weight >> shift) << POINT) / whole))
}

/// Returns one weight of each record, of scores above thresholds and of spans in an answer of `tokens`
/// tokens.
pub(crate) fn combine(scores: Weights, quoted: Weights, spans: &[Span], tokens: usize) -> Weights {
	let tokens = (tokens as u128).max(1);
	let of_spans = covered(spans).min(tokens);
	let (of_scores, of_spans) = match (scores.is_empty(), quoted.is_empty()) {
		(_, true) => (1, 0),
		(true, false) => (0, 1),
		(false, false) => (SPANS * tokens - of_spans, of_spans),
	};
	let mut weights = Weights::new();
	let all = parts(scores).map(|part| (part, of_scores)).chain(parts(quoted).map(|part| (part, of_spans)));
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

	fn rule<'a>(thresholds: &'a [i32], leaders: &'a [u32]) -> Rule<'a> {
		Rule { thresholds, threshold: 100, leaders }
	}

	fn span(start: usize, length: usize) -> Span {
		Span {
			start,
			length,
			improbability: 1,
			occurrences: 1,
			holders: Some(1),
			records: vec![],
			sorted: 0..1,
		}
	}

	#[test]
	fn what_exceeds_every_threshold_counts() {
		let nobody = |_| false;
		let (leaders, thresholds) = ([0, 1, 2, 1, 4], [0, 0, 250, 0, 0]);
		let rule = rule(&thresholds, &leaders);
		// Half of the best, 400, is 200. Record 3 repeats record 1 and is not the best.
		let weights = rule.weights(&[400, 230, 260, 900, 200], nobody);
		assert_eq!(weights.into_iter().collect::<Vec<_>>(), [(0, 200), (1, 30), (2, 10)]);
		// Below the threshold of all, the best does not matter.
		assert!(rule.weights(&[100, 90, -5, 0, 1], nobody).is_empty());
		assert!(rule.weights(&[], nobody).is_empty());
	}

	#[test]
	fn the_askers_own_records_earn_nothing_and_nobody_earns_for_them() {
		let leaders: Vec<u32> = (0..3).collect();
		let rule = rule(&[0; 3], &leaders);
		let weights = rule.weights(&[1_000, 600, 400], |record| record == 0);
		assert_eq!(weights.into_iter().collect::<Vec<_>>(), [(1, 100)]);
	}

	#[test]
	fn spans_count_for_a_quarter_of_what_they_cover() {
		let (scores, quoted) = (Weights::from([(0, 3), (1, 1)]), Weights::from([(1, 7 << 80)]));
		// Half of the answer is covered once, though spans overlap: an eighth is shared out by spans.
		let spans = [span(0, 4), span(2, 3), span(8, 0)];
		let weights = combine(scores.clone(), quoted.clone(), &spans, 10);
		assert_eq!(ranked(&weights), [(0, 656_250_000), (1, 343_750_000)]);
		let vector = shares(&weights, |record| Some(u64::from(record) + 5));
		assert_eq!(vector.into_inner(), [(5, 656_250_000), (6, 343_750_000)]);
		let shared = |scores, quoted| ranked(&combine(scores, quoted, &spans, 10));
		assert_eq!(shared(scores, Weights::new()), [(0, 750_000_000), (1, 250_000_000)]);
		assert_eq!(shared(Weights::new(), quoted), [(1, PARTS)]);
		assert!(shared(Weights::new(), Weights::new()).is_empty());
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
			scores in prop::collection::vec(any::<i64>(), 1..200),
			quoted in prop::collection::btree_map(0u32..200, 1u128..1 << 100, 0..50),
			threshold: i32,
			lengths in prop::collection::vec((0usize..60, 0usize..60), 0..8),
			tokens in 0usize..80,
		) {
			let leaders: Vec<u32> = (0..scores.len() as u32).map(|at| at / 2 * 2).collect();
			let thresholds = vec![threshold; scores.len()];
			let rule = Rule { thresholds: &thresholds, threshold, leaders: &leaders };
			let above = rule.weights(&scores, |record| record % 7 == 0);
			let spans: Vec<Span> = lengths.into_iter().map(|(start, length)| span(start, length)).collect();
			let anything = !(above.is_empty() && quoted.is_empty());
			let weights = combine(above, quoted, &spans, tokens);
			let vector = shares(&weights, |record| Some(u64::from(record % 7)));
			prop_assert_eq!(check(&vector), Ok(()));
			prop_assert_eq!(vector.is_empty(), !anything);
		}
	}
}
