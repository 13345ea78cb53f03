//! Conversions between formats and from integers.

use super::{
	F32, F64,
	round::round,
	unpack::{Finite, Format, Number, TOP, infinite, nan, unpack, zero},
};

/// A number in IEEE binary16, which is only ever read.
#[derive(Clone, Copy)]
struct Half(u16);

impl Format for Half {
	const PRECISION: u32 = 11;
	const GREATEST: i32 = 15;

	fn from_word(bits: u64) -> Self {
		Self(bits as u16)
	}

	fn word(self) -> u64 {
		self.0.into()
	}
}

/// Returns the same number in another format, rounded if it must be.
fn convert<F: Format, T: Format>(x: F) -> T {
	match unpack(x) {
		Number::Nan => nan(),
		Number::Infinite(negative) => infinite(negative),
		Number::Zero(negative) => zero(negative),
		Number::Finite(Finite { negative, exponent, significand }) => round(negative, exponent, significand),
	}
}

/// Returns ± magnitude, rounded if it must be; +0 for zero.
fn integer<T: Format>(negative: bool, magnitude: u64) -> T {
	if magnitude == 0 { zero(false) } else { round(negative, TOP as i32, magnitude) }
}

impl F32 {
	/// Returns the number with these binary16 bits, exact.
	pub fn from_half(bits: u16) -> Self {
		convert(Half(bits))
	}

	/// Returns the nearest number to an integer.
	pub fn from_i32(n: i32) -> Self {
		integer(n < 0, n.unsigned_abs().into())
	}

	/// Returns the nearest number to an unsigned integer.
	pub fn from_u64(n: u64) -> Self {
		integer(false, n)
	}

	/// Returns the same number in binary64, exact.
	pub fn widen(self) -> F64 {
		convert(self)
	}
}

impl F64 {
	/// Returns the nearest number to an unsigned integer.
	pub fn from_u64(n: u64) -> Self {
		integer(false, n)
	}

	/// Returns the nearest binary32.
	pub fn narrow(self) -> F32 {
		convert(self)
	}

	/// Returns the integer part; 0 below zero and for NaN, 2^64 − 1 beyond.
	pub fn truncate(self) -> u64 {
		match unpack(self) {
			Number::Infinite(false) => u64::MAX,
			Number::Finite(x) if !x.negative && x.exponent >= 0 => {
				match 63_u32.checked_sub(x.exponent as u32) {
					// The leading bit goes from place 61 to place `exponent`.
					Some(down) => x.significand.wrapping_shl(2).wrapping_shr(down),
					None => u64::MAX,
				}
			},
			_ => 0,
		}
	}
}
