//! Rows of numbers as 8-bit integers with a scale, by the definition of the text: with m the largest
//! magnitude, the scale is m ÷ 127 and a code x·(127 ÷ m), rounded to an integer, ties to even.

use super::{
	layout::{GROUP, GROUPS, Record, SQUARE, TILE},
	micro::Blocks,
};
use crate::{
	cpu::{
		isa::{Isa, every_isa},
		micro::tile::PANEL,
	},
	quant::BLOCK,
};

/// The largest code.
const LARGEST: f32 = 127.0;
/// The smallest magnitude that is not taken for zero, 2^−100: below it a quotient could leave the normal
/// numbers.
const SMALLEST: f32 = f32::from_bits(27 << 23);
/// 1.5 · 2^23: whatever is added to it is rounded to an integer, ties to even.
const SHIFT: f32 = 12_582_912.0;

/// The number of magnitudes that are compared side by side.
const LANES: usize = 16;

/// Returns the largest magnitude of whole lanes of values; a NaN counts for more than an infinity.
#[inline(always)]
fn magnitude(values: &[f32]) -> f32 {
	let mut largest = [0u32; LANES];
	for values in values.as_chunks::<LANES>().0 {
		for lane in 0..LANES {
			largest[lane] = largest[lane].max(values[lane].to_bits() & 0x7fff_ffff);
		}
	}
	for width in [8, 4, 2, 1] {
		for lane in 0..width {
			largest[lane] = largest[lane].max(largest[lane + width]);
		}
	}
	f32::from_bits(largest[0])
}

/// Returns the scale of values whose largest magnitude is `m`, and the factor that turns values into codes.
#[inline(always)]
fn scales(m: f32) -> (f32, f32) {
	let ordinary = (SMALLEST..=f32::MAX).contains(&m);
	let factor = if ordinary { LARGEST / m } else { 0.0 };
	let scale = match m <= f32::MAX {
		true if ordinary => m / LARGEST,
		true => 0.0,
		false => f32::NAN,
	};
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
	/// Writes the codes of 32 outputs × 32 inputs, each plus 128: for each four inputs, the outputs have four
	/// bytes each. An output's weights are multiplied by its factor.
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

/// Writes up to [`TILE`] rows as a tile: for each block of 32 columns a record. Row `r` is at
/// `x[r·stride..]`; where `factors` has a number for each column, the row is multiplied by it first. Records
/// are zero before.
pub(super) fn tile(
	isa: Isa,
	x: &[f32],
	stride: usize,
	rows: usize,
	factors: Option<&[f32]>,
	out: &mut [Record],
) {
	for r in 0..rows.min(TILE) {
		let row = x[r * stride..][..out.len() * BLOCK].as_chunks::<BLOCK>().0;
		let factors = factors.map(|factors| factors.as_chunks::<BLOCK>().0);
		if !(Blocks { scales }).row(isa, row, factors, out, r) {
			portable_row(isa, row, factors, out, r);
		}
	}
}

every_isa! {
	/// Writes the codes of a row into place `r` of its tile's records.
	fn portable_row(row: &[[f32; BLOCK]], factors: Option<&[[f32; BLOCK]]>, out: &mut [Record], r: usize) {
		for (at, (record, values)) in out.iter_mut().zip(row).enumerate() {
			let mut values = *values;
			if let Some(factors) = factors {
				for i in 0..BLOCK {
					values[i] *= factors[at][i];
				}
			}
			block_of_record(&values, record, r);
		}
	}
}

/// Writes the codes of a block into place `r` of a record.
#[inline(always)]
fn block_of_record(values: &[f32; BLOCK], record: &mut Record, r: usize) {
	let (scale, factor) = scales(magnitude(values));
	let mut shifted = [0u32; BLOCK];
	for i in 0..BLOCK {
		shifted[i] = (values[i] * factor + SHIFT).to_bits();
	}
	// The lowest bits of a shifted number are those of its code, four of which make a word.
	let mut sums = [0u32; GROUPS];
	for (group, shifted) in shifted.as_chunks::<GROUP>().0.iter().enumerate() {
		record.codes[group][r] = shifted.map(|bits| bits as i8);
		sums[group] = shifted.iter().fold(0u32, |sum, bits| sum.wrapping_add(*bits));
	}
	let sum = sums.iter().fold(0u32, |sum, part| sum.wrapping_add(*part));
	let sum = sum.wrapping_sub(SHIFT.to_bits().wrapping_mul(BLOCK as u32)) as i32;
	record.scales[r] = scale;
	record.offsets[r] = sum.wrapping_mul(-128);
}

#[cfg(test)]
mod tests {
	use super::*;

	fn codes_of(row: &[f32]) -> (f32, Vec<i32>) {
		// Whole lanes, as rows of weights are.
		let mut lanes = row.to_vec();
		lanes.resize(row.len().next_multiple_of(LANES), 0.0);
		let (scale, factor) = weight_scales(Isa::Scalar, &lanes);
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
