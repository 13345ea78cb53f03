//! Frozen weights, from the bytes of a GGUF file.

use crate::{F32, Fault, fault::finite};

/// A number format of stored weights, in blocks of 32 or 256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
	/// Numbers in IEEE binary32.
	F32,
	/// Numbers in IEEE binary16.
	F16,
	/// Numbers in bfloat16, the upper half of a binary32.
	BF16,
	/// A scale, and 4-bit codes around 8.
	Q4_0,
	/// A scale, a minimum, and 4-bit codes.
	Q4_1,
	/// A scale, and 5-bit codes around 16.
	Q5_0,
	/// A scale, a minimum, and 5-bit codes.
	Q5_1,
	/// A scale, and signed 8-bit codes.
	Q8_0,
	/// Scales and minima of each 16 weights, and 2-bit codes.
	Q2K,
	/// Signed scales of each 16 weights, and 3-bit codes.
	Q3K,
	/// Scales and minima of each 32 weights, and 4-bit codes.
	Q4K,
	/// Scales and minima of each 32 weights, and 5-bit codes.
	Q5K,
	/// Signed scales of each 16 weights, and 6-bit codes around 32.
	Q6K,
	/// A scale, and 4-bit codes of 16 unevenly spaced values.
	IQ4NL,
}

/// The number of weights in a block of the formats without K.
pub const BLOCK: usize = 32;

/// The values that codes of IQ4_NL stand for.
const NON_LINEAR: [i8; 16] = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

impl Format {
	/// Every format.
	pub const ALL: [Self; 14] = [
		Self::F32,
		Self::F16,
		Self::BF16,
		Self::Q4_0,
		Self::Q4_1,
		Self::Q5_0,
		Self::Q5_1,
		Self::Q8_0,
		Self::Q2K,
		Self::Q3K,
		Self::Q4K,
		Self::Q5K,
		Self::Q6K,
		Self::IQ4NL,
	];

	/// Returns the number of weights in a block.
	pub const fn block_weights(self) -> usize {
		match self {
			Self::Q2K | Self::Q3K | Self::Q4K | Self::Q5K | Self::Q6K => 256,
			_ => BLOCK,
		}
	}

	/// Returns the number of bytes of a block.
	pub const fn block_bytes(self) -> usize {
		match self {
			Self::F32 => 128,
			Self::F16 | Self::BF16 => 64,
			Self::Q4_0 | Self::IQ4NL => 18,
			Self::Q4_1 => 20,
			Self::Q5_0 => 22,
			Self::Q5_1 => 24,
			Self::Q8_0 => 34,
			Self::Q2K => 84,
			Self::Q3K => 110,
			Self::Q4K => 144,
			Self::Q5K => 176,
			Self::Q6K => 210,
		}
	}

	/// Returns weight `place` of a block, given exactly its bytes.
	pub fn weight(self, block: &[u8], place: usize) -> Result<F32, Fault> {
		if block.len() != self.block_bytes() {
			return Err(Fault::Lengths);
		}
		if place >= self.block_weights() {
			return Err(Fault::Place);
		}
		let half = |at: usize| bytes(block, at).map(|two| F32::from_half(u16::from_le_bytes(two)));
		// Byte i holds weight i in its low half and weight i + 16 in its high half.
		let code = |from: usize| bits(block, from + place % 16, place / 16 * 4, 4);
		// The fifth bit of weight i is bit i of four bytes.
		let fifth = |from: usize| Ok(bits(block, from + place / 8, place % 8, 1)? << 4);
		let number = F32::from_i32;
		finite(match self {
			Self::F32 => F32::from_le_bytes(bytes(block, 4 * place)?),
			Self::F16 => half(2 * place)?,
			Self::BF16 => F32::from_bits(u32::from(u16::from_le_bytes(bytes(block, 2 * place)?)) << 16),
			Self::Q4_0 => number(code(2)? - 8) * half(0)?,
			Self::Q4_1 => number(code(4)?) * half(0)? + half(2)?,
			Self::Q5_0 => number((code(6)? | fifth(2)?) - 16) * half(0)?,
			Self::Q5_1 => number(code(8)? | fifth(4)?) * half(0)? + half(2)?,
			Self::Q8_0 => number(signed(block, 2 + place)?) * half(0)?,
			Self::IQ4NL => {
				let value = NON_LINEAR.get(code(2)? as usize).ok_or(Fault::Place)?;
				number((*value).into()) * half(0)?
			},
			Self::Q2K | Self::Q3K | Self::Q4K | Self::Q5K | Self::Q6K => self.part_weight(block, place)?,
		})
	}

