//! The one rounding of every operation.

use super::unpack::{Format, TOP, infinite};

/// Shifts `x` right; whatever falls off sets the last bit, so that a later rounding still knows on which side
/// of a halfway point the exact value lies.
#[inline(always)]
pub(super) fn shift_right_jam(x: u64, places: u32) -> u64 {
	// Of anything but zero, 63 places leave 1, as more do.
	let places = places.min(63);
	let lost = x & 1_u64.wrapping_shl(places).wrapping_sub(1);
	x.wrapping_shr(places) | u64::from(lost != 0)
}

/// Returns ± significand · 2^(exponent − 61), rounded to nearest, ties to even.
///
/// The significand is not zero; its last bit may stand for a lost part if it has at least two bits more than
/// the format.
#[inline(always)]
pub(super) fn round<F: Format>(negative: bool, exponent: i32, significand: u64) -> F {
	// Leading bit to place 63.
	let up = significand.leading_zeros();
	let significand = significand.wrapping_shl(up);
	let exponent = exponent.wrapping_add(63_i32.wrapping_sub(TOP as i32)).wrapping_sub(up as i32);
	if exponent > F::GREATEST {
		return infinite(negative);
	}
	// Below the normal range fewer places are left.
	let below = F::LEAST.wrapping_sub(exponent).max(0);
	let significand = if below > 0 { shift_right_jam(significand, below as u32) } else { significand };
	let drop = 64_u32.wrapping_sub(F::PRECISION);
	let kept = significand >> drop;
	let lost = significand.wrapping_shl(F::PRECISION);
	const HALF: u64 = 1 << 63;
	// A tie goes up if what is kept is odd. The lowest bit of what is lost is free to say so.
	let up = lost | (kept & 1) > HALF;
	// A normal number's leading bit adds one to the exponent field, and a carry out of the significand
	// another; into the largest exponent it gives infinity, out of the subnormal range the smallest normal
	// number.
	let field = exponent.wrapping_sub(F::LEAST).max(0) as u64;
	let magnitude = field.wrapping_shl(F::STORED).wrapping_add(kept).wrapping_add(up.into());
	F::from_word(magnitude | if negative { F::SIGN } else { 0 })
}
