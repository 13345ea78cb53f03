//! Fused multiply-add, for binary32 only: its products are exact in 48 bits.

use super::{
	add::sum,
	mul::product,
	round::round,
	unpack::{infinite, nan, unpack, zero, Number},
	F32,
};

/// x · y + z, rounded once.
#[inline(always)]
pub(super) fn fma(x: F32, y: F32, z: F32) -> F32 {
	match (unpack(x), unpack(y), unpack(z)) {
		(Number::Finite(x), Number::Finite(y), Number::Finite(z)) => sum(product::<F32>(x, y), z),
		(a, b, c) => special(a, b, c, z),
	}
}

/// With a zero, an infinity or a NaN among the operands.
#[inline]
fn special(x: Number, y: Number, z: Number, addend: F32) -> F32 {
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
			let product = product::<F32>(x, y);
			round(negative, product.exponent, product.significand)
		},
	}
}
