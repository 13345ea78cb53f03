//! The contributions that an index names, beside those of its job.

use openledger_primitives::{ContributionId, datanet::SnapshotEntry};

/// Returns whether the contributions of an index are some of a job's, in their order, with some of their
/// records: those that cannot be trained on are left out.
pub fn are_among(some: &[(ContributionId, u32)], entries: &[SnapshotEntry]) -> bool {
	let mut all = entries.iter();
	let mut is_next = |(contribution, records): &(ContributionId, u32)| {
		let entry = all.find(|entry| entry.contribution == *contribution);
		entry.is_some_and(|entry| (1..=entry.records).contains(records))
	};
	!some.is_empty() && some.iter().all(&mut is_next)
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_primitives::Hash;

	#[test]
	fn an_index_may_leave_contributions_out_but_not_change_their_order() {
		let entry =
			|(contribution, records)| SnapshotEntry { contribution, root: Hash::zero(), records, bytes: 1 };
		let all = [(1, 10), (2, 20), (3, 30)].map(entry);
		for some in [&[(1, 10)][..], &[(1, 10), (3, 30)], &[(2, 19), (3, 1)], &[(1, 10), (2, 20), (3, 30)]] {
			assert!(are_among(some, &all), "{some:?}");
		}
		for other in [&[][..], &[(2, 20), (1, 10)], &[(1, 11)], &[(1, 0)], &[(3, 30), (3, 30)]] {
			assert!(!are_among(other, &all), "{other:?}");
		}
	}
}
