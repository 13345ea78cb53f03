//! What can go wrong.

use crate::sealed::Unsealed;
use openledger_content::{files::FileError, Hash};
use std::io;

/// Why there is no span index, or no search.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum SpanError {
	/// Beyond what the formats hold.
	#[error("{what} is beyond the limit of {most}")]
	TooLarge { what: &'static str, most: u64 },
	/// Other records than planned.
	#[error("{found} records were given, the plan has {expected}")]
	OtherRecords { expected: u64, found: u64 },
	/// A token id beyond the vocabulary.
	#[error("record {record} holds token {token}, which the vocabulary of {vocabulary} does not have")]
	UnknownToken { record: u32, token: u32, vocabulary: u32 },
	/// The suffix array could not be made.
	#[error("the suffix array could not be made: {0}")]
	Sort(&'static str),
	/// Not an index, or a damaged one.
	#[error("the span index is damaged ({0}): delete it, and it will be built again")]
	Damaged(&'static str),
	/// A whole index, but not the one that was asked for.
	#[error("the span index has root {found:?}, not {expected:?}: it is of other records")]
	OtherRoot { expected: Hash, found: Hash },
	/// The disk.
	#[error(transparent)]
	File(#[from] FileError),
	/// The disk.
	#[error("the span index cannot be read: {0}")]
	Io(#[from] io::Error),
}

impl From<Unsealed> for SpanError {
	fn from(error: Unsealed) -> Self {
		match error {
			Unsealed::Io(error) => Self::Io(error),
			Unsealed::Damaged(what) => Self::Damaged(what),
		}
	}
}
