//! Copies: records of one family that restate the same facts.
//!
//! What a family shares is its frame, and what distinguishes a record in it are its facts. A token of a
//! record weighs `(log2(m + 2) − log2(f + 1)) · (log2(o + 2) − log2(h + 1))` when `f` of the `m` records of
//! the family hold it, and `h` of the `o` others: the frame weighs little for all have it, a synonym little
//! for others use it, a name much. A record is a copy of an earlier one if one of the two keeps at least
//! seven tenths of what the other weighs, and every number in it: with a fact or a number exchanged, each has
//! something that the other lacks.

use crate::spans::{POINT, log2};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A token that more leaders of a family hold is no evidence. It bounds the time that a record can take.
const COMMON: usize = 1 << 10;

/// Returns the tokens of a record, ascending, each once.
fn distinct(ids: &[u32]) -> Vec<u32> {
	let mut tokens = ids.to_vec();
	tokens.sort_unstable();
	tokens.dedup();
	tokens
}

/// Returns how many records of a list hold each token. Equal records count once.
fn counts<'a>(records: impl Iterator<Item = &'a [u32]>) -> HashMap<u32, u32> {
	let mut counts: HashMap<u32, u32> = HashMap::new();
	for record in records.collect::<BTreeSet<_>>() {
		distinct(record).into_iter().for_each(|token| *counts.entry(token).or_default() += 1);
	}
	counts
}

/// The numbers in a record: runs of tokens that are numerals.
type Numbers<'a> = BTreeSet<&'a [u32]>;

/// A record as it is compared.
struct Facts<'a> {
	tokens: Vec<u32>,
	numbers: Numbers<'a>,
	weight: u64,
}

/// The leaders of a family that were found so far.
#[derive(Default)]
struct Leaders<'a> {
	exact: HashMap<&'a [u32], u32>,
	records: Vec<(u32, Facts<'a>)>,
	holders: HashMap<u32, Vec<u32>>,
}

impl<'a> Leaders<'a> {
	/// Returns the first leader of which some facts are a copy.
	fn copied(&self, facts: &Facts<'a>, weight: impl Fn(u32) -> u64) -> Option<u32> {
		let mut kept: BTreeMap<u32, u64> = BTreeMap::new();
		for token in &facts.tokens {
			let holders = self.holders.get(token).filter(|holders| holders.len() <= COMMON);
			for leader in holders.into_iter().flatten() {
				*kept.entry(*leader).or_default() += weight(*token);
			}
		}
		let is_copy = |(leader, kept): &(u32, u64)| {
			self.records.get(*leader as usize).is_some_and(|(_, other)| {
				let keeps = |one: &Facts<'a>, other: &Facts<'a>| {
					10 * kept >= 7 * one.weight && one.numbers.is_subset(&other.numbers)
				};
				keeps(other, facts) || keeps(facts, other)
			})
		};
		let (leader, _) = kept.into_iter().find(is_copy)?;
		self.records.get(leader as usize).map(|(record, _)| *record)
	}

	fn add(&mut self, record: u32, ids: &'a [u32], facts: Facts<'a>) {
		let leader = self.records.len() as u32;
		for token in &facts.tokens {
			self.holders.entry(*token).or_default().push(leader);
		}
		self.exact.insert(ids, record);
		self.records.push((record, facts));
	}
}

/// Returns, for each record, the one that it is a copy of, or itself. `order` says which record came before
/// which, `heads` which family each is of.
pub(crate) fn leaders(
	records: &[&[u32]],
	order: &[u32],
	heads: &[u32],
	is_numeral: &dyn Fn(u32) -> bool,
) -> Vec<u32> {
	let ids = |record: u32| records.get(record as usize).copied().unwrap_or_default();
	let mut families: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
	for record in order.iter().copied() {
		families.entry(heads.get(record as usize).copied().unwrap_or(record)).or_default().push(record);
	}
	let (all, everywhere) =
		(records.iter().collect::<BTreeSet<_>>().len() as u32, counts(records.iter().copied()));
	let mut leaders: Vec<u32> = (0..records.len() as u32).collect();
	for members in families.into_values().filter(|members| members.len() > 1) {
		let size = members.iter().map(|record| ids(*record)).collect::<BTreeSet<_>>().len() as u32;
		let inside = counts(members.iter().map(|record| ids(*record)));
		let others = log2(all.saturating_sub(size) + 2);
		let weight = |token: u32| {
			let count = |counts: &HashMap<u32, u32>| counts.get(&token).copied().unwrap_or(0);
			let held = count(&inside);
			let rare = others.saturating_sub(log2(count(&everywhere).saturating_sub(held) + 1));
			(u64::from(log2(size + 2).saturating_sub(log2(held + 1))) * u64::from(rare)) >> POINT
		};
		let mut found = Leaders::default();
		for record in members {
			let ids = ids(record);
			let tokens = distinct(ids);
			let facts = Facts {
				weight: tokens.iter().map(|token| weight(*token)).sum(),
				numbers: ids.split(|token| !is_numeral(*token)).filter(|run| !run.is_empty()).collect(),
				tokens,
			};
			match found.exact.get(ids).copied().or_else(|| found.copied(&facts, weight)) {
				Some(leader) => {
					if let Some(own) = leaders.get_mut(record as usize) {
						*own = leader;
					}
				},
				None => found.add(record, ids, facts),
			}
		}
	}
	leaders
}
