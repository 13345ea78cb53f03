//! Number formats of frozen weights, as GGUF stores them, and their exact values.
//!
//! In every format the products of scales and codes are exact in binary32, so a value is rounded at most
//! once, at the addition of a minimum. `docs/reference/arithmetic.md` has each format's formula.

mod blocks;
pub(crate) mod codes;
pub(crate) mod half;
mod superblocks;

use crate::cpu::prefetch::prefetch;
use blocks::*;
use superblocks::*;

/// A number format of stored weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
	/// Numbers in IEEE binary32.
	F32,
	/// Numbers in IEEE binary16.
	F16,
	/// Numbers in bfloat16, the upper half of a binary32.
	BF16,
	/// Blocks of 32 weights: scale, 4-bit codes around 8.
	Q4_0,
	/// Blocks of 32 weights: scale, minimum, 4-bit codes.
	Q4_1,
	/// Blocks of 32 weights: scale, 5-bit codes around 16.
	Q5_0,
	/// Blocks of 32 weights: scale, minimum, 5-bit codes.
	Q5_1,
	/// Blocks of 32 weights: scale, 8-bit codes.
	Q8_0,
	/// Blocks of 256 weights: 4-bit scales and minima for each 16, 2-bit codes.
	Q2K,
	/// Blocks of 256 weights: 6-bit signed scales for each 16, 3-bit codes.
	Q3K,
	/// Blocks of 256 weights: 6-bit scales and minima for each 32, 4-bit codes.
	Q4K,
	/// Blocks of 256 weights: 6-bit scales and minima for each 32, 5-bit codes.
	Q5K,
	/// Blocks of 256 weights: 8-bit signed scales for each 16, 6-bit codes.
	Q6K,
	/// Blocks of 32 weights: scale, 4-bit codes that stand for 16 unevenly spaced values.
	IQ4NL,
}

/// The number of weights that are dequantised at a time: a whole block, or a part of a larger one.
pub const BLOCK: usize = 32;
/// The distance, in blocks, of the one that is prefetched from the one that is computed: they lie a row
/// apart, which the machine's own prefetching hardly follows.
const PREFETCH_DISTANCE: usize = 16;

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

	/// Returns the number of weights in a block; 32 in formats that have no blocks.
	pub const fn block_weights(self) -> usize {
		match self {
			Self::Q2K | Self::Q3K | Self::Q4K | Self::Q5K | Self::Q6K => 8 * BLOCK,
			_ => BLOCK,
		}
	}

	/// Returns the number of bytes of a block.
	pub const fn block_bytes(self) -> usize {
		match self {
			Self::F32 => 4 * BLOCK,
			Self::F16 | Self::BF16 => 2 * BLOCK,
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

	/// Returns the number of bytes of a row of `columns` weights, whole blocks.
	pub const fn row_bytes(self, columns: usize) -> usize {
		columns / self.block_weights() * self.block_bytes()
	}

	/// Returns the number of bytes of a number of its own; `None` in formats that share scales in blocks.
	pub const fn number_bytes(self) -> Option<usize> {
		match self {
			Self::F32 => Some(4),
			Self::F16 | Self::BF16 => Some(2),
			_ => None,
		}
	}

	/// Returns the places of the binary16 numbers in a block of a quantised format, in bytes.
	pub const fn half_places(self) -> &'static [usize] {
		match self {
			Self::F32 | Self::F16 | Self::BF16 => &[],
			Self::Q4_0 | Self::Q5_0 | Self::Q8_0 | Self::IQ4NL => &[0],
			Self::Q4_1 | Self::Q5_1 | Self::Q4K | Self::Q5K => &[0, 2],
			Self::Q2K => &[80, 82],
			Self::Q3K => &[108],
			Self::Q6K => &[208],
		}
	}

	/// Returns whether every weight is a finite number, given whole blocks or numbers.
	///
	/// The weights of a quantised block are finite if its binary16 numbers are: what multiplies them is at
	/// most 128 · 127, far from the end of binary32.
	pub fn is_finite(self, bytes: &[u8]) -> bool {
		match self {
			Self::F32 => bytes.as_chunks::<4>().0.iter().all(|four| f32::from_le_bytes(*four).is_finite()),
			Self::F16 => bytes.as_chunks::<2>().0.iter().all(|two| half::is_finite(*two)),
			Self::BF16 => bytes.as_chunks::<2>().0.iter().all(|two| half::widen_bfloat16(*two).is_finite()),
			_ => bytes.chunks_exact(self.block_bytes()).all(|block| {
				self.half_places().iter().all(|at| half::is_finite([block[*at], block[at + 1]]))
			}),
		}
	}

	/// Writes the values of a row, given exactly its bytes.
	///
	/// `out` is as long as the row: whole blocks, or any number of weights in formats without blocks.
	/// Whatever lies beyond the shorter of the two is left as it is.
	pub fn dequantize_row(self, bytes: &[u8], out: &mut [f32]) {
		match self {
			Self::F32 => {
				for (value, four) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
					*value = f32::from_le_bytes(*four);
				}
			},
			Self::F16 | Self::BF16 => {
				for (value, two) in out.iter_mut().zip(bytes.as_chunks::<2>().0) {
					*value = if self == Self::F16 { half::widen(*two) } else { half::widen_bfloat16(*two) };
				}
			},
			_ => {
				let blocks = bytes.chunks_exact(self.block_bytes());
				for (block, out) in blocks.zip(out.chunks_exact_mut(self.block_weights())) {
					for (part, out) in out.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
						self.blocks(block, part, |_| 0, std::array::from_mut(out));
					}
				}
			},
		}
	}

	/// Writes 32 weights of each of many blocks: part `part` of the block at `bytes[start(i)..]`, for the
	/// `i`-th. The format is looked at once.
	#[inline(always)]
	pub(crate) fn blocks(
		self,
		bytes: &[u8],
		part: usize,
		start: impl Fn(usize) -> usize,
		out: &mut [[f32; BLOCK]],
	) {
		match self {
			Self::F32 => each(bytes, start, out, f32_block),
			Self::F16 => each(bytes, start, out, f16_block),
			Self::BF16 => each(bytes, start, out, bf16_block),
			Self::Q4_0 => each(bytes, start, out, q4_0_block),
			Self::Q4_1 => each(bytes, start, out, q4_1_block),
			Self::Q5_0 => each(bytes, start, out, q5_0_block),
			Self::Q5_1 => each(bytes, start, out, q5_1_block),
			Self::Q8_0 => each(bytes, start, out, q8_0_block),
			Self::Q2K => each(bytes, start, out, |block, out| q2_k_part(block, part, out)),
			Self::Q3K => each(bytes, start, out, |block, out| q3_k_part(block, part, out)),
			Self::Q4K => each(bytes, start, out, |block, out| q4_k_part(block, part, out)),
			Self::Q5K => each(bytes, start, out, |block, out| q5_k_part(block, part, out)),
			Self::Q6K => each(bytes, start, out, |block, out| q6_k_part(block, part, out)),
			Self::IQ4NL => each(bytes, start, out, iq4_nl_block),
		}
	}
}

