//! The error of operators: an element has no value.

use crate::F32;
use core::fmt;

/// Reasons for which an element has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
	/// An operand, or the result, is NaN or infinite.
	NotFinite,
	/// Operands that belong together differ in length, or there are none.
	Lengths,
	/// A place lies beyond the end of its row or block.
	Place,
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NotFinite => {
				"an operand or the result is not a finite number: whoever committed it is at fault"
			},
			Self::Lengths => "operands differ in length or are empty: open the operands of one element",
			Self::Place => "the place lies beyond the operands: name one within the row or block",
		})
	}
}

impl core::error::Error for Fault {}

/// Returns the number if it is finite.
pub(crate) fn finite(x: F32) -> Result<F32, Fault> {
	if x.is_finite() { Ok(x) } else { Err(Fault::NotFinite) }
}

/// Refuses rows that hold a NaN or an infinity.
pub(crate) fn all_finite(rows: &[&[F32]]) -> Result<(), Fault> {
	if rows.iter().all(|row| row.iter().all(|x| x.is_finite())) { Ok(()) } else { Err(Fault::NotFinite) }
}

/// Refuses two rows of different lengths.
pub(crate) fn same_length(a: &[F32], b: &[F32]) -> Result<(), Fault> {
	if a.len() == b.len() { Ok(()) } else { Err(Fault::Lengths) }
}

/// Returns the number at a place of a row.
pub(crate) fn at(row: &[F32], place: usize) -> Result<F32, Fault> {
	row.get(place).copied().ok_or(Fault::Place)
}
