//! Sets of records that are left out, kept or drawn.

use std::collections::BTreeMap;

/// A set of records or queries: their numbers, ascending.
pub(crate) type Choice = Vec<usize>;

/// Returns `count` queries: the first of each class, then the second of each, and so on.
pub(crate) fn evenly(classes: &[String], count: usize) -> Choice {
	let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
	let turn = |(query, class)| {
		let turn = seen.entry(class).or_default();
		*turn += 1;
		(*turn, query)
	};
	let mut turns: Vec<(usize, usize)> = classes.iter().enumerate().map(turn).collect();
	turns.sort();
	let mut chosen: Choice = turns.into_iter().take(count).map(|(_, query)| query).collect();
	chosen.sort();
	chosen
}

/// Returns the `count` records that score highest; of equal scores, the first in the file.
pub(crate) fn top(scores: &[f64], count: usize) -> Choice {
	let mut order: Choice = (0..scores.len()).collect();
	order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
	order.truncate(count);
	order.sort();
	order
}

/// Returns what is left of `records` records without those in `removed`.
pub(crate) fn without(records: usize, removed: &Choice) -> Choice {
	(0..records).filter(|record| removed.binary_search(record).is_err()).collect()
}

/// Draws `count` sets of `size` of `records` records, without replacement: the same for the same seed.
pub(crate) fn draws(seed: u64, count: usize, records: usize, size: usize) -> Vec<Choice> {
	let mut random = SplitMix(seed);
	let mut one = || {
		let mut all: Choice = (0..records).collect();
		for place in 0..size.min(records) {
			let other = place + random.below(records - place);
			all.swap(place, other);
		}
		all.truncate(size);
		all.sort();
		all
	};
	(0..count).map(|_| one()).collect()
}

/// The random number generator SplitMix64.
struct SplitMix(u64);

impl SplitMix {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		z ^ (z >> 31)
	}

	/// Returns a number below `limit`.
	fn below(&mut self, limit: usize) -> usize {
		((u128::from(self.next()) * limit as u128) >> 64) as usize
	}
}

/// Returns the mean and its standard error; without at least two values that is not known.
pub(crate) fn mean(values: &[f64]) -> (f64, f64) {
	let count = values.len() as f64;
	let mean = values.iter().sum::<f64>() / count;
	let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
	(mean, (squares / (count - 1.0) / count).sqrt())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn classes_take_turns() {
		let classes = ["a", "a", "a", "b", "c", "b"].map(String::from);
		assert_eq!(evenly(&classes, 3), [0, 3, 4]);
		assert_eq!(evenly(&classes, 5), [0, 1, 3, 4, 5]);
		assert_eq!(evenly(&classes, 99), [0, 1, 2, 3, 4, 5]);
	}

	#[test]
	fn equal_scores_stand_in_file_order() {
		let scores = [1.0, 3.0, 2.0, 3.0, 2.0, -1.0];
		assert_eq!(top(&scores, 1), [1]);
		assert_eq!(top(&scores, 3), [1, 2, 3]);
		assert_eq!(top(&[0.0; 5], 2), [0, 1]);
		assert_eq!(without(6, &top(&scores, 3)), [0, 4, 5]);
	}

	#[test]
	fn draws_are_even_sets_and_the_same_again() {
		let drawn = draws(7, 400, 10, 5);
		assert_eq!(drawn, draws(7, 400, 10, 5));
		assert_ne!(drawn, draws(8, 400, 10, 5));
		assert!(drawn.iter().all(|set| set.len() == 5 && set.is_sorted_by(|a, b| a < b) && set[4] < 10));
		for record in 0..10 {
			let times = drawn.iter().filter(|set| set.contains(&record)).count();
			// Five standard deviations around the half.
			assert!((150..=250).contains(&times), "record {record}: {times}");
		}
		assert_eq!(draws(7, 1, 3, 9), [[0, 1, 2]]);
	}

	/// The first two numbers after seed 0, as the published code gives them.
	#[test]
	fn numbers_are_those_of_the_reference() {
		let mut random = SplitMix(0);
		assert_eq!([random.next(), random.next()], [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4]);
	}

	#[test]
	fn mean_and_error() {
		let (mean, error) = mean(&[1.0, 2.0, 3.0, 6.0]);
		assert_eq!(mean, 3.0);
		assert!((error - (14.0f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12);
	}
}
