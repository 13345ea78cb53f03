//! Near duplicates: records that repeat what another says, word for word or nearly so. A group of them is
//! paid once, as its **leader**, the record whose contribution came first to the chain.
//!
//! A record is the set of pairs of neighbouring tokens in it. A pair weighs `log2(n + 2) − log2(c + 1)` bits
//! when `c` of the `n` leaders before it hold it: templates weigh nothing, names and numbers much. A record
//! repeats an earlier leader if what both hold weighs at least two thirds of the lighter of them, and the
//! leader weighs at least a quarter of the record. So padding a copy with up to three times its weight does
//! not hide it, and a short record cannot claim a long one that happens to include it.
//!
//! Copies are not counted among the leaders, so a flood of copies does not make what they repeat look common.
//! docs/design/attribution.md has what was measured: similarity of states was tried too, and lost.

use crate::spans::log2;
use openledger_spec::ContributionId;
use std::collections::{BTreeMap, HashMap};

/// A pair that more leaders hold weighs nothing. It bounds the time that a record can take.
const COMMON: u32 = 1 << 10;
/// Stands before the first token.
const START: u32 = u32::MAX;

/// Pairs of neighbouring tokens, ascending, each once.
fn pairs(ids: &[u32]) -> Vec<u64> {
	let before = std::iter::once(START).chain(ids.iter().copied());
	let mut pairs: Vec<u64> =
		before.zip(ids).map(|(one, other)| u64::from(one) << 32 | u64::from(*other)).collect();
	pairs.sort_unstable();
	pairs.dedup();
	pairs
}

/// The holders of a pair: a chain of entries, newest first.
#[derive(Clone, Copy)]
struct Holders {
	count: u32,
	newest: u32,
}

/// The leaders that were found so far.
#[derive(Default)]
struct Leaders<'a> {
	records: Vec<(u32, &'a [u32])>,
	exact: HashMap<&'a [u32], u32>,
	holders: HashMap<u64, Holders>,
	/// Leaders, by their numbers here, each with the next entry of the same pair.
	entries: Vec<(u32, Option<u32>)>,
}

impl<'a> Leaders<'a> {
	/// Returns the bits · 2^16 of a pair that `count` leaders hold.
	fn weight_of(&self, count: u32) -> u64 {
		let all = log2(self.records.len() as u32 + 2);
		match count > COMMON {
			true => 0,
			false => all.saturating_sub(log2(count + 1)).into(),
		}
	}

	fn weight(&self, pairs: &[u64]) -> u64 {
		let count = |pair| self.holders.get(pair).map_or(0, |holders| holders.count);
		pairs.iter().map(|pair| self.weight_of(count(pair))).sum()
	}

	/// Returns what each leader shares with some pairs, in bits · 2^16.
	fn shared(&self, pairs: &[u64]) -> BTreeMap<u32, u64> {
		let mut shared: BTreeMap<u32, u64> = BTreeMap::new();
		for holders in pairs.iter().filter_map(|pair| self.holders.get(pair)) {
			let weight = self.weight_of(holders.count);
			let mut next = (weight > 0).then_some(holders.newest);
			while let Some((leader, following)) = next.and_then(|at| self.entries.get(at as usize)) {
				*shared.entry(*leader).or_default() += weight;
				next = *following;
			}
		}
		shared
	}

	/// Returns the first leader that a record repeats.
	fn repeated(&self, ids: &[u32], pairs: &[u64]) -> Option<u32> {
		if let Some(leader) = self.exact.get(ids) {
			return Some(*leader);
		}
		let own = self.weight(pairs);
		let repeats = |(leader, shared): &(u32, u64)| {
			// Looked at first since it needs no sum: the lighter weighs at least a quarter of the record.
			6 * shared >= own
				&& self.records.get(*leader as usize).is_some_and(|(_, ids)| {
					let other = self.weight(&self::pairs(ids));
					4 * other >= own && 3 * shared >= 2 * own.min(other)
				})
		};
		let (leader, _) = self.shared(pairs).into_iter().find(repeats)?;
		self.records.get(leader as usize).map(|(record, _)| *record)
	}

	fn add(&mut self, record: u32, ids: &'a [u32], pairs: &[u64]) {
		let leader = self.records.len() as u32;
		for pair in pairs {
			let at = self.entries.len() as u32;
			let before = self.holders.get(pair).copied();
			self.entries.push((leader, before.map(|holders| holders.newest)));
			let count = before.map_or(0, |holders| holders.count) + 1;
			self.holders.insert(*pair, Holders { count, newest: at });
		}
		self.exact.insert(ids, record);
		self.records.push((record, ids));
	}
}

