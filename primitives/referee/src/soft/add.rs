//! Addition, with one rounding.

use super::{
	round::{round, shift_right_jam},
	unpack::{Finite, Format, Number, infinite, nan, unpack, zero},
};

/// Returns x + y.
#[inline(always)]
pub(super) fn add<F: Format>(x: F, y: F) -> F {
	match (unpack(x), unpack(y)) {
		(Number::Finite(x), Number::Finite(y)) => sum(x, y),
		(Number::Nan, _) | (_, Number::Nan) => nan(),
		(Number::Infinite(s), Number::Infinite(t)) if s != t => nan(),
		(Number::Infinite(s), _) | (_, Number::Infinite(s)) => infinite(s),
		(Number::Zero(s), Number::Zero(t)) => zero(s && t),
		(Number::Zero(_), _) => y,
		(_, Number::Zero(_)) => x,
	}
}

/// Returns the rounded sum of two numbers, each exact. An exact zero is +0.
///
/// The leading bit of one may lie up to three places below the usual one, if it has 12 zeros at its end.
#[inline(always)]
pub(super) fn sum<F: Format>(x: Finite, y: Finite) -> F {
	let (large, small) = if x.exponent >= y.exponent { (x, y) } else { (y, x) };
	// Bits are lost only in a shift so long that the difference loses at most one leading bit: the last bit
	// then lies far below any halfway point, and standing for the lost part is all it does.
	let low = shift_right_jam(small.significand, large.exponent.wrapping_sub(small.exponent) as u32);
	let sum = signed(large.negative, large.significand).wrapping_add(signed(small.negative, low));
	if sum == 0 {
		return zero(false);
	}
	round(sum < 0, large.exponent, sum.unsigned_abs())
}

/// Returns ± magnitude, without a branch: signs are random.
#[inline(always)]
fn signed(negative: bool, magnitude: u64) -> i64 {
	let flip = i64::from(negative).wrapping_neg();
	(magnitude as i64 ^ flip).wrapping_sub(flip)
}
