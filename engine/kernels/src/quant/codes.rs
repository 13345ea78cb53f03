//! Blocks taken apart into codes and scales, for weights that are laid out anew without being dequantised.
//!
//! In every quantised format a weight is fma(code, scale, addend) of a small integer and one or two binary32
//! numbers that 16 or 32 weights share: the product is exact, so that the one rounding is that of the
//! format's sum, and −0 is the addend of formats without one, which keeps the sign of a zero. The three are
//! what the format's own function gives for a block whose other parts are replaced by ones and zeros, so that
//! no second reading of a block could differ from the first.

use super::{BLOCK, Format};

/// The bytes of the largest block of a quantised format.
const LARGEST: usize = 210;
/// 1 as a binary16 number.
const ONE: [u8; 2] = [0x00, 0x3c];
/// −1 as a binary16 number.
const MINUS_ONE: [u8; 2] = [0x00, 0xbc];
/// 0 as a binary16 number.
const ZERO: [u8; 2] = [0x00, 0x00];
/// −0 as a binary16 number.
const MINUS_ZERO: [u8; 2] = [0x00, 0x80];

/// The integers that codes are kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
	/// Four bits, 0 to 15.
	Nibble,
	/// Four bits, −8 to 7.
	SignedNibble,
	/// Eight bits, −128 to 127.
	Byte,
}

/// A format as codes and scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coding {
	/// The integers that hold every code.
	pub(crate) width: Width,
	/// The number of weights that share scale and addend, 16 or 32.
	pub(crate) shared: usize,
	/// Whether there is an addend.
	pub(crate) has_addend: bool,
	/// Whether scale and addend are binary16 numbers, as far as they are finite.
	pub(crate) halves: bool,
}

/// 32 weights as codes, with scale and addend of each half.
pub(crate) struct Coded {
	pub(crate) codes: [i8; BLOCK],
	pub(crate) scales: [f32; 2],
	pub(crate) addends: [f32; 2],
}

/// Bytes `at..at + count` of a block, all of one value.
struct Fill(usize, usize, u8);

/// Bytes that change the parts of a block.
struct Parts {
	/// Bytes that make every code 1.
	ones: &'static [Fill],
	/// Bytes that make every code 0.
	zeros: &'static [Fill],
	/// Bytes that make every integer scale 1 and every integer minimum 0.
	units: &'static [Fill],
}

/// Integer scales of Q4_K and Q5_K.
const SIX_BITS: &[Fill] = &[Fill(4, 4, 1), Fill(8, 4, 0), Fill(12, 4, 1)];

impl Format {
	/// Returns how the format is kept as codes; `None` if its numbers stand alone.
	pub(crate) const fn coding(self) -> Option<Coding> {
		use Width::{Byte, Nibble, SignedNibble};
		let (width, shared, has_addend, halves) = match self {
			Self::F32 | Self::F16 | Self::BF16 => return None,
			Self::Q4_0 => (SignedNibble, 32, false, true),
			Self::Q4_1 => (Nibble, 32, true, true),
			Self::Q5_0 | Self::Q8_0 | Self::IQ4NL => (Byte, 32, false, true),
			Self::Q5_1 => (Byte, 32, true, true),
			Self::Q2K => (Nibble, 16, true, false),
			Self::Q3K => (SignedNibble, 16, false, false),
			Self::Q4K => (Nibble, 32, true, false),
			Self::Q5K => (Byte, 32, true, false),
			Self::Q6K => (Byte, 16, false, false),
		};
		Some(Coding { width, shared, has_addend, halves })
	}

