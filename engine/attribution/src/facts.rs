//! Whose fact an answer states, among the records of one family.
//!
//! Records of a family are alike to the model, so that its states say little about which of them an answer is
//! from. Their words do: a token or pair of neighbouring tokens that stands in the answer, and in `f` of the
//! `m` records of the family, is a clue of `log2 m − log2 f` bits, a quarter of that if it stands in the
//! question only. The frame that all share is no clue. What a record [explains](crate::explain) of the clues
//! is its part of what the family counts for.
//!
//! A family counts for as much as the best of its records, once, however many it has: whoever adds variants
//! of a record, by others or its own, gains no more than the answers that say what only the variant says.

use crate::{
	dedup::Groups,
	explain::{Clue, explain},
	spans::{SpanIndex, log2},
	weights::{POINT, Weights, parts},
};
use openledger_model::Tokenized;
use std::{
	cmp::Reverse,
	collections::{BTreeMap, HashMap},
};

/// How much more a clue says that stands in the answer than one that stands in the question only.
const ANSWER: u64 = 4;
/// Most records of a family that are compared with an answer: those with the best scores.
const MOST: usize = 1 << 12;

/// Returns tokens, each after a number no token has, and pairs of neighbouring tokens.
fn grams(ids: &[u32]) -> impl Iterator<Item = u64> + '_ {
	let single = ids.iter().map(|id| u64::from(u32::MAX) << 32 | u64::from(*id));
	single.chain(ids.array_windows().map(|[one, other]| u64::from(*one) << 32 | u64::from(*other)))
}

/// The families of an index with more than one record that leads.
#[derive(Debug, Default)]
pub(crate) struct Families {
	members: BTreeMap<u32, Vec<u32>>,
}

impl Families {
	pub(crate) fn new(groups: &Groups) -> Self {
		let mut members = groups.families();
		members.retain(|_, members| members.len() > 1);
		Self { members }
	}

	/// Gives what a family counts for, the most that one of its records does, to those of its records that
	/// state what the answer states. `above` is by how much records exceed their thresholds, `scores` are
	/// those of all records.
	pub(crate) fn divide(
		&self,
		above: Weights,
		groups: &Groups,
		scores: &[i64],
		spans: &SpanIndex,
		answer: &Tokenized,
	) -> Weights {
		let mut divided = Weights::new();
		let mut families: BTreeMap<u32, Weights> = BTreeMap::new();
		for (record, weight) in above {
			let head = groups.heads.get(record as usize).copied().unwrap_or(record);
			families.entry(head).or_default().insert(record, weight);
		}
		let asked = wanted(answer);
		for (head, above) in families {
			let most = above.values().max().copied().unwrap_or(0);
			let explained = match self.members.get(&head) {
				Some(members) => explain(&clues(&asked, &compared(members, scores), spans)),
				None => Weights::new(),
			};
			// Without a word that tells them apart, the scores are all there is.
			let weights = if explained.is_empty() { above } else { explained };
			divided.extend(parts(weights).map(|(record, part)| (record, part.saturating_mul(most))));
		}
		divided.retain(|_, weight| *weight > 0);
		debug_assert!(divided.values().all(|weight| *weight >> POINT <= u128::from(u64::MAX)));
		divided
	}
}

/// Returns the records of a family that are compared.
fn compared(members: &[u32], scores: &[i64]) -> Vec<u32> {
	let mut members = members.to_vec();
	if members.len() > MOST {
		members.sort_by_key(|record| (Reverse(scores.get(*record as usize)), *record));
		members.truncate(MOST);
		members.sort_unstable();
	}
	members
}

/// Returns what an answer and its question are made of, with how much each says.
fn wanted(answer: &Tokenized) -> HashMap<u64, u64> {
	let (question, written) = answer.ids.split_at(answer.loss_from.min(answer.ids.len()));
	let mut wanted: HashMap<u64, u64> = grams(question).map(|gram| (gram, 1)).collect();
	wanted.extend(grams(written).map(|gram| (gram, ANSWER)));
	wanted
}

/// Returns the clues to which of some records an answer is from.
fn clues(wanted: &HashMap<u64, u64>, members: &[u32], spans: &SpanIndex) -> Vec<Clue> {
	let mut holders: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
	for record in members {
		let ids = spans.tokens(*record);
		for gram in grams(&ids).filter(|gram| wanted.contains_key(gram)) {
			let holders = holders.entry(gram).or_default();
			if holders.last() != Some(record) {
				holders.push(*record);
			}
		}
	}
	let all = log2(members.len() as u32);
	let clue = |(gram, holders): (u64, Vec<u32>)| {
		let bits = u64::from(all.saturating_sub(log2(holders.len() as u32)));
		Clue { weight: bits * wanted.get(&gram).copied().unwrap_or(0), holders }
	};
	holders.into_iter().map(clue).filter(|clue| clue.weight > 0).collect()
}
