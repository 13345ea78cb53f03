//! Fused multiply-add, for binary32 only: its products are exact in 48 bits.

use super::{
	add::sum,
	mul::product,
	round::round,
	unpack::{Format, Number, infinite, nan, unpack, zero},
};

/// Returns x · y + z, rounded once. The format's products must be exact.
#[inline(always)]
pub(super) fn fma<F: Format>(x: F, y: F, z: F) -> F {
	match (unpack(x), unpack(y), unpack(z)) {
		(Number::Finite(x), Number::Finite(y), Number::Finite(z)) => sum(product::<F>(x, y), z),
		(a, b, c) => special(a, b, c, z),
	}
}

/// Returns the result where a zero, an infinity or a NaN is among the operands.
#[inline]
fn special<F: Format>(x: Number, y: Number, z: Number, addend: F) -> F {
	use Number::{Finite, Infinite, Nan, Zero};
	let sign = |number: Number| match number {
		Infinite(s) | Zero(s) => s,
		Finite(finite) => finite.negative,
		Nan => false,
	};
	let negative = sign(x) != sign(y);
	match (x, y, z) {
		(Nan, ..) | (_, Nan, _) | (.., Nan) => nan(),
		(Infinite(_), Zero(_), _) | (Zero(_), Infinite(_), _) => nan(),
		(Infinite(_), ..) | (_, Infinite(_), _) => match z {
			Infinite(s) if s != negative => nan(),
			_ => infinite(negative),
		},
		(.., Infinite(s)) => infinite(s),
		(Zero(_), _, Zero(s)) | (_, Zero(_), Zero(s)) => zero(negative && s),
		(Zero(_), ..) | (_, Zero(_), _) => addend,
		(Finite(x), Finite(y), _) => {
			let product = product::<F>(x, y);
			round(negative, product.exponent, product.significand)
		},
	}
}
