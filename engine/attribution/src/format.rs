//! The file of an index.
//!
//! ```text
//! means    for each vector: its mean over all records, f32 little-endian
//! data     for each record: the norms of all vectors as u32 little-endian, then their codes, a byte each
//! notes    for each record: its threshold as i32, then the leader of its copies and the head of its family
//!          as u32, all little-endian
//! footer   SCALE of [`Footer`], closed as `footer` says with b"OLINFLU5"
//! ```
//!
//! The footer names the root of all before it and that of the index of spans beside the file, so the root of
//! the footer commits everything that an answer is attributed by. Version 3 had no families, and
//! version 4 nothing of questions; an index of either is built again.

use crate::{
	footer::{self, FooterError},
	spans::SpanError,
};
use codec::{Decode, Encode};
use openledger_content::{Hash, files::FileError, root};
use openledger_spec::ContributionId;
use std::{fs::File, io, path::Path};

const MAGIC: &[u8; 8] = b"OLINFLU5";
/// Number of bytes of a record's notes.
pub(crate) const NOTES: u64 = 12;
/// Most vectors that a record has.
pub(crate) const MAX_VECTORS: usize = 1 << 10;
/// Most numbers in one vector: a dot product of codes then fits 32 bits.
pub(crate) const MAX_ELEMENTS: usize = 1 << 16;
/// Most records that an index has.
pub(crate) const MAX_RECORDS: u32 = 1 << 20;

/// The reason why there is no index, or no score.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum IndexError {
	/// The observer of [`crate::build()`] asked to stop.
	#[error("the build was cancelled; started again with the same folder, it goes on")]
	Cancelled,
	/// The source of features failed.
	#[error("record {record} has no features: {message}")]
	NoFeatures { record: u32, message: String },
	/// A feature is a NaN or an infinity.
	#[error("{tensor} is not finite: the model has diverged and cannot be attributed")]
	NotFinite { tensor: String },
	/// The features have other vectors than those before.
	#[error("the features have other vectors than the index: they belong to another model")]
	OtherVectors,
	/// A number is beyond what the arithmetic is proven for.
	#[error("{what} is beyond the limit of {most}")]
	TooLarge { what: &'static str, most: usize },
	/// The index of spans cannot be used.
	#[error(transparent)]
	Spans(#[from] SpanError),
	/// The file is no index, or a damaged one.
	#[error("the influence index is damaged ({0}): delete it, and it will be built again")]
	Damaged(&'static str),
	/// A file cannot be written or read whole.
	#[error(transparent)]
	File(#[from] FileError),
	/// The index cannot be read or written.
	#[error("the influence index cannot be read or written: {0}")]
	Io(#[from] io::Error),
}

impl From<FooterError> for IndexError {
	fn from(error: FooterError) -> Self {
		match error {
			FooterError::Io(error) => Self::Io(error),
			FooterError::Damaged(what) => Self::Damaged(what),
		}
	}
}

/// The end of an index, which says what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Footer {
	/// Root of the adapter under which features were taken.
	pub adapter: Hash,
	/// Contributions with their numbers of records, in order of training data.
	pub sources: Vec<(ContributionId, u32)>,
	/// Vectors of a record with their lengths.
	pub vectors: Vec<(String, u32)>,
	/// The part that states of the question have in scores, of 2^16; those of the answer have the rest.
	pub question: u32,
	/// The score that unrelated questions reach: every record counts above it.
	pub threshold: i32,
	/// Root of the index of spans.
	pub spans: Hash,
	/// [`root::of`] means, data and notes.
	pub data: Hash,
}

impl Footer {
	/// Returns the number of records.
	pub fn records(&self) -> u32 {
		self.sources.iter().fold(0u32, |sum, (_, records)| sum.saturating_add(*records))
	}

	/// Returns the root that commits the index.
	pub fn root(&self) -> Hash {
		root::of(&self.encode())
	}

	/// Returns the bytes that one record takes, in the data and in the notes.
	pub fn bytes_per_record(&self) -> u64 {
		self.record_bytes() + NOTES
	}

	/// Returns the bytes that one record takes in the data.
	pub(crate) fn record_bytes(&self) -> u64 {
		self.vectors.iter().map(|(_, length)| 4 + u64::from(*length)).sum()
	}

	/// Returns how many numbers one record has.
	pub(crate) fn elements(&self) -> u64 {
		self.vectors.iter().map(|(_, length)| u64::from(*length)).sum()
	}

	/// Returns the bytes of means, data and notes.
	fn bytes(&self) -> Option<u64> {
		let data = self.bytes_per_record().checked_mul(self.records().into())?;
		self.elements().checked_mul(4)?.checked_add(data)
	}

	/// Returns the footer with its check, as it ends the file.
	pub(crate) fn close(&self) -> Vec<u8> {
		footer::close(self, MAGIC)
	}

	/// Reads the footer of an index without looking at its data.
	pub fn read(path: &Path) -> Result<Self, IndexError> {
		let other = "it does not end as an index does";
		let (footer, at) = footer::open::<Self>(&File::open(path)?, MAGIC, other)?;
		footer.check_limits()?;
		if footer.question > 1 << 16 {
			return Err(IndexError::Damaged("the question's part is more than all"));
		}
		match footer.bytes() == Some(at) {
			true => Ok(footer),
			false => Err(IndexError::Damaged("its data has another length")),
		}
	}

	/// Checks the bounds within which the integer arithmetic cannot overflow.
	pub(crate) fn check_limits(&self) -> Result<(), IndexError> {
		let elements = self.vectors.iter().map(|(_, length)| *length as usize).max().unwrap_or(0);
		let checks = [
			("the number of vectors", self.vectors.len(), MAX_VECTORS),
			("a vector's length", elements, MAX_ELEMENTS),
			("the number of records", self.records() as usize, MAX_RECORDS as usize),
		];
		match checks.into_iter().find(|(_, is, most)| is > most) {
			Some((what, _, most)) => Err(IndexError::TooLarge { what, most }),
			None => Ok(()),
		}
	}
}
