//! Number formats of frozen weights, as GGUF stores them, and their exact values.
//!
//! In every format a product `scale · code` is exact in binary32 (11 + 8 significant bits at most), so a
//! value is rounded at most once, at the addition of Q4_1's minimum.

use crate::cpu::prefetch::prefetch;

/// A number format of stored weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
	/// Numbers in IEEE binary32.
	F32,
	/// Numbers in IEEE binary16.
	F16,
	/// Blocks of 32 weights: scale, 4-bit codes around 8.
	Q4_0,
	/// Blocks of 32 weights: scale, minimum, 4-bit codes.
	Q4_1,
	/// Blocks of 32 weights: scale, 8-bit codes.
	Q8_0,
}

/// The number of weights in a block of the quantised formats.
pub const BLOCK: usize = 32;
/// The distance, in blocks, of the one that is prefetched from the one that is computed: they lie a row
/// apart, which the machine's own prefetching hardly follows.
const PREFETCH_DISTANCE: usize = 16;

impl Format {
	/// Returns the number of bytes that hold 32 weights.
	pub fn block_bytes(self) -> usize {
		match self {
			Self::F32 => 4 * BLOCK,
			Self::F16 => 2 * BLOCK,
			Self::Q4_0 => 18,
			Self::Q4_1 => 20,
			Self::Q8_0 => 34,
		}
	}

	/// Returns the number of bytes of a row of `columns` weights, a multiple of 32.
	pub fn row_bytes(self, columns: usize) -> usize {
		columns / BLOCK * self.block_bytes()
	}

	/// Writes the values of one block. `bytes` is `block_bytes` long.
	#[inline(always)]
	pub(crate) fn block(self, bytes: &[u8], out: &mut [f32; BLOCK]) {
		self.blocks(bytes, |_| 0, std::array::from_mut(out));
	}

	/// Writes the values of many blocks, the `i`-th one from `bytes[start(i)..]`; the format is looked at
	/// once.
	#[inline(always)]
	pub(crate) fn blocks(self, bytes: &[u8], start: impl Fn(usize) -> usize, out: &mut [[f32; BLOCK]]) {
		match self {
			Self::F32 => each(bytes, start, out, f32_block),
			Self::F16 => each(bytes, start, out, f16_block),
			Self::Q4_0 => each(bytes, start, out, q4_0_block),
			Self::Q4_1 => each(bytes, start, out, q4_1_block),
			Self::Q8_0 => each(bytes, start, out, q8_0_block),
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

#[inline(always)]
fn f32_block(bytes: &[u8; 4 * BLOCK], out: &mut [f32; BLOCK]) {
	for (value, four) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
		*value = f32::from_le_bytes(*four);
	}
}

#[inline(always)]
fn f16_block(bytes: &[u8; 2 * BLOCK], out: &mut [f32; BLOCK]) {
	for (value, two) in out.iter_mut().zip(bytes.as_chunks::<2>().0) {
		*value = widen(*two);
	}
}

#[inline(always)]
fn q4_0_block(bytes: &[u8; 18], out: &mut [f32; BLOCK]) {
	let scale = widen([bytes[0], bytes[1]]);
	for i in 0..16 {
		let code = bytes[2 + i];
		out[i] = ((code & 15) as i32 - 8) as f32 * scale;
		out[i + 16] = ((code >> 4) as i32 - 8) as f32 * scale;
	}
}

#[inline(always)]
fn q4_1_block(bytes: &[u8; 20], out: &mut [f32; BLOCK]) {
	let (scale, minimum) = (widen([bytes[0], bytes[1]]), widen([bytes[2], bytes[3]]));
	for i in 0..16 {
		let code = bytes[4 + i];
		out[i] = (code & 15) as i32 as f32 * scale + minimum;
		out[i + 16] = (code >> 4) as i32 as f32 * scale + minimum;
	}
}

#[inline(always)]
fn q8_0_block(bytes: &[u8; 34], out: &mut [f32; BLOCK]) {
	let scale = widen([bytes[0], bytes[1]]);
	for i in 0..32 {
		out[i] = bytes[2 + i] as i8 as i32 as f32 * scale;
	}
}

/// Returns the exact value of a binary16 number, without a branch, so that it is computed for many at a time.
#[inline(always)]
fn widen(bytes: [u8; 2]) -> f32 {
	let bits = u32::from(u16::from_le_bytes(bytes));
	// With the exponent field in place, a number is 2^112 times too small, subnormal numbers included.
	let value = f32::from_bits((bits & 0x7fff) << 13) * f32::from_bits(0x7780_0000);
	// Infinity and NaN have all exponent bits set.
	let special = if bits & 0x7c00 == 0x7c00 { 0x7f80_0000 } else { 0 };
	f32::from_bits(value.to_bits() | special | (bits & 0x8000) << 16)
}

#[cfg(test)]
mod tests {
	use super::*;
	use half::f16;

	#[test]
	fn widening_is_exact_for_every_number() {
		for bits in 0..=u16::MAX {
			let (found, expected) = (widen(bits.to_le_bytes()), f16::from_bits(bits).to_f32());
			assert!(found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan(), "{bits:x}");
		}
	}

	fn values(format: Format, bytes: &[u8]) -> [f32; BLOCK] {
		let mut out = [0.0; BLOCK];
		assert_eq!(bytes.len(), format.block_bytes());
		format.block(bytes, &mut out);
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
}