/// Writes the values of many blocks of one format.
#[inline(always)]
fn each<const SIZE: usize>(
	bytes: &[u8],
	start: impl Fn(usize) -> usize,
	out: &mut [[f32; BLOCK]],
	block: impl Fn(&[u8; SIZE], &mut [f32; BLOCK]),
) {
	let last = out.len().saturating_sub(1);
	let from = |i: usize| bytes[start(i)..].first_chunk::<SIZE>().expect("a matrix has all its blocks");
	for (i, out) in out.iter_mut().enumerate() {
		prefetch(from(last.min(i + PREFETCH_DISTANCE)));
		block(from(i), out);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use ::half::f16;

	fn values(format: Format, bytes: &[u8]) -> Vec<f32> {
		assert_eq!(bytes.len(), format.block_bytes());
		let mut out = vec![f32::NAN; format.block_weights()];
		format.dequantize_row(bytes, &mut out);
		out
	}

	#[test]
	fn blocks_have_the_values_of_the_format() {
		let scale = f16::from_f32(0.5).to_le_bytes();
		let minimum = f16::from_f32(-1.25).to_le_bytes();
		let codes: Vec<u8> = (0..16).map(|i| i as u8 | ((15 - i) << 4) as u8).collect();
		let q4_1 = values(Format::Q4_1, &[&scale[..], &minimum, &codes].concat());
		assert_eq!((q4_1[0], q4_1[3], q4_1[16], q4_1[31]), (-1.25, 0.25, 6.25, -1.25));
		let q4_0 = values(Format::Q4_0, &[&scale[..], &codes].concat());
		assert_eq!((q4_0[0], q4_0[15], q4_0[16]), (-4.0, 3.5, 3.5));
		let signed: Vec<u8> = (0..32).map(|i| (i as i8 - 16) as u8).collect();
		let q8_0 = values(Format::Q8_0, &[&scale[..], &signed].concat());
		assert_eq!((q8_0[0], q8_0[31]), (-8.0, 7.5));
		let f32s: Vec<u8> = (0..32).flat_map(|i| (i as f32).to_le_bytes()).collect();
		assert_eq!(values(Format::F32, &f32s)[31], 31.0);
		let f16s: Vec<u8> = (0..32).flat_map(|i| f16::from_f32(i as f32).to_le_bytes()).collect();
		assert_eq!(values(Format::F16, &f16s)[31], 31.0);
	}

	#[test]
	fn a_scale_that_is_no_number_is_found_wherever_it_lies() {
		for format in Format::ALL {
			let sound = vec![0x11; 2 * format.block_bytes()];
			assert!(format.is_finite(&sound), "{format:?}");
			let places: Vec<usize> = match format.number_bytes() {
				Some(bytes) => vec![0, bytes * 33],
				None => format.half_places().iter().map(|at| format.block_bytes() + at).collect(),
			};
			for at in places {
				let mut spoilt = sound.clone();
				spoilt[at..at + 2].copy_from_slice(&[0xff; 2]);
				if format == Format::F32 {
					spoilt[at + 2..at + 4].copy_from_slice(&[0xff; 2]);
				}
				assert!(!format.is_finite(&spoilt), "{format:?} at {at}");
			}
		}
	}
}
