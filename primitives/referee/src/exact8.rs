//! Products of 8-bit integers, of jobs whose method is `exact8`.
//!
//! A row of numbers becomes codes and a scale: with m the largest magnitude, the scale is m ÷ 127 and the
//! code of x is x·(127 ÷ m), rounded to an integer, ties to even. An element of a linear is a chain over
//! blocks of 32 pairs of codes, whose sum of products is exact.
//!
//! The largest magnitude of a weight's row belongs to the base model. Backwards an element meets all rows,
//! and takes their magnitudes as operands: each is [`magnitude`] of its row.

use crate::{
	F32, Fault,
	fault::{all_finite, finite, same_length},
};

/// The number of neighbouring values that share a scale.
pub const BLOCK: usize = 32;
/// The largest code.
const LARGEST: i32 = 127;
/// The magnitude below which a row counts for zeros, 2^−100.
const SMALLEST: F32 = F32::from_bits(27 << 23);
/// 1.5 · 2^23: adding it rounds a code to an integer, ties to even.
const SHIFT: F32 = F32::from_bits(0x4b40_0000);

/// Returns the largest magnitude of a row, which is not empty.
pub fn magnitude(row: &[F32]) -> Result<F32, Fault> {
	all_finite(&[row])?;
	let largest = row.iter().map(|x| x.to_bits() & 0x7fff_ffff).max().ok_or(Fault::Lengths)?;
	Ok(F32::from_bits(largest))
}

/// Returns the scale of a row whose largest magnitude is `m`.
pub fn scale(m: F32) -> Result<F32, Fault> {
	finite(m)?;
	if SMALLEST.exceeds(m) { Ok(F32::ZERO) } else { finite(m / F32::from_i32(LARGEST)) }
}

/// Returns the code of `x` in a row whose largest magnitude is `m`.
pub fn code(x: F32, m: F32) -> Result<i32, Fault> {
	let magnitude = F32::from_bits(x.to_bits() & 0x7fff_ffff);
	all_finite(&[&[x, m]])?;
	if magnitude.exceeds(m) {
		return Err(Fault::Place);
	}
	if SMALLEST.exceeds(m) {
		return Ok(0);
	}
	let shifted = x * (F32::from_i32(LARGEST) / m) + SHIFT;
	Ok(shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i32)
}

/// Returns the chain of blocks over the values of a row and codes of a weight that come with them.
fn blocks(row: impl Iterator<Item = (F32, Result<i32, Fault>)> + Clone, length: usize) -> Result<F32, Fault> {
	if length == 0 || !length.is_multiple_of(BLOCK) {
		return Err(Fault::Lengths);
	}
	let mut acc = F32::ZERO;
	for first in (0..length).step_by(BLOCK) {
		let block = row.clone().skip(first).take(BLOCK);
		let mut m = F32::ZERO;
		for (x, _) in block.clone() {
			let magnitude = magnitude(&[x])?;
			if magnitude.exceeds(m) {
				m = magnitude;
			}
		}
		let mut sum = 0i32;
		for (x, w) in block {
			// At most 32 · 127 · 127.
			sum = sum.saturating_add(code(x, m)?.saturating_mul(w?));
		}
		acc = F32::from_i32(sum).fma(scale(m)?, acc);
	}
	Ok(acc)
}

/// Returns an element of a linear forwards: of a row of x and a row of the weight, whole blocks of 32 each.
pub fn forward(x: &[F32], w: &[F32]) -> Result<F32, Fault> {
	same_length(x, w)?;
	let m = magnitude(w)?;
	let pairs = x.iter().zip(w).map(|(x, w)| (*x, code(*w, m)));
	finite(blocks(pairs, x.len())? * scale(m)?)
}

/// Returns an element of a linear backwards: of a row of dy, a column of the weight, and the largest
/// magnitude of each of the weight's rows, whole blocks of 32 each.
pub fn backward(dy: &[F32], column: &[F32], magnitudes: &[F32]) -> Result<F32, Fault> {
	same_length(dy, column)?;
	same_length(dy, magnitudes)?;
	all_finite(&[dy])?;
	for m in magnitudes {
		scale(*m)?;
	}
	let triples = dy.iter().zip(column).zip(magnitudes);
	let pairs = triples.map(|((dy, w), m)| (*dy * scale(*m).unwrap_or(F32::NAN), code(*w, *m)));
	finite(blocks(pairs, dy.len())?)
}
