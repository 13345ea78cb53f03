//! The file of a span index.
//!
//! ```text
//! ends      where each record ends in the text, as `elias_fano` lays it out
//! starts    for each token, and once more, u32: how many places of the text hold a lower token
//! suffixes  for each place of the text that holds a token, u32: the place, sorted by what follows
//! text      letters of all records, each record followed by a zero: u16 or u32, see `text`
//! footer    SCALE of [`SpanFooter`], closed as `footer` says with b"OLSPANS1"
//! ```
//!
//! Numbers are little-endian. A token takes 6 bytes, with a vocabulary of 65,535 at most, and a record 2
//! bytes and what `ends` needs. The footer names the root of all before it, so the root of the footer commits
//! the whole index.

use super::{elias_fano::Shape, error::SpanError, text};
use crate::footer::{self, MAX_FOOTER};
use codec::{Decode, Encode};
use openledger_content::{Hash, root};
use openledger_spec::ContributionId;
use std::{fs::File, ops::Range};

const MAGIC: &[u8; 8] = b"OLSPANS1";
/// Most tokens and records together: places are 31 bits.
pub const MAX_POSITIONS: u32 = i32::MAX as u32;
/// Most records that an index has.
pub const MAX_RECORDS: u32 = 1 << 24;
/// Most tokens that a vocabulary has.
pub const MAX_VOCABULARY: u32 = 1 << 20;

/// The end of a span index, which says what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SpanFooter {
	/// Root of the base model, whose tokenizer made the ids.
	pub base: Hash,
	/// Root of the snapshot.
	pub snapshot: Hash,
	/// Number of tokens of the vocabulary: ids are lower.
	pub vocabulary: u32,
	/// Contributions with their numbers of records, in order of the snapshot.
	pub sources: Vec<(ContributionId, u32)>,
	/// Number of tokens of all records.
	pub tokens: u32,
	/// [`root::of`] all that stands before the footer.
	pub data: Hash,
}

/// The places of the parts in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
	pub(crate) ends: Range<usize>,
	pub(crate) starts: Range<usize>,
	pub(crate) suffixes: Range<usize>,
	pub(crate) text: Range<usize>,
	/// The layout of `ends`.
	pub(crate) shape: Shape,
}

impl SpanFooter {
	/// Returns the number of records.
	pub fn records(&self) -> u32 {
		self.sources.iter().fold(0u32, |sum, (_, records)| sum.saturating_add(*records))
	}

	/// Returns the root that commits the index.
	pub fn root(&self) -> Hash {
		root::of(&self.encode())
	}

	/// Checks the limits and returns the places of the parts.
	pub(crate) fn layout(&self) -> Result<Layout, SpanError> {
		let (tokens, records) = (u64::from(self.tokens), u64::from(self.records()));
		let checks = [
			("the number of tokens and records", tokens + records, u64::from(MAX_POSITIONS)),
			("the number of records", records, u64::from(MAX_RECORDS)),
			("the vocabulary", u64::from(self.vocabulary), u64::from(MAX_VOCABULARY)),
			("the number of contributions", self.encoded_size() as u64, MAX_FOOTER),
		];
		if let Some((what, _, most)) = checks.into_iter().find(|(_, is, most)| is > most) {
			return Err(SpanError::TooLarge { what, most });
		}
		let positions = self.tokens + self.records();
		let shape = Shape { count: self.records(), universe: positions };
		let mut at = 0;
		let mut next = |bytes: usize| {
			at += bytes;
			at - bytes..at
		};
		Ok(Layout {
			ends: next(8 * shape.words()),
			starts: next(4 * (self.vocabulary as usize + 1)),
			suffixes: next(4 * self.tokens as usize),
			text: next(text::width(self.vocabulary) * positions as usize),
			shape,
		})
	}

	/// Returns the footer with its check, as it ends the file.
	pub(crate) fn close(&self) -> Vec<u8> {
		footer::close(self, MAGIC)
	}

	/// Reads the footer of a file without looking at what stands before it.
	pub(crate) fn read(file: &File) -> Result<(Self, Layout), SpanError> {
		let other = "it does not end as a span index does";
		let (footer, at) = footer::open::<Self>(file, MAGIC, other)?;
		let layout = footer.layout()?;
		match layout.text.end as u64 == at {
			true => Ok((footer, layout)),
			false => Err(SpanError::Damaged("its data has another length")),
		}
	}
}
