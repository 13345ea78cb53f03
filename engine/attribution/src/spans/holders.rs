//! The records that hold a span.

use super::index::SpanIndex;
use std::ops::Range;

/// Most places of a span that is not **common**.
///
/// The records of a common span are not counted, and it earns nobody anything, since what so many share is
/// nobody's. It bounds the time that one span can take.
pub const COMMON: u32 = 1 << 16;
/// Number of places that are kept while the lowest records are looked for.
const KEPT: usize = 1 << 12;

impl SpanIndex {
	/// Returns all records that hold what stands at some sorted places, ascending; none if it is common.
	pub(crate) fn holders(&self, sorted: Range<usize>) -> Option<Vec<u32>> {
		let common = sorted.len() > COMMON as usize;
		(!common).then(|| self.records(self.suffixes(sorted)))
	}

	/// Returns the lowest records that hold what stands at some sorted places, at most `most`, however many
	/// places there are.
	pub(crate) fn lowest(&self, sorted: Range<usize>, most: usize) -> Vec<u32> {
		let (mut places, mut records) = (Vec::with_capacity(KEPT), Vec::new());
		// Records from here on cannot be among the lowest.
		let mut bound = u32::MAX;
		let mut settle = |places: &mut Vec<u32>| {
			let found = self.records(places.drain(..));
			records.extend(found);
			records.sort_unstable();
			records.dedup();
			records.truncate(most);
			let last = records.last().filter(|_| records.len() == most);
			last.and_then(|last| self.ends().get(*last)).unwrap_or(u32::MAX)
		};
		for place in self.suffixes(sorted) {
			if place < bound {
				places.push(place);
				if places.len() == KEPT {
					bound = settle(&mut places);
				}
			}
		}
		settle(&mut places);
		records
	}

	/// Returns the records in which places of the text lie, ascending.
	fn records(&self, places: impl Iterator<Item = u32>) -> Vec<u32> {
		let ends = self.ends();
		let mut records: Vec<u32> = places.map(|place| ends.rank(place)).collect();
		records.sort_unstable();
		records.dedup();
		records
	}
}