	/// Returns the bytes that change the parts of a block.
	const fn parts(self) -> Parts {
		const NONE: &[Fill] = &[];
		let (ones, zeros, units): (&[Fill], &[Fill], &[Fill]) = match self {
			Self::F32 | Self::F16 | Self::BF16 => (NONE, NONE, NONE),
			Self::Q4_0 => (&[Fill(2, 16, 0x99)], &[Fill(2, 16, 0x88)], NONE),
			Self::Q4_1 => (&[Fill(4, 16, 0x11)], &[Fill(4, 16, 0)], NONE),
			Self::Q5_0 => (&[Fill(2, 4, 0xff), Fill(6, 16, 0x11)], &[Fill(2, 4, 0xff), Fill(6, 16, 0)], NONE),
			Self::Q5_1 => (&[Fill(4, 4, 0), Fill(8, 16, 0x11)], &[Fill(4, 20, 0)], NONE),
			Self::Q8_0 => (&[Fill(2, 32, 1)], &[Fill(2, 32, 0)], NONE),
			// The ninth value is 1. None is 0, and none is asked for.
			Self::IQ4NL => (&[Fill(2, 16, 0x88)], NONE, NONE),
			Self::Q2K => (&[Fill(16, 64, 0x55)], &[Fill(16, 64, 0)], &[Fill(0, 16, 1)]),
			Self::Q3K => {
				let units: &[Fill] = &[Fill(96, 8, 0x11), Fill(104, 4, 0xaa)];
				(&[Fill(0, 32, 0xff), Fill(32, 64, 0x55)], &[Fill(0, 32, 0xff), Fill(32, 64, 0)], units)
			},
			Self::Q4K => (&[Fill(16, 128, 0x11)], &[Fill(16, 128, 0)], SIX_BITS),
			Self::Q5K => (&[Fill(16, 32, 0), Fill(48, 128, 0x11)], &[Fill(16, 160, 0)], SIX_BITS),
			Self::Q6K => (
				&[Fill(0, 128, 0x11), Fill(128, 64, 0xaa)],
				&[Fill(0, 128, 0), Fill(128, 64, 0xaa)],
				&[Fill(192, 16, 1)],
			),
		};
		Parts { ones, zeros, units }
	}

	/// Returns the number that takes the minimum away: K formats subtract it, others add it.
	const fn no_minimum(self) -> [u8; 2] {
		match self {
			Self::Q4_1 | Self::Q5_1 => MINUS_ZERO,
			_ => ZERO,
		}
	}

	/// Takes 32 weights apart: part `part` of a block of a quantised format.
	#[inline(always)]
	pub(crate) fn coded(self, bytes: &[u8], part: usize) -> Coded {
		let Parts { ones, zeros, units } = self.parts();
		let changed = |fills: &[Fill], numbers: [Option<[u8; 2]>; 2]| {
			let mut block = [0; LARGEST];
			let block = &mut block[..self.block_bytes()];
			block.copy_from_slice(&bytes[..self.block_bytes()]);
			for Fill(at, count, byte) in fills {
				block[*at..at + count].fill(*byte);
			}
			for (at, number) in self.half_places().iter().zip(numbers) {
				if let Some(number) = number {
					block[*at..at + 2].copy_from_slice(&number);
				}
			}
			let mut out = [0.0; BLOCK];
			self.blocks(block, part, |_| 0, std::array::from_mut(&mut out));
			out
		};
		let codes = changed(units, [Some(ONE), Some(self.no_minimum())]);
		let scales = changed(ones, [None, Some(self.no_minimum())]);
		let addends = match self.coding() {
			Some(Coding { has_addend: true, .. }) => changed(zeros, [Some(MINUS_ONE), None]),
			_ => [-0.0; BLOCK],
		};
		let halves = |values: [f32; BLOCK]| [values[0], values[BLOCK / 2]];
		Coded { codes: codes.map(|code| code as i8), scales: halves(scales), addends: halves(addends) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn codes_scales_and_addends_make_every_weight_again() {
		let mut state = 1u64;
		for format in Format::ALL {
			let Some(coding) = format.coding() else { continue };
			for round in 0..2000 {
				let mut block: Vec<u8> = std::iter::repeat_with(|| {
					state =
						state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
					(state >> 56) as u8
				})
				.take(format.block_bytes())
				.collect();
				// Scales of zero, of either sign, and small ones among those of all sizes; none that is no
				// number.
				for at in format.half_places() {
					block[at + 1] &= if round % 5 == 0 { 0x80 } else { 0xbb };
					block[*at] &= if round % 10 == 0 { 0 } else { 0xff };
				}
				let mut expected = vec![0.0; format.block_weights()];
				format.dequantize_row(&block, &mut expected);
				for (part, expected) in expected.chunks(BLOCK).enumerate() {
					let coded = format.coded(&block, part);
					for (i, weight) in expected.iter().enumerate() {
						let (scale, addend) = (coded.scales[i / 16], coded.addends[i / 16]);
						let value = f32::from(coded.codes[i]).mul_add(scale, addend);
						assert_eq!(value.to_bits(), weight.to_bits(), "{format:?} {block:?} {part} {i}");
					}
					let range = match coding.width {
						Width::Nibble => 0..=15,
						Width::SignedNibble => -8..=7,
						Width::Byte => i8::MIN..=i8::MAX,
					};
					assert!(coded.codes.iter().all(|code| range.contains(code)), "{format:?}");
					if coding.shared == BLOCK {
						assert_eq!(coded.scales[0].to_bits(), coded.scales[1].to_bits(), "{format:?}");
						assert_eq!(coded.addends[0].to_bits(), coded.addends[1].to_bits(), "{format:?}");
					}
				}
			}
		}
	}
}
