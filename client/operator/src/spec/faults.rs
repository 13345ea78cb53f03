//! Faults of a specification, collected so that an operator sees all of them at once.

use std::fmt;

/// Most faults that are shown. A file with more has one cause, or is another file.
const MAX_SHOWN: usize = 20;

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
	/// Path of the setting in the file.
	pub place: String,
	/// The rule that it breaks, and what to write instead.
	pub what: String,
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} {}", self.place, self.what)
	}
}

/// Broken rules of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
	shown: Vec<Fault>,
	hidden: usize,
}

impl Faults {
	/// Returns a single fault.
	pub fn one(place: impl Into<String>, what: impl Into<String>) -> Self {
		let mut faults = Self::default();
		faults.push(place, what);
		faults
	}

	/// Adds a fault.
	pub fn push(&mut self, place: impl Into<String>, what: impl Into<String>) {
		match self.shown.len() < MAX_SHOWN {
			true => self.shown.push(Fault { place: place.into(), what: what.into() }),
			false => self.hidden += 1,
		}
	}

	/// Returns the faults that are shown.
	pub fn shown(&self) -> &[Fault] {
		&self.shown
	}

	/// Returns an error if there is a fault.
	pub(crate) fn into_result(self) -> Result<(), Self> {
		match self.shown.is_empty() {
			true => Ok(()),
			false => Err(self),
		}
	}
}

impl fmt::Display for Faults {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (number, fault) in self.shown.iter().enumerate() {
			let separator = if number == 0 { "" } else { "\n  " };
			write!(f, "{separator}{fault}")?;
		}
		match self.hidden {
			0 => Ok(()),
			hidden => write!(f, "\n  and {hidden} more"),
		}
	}
}

impl std::error::Error for Faults {}