/// Returns, for each record, the leader of its group; a leader's is itself. `records` are token ids in the
/// order of `sources`, contributions with their numbers of records. Takes memory linear in the number of
/// tokens, about 32 bytes each, and at most 2^10 steps a token.
pub(crate) fn leaders(records: &[&[u32]], sources: &[(ContributionId, u32)]) -> Vec<u32> {
	let owners = sources.iter().flat_map(|(contribution, count)| (0..*count).map(move |_| *contribution));
	let mut order: Vec<(ContributionId, u32)> = owners.zip(0..records.len() as u32).collect();
	order.sort_unstable();
	let mut found = Leaders::default();
	let mut leaders: Vec<u32> = (0..records.len() as u32).collect();
	for (_, record) in order {
		let ids = records.get(record as usize).copied().unwrap_or_default();
		let pairs = pairs(ids);
		match found.repeated(ids, &pairs) {
			Some(leader) => {
				if let Some(own) = leaders.get_mut(record as usize) {
					*own = leader;
				}
			},
			None => found.add(record, ids, &pairs),
		}
	}
	leaders
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Twenty tokens of their own for each record, behind a template of ten.
	fn record(number: u32) -> Vec<u32> {
		(0..10).chain((0..20).map(|i| 100 + number * 20 + i)).collect()
	}

	fn groups(records: &[Vec<u32>]) -> Vec<u32> {
		let records: Vec<&[u32]> = records.iter().map(|ids| &ids[..]).collect();
		leaders(&records, &[(1, records.len() as u32)])
	}

	#[test]
	fn different_records_lead_themselves() {
		let records: Vec<_> = (0..50).map(record).collect();
		assert_eq!(groups(&records), (0..50).collect::<Vec<_>>());
		assert_eq!(groups(&[vec![], vec![], vec![7], vec![7]]), [0, 0, 2, 2]);
		assert!(groups(&[]).is_empty());
	}

	#[test]
	fn a_changed_word_in_ten_does_not_make_a_record_new() {
		let mut records: Vec<_> = (0..30).map(record).collect();
		let mut light = record(7);
		(light[13], light[25]) = (9_000, 9_001);
		let mut heavy = record(7);
		(11..30).step_by(3).for_each(|at| heavy[at] = 9_100 + at as u32);
		let moved = [&record(7)[20..], &record(7)[..20]].concat();
		records.extend([light, heavy, moved]);
		assert_eq!(groups(&records)[30..], [7, 31, 7]);
	}

	#[test]
	fn padding_does_not_hide_a_copy_and_a_fragment_claims_nothing() {
		let mut records: Vec<_> = (0..30).map(record).collect();
		let padded = [record(3), (5_000..5_040).collect()].concat();
		let drowned = [record(3), (6_000..6_200).collect()].concat();
		records.extend([padded, drowned]);
		assert_eq!(groups(&records)[30..], [3, 31]);
		// Whoever comes first with three words of it does not take the record.
		let fragment = record(3)[15..18].to_vec();
		records.insert(0, fragment);
		assert_eq!(groups(&records)[4], 4);
	}

	#[test]
	fn of_copies_the_first_contribution_leads() {
		let records = [record(1), record(2), record(1), record(2)];
		let records: Vec<&[u32]> = records.iter().map(|ids| &ids[..]).collect();
		assert_eq!(leaders(&records, &[(9, 2), (4, 1), (7, 1)]), [2, 3, 2, 3]);
	}

	#[test]
	fn a_flood_of_copies_is_one_group() {
		let mut records: Vec<_> = (0..20).map(record).collect();
		records.extend((0..3_000).map(|number| {
			let mut copy = record(5);
			copy[10 + number as usize % 20] = 100_000 + number;
			copy
		}));
		assert!(groups(&records)[20..].iter().all(|leader| *leader == 5));
	}

	proptest! {
		#[test]
		fn leaders_lead_themselves(
			records in prop::collection::vec(prop::collection::vec(0u32..6, 0..12), 0..60),
			cut in 0usize..60,
		) {
			let ids: Vec<&[u32]> = records.iter().map(|ids| &ids[..]).collect();
			let cut = cut.min(ids.len());
			let sources = [(5, cut as u32), (3, (ids.len() - cut) as u32)];
			let found = leaders(&ids, &sources);
			for (record, leader) in found.iter().enumerate() {
				prop_assert_eq!(found[*leader as usize], *leader);
				let place = |record: usize| (sources[usize::from(record >= cut)].0, record);
				prop_assert!(place(*leader as usize) <= place(record));
			}
		}
	}
}
