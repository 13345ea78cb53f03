//! Faults of files and rows, in words that say what to do.

use crate::{format::Format, record::Place};
use alloc::string::String;
use core::fmt;

/// The reason why records cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
	/// The line as an editor counts it, from 1, if one is to blame.
	pub line: Option<usize>,
	/// The record among those that are not blank, from 1, if one is to blame.
	pub record: Option<usize>,
	/// The fault that was found.
	pub problem: Problem,
}

/// A fault in records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
	/// The file exceeds its limit.
	FileTooLarge {
		/// Number of bytes found.
		found: usize,
		/// Number of bytes allowed.
		limit: usize,
	},
	/// The file is no JSON lines.
	Format(Format),
	/// A line exceeds its limit.
	LineTooLong {
		/// Number of bytes found.
		found: usize,
		/// Number of bytes allowed.
		limit: usize,
	},
	/// There are more records than allowed.
	TooManyRecords {
		/// Number of records allowed.
		limit: usize,
	},
	/// The line is not UTF-8.
	InvalidUtf8 {
		/// Bytes before the first wrong one.
		valid_up_to: usize,
	},
	/// The line is no JSON.
	InvalidJson(String),
	/// The line is JSON, but no object.
	NotAnObject(&'static str),
	/// The fields of the object make up no record.
	NoShape(String),
	/// A field is missing.
	Missing(&'static str),
	/// A field or a turn holds another kind of value than it should.
	Kind {
		/// The field, with the number of the turn if it is one's.
		field: String,
		/// The kind of value found.
		found: &'static str,
		/// The kind of value needed.
		needed: &'static str,
	},
	/// The turns make up no conversation that can be learnt.
	Turns(String),
	/// The row needs what is not trained here, such as calls of tools.
	Unsupported(String),
	/// A field holds nothing but white space.
	Empty(&'static str),
	/// A turn holds nothing but white space.
	EmptyTurn(usize),
	/// No line holds a record.
	NoRecords,
	/// Token ids lack a question or an answer, or are beyond the vocabulary.
	BadTokens,
	/// A record does not fit.
	TooManyTokens {
		/// Number of tokens found.
		found: usize,
		/// Number of tokens allowed.
		limit: u32,
	},
}

impl Problem {
	/// Returns a short name of the kind of fault, to count by.
	pub fn kind(&self) -> &'static str {
		match self {
			Self::FileTooLarge { .. } => "file too large",
			Self::Format(_) => "other format",
			Self::LineTooLong { .. } => "line too long",
			Self::TooManyRecords { .. } => "too many records",
			Self::InvalidUtf8 { .. } => "not UTF-8",
			Self::InvalidJson(_) => "not JSON",
			Self::NotAnObject(_) => "not an object",
			Self::NoShape(_) => "unknown fields",
			Self::Missing(_) => "field missing",
			Self::Kind { .. } => "wrong kind of value",
			Self::Turns(_) => "no conversation",
			Self::Unsupported(_) => "not trained here",
			Self::Empty(_) | Self::EmptyTurn(_) => "empty",
			Self::NoRecords => "no records",
			Self::BadTokens => "token ids",
			Self::TooManyTokens { .. } => "too many tokens",
		}
	}
}

impl fmt::Display for Problem {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::FileTooLarge { found, limit } => {
				write!(f, "{found} bytes, at most {limit} are allowed: split the file")
			},
			Self::Format(format) => write!(f, "this is {}: {}", format.name(), format.cure()),
			Self::LineTooLong { found, limit } => {
				write!(f, "the line has {found} bytes, at most {limit} are allowed: shorten the record")
			},
			Self::TooManyRecords { limit } => write!(f, "more than {limit} records: split the file"),
			Self::InvalidUtf8 { valid_up_to } => {
				write!(f, "not valid UTF-8 from byte {valid_up_to} of the line on: save it as UTF-8")
			},
			Self::InvalidJson(why) => write!(f, "not valid JSON: {why}"),
			Self::NotAnObject(found) => {
				write!(f, "the row is {found}: write {{\"prompt\": \"…\", \"completion\": \"…\"}}")
			},
			Self::NoShape(fields) => write!(
				f,
				"{fields}: a row has prompt and completion, messages, conversations, or \
				 instruction and output"
			),
			Self::Missing(field) => write!(f, "{field} is missing: add it, a text"),
			Self::Kind { field, found, needed } => write!(f, "{field} is {found}: write {needed}"),
			Self::Turns(why) | Self::Unsupported(why) => f.write_str(why),
			Self::Empty(field) => write!(f, "{field} is empty: fill it or leave the row out"),
			Self::EmptyTurn(turn) => write!(f, "turn {turn} is empty: fill it or leave the row out"),
			Self::NoRecords => f.write_str("the file has no records: write one JSON object on each line"),
			Self::BadTokens => f.write_str("the token ids hold no question, no answer or an unknown id"),
			Self::TooManyTokens { found, limit } => write!(
				f,
				"the record has {found} tokens, max_length is {limit}: shorten it or raise max_length"
			),
		}
	}
}

impl DataError {
	/// Makes an error that no row is to blame for.
	pub fn of_file(problem: Problem) -> Self {
		Self { line: None, record: None, problem }
	}

	/// Makes an error of a row.
	pub fn of_row(place: Place, problem: Problem) -> Self {
		Self { line: Some(place.line), record: Some(place.record), problem }
	}

	/// Makes an error of a record whose line is not known, counted from 1.
	pub fn of_record(record: usize, problem: Problem) -> Self {
		Self { line: None, record: Some(record), problem }
	}
}

impl fmt::Display for DataError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match (self.line, self.record) {
			(Some(line), Some(record)) => write!(f, "line {line}, record {record}: {}", self.problem),
			(Some(line), None) => write!(f, "line {line}: {}", self.problem),
			(None, Some(record)) => write!(f, "record {record}: {}", self.problem),
			(None, None) => self.problem.fmt(f),
		}
	}
}

impl core::error::Error for DataError {}
