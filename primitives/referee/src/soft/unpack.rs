//! Numbers taken apart into sign, exponent and significand.

/// A binary interchange format of IEEE 754.
pub(super) trait Format: Copy {
	/// The number of significant bits, the leading one included.
	const PRECISION: u32;
	/// The exponent of the largest numbers, which is also the bias.
	const GREATEST: i32;
	/// The exponent of the smallest normal numbers.
	const LEAST: i32 = 1_i32.wrapping_sub(Self::GREATEST);
	/// The number of bits of a stored significand.
	const STORED: u32 = Self::PRECISION.wrapping_sub(1);
	/// The bits of +∞.
	const INFINITY: u64 = (Self::GREATEST as u64).wrapping_mul(2).wrapping_add(1) << Self::STORED;
	/// The bit of the sign.
	const SIGN: u64 = Self::INFINITY.wrapping_add(1 << Self::STORED);
	/// The quiet NaN without a sign or a payload.
	const NAN: u64 = Self::INFINITY | 1 << Self::STORED.wrapping_sub(1);

	/// Returns the number with these bits.
	fn from_word(bits: u64) -> Self;
	/// Returns the bits of the number.
	fn word(self) -> u64;
}

/// The place of the leading bit of a [`Finite`] significand.
pub(super) const TOP: u32 = 61;

/// A finite number other than zero: ± significand · 2^(exponent − 61).
///
/// Bit 61 of the significand is the highest set, so that two can be added as signed integers.
#[derive(Clone, Copy)]
pub(super) struct Finite {
	pub(super) negative: bool,
	pub(super) exponent: i32,
	pub(super) significand: u64,
}

/// The class of a number. The flag is its sign.
#[derive(Clone, Copy)]
pub(super) enum Number {
	Nan,
	Infinite(bool),
	Zero(bool),
	Finite(Finite),
}

/// Takes a number apart into its class and parts.
#[inline(always)]
pub(super) fn unpack<F: Format>(x: F) -> Number {
	let bits = x.word();
	let negative = bits & F::SIGN != 0;
	let magnitude = bits & !F::SIGN;
	let fraction = bits & (1_u64 << F::STORED).wrapping_sub(1);
	let biased = (magnitude >> F::STORED) as i32;
	let up = TOP.wrapping_sub(F::STORED);
	if magnitude >= F::INFINITY {
		return if fraction == 0 { Number::Infinite(negative) } else { Number::Nan };
	}
	if biased > 0 {
		let significand = (fraction | 1_u64 << F::STORED).wrapping_shl(up);
		return Number::Finite(Finite { negative, exponent: biased.wrapping_sub(F::GREATEST), significand });
	}
	if fraction == 0 {
		return Number::Zero(negative);
	}
	// Subnormal: as many places further down as its leading zeros say.
	let down = fraction.leading_zeros().wrapping_sub(63_u32.wrapping_sub(F::STORED));
	let significand = fraction.wrapping_shl(up.wrapping_add(down));
	Number::Finite(Finite { negative, exponent: F::LEAST.wrapping_sub(down as i32), significand })
}

/// Returns a zero of the given sign.
#[inline(always)]
pub(super) fn zero<F: Format>(negative: bool) -> F {
	F::from_word(if negative { F::SIGN } else { 0 })
}

/// Returns an infinity of the given sign.
#[inline(always)]
pub(super) fn infinite<F: Format>(negative: bool) -> F {
	F::from_word(F::INFINITY | if negative { F::SIGN } else { 0 })
}

/// Returns the only NaN of a format.
#[inline(always)]
pub(super) fn nan<F: Format>() -> F {
	F::from_word(F::NAN)
}
