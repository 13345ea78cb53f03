//! An opened span index.

use super::{
	elias_fano::{Counts, EliasFano},
	error::SpanError,
	format::{Layout, SpanFooter},
	matching::Places,
	text::{Letter, width},
};
use memmap2::Mmap;
use openledger_content::{Hash, root};
use openledger_spec::ContributionId;
use std::{fs::File, ops::Range, path::Path};

/// A span index opened for searches.
///
/// It is mapped, not read: memory is the system's to give and take. Beside the file it holds a few bits a
/// record.
pub struct SpanIndex {
	footer: SpanFooter,
	layout: Layout,
	file: Mmap,
	ends: Counts,
	/// The first record of each contribution of the footer.
	firsts: Vec<u32>,
}

/// A visitor of the text, for letters of either width.
pub(crate) trait Visit {
	type Output;
	fn visit<L: Letter>(self, places: Places<'_, L>) -> Self::Output;
}

impl SpanIndex {
	/// Opens an index and checks all of it against its root and the one that is expected.
	pub fn open(path: &Path, expected: Hash) -> Result<Self, SpanError> {
		let file = File::open(path)?;
		let (footer, layout) = SpanFooter::read(&file)?;
		if footer.root() != expected {
			return Err(SpanError::OtherRoot { expected, found: footer.root() });
		}
		// SAFETY: an index file is made under another name, renamed to this one when it is complete, and
		// never written to again; a later build replaces the name, not the bytes that are mapped here.
		let file = unsafe { Mmap::map(&file) }?;
		let data = file.get(..layout.text.end).ok_or(SpanError::Damaged("it was cut short"))?;
		if root::of(data) != footer.data {
			return Err(SpanError::Damaged("its data has another root"));
		}
		let mut first = 0;
		let firsts = footer.sources.iter().map(|(_, records)| {
			first += records;
			first - records
		});
		let firsts = firsts.collect();
		let mut index = Self { footer, layout, file, ends: Counts::default(), firsts };
		index.ends = Counts::new(index.layout.shape, index.numbers(&index.layout.ends));
		index.visit(Check(&index))?;
		Ok(index)
	}

	/// Returns the footer, which says what the index is about.
	pub fn footer(&self) -> &SpanFooter {
		&self.footer
	}

	/// Returns the root that commits the index.
	pub fn root(&self) -> Hash {
		self.footer.root()
	}

	/// Returns the contribution and line (from 0) that a record came from.
	pub fn address(&self, record: u32) -> Option<(ContributionId, u32)> {
		// The last one that begins at or before the record: those before it with the same beginning are
		// empty.
		let at = self.firsts.partition_point(|first| *first <= record).checked_sub(1)?;
		let line = record - self.firsts.get(at)?;
		let (contribution, records) = self.footer.sources.get(at)?;
		(line < *records).then_some((*contribution, line))
	}

	/// Returns how often a token occurs in the records.
	pub(crate) fn count(&self, token: u32) -> u32 {
		let starts: &[[u8; 4]] = self.numbers(&self.layout.starts);
		let read = |at: usize| starts.get(at).map_or(0, |start| u32::from_le_bytes(*start));
		read(token as usize + 1).saturating_sub(read(token as usize))
	}

	/// Returns the tokens of a record; none if there is no such record.
	pub(crate) fn tokens(&self, record: u32) -> Vec<u32> {
		let from = record.checked_sub(1).map_or(Some(0), |before| self.ends().get(before).map(|end| end + 1));
		match (from, self.ends().get(record)) {
			(Some(from), Some(to)) => self.visit(Tokens(from as usize..to as usize)),
			_ => Vec::new(),
		}
	}

	/// Returns the places of the text at sorted places.
	pub(crate) fn suffixes(&self, sorted: Range<usize>) -> impl Iterator<Item = u32> + '_ {
		let suffixes: &[[u8; 4]] = self.numbers(&self.layout.suffixes);
		suffixes.get(sorted).unwrap_or_default().iter().map(|place| u32::from_le_bytes(*place))
	}

	/// Returns the places where records end in the text.
	pub(crate) fn ends(&self) -> EliasFano<'_> {
		EliasFano::new(self.layout.shape, self.numbers(&self.layout.ends), &self.ends)
	}

	/// Runs a visitor on the text, whatever the width of its letters.
	pub(crate) fn visit<V: Visit>(&self, visitor: V) -> V::Output {
		match width(self.footer.vocabulary) {
			2 => visitor.visit(self.places::<2>()),
			_ => visitor.visit(self.places::<4>()),
		}
	}

	fn places<const WIDTH: usize>(&self) -> Places<'_, [u8; WIDTH]> {
		let layout = &self.layout;
		Places {
			text: self.numbers(&layout.text),
			suffixes: self.numbers(&layout.suffixes),
			starts: self.numbers(&layout.starts),
		}
	}

	fn numbers<const WIDTH: usize>(&self, range: &Range<usize>) -> &[[u8; WIDTH]] {
		self.file.get(range.clone()).unwrap_or_default().as_chunks().0
	}
}

/// A reader of the tokens at some places of the text.
struct Tokens(Range<usize>);

impl Visit for Tokens {
	type Output = Vec<u32>;

	fn visit<L: Letter>(self, places: Places<'_, L>) -> Self::Output {
		let letters = places.text.get(self.0).unwrap_or_default();
		letters.iter().map(|letter| letter.read().saturating_sub(1)).collect()
	}
}

/// A check that what an index says of itself fits together.
///
/// A root says that nobody changed the file since somebody committed it, not that it was made well.
struct Check<'a>(&'a SpanIndex);

impl Visit for Check<'_> {
	type Output = Result<(), SpanError>;

	fn visit<L: Letter>(self, places: Places<'_, L>) -> Self::Output {
		let footer = &self.0.footer;
		let starts = || places.starts.iter().map(|start| u32::from_le_bytes(*start));
		let edges = (starts().next(), starts().next_back());
		if edges != (Some(0), Some(footer.tokens)) || !starts().is_sorted() {
			return Err(SpanError::Damaged("its counts of tokens do not add up"));
		}
		let outside = |place: &[u8; 4]| u32::from_le_bytes(*place) as usize >= places.text.len();
		if places.suffixes.iter().any(outside) {
			return Err(SpanError::Damaged("it names a place outside its text"));
		}
		let ends = self.0.ends();
		let zeros =
			places.text.iter().zip(0..).filter(|(letter, _)| letter.read() == 0).map(|(_, at)| Some(at));
		match zeros.eq((0..footer.records()).map(|record| ends.get(record))) {
			true => Ok(()),
			false => Err(SpanError::Damaged("its records do not end where it says")),
		}
	}
}
