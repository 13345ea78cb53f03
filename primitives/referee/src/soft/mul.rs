//! Multiplication, with one rounding.

use super::{
	round::round,
	unpack::{Finite, Format, Number, infinite, nan, unpack, zero},
};

/// Returns x · y.
#[inline(always)]
pub(super) fn mul<F: Format>(x: F, y: F) -> F {
	let negative = (x.word() ^ y.word()) & F::SIGN != 0;
	match (unpack(x), unpack(y)) {
		(Number::Finite(x), Number::Finite(y)) => {
			let product = product::<F>(x, y);
			round(negative, product.exponent, product.significand)
		},
		(Number::Nan, _) | (_, Number::Nan) => nan(),
		(Number::Infinite(_), Number::Zero(_)) | (Number::Zero(_), Number::Infinite(_)) => nan(),
		(Number::Infinite(_), _) | (_, Number::Infinite(_)) => infinite(negative),
		(Number::Zero(_), _) | (_, Number::Zero(_)) => zero(negative),
	}
}

/// Returns the product, its leading bit two or three places below the usual one: exact in binary32, with 12
/// zeros at its end; in binary64 with the lost part in its last bit.
#[inline(always)]
pub(super) fn product<F: Format>(x: Finite, y: Finite) -> Finite {
	let significand = if F::PRECISION < 30 {
		(x.significand >> 32).wrapping_mul(y.significand >> 32)
	} else {
		let whole = u128::from(x.significand).wrapping_mul(y.significand.into());
		(whole >> 64) as u64 | u64::from(whole as u64 != 0)
	};
	// 2^−TOP · 2^−TOP · 2^64 = 2^−TOP · 2^3.
	let exponent = x.exponent.wrapping_add(y.exponent).wrapping_add(3);
	Finite { negative: x.negative != y.negative, exponent, significand }
}