	/// Returns weight `place` of a block of 256, in eight parts of 32.
	fn part_weight(self, block: &[u8], place: usize) -> Result<F32, Fault> {
		let (part, l, sixteen) = (place / 32, place % 32, place / 16);
		let half = |at: usize| bytes(block, at).map(|two| F32::from_half(u16::from_le_bytes(two)));
		// Four parts share 32 bytes of 2-bit codes, two parts 32 bytes of 4-bit codes.
		let two_bits = |from: usize| bits(block, from + part / 4 * 32 + l, part % 4 * 2, 2);
		let four_bits = |from: usize| bits(block, from + part / 2 * 32 + l, part % 2 * 4, 4);
		let number = F32::from_i32;
		let with_minimum = |code: i32| -> Result<F32, Fault> {
			let (scale, minimum) = six_bits(block, part)?;
			Ok(half(0)? * number(scale) * number(code) - half(2)? * number(minimum))
		};
		match self {
			Self::Q2K => {
				let (scale, minimum) = (bits(block, sixteen, 0, 4)?, bits(block, sixteen, 4, 4)?);
				Ok(half(80)? * number(scale) * number(two_bits(16)?) - half(82)? * number(minimum))
			},
			Self::Q3K => {
				let low = bits(block, 96 + sixteen % 8, sixteen / 8 * 4, 4)?;
				let scale = low | bits(block, 104 + sixteen % 4, sixteen / 4 * 2, 2)? << 4;
				let code = two_bits(32)? + 4 * bits(block, l, part, 1)? - 4;
				Ok(half(108)? * number(scale - 32) * number(code))
			},
			Self::Q4K => with_minimum(four_bits(16)?),
			Self::Q5K => with_minimum(four_bits(48)? | bits(block, 16 + l, part, 1)? << 4),
			Self::Q6K => {
				let low = bits(block, part / 4 * 64 + part % 2 * 32 + l, part % 4 / 2 * 4, 4)?;
				let code = low | two_bits(128)? << 4;
				Ok(half(208)? * number(signed(block, 192 + sixteen)?) * number(code - 32))
			},
			_ => Err(Fault::Place),
		}
	}

	/// Returns weight `column` of a stored row.
	pub fn row_weight(self, row: &[u8], column: usize) -> Result<F32, Fault> {
		let weights = self.block_weights();
		let block = row.chunks_exact(self.block_bytes()).nth(column / weights).ok_or(Fault::Place)?;
		self.weight(block, column % weights)
	}
}

/// Returns `N` bytes of a block.
fn bytes<const N: usize>(block: &[u8], at: usize) -> Result<[u8; N], Fault> {
	block.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(Fault::Place)
}

/// Returns `count` bits of the byte at a place, from bit `shift` on.
fn bits(block: &[u8], at: usize, shift: usize, count: u32) -> Result<i32, Fault> {
	let [byte] = bytes(block, at)?;
	Ok((u32::from(byte) >> shift & ((1 << count) - 1)) as i32)
}

/// Returns the signed byte at a place.
fn signed(block: &[u8], at: usize) -> Result<i32, Fault> {
	Ok(i8::from_le_bytes(bytes(block, at)?).into())
}

/// Returns scale and minimum of a part of Q4_K and Q5_K: 6 bits each, 16 of them in the 12 bytes from 4 on.
fn six_bits(block: &[u8], part: usize) -> Result<(i32, i32), Fault> {
	if part < 4 {
		return Ok((bits(block, 4 + part, 0, 6)?, bits(block, 8 + part, 0, 6)?));
	}
	let scale = bits(block, 8 + part, 0, 4)? | bits(block, part, 6, 2)? << 4;
	let minimum = bits(block, 8 + part, 4, 4)? | bits(block, 4 + part, 6, 2)? << 4;
	Ok((scale, minimum))
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
