//! Division, one bit of the quotient after the other.

use super::{
	round::round,
	unpack::{Finite, Format, Number, TOP, infinite, nan, unpack, zero},
};

/// Returns x ÷ y.
#[inline]
pub(super) fn div<F: Format>(x: F, y: F) -> F {
	let negative = (x.word() ^ y.word()) & F::SIGN != 0;
	match (unpack(x), unpack(y)) {
		(Number::Finite(x), Number::Finite(y)) => {
			let exponent = x.exponent.wrapping_sub(y.exponent);
			round(negative, exponent, quotient::<F>(x, y))
		},
		(Number::Nan, _) | (_, Number::Nan) => nan(),
		(Number::Infinite(_), Number::Infinite(_)) | (Number::Zero(_), Number::Zero(_)) => nan(),
		(Number::Infinite(_), _) | (_, Number::Zero(_)) => infinite(negative),
		(Number::Zero(_), _) | (_, Number::Infinite(_)) => zero(negative),
	}
}

/// Returns the quotient of the significands, between ½ and 2, times 2^61: exact to three bits more than the
/// format has, with what remains in the last bit.
#[inline(always)]
fn quotient<F: Format>(x: Finite, y: Finite) -> u64 {
	let bits = F::PRECISION.wrapping_add(3);
	let (mut rest, mut quotient) = (x.significand, 0_u64);
	for _ in 0..bits {
		quotient <<= 1;
		// The rest is below twice the divisor, and below the divisor after the step.
		if rest >= y.significand {
			rest = rest.wrapping_sub(y.significand);
			quotient |= 1;
		}
		rest <<= 1;
	}
	// The first bit counts ones.
	quotient.wrapping_shl(TOP.wrapping_add(1).wrapping_sub(bits)) | u64::from(rest != 0)
}
