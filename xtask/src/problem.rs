//! What a check finds.

use std::fmt;

/// One finding: where it is, what is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
	/// Path of the file from the root of the checkout.
	pub file: String,
	/// Line in the file, from 1.
	pub line: usize,
	/// The fault, in half a sentence.
	pub what: String,
	/// The way out, in half a sentence.
	pub fix: String,
}

impl Problem {
	/// Makes a finding.
	pub fn new(file: &str, line: usize, what: impl Into<String>, fix: impl Into<String>) -> Self {
		Self { file: file.into(), line, what: what.into(), fix: fix.into() }
	}
}

impl fmt::Display for Problem {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(formatter, "{}:{}: {}; {}", self.file, self.line, self.what, self.fix)
	}
}
