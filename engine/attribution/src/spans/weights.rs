//! From spans to weights of records.

use super::{index::SpanIndex, search::Span};
use std::collections::BTreeMap;

/// Number of bits that the weights have after the point of improbabilities, so that what is lost in dividing
/// is nothing: with them, a weight is below 2^84 for the longest answer.
const SPARE: u32 = 32;

impl SpanIndex {
	/// Returns what each record earns by spans, in bits of improbability · 2^48.
	///
	/// The improbability of a span is divided equally among those records that hold it and that `counts` is
	/// true for. A record that does not count earns nothing and takes from nobody: a copy of another, for
	/// example, or one of whoever asked. A [common](super::COMMON) span earns nothing.
	///
	/// The spans must come from a search of this index.
	pub fn weights(&self, spans: &[Span], counts: impl Fn(u32) -> bool) -> BTreeMap<u32, u128> {
		let mut weights: BTreeMap<u32, u128> = BTreeMap::new();
		for span in spans {
			let mut holders = self.holders(span.sorted.clone()).unwrap_or_default();
			holders.retain(|record| counts(*record) && self.address(*record).is_some());
			let whole = u128::from(span.improbability) << SPARE;
			let Some(each) = whole.checked_div(holders.len() as u128).filter(|each| *each > 0) else {
				continue;
			};
			for record in holders {
				let weight = weights.entry(record).or_default();
				*weight = weight.saturating_add(each);
			}
		}
		weights
	}
}
