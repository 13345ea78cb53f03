//! Errors of span indexes.

use crate::footer::FooterError;
use openledger_content::{Hash, files::FileError};
use std::io;

/// The reason why there is no span index, or no search.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum SpanError {
	/// A number is beyond what the formats hold.
	#[error("{what} is beyond the limit of {most}")]
	TooLarge { what: &'static str, most: u64 },
	/// The records are others than planned.
	#[error("{found} records were given, the plan has {expected}")]
	OtherRecords { expected: u64, found: u64 },
	/// A token id is beyond the vocabulary.
	#[error("record {record} holds token {token}, which the vocabulary of {vocabulary} does not have")]
	UnknownToken { record: u32, token: u32, vocabulary: u32 },
	/// The suffix array could not be made.
	#[error("the suffix array could not be made: {0}")]
	Sort(&'static str),
	/// The file is no span index, or a damaged one.
	#[error("the span index is damaged ({0}): delete it, and it will be built again")]
	Damaged(&'static str),
	/// The file is a whole index, but not the one that was asked for.
	#[error("the span index has root {found:?}, not {expected:?}: it is of other records")]
	OtherRoot { expected: Hash, found: Hash },
	/// A file cannot be written whole.
	#[error(transparent)]
	File(#[from] FileError),
	/// The index cannot be read.
	#[error("the span index cannot be read: {0}")]
	Io(#[from] io::Error),
}

impl From<FooterError> for SpanError {
	fn from(error: FooterError) -> Self {
		match error {
			FooterError::Io(error) => Self::Io(error),
			FooterError::Damaged(what) => Self::Damaged(what),
		}
	}
}
