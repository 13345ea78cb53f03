//! Near duplicates: which records restate another, and which only share its frame.
//!
//! Records fall into **families**, which are alike but for some words, and within a family into groups of
//! **copies**, which say the same. Of copies only the **leader** is paid, the record whose contribution came
//! first to the chain. A family counts once for what it is like, and what it says is paid to whoever said it
//! ([`crate::facts`]), so that neither copies nor copies with something changed make a contribution worth
//! more.
//!
//! docs/design/attribution.md has what was measured: similarity of states was tried too, and lost.

mod copies;
mod families;
#[cfg(test)]
mod tests;

use openledger_spec::ContributionId;
use std::collections::BTreeMap;

/// The groups of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Groups {
	/// The leader of each record's copies; a leader's is itself.
	pub(crate) leaders: Vec<u32>,
	/// The head of each record's family, its first record; a head's is itself, and a head leads.
	pub(crate) heads: Vec<u32>,
}

impl Groups {
	/// Groups records, token ids in the order of `sources`, contributions with their numbers of records.
	pub(crate) fn of(
		records: &[&[u32]],
		sources: &[(ContributionId, u32)],
		is_numeral: &dyn Fn(u32) -> bool,
	) -> Self {
		let order = order(sources, records.len() as u32);
		let heads = families::heads(records, &order);
		let leaders = copies::leaders(records, &order, &heads, is_numeral);
		Self { leaders, heads }
	}

	/// Returns whether every leader and every head is its own, and copies are in one family.
	pub(crate) fn is_sound(&self) -> bool {
		let at = |list: &[u32], record: u32| list.get(record as usize).copied();
		let all = (0u32..).zip(&self.leaders);
		self.leaders.len() == self.heads.len()
			&& all.zip(&self.heads).all(|((_, leader), head)| {
				at(&self.leaders, *leader) == Some(*leader)
					&& at(&self.heads, *leader) == Some(*head)
					&& at(&self.heads, *head) == Some(*head)
					&& at(&self.leaders, *head) == Some(*head)
			})
	}

	/// Returns true if a record stands for itself.
	pub(crate) fn leads(&self, record: u32) -> bool {
		self.leaders.get(record as usize) == Some(&record)
	}

	/// Returns the leaders in each family, by head, ascending.
	pub(crate) fn families(&self) -> BTreeMap<u32, Vec<u32>> {
		let mut families: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
		for (record, head) in (0u32..).zip(&self.heads).filter(|(record, _)| self.leads(*record)) {
			families.entry(*head).or_default().push(record);
		}
		families
	}
}

/// Returns records by when their contributions came to the chain.
fn order(sources: &[(ContributionId, u32)], records: u32) -> Vec<u32> {
	let owners = sources.iter().flat_map(|(contribution, count)| (0..*count).map(move |_| *contribution));
	let mut order: Vec<(ContributionId, u32)> = owners.zip(0..records).collect();
	order.sort_unstable();
	order.into_iter().map(|(_, record)| record).collect()
}
