//! Frozen weights, from the bytes of a GGUF file.

use crate::{F32, Fault, fault::finite};

/// A number format of stored weights, in blocks of 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
	/// Numbers in IEEE binary32.
	F32,
	/// Numbers in IEEE binary16.
	F16,
	/// A scale, and 4-bit codes around 8.
	Q4_0,
	/// A scale, a minimum, and 4-bit codes.
	Q4_1,
	/// A scale, and signed 8-bit codes.
	Q8_0,
}

/// The number of weights in a block.
pub const BLOCK: usize = 32;

impl Format {
	/// Returns the number of bytes of a block.
	pub const fn block_bytes(self) -> usize {
		match self {
			Self::F32 => 128,
			Self::F16 => 64,
			Self::Q4_0 => 18,
			Self::Q4_1 => 20,
			Self::Q8_0 => 34,
		}
	}

	/// Returns weight `place` (0 to 31) of a block, given exactly its bytes.
	pub fn weight(self, block: &[u8], place: usize) -> Result<F32, Fault> {
		if block.len() != self.block_bytes() {
			return Err(Fault::Lengths);
		}
		if place >= BLOCK {
			return Err(Fault::Place);
		}
		let half = |at: usize| bytes(block, at).map(|two| F32::from_half(u16::from_le_bytes(two)));
		// Code byte i holds weight i in its low half and weight i + 16 in its high half.
		let code = |from: usize| -> Result<i32, Fault> {
			let [both] = bytes(block, from + place % 16)?;
			Ok((if place < 16 { both & 15 } else { both >> 4 }).into())
		};
		finite(match self {
			Self::F32 => F32::from_le_bytes(bytes(block, 4 * place)?),
			Self::F16 => half(2 * place)?,
			Self::Q4_0 => F32::from_i32(code(2)? - 8) * half(0)?,
			Self::Q4_1 => F32::from_i32(code(4)?) * half(0)? + half(2)?,
			Self::Q8_0 => F32::from_i32(i8::from_le_bytes(bytes(block, 2 + place)?).into()) * half(0)?,
		})
	}

	/// Returns weight `column` of a stored row.
	pub fn row_weight(self, row: &[u8], column: usize) -> Result<F32, Fault> {
		let block = row.chunks_exact(self.block_bytes()).nth(column / BLOCK).ok_or(Fault::Place)?;
		self.weight(block, column % BLOCK)
	}
}

/// Returns `N` bytes of a block.
fn bytes<const N: usize>(block: &[u8], at: usize) -> Result<[u8; N], Fault> {
	block.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(Fault::Place)
}

/// Returns the stored row that is row `row` of W for q and k, in heads of `head` values.
///
/// Llama files keep those rows in the order of interleaved pairs; the rotation here takes the first halves of
/// all pairs first.
pub fn stored_row(row: usize, head: usize) -> Result<usize, Fault> {
	let half = head / 2;
	let within =
		row.checked_rem(half.saturating_mul(2)).filter(|_| head.is_multiple_of(2)).ok_or(Fault::Lengths)?;
	let (high, low) = if within < half { (within, 0) } else { (within - half, 1) };
	(row - within).checked_add(high.saturating_mul(2) | low).ok_or(Fault::Place)
}
