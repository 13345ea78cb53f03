//! What an answer says word for word, and who is paid for it.
//!
//! A quoted span is paid to the records that hold it, one for each group of copies: its leader, or the first
//! of the group that holds the span if the leader does not. A span that `c` of them share says as much less
//! about each, so it counts for one in `c` of its improbability; together they are clues, of which each
//! record has what it [explains](crate::explain).
//!
//! A span is **sure** if a record that holds it is of a family that the model's states name too, and then
//! only such records are paid for it; else it is **loose**.

use crate::{
	dedup::Groups,
	explain::{Clue, explain},
	spans::{Span, SpanIndex},
	weights::Weights,
};
use openledger_spec::ContributionId;
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Range,
};

/// A span that more records are paid for is paid to nobody, since what so many share is nobody's.
const SHARED: usize = 1 << 10;
/// Number of bits that a clue has after the point of improbabilities: with them, one is below 2^53.
const SPARE: u32 = 16;

/// Spans of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quotes {
	/// What each record earns by them.
	pub(crate) weights: Weights,
	/// The parts of the answer that they are.
	pub(crate) places: Vec<Range<usize>>,
}

/// The authors of records, and which of them asked.
pub(crate) struct Owners<'a> {
	pub(crate) spans: &'a SpanIndex,
	pub(crate) own: &'a BTreeSet<ContributionId>,
}

impl Owners<'_> {
	pub(crate) fn of(&self, record: u32) -> Option<ContributionId> {
		self.spans.address(record).map(|(contribution, _)| contribution)
	}

	pub(crate) fn is_own(&self, record: u32) -> bool {
		self.of(record).is_none_or(|contribution| self.own.contains(&contribution))
	}

	/// Returns the records that are paid for what some records hold, ascending.
	fn payees(&self, holders: Vec<u32>, groups: &Groups) -> Vec<u32> {
		let mut first: BTreeMap<u32, (bool, Option<ContributionId>, u32)> = BTreeMap::new();
		for record in holders {
			let leader = groups.leaders.get(record as usize).copied().unwrap_or(record);
			let place = (record != leader, self.of(record), record);
			let earliest = first.entry(leader).or_insert(place);
			*earliest = place.min(*earliest);
		}
		let records = first.into_values().map(|(_, _, record)| record);
		let mut payees: Vec<u32> = records.filter(|record| !self.is_own(*record)).collect();
		payees.sort_unstable();
		payees
	}
}

/// Returns what records earn by sure spans and by loose ones. `named` are the heads of the families that
/// states name.
pub(crate) fn quotes(
	spans: &[Span],
	owners: &Owners<'_>,
	groups: &Groups,
	named: &BTreeSet<u32>,
) -> [Quotes; 2] {
	let (mut clues, mut found) = ([Vec::new(), Vec::new()], [Quotes::default(), Quotes::default()]);
	let is_named = |record: &u32| groups.heads.get(*record as usize).is_some_and(|head| named.contains(head));
	for span in spans {
		let holders = owners.spans.holders(span.sorted.clone()).unwrap_or_default();
		let mut holders = owners.payees(holders, groups);
		let kind = usize::from(!holders.iter().any(is_named));
		if kind == 0 {
			holders.retain(is_named);
		}
		if holders.len() > SHARED {
			continue;
		}
		let Some(weight) = (span.improbability << SPARE).checked_div(holders.len() as u64) else { continue };
		found[kind].places.push(span.start..span.start.saturating_add(span.length));
		clues[kind].push(Clue { weight, holders });
	}
	for (found, clues) in found.iter_mut().zip(clues) {
		found.weights = explain(&clues);
	}
	found
}
