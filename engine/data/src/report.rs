//! The report on files of records, for machines.

use crate::{kind::Kind, record::Shape};
use alloc::{collections::BTreeMap, string::String, vec::Vec};
use serde::Serialize;

/// The report on files of records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
	/// The files, in the order in which they were read.
	pub files: Vec<FileReport>,
	/// Number of rows to train on that can be used.
	pub usable: usize,
	/// Rows that were there before.
	pub duplicates: Duplicates,
	/// What looks like secrets or like data about people, by kind.
	pub findings: Vec<Finding>,
	/// The first rows as they are learnt: what is learnt stands between ⟦ and ⟧.
	pub first: Vec<Shown>,
}

/// The use of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
	/// Its rows are trained on.
	Training,
	/// Its rows are evaluated on.
	HeldOut,
}

/// The report on one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileReport {
	/// The name of the file.
	pub name: String,
	/// The use of the file.
	pub part: Part,
	/// The format that was found.
	pub format: String,
	/// The reason why the file, or its rest, cannot be read.
	pub error: Option<String>,
	/// Number of bytes.
	pub bytes: usize,
	/// Number of lines.
	pub lines: usize,
	/// Number of rows, whether they can be used or not.
	pub rows: usize,
	/// Number of rows that can be used.
	pub taken: usize,
	/// Number of rows that cannot.
	pub left_out: usize,
	/// Number of rows of each shape that can be read.
	pub shapes: BTreeMap<Shape, usize>,
	/// Number of rows left out by kind of fault.
	pub reasons: BTreeMap<&'static str, usize>,
	/// The first rows that were left out.
	pub faults: Vec<Fault>,
	/// Sizes of the rows that can be used.
	pub sizes: Sizes,
	/// Number of rows with an answer in which nothing can be seen.
	pub empty_answers: usize,
	/// The first of them.
	pub empty_answer: Option<Spot>,
	/// Tokens, if a base model was named.
	pub tokens: Option<TokenReport>,
}

/// A row and the reason why it was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
	/// The line as an editor counts it, from 1.
	pub line: Option<usize>,
	/// The record among those that are not blank, from 1.
	pub record: Option<usize>,
	/// The reason, in words.
	pub reason: String,
}

/// Sizes of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sizes {
	/// Number of turns of all rows together.
	pub turns: usize,
	/// Number of turns that are learnt.
	pub learnt_turns: usize,
	/// The most turns of a row.
	pub most_turns: usize,
	/// Bytes of text that is read, not learnt.
	pub prompt_bytes: usize,
	/// Bytes of text that is learnt.
	pub answer_bytes: usize,
	/// The longest row in bytes of text.
	pub longest: usize,
	/// The place of the longest row.
	pub longest_at: Option<Spot>,
}

/// Tokens of the rows of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TokenReport {
	/// The most that a row may have.
	pub limit: u32,
	/// Number of tokens of all rows that can be used.
	pub total: usize,
	/// Number of those that are learnt.
	pub learnt: usize,
	/// The length that half the rows do not exceed.
	pub median: usize,
	/// The length that 95 of 100 rows do not exceed.
	pub most: usize,
	/// The longest row, those beyond the limit too.
	pub longest: usize,
	/// The place of the longest row.
	pub longest_at: Option<Spot>,
	/// Number of rows beyond the limit, which are left out.
	pub over: usize,
}

/// The place of a row among all files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
	/// The name of the file.
	pub file: String,
	/// The line as an editor counts it, from 1.
	pub line: usize,
	/// The record among those that are not blank, from 1.
	pub record: usize,
}

/// Rows that were there before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Duplicates {
	/// Rows that repeat one of the same file, word for word.
	pub exact_within: usize,
	/// Rows that repeat one of another file of the same use.
	pub exact_between: usize,
	/// Held-out rows that are trained on too.
	pub exact_held_out: usize,
	/// Rows that nearly repeat one of the same file.
	pub near_within: usize,
	/// Rows that nearly repeat one of another file of the same use.
	pub near_between: usize,
	/// Held-out rows that nearly repeat one that is trained on.
	pub near_held_out: usize,
	/// Rows for which there was no room.
	pub not_compared: usize,
	/// The first of each of these six sorts.
	pub examples: Vec<Pair>,
}

/// A row and the one that it repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
	/// The later row.
	pub row: Spot,
	/// The earlier row.
	pub repeats: Spot,
	/// True if they are the same word for word.
	pub exact: bool,
}

/// What looks like secrets of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
	/// The kind.
	pub kind: Kind,
	/// Number of rows with such a thing.
	pub rows: usize,
	/// Number of such things.
	pub count: usize,
	/// The first of them, masked.
	pub examples: Vec<Masked>,
}

/// A finding of which enough is shown to know it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Masked {
	/// The place.
	pub at: Spot,
	/// The beginning of what was found.
	pub text: String,
}

/// A row as it is learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
	/// The place.
	pub at: Spot,
	/// The text that the model reads; what is learnt stands between ⟦ and ⟧.
	pub text: String,
}
