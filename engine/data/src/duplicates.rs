//! Rows that were there before, word for word or nearly so.

use crate::{
	record::Record,
	shingles::{NEAR, Signature, signature},
};
use alloc::{collections::BTreeMap, vec::Vec};

/// The place of a row among the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
	/// Number of the file.
	pub(crate) file: u32,
	pub(crate) line: u32,
	pub(crate) record: u32,
}

/// The row that another repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
	/// Nothing like it was there before.
	New,
	/// The same turns were there before.
	Exact(Origin),
	/// Most runs of words were there before, together.
	Near(Origin),
	/// There is no room to remember more rows.
	NotCompared,
}

/// Rows that repeat none before them, by hash and by bands of their signatures. Each takes some 300 bytes.
pub(crate) struct Seen {
	limit: usize,
	exact: BTreeMap<[u8; 16], u32>,
	bands: BTreeMap<u64, u32>,
	rows: Vec<(Origin, Option<Signature>)>,
}

impl Seen {
	/// Makes an empty set of at most `limit` rows.
	pub(crate) fn new(limit: usize) -> Self {
		Self { limit, exact: BTreeMap::new(), bands: BTreeMap::new(), rows: Vec::new() }
	}

	/// Looks for a row, and remembers it if it is new.
	pub(crate) fn add(&mut self, record: &Record, origin: Origin) -> Match {
		let hash = hash(record);
		if let Some(place) = self.exact.get(&hash) {
			return self.origin(*place).map_or(Match::New, Match::Exact);
		}
		let signature = signature(record);
		if let Some(found) = signature.as_ref().and_then(|signature| self.near(signature)) {
			return Match::Near(found);
		}
		if self.rows.len() >= self.limit {
			return Match::NotCompared;
		}
		let place = self.rows.len() as u32;
		self.exact.insert(hash, place);
		for band in signature.iter().flat_map(Signature::bands) {
			// The first row keeps the band, so that a look-up is bounded.
			self.bands.entry(band).or_insert(place);
		}
		self.rows.push((origin, signature));
		Match::New
	}

	fn origin(&self, place: u32) -> Option<Origin> {
		self.rows.get(place as usize).map(|(origin, _)| *origin)
	}

	/// Returns the row that agrees most, if it is a near duplicate.
	fn near(&self, signature: &Signature) -> Option<Origin> {
		let rows = signature.bands().filter_map(|band| self.rows.get(*self.bands.get(&band)? as usize));
		let scored = rows.filter_map(|(origin, other)| Some((signature.agreement(other.as_ref()?), *origin)));
		let best = scored.max_by_key(|(agreement, _)| *agreement)?;
		Some(best.1).filter(|_| best.0 >= NEAR)
	}
}

/// Returns blake2b of the turns, of which lengths and authors are part.
fn hash(record: &Record) -> [u8; 16] {
	let mut state = blake2b_simd::Params::new().hash_length(16).to_state();
	for turn in &record.turns {
		state.update(&[turn.role as u8, turn.learnt.into()]);
		state.update(&(turn.text.len() as u64).to_le_bytes());
		state.update(turn.text.as_bytes());
	}
	let mut hash = [0; 16];
	hash.copy_from_slice(state.finalize().as_bytes());
	hash
}

#[cfg(test)]
mod tests {
	use super::*;

	fn at(record: u32) -> Origin {
		Origin { file: 0, line: record, record }
	}

	#[test]
	fn repeats_name_the_row_that_was_first() {
		let mut seen = Seen::new(3);
		let ferry = Record::pair("Which pier does the ferry to the island leave from?", "It leaves from C.");
		let shouted =
			Record::pair("Which pier does the ferry to the island leave from??", "It leaves from C");
		assert_eq!(seen.add(&ferry, at(1)), Match::New);
		assert_eq!(seen.add(&ferry, at(2)), Match::Exact(at(1)));
		assert_eq!(seen.add(&shouted, at(3)), Match::Near(at(1)));
		assert_eq!(seen.add(&Record::pair("a", "b"), at(4)), Match::New);
		// Turned around, it is another row, if a near one.
		assert_eq!(seen.add(&Record::pair("b", "a"), at(5)), Match::New);
		assert_eq!(seen.add(&Record::pair("e", "f"), at(6)), Match::NotCompared);
		assert_eq!(seen.add(&ferry, at(7)), Match::Exact(at(1)));
		// Marks alone have no signature, and repeat themselves alone.
		let mut seen = Seen::new(9);
		assert_eq!(seen.add(&Record::pair("?", "!"), at(1)), Match::New);
		assert_eq!(seen.add(&Record::pair("!", "?"), at(2)), Match::New);
		assert_eq!(seen.add(&Record::pair("?", "!"), at(3)), Match::Exact(at(1)));
	}
}
