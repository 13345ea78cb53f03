//! Families: records that are alike but for some words, such as those of one sentence frame.
//!
//! A record is the set of pairs of neighbouring tokens in it. A pair weighs `log2(n + 2) − log2(c + 1)` bits
//! when `c` of the `n` heads before it hold it: templates weigh nothing, names and numbers much. A record
//! belongs to the family of an earlier head if what both hold weighs at least two thirds of the lighter of
//! them, and the head weighs at least a quarter of the record. So padding a copy with up to three times its
//! weight does not hide it, and a short record cannot claim a long one that happens to include it.
//!
//! Only heads are counted, so a flood of copies does not make what they repeat look common.

use crate::spans::log2;
use std::collections::{BTreeMap, HashMap};

/// A pair that more heads hold weighs nothing. It bounds the time that a record can take.
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

/// The heads that were found so far.
#[derive(Default)]
struct Heads<'a> {
	records: Vec<(u32, &'a [u32])>,
	/// The head of each record that was seen, so that equal ones are never told apart.
	exact: HashMap<&'a [u32], u32>,
	holders: HashMap<u64, Holders>,
	/// Heads, by their numbers here, each with the next entry of the same pair.
	entries: Vec<(u32, Option<u32>)>,
}

impl<'a> Heads<'a> {
	/// Returns the bits · 2^16 of a pair that `count` heads hold.
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

	/// Returns what each head shares with some pairs, in bits · 2^16.
	fn shared(&self, pairs: &[u64]) -> BTreeMap<u32, u64> {
		let mut shared: BTreeMap<u32, u64> = BTreeMap::new();
		for holders in pairs.iter().filter_map(|pair| self.holders.get(pair)) {
			let weight = self.weight_of(holders.count);
			let mut next = (weight > 0).then_some(holders.newest);
			while let Some((head, following)) = next.and_then(|at| self.entries.get(at as usize)) {
				*shared.entry(*head).or_default() += weight;
				next = *following;
			}
		}
		shared
	}

	/// Returns the first head that a record is like.
	fn like(&self, ids: &[u32], pairs: &[u64]) -> Option<u32> {
		if let Some(head) = self.exact.get(ids) {
			return Some(*head);
		}
		let own = self.weight(pairs);
		let alike = |(head, shared): &(u32, u64)| {
			// Looked at first since it needs no sum: the lighter weighs at least a quarter of the record.
			6 * shared >= own
				&& self.records.get(*head as usize).is_some_and(|(_, ids)| {
					let other = self.weight(&self::pairs(ids));
					4 * other >= own && 3 * shared >= 2 * own.min(other)
				})
		};
		let (head, _) = self.shared(pairs).into_iter().find(alike)?;
		self.records.get(head as usize).map(|(record, _)| *record)
	}

	fn add(&mut self, record: u32, ids: &'a [u32], pairs: &[u64]) {
		let head = self.records.len() as u32;
		for pair in pairs {
			let at = self.entries.len() as u32;
			let before = self.holders.get(pair).copied();
			self.entries.push((head, before.map(|holders| holders.newest)));
			let count = before.map_or(0, |holders| holders.count) + 1;
			self.holders.insert(*pair, Holders { count, newest: at });
		}
		self.records.push((record, ids));
	}
}

/// Returns, for each record, the head of its family; a head's is itself. `order` says which record came
/// before which. Takes memory linear in the number of tokens, about 32 bytes each, and at most 2^10 steps a
/// token.
pub(crate) fn heads(records: &[&[u32]], order: &[u32]) -> Vec<u32> {
	let mut found = Heads::default();
	let mut heads: Vec<u32> = (0..records.len() as u32).collect();
	for record in order.iter().copied() {
		let ids = records.get(record as usize).copied().unwrap_or_default();
		let pairs = pairs(ids);
		let head = found.like(ids, &pairs).unwrap_or_else(|| {
			found.add(record, ids, &pairs);
			record
		});
		found.exact.insert(ids, head);
		if let Some(own) = heads.get_mut(record as usize) {
			*own = head;
		}
	}
	heads
}
