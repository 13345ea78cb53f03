//! From spans to weights of contributions.

use super::{index::SpanIndex, search::Span};
use openledger_primitives::ContributionId;
use std::collections::BTreeMap;

/// Bits that the weights have after the point of improbabilities, so that what is lost in dividing is nothing: with them,
/// a weight is below 2^84 for the longest answer.
const SPARE: u32 = 32;

impl SpanIndex {
	/// What each contribution earns by spans, strictly ascending by id, as
	/// [`apportion`](openledger_primitives::influence::apportion) takes it: in bits of improbability · 2^48.
	///
	/// The improbability of a span is divided equally among the groups of records that hold it, and a group's part equally
	/// among those of its records that do. `group` names the group of a record, by any number, such as its lowest record:
	/// near duplicates that share a group earn together what one would earn. A record without a group earns nothing and
	/// takes from nobody: the records of whoever asked, for example. A [common](super::COMMON) span earns nothing.
	///
	/// The spans must come from a search of this index.
	pub fn weights(&self, spans: &[Span], group: impl Fn(u32) -> Option<u32>) -> Vec<(ContributionId, u128)> {
		let mut weights: BTreeMap<ContributionId, u128> = BTreeMap::new();
		for span in spans {
			let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
			for record in self.holders(span.sorted.clone()).unwrap_or_default() {
				if let Some(group) = group(record) {
					groups.entry(group).or_default().push(record);
				}
			}
			let whole = u128::from(span.improbability) << SPARE;
			let each = whole.checked_div(groups.len() as u128).unwrap_or(0);
			for records in groups.values() {
				let each = each.checked_div(records.len() as u128).unwrap_or(0);
				for (contribution, _) in records.iter().filter_map(|record| self.address(*record)) {
					let weight = weights.entry(contribution).or_default();
					*weight = weight.saturating_add(each);
				}
			}
		}
		weights.into_iter().filter(|(_, weight)| *weight > 0).collect()
	}
}
