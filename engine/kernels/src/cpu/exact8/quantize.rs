//! Rows of numbers as 8-bit integers with a scale, by the definition of the text: with m the largest magnitude,
//! the scale is m ÷ 127 and a code x·(127 ÷ m), rounded to an integer, ties to even.

use super::layout::{GROUP, GROUPS, Record, SQUARE, TILE};
use crate::{
	cpu::{isa::every_isa, micro::tile::PANEL},
	quant::BLOCK,
};

/// The largest code.
const LARGEST: f32 = 127.0;
/// The smallest magnitude that is not taken for zero, 2^−100: below it a quotient could leave the normal numbers.
pub(super) const SMALLEST: f32 = f32::from_bits(27 << 23);
/// 1.5 · 2^23: whatever is added to it is rounded to an integer, ties to even.
const SHIFT: f32 = 12_582_912.0;

/// Returns the largest magnitude; a NaN counts for more than an infinity.
#[inline(always)]
fn magnitude(values: &[f32]) -> f32 {
	let mut largest = [0u32; 16];
	let (sixteens, rest) = values.as_chunks::<16>();
	for values in sixteens {
		for lane in 0..16 {
			largest[lane] = largest[lane].max(values[lane].to_bits() & 0x7fff_ffff);
		}
	}
	let rest = rest.iter().map(|value| value.to_bits() & 0x7fff_ffff);
	f32::from_bits(largest.into_iter().chain(rest).fold(0, u32::max))
}

/// Returns the scale of values whose largest magnitude is `m`, and the factor that turns values into codes.
#[inline(always)]
fn scales(m: f32) -> (f32, f32) {
	let known = if m < SMALLEST { 0.0 } else { m };
	// Without a branch, so that it is computed for many at a time: the quotient by zero is not used.
	let factor = if m >= SMALLEST && m <= f32::MAX { LARGEST / m } else { 0.0 };
	let scale = if m <= f32::MAX { known / LARGEST } else { f32::NAN };
	(scale, factor)
}

/// Returns the code of a value.
#[inline(always)]
fn code(value: f32, factor: f32) -> i32 {
	// The product of a number that is not finite is none of an integer's, and its scale says so.
	(value * factor + SHIFT).to_bits().wrapping_sub(SHIFT.to_bits()) as i8 as i32
}

every_isa! {
	/// Returns the scale of a row of weights, and the factor that turns them into codes.
	pub(super) fn weight_scales(row: &[f32]) -> (f32, f32) {
		scales(magnitude(row))
	}
}

every_isa! {
	/// Writes the codes of 32 outputs × 32 inputs, each plus 128: for each four inputs, the outputs have four bytes
	/// each. An output's weights are multiplied by its factor.
	pub(super) fn square(values: &[f32; SQUARE], factors: &[f32], out: &mut [u8; SQUARE]) {
		for (o, (values, factor)) in values.as_chunks::<BLOCK>().0.iter().zip(factors).enumerate() {
			let mut codes = [0u8; BLOCK];
			for i in 0..BLOCK {
				codes[i] = (code(values[i], *factor) + 128) as u8;
			}
			for (group, four) in codes.as_chunks::<GROUP>().0.iter().enumerate() {
				out[(group * PANEL + o) * GROUP..][..GROUP].copy_from_slice(four);
			}
		}
	}
}

every_isa! {
	/// Writes up to [`TILE`] rows as a tile: for each block of 32 columns a record. Row `r` is at
	/// `x[r·stride..]`; where `factors` has a number for each column, the row is multiplied by it first. Records
	/// are zero before.
	pub(super) fn tile(x: &[f32], stride: usize, rows: usize, factors: Option<&[f32]>, out: &mut [Record]) {
		for (at, record) in out.iter_mut().enumerate() {
			for r in 0..rows.min(TILE) {
				let mut values = [0.0; BLOCK];
				values.copy_from_slice(&x[r * stride + at * BLOCK..][..BLOCK]);
				if let Some(factors) = factors {
					let factors = &factors[at * BLOCK..][..BLOCK];
					for i in 0..BLOCK {
						values[i] *= factors[i];
					}
				}
				let (scale, factor) = scales(magnitude(&values));
				let (mut codes, mut sum) = ([0i8; BLOCK], 0i32);
				for i in 0..BLOCK {
					let code = code(values[i], factor);
					codes[i] = code as i8;
					sum += code;
				}
				record.scales[r] = scale;
				record.offsets[r] = -128 * sum;
				for group in 0..GROUPS {
					record.codes[group][r].copy_from_slice(&codes[group * GROUP..][..GROUP]);
				}
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cpu::isa::Isa;

	fn codes_of(row: &[f32]) -> (f32, Vec<i32>) {
		let (scale, factor) = weight_scales(Isa::Scalar, row);
		(scale, row.iter().map(|value| code(*value, factor)).collect())
	}

	#[test]
	fn ties_go_to_even_and_the_largest_to_127() {
		let (scale, codes) = codes_of(&[127.0, 0.5, 1.5, 2.5, -0.5, -1.5, -127.0, 126.5]);
		assert_eq!((scale, codes), (1.0, vec![127, 0, 2, 2, 0, -2, -127, 126]));
	}

	#[test]
	fn the_smallest_and_largest_numbers() {
		let below = f32::from_bits(SMALLEST.to_bits() - 1);
		for row in [[0.0, -0.0], [below, -1e-45]] {
			let (scale, codes) = codes_of(&row);
			assert_eq!((scale.to_bits(), codes), (0, vec![0, 0]));
		}
		assert_eq!(codes_of(&[SMALLEST, -below]), (SMALLEST / 127.0, vec![127, -127]));
		assert_eq!(codes_of(&[f32::MAX, f32::MIN, 1.0]), (f32::MAX / 127.0, vec![127, -127, 0]));
		for row in [[f32::NAN, 1.0], [f32::INFINITY, 1.0], [1.0, f32::NEG_INFINITY]] {
			assert!(codes_of(&row).0.is_nan());
		}
	}

	#[test]
	fn no_code_exceeds_127() {
		// Products of a number and its own rounded quotient, over many significands.
		for bits in (0..1 << 23).step_by(37) {
			let m = f32::from_bits(127 << 23 | bits);
			assert_eq!(codes_of(&[m, -m]).1, [127, -127]);
		}
	}
}
