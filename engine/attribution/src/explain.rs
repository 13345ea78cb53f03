//! Who explains an answer: maximum likelihood for evidence that several records may have given.
//!
//! A clue is a piece of an answer that some records hold. Each clue is divided among its holders in
//! proportion to what they explain altogether, beginning with equal parts, in sixteen rounds: the EM
//! algorithm for the weights of a mixture (Dempster, Laird and Rubin 1977). What only one record holds
//! settles who is meant by what it shares with others, and a record that explains nothing that another does
//! not explain better is left with next to nothing.

use crate::weights::Weights;

/// Number of rounds. After them, what is not settled is as good as equal.
const ROUNDS: usize = 16;

/// A piece of evidence with the records that may have given it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clue {
	/// How much it says: below 2^56, and the sum over all clues below 2^64.
	pub(crate) weight: u64,
	/// Records that hold it, each once.
	pub(crate) holders: Vec<u32>,
}

/// Returns what each record explains of some clues; together no more than the clues weigh.
pub(crate) fn explain(clues: &[Clue]) -> Weights {
	let mut records: Vec<u32> = clues.iter().flat_map(|clue| clue.holders.iter().copied()).collect();
	records.sort_unstable();
	records.dedup();
	let place = |record: &u32| records.binary_search(record).ok();
	let clues: Vec<(u128, Vec<usize>)> = clues
		.iter()
		.map(|clue| (clue.weight.into(), clue.holders.iter().filter_map(place).collect()))
		.collect();
	let mut explained = vec![1u128; records.len()];
	for _ in 0..ROUNDS {
		let of = |place: &usize| explained.get(*place).copied().unwrap_or(0);
		let mut next = vec![0u128; records.len()];
		for (weight, holders) in &clues {
			let sum: u128 = holders.iter().map(of).sum();
			for place in holders {
				if let Some(next) = next.get_mut(*place) {
					*next += (weight * of(place)).checked_div(sum).unwrap_or(0);
				}
			}
		}
		explained = next;
	}
	records.into_iter().zip(explained).filter(|(_, weight)| *weight > 0).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn clue(weight: u64, holders: &[u32]) -> Clue {
		Clue { weight, holders: holders.to_vec() }
	}

	fn of(clues: &[Clue], record: u32) -> u128 {
		explain(clues).get(&record).copied().unwrap_or(0)
	}

	#[test]
	fn what_one_holds_alone_settles_what_it_shares() {
		let all: Vec<u32> = (0..12).collect();
		let clues = [clue(4_000, &all), clue(3_000, &[0])];
		assert!(of(&clues, 0) > 6_990 && of(&clues, 11) < 1);
		// With nothing of its own, all are alike.
		assert_eq!(explain(&[clue(12_000, &all)]).into_values().collect::<Vec<_>>(), [1_000; 12]);
	}

	#[test]
	fn two_facts_are_of_two_records() {
		let clues = [clue(9_000, &[1, 2, 3]), clue(2_000, &[1]), clue(2_000, &[2]), clue(500, &[3, 1])];
		let [first, second, third] = [1, 2, 3].map(|record| of(&clues, record));
		assert!(first > 5_000 && second > 4_000 && third < 100, "{first} {second} {third}");
	}

	#[test]
	fn the_most_that_is_allowed_does_not_overflow() {
		let clues = vec![clue((1 << 56) - 1, &[4, 5]); 255];
		assert_eq!(of(&clues, 4), of(&clues, 5));
		assert!(explain(&[clue(5, &[]), clue(0, &[1])]).is_empty());
	}

	proptest! {
		#[test]
		fn no_more_is_explained_than_there_is(
			clues in
				prop::collection::vec((0u64..1 << 40, prop::collection::btree_set(0u32..9, 0..6)), 0..20),
		) {
			let clues: Vec<Clue> = clues
				.into_iter()
				.map(|(weight, holders)| Clue { weight, holders: holders.into_iter().collect() })
				.collect();
			let sum: u128 = clues.iter().map(|clue| u128::from(clue.weight)).sum();
			prop_assert!(explain(&clues).into_values().sum::<u128>() <= sum);
		}
	}
}
