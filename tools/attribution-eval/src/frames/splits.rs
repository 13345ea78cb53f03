//! Ways in which records of frames are divided among contributors.

use super::corpus::Entry;
use std::collections::BTreeMap;

/// A way to divide records: the contribution that each entry goes to, by its frame and number in it.
pub(crate) struct Split {
	pub(crate) name: &'static str,
	contribution: fn(domain: u64, number: usize, records: usize) -> u64,
}

/// Contributions of unrelated records: one before all others, and one after them.
const UNRELATED: [u64; 2] = [0, 1_000_000];

/// All ways. A frame has ten contribution numbers to itself, or a hundred where each record needs one.
pub(crate) const SPLITS: [Split; 6] = [
	Split { name: "the first, the others", contribution: |domain, at, _| 10 * domain + u64::from(at > 0) },
	Split {
		name: "all but the last, the last",
		contribution: |domain, at, all| 10 * domain + u64::from(at + 1 == all),
	},
	Split { name: "the others, the first", contribution: |domain, at, _| 10 * domain + u64::from(at == 0) },
	Split { name: "halves", contribution: |domain, at, all| 10 * domain + u64::from(2 * at >= all) },
	Split { name: "by threes", contribution: |domain, at, _| 10 * domain + at as u64 % 3 },
	Split { name: "one each", contribution: |domain, at, all| 100 * domain + (all - at) as u64 },
];

impl Split {
	/// Returns entries by contribution.
	pub(crate) fn divide(&self, entries: &[Entry], records: usize) -> BTreeMap<u64, Vec<usize>> {
		let mut contributions: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
		for (place, entry) in entries.iter().enumerate() {
			let contribution = match entry.fact {
				Some((domain, number)) => (self.contribution)(domain as u64 + 1, number, records),
				None => UNRELATED[place % 2],
			};
			contributions.entry(contribution).or_default().push(place);
		}
		contributions
	}
}
