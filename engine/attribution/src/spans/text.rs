//! The text that a suffix array sorts.
//!
//! A **letter** is a token id plus one. Zero ends every record, so that no match goes beyond it: no letter of
//! an answer is zero. Letters take two bytes where the vocabulary allows, else four.

use super::error::SpanError;
use libsais::{LibsaisError, SuffixArrayConstruction};

/// Returns the letter of a token, which is never zero.
pub(crate) fn letter(token: u32) -> u32 {
	token.saturating_add(1)
}

/// Returns the number of bytes of a letter.
pub(crate) fn width(vocabulary: u32) -> usize {
	match vocabulary <= u16::MAX.into() {
		true => 2,
		false => 4,
	}
}

/// A letter as the file has it.
pub(crate) trait Letter: Copy {
	/// Returns the letter as a number.
	fn read(self) -> u32;
}

impl Letter for [u8; 2] {
	#[inline]
	fn read(self) -> u32 {
		u16::from_le_bytes(self).into()
	}
}

impl Letter for [u8; 4] {
	#[inline]
	fn read(self) -> u32 {
		u32::from_le_bytes(self)
	}
}

/// A text that is being made.
pub(crate) enum Letters {
	Narrow(Vec<u16>),
	Wide(Vec<i32>),
}

impl Letters {
	/// Makes an empty text of a vocabulary.
	pub(crate) fn new(vocabulary: u32) -> Self {
		match width(vocabulary) {
			2 => Self::Narrow(Vec::new()),
			_ => Self::Wide(Vec::new()),
		}
	}

	/// Appends a letter, which must be of the vocabulary or zero.
	pub(crate) fn push(&mut self, letter: u32) {
		match self {
			Self::Narrow(letters) => letters.push(letter as u16),
			Self::Wide(letters) => letters.push(letter as i32),
		}
	}

	/// Returns the places of the text, sorted by what follows. The end of the text comes before every letter.
	pub(crate) fn sorted(&mut self) -> Result<Vec<i32>, SpanError> {
		let fail = |error| {
			SpanError::Sort(match error {
				LibsaisError::InvalidInput => "the text is malformed",
				LibsaisError::OutOfMemory => "not enough memory",
				LibsaisError::UnknownError => "an unknown error",
			})
		};
		let sorted = match self {
			Self::Narrow(letters) if letters.is_empty() => return Ok(Vec::new()),
			Self::Wide(letters) if letters.is_empty() => return Ok(Vec::new()),
			Self::Narrow(letters) => {
				let text = SuffixArrayConstruction::for_text(letters);
				text.in_owned_buffer32().single_threaded().run().map(|sorted| sorted.into_vec())
			},
			Self::Wide(letters) => {
				let text = SuffixArrayConstruction::for_text_mut(letters);
				text.in_owned_buffer32().single_threaded().run().map(|sorted| sorted.into_vec())
			},
		};
		sorted.map_err(fail)
	}
}
