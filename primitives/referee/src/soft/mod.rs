//! IEEE 754 binary32 and binary64 in integers: round to nearest, ties to even; subnormals, signed zeros and
//! infinities as the standard has them; a single NaN.
//!
//! A finite number is taken apart (`unpack.rs`) into sign, exponent and a significand of 62 bits, computed
//! with exactly or with the lost part kept in the last bit (`shift_right_jam`), and rounded once
//! (`round.rs`). Both formats run through the same code.

// The runtime calls this: nothing here may panic, so every step that could overflow says what it does then.
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod add;
mod compare;
mod convert;
mod div;
mod fma;
mod mul;
mod round;
mod sqrt;
mod unpack;

use unpack::Format;

/// A binary32 number, as its bits.
///
/// Equality is equality of bits: +0 and −0 differ, NaN equals itself, as for a hash. For the order of the
/// standard see [`F32::exceeds`].
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
#[repr(transparent)]
pub struct F32(u32);

/// A binary64 number, as its bits, for the few steps of training that are defined in it.
///
/// Equality is equality of bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
#[repr(transparent)]
pub struct F64(u64);

impl Format for F32 {
	const PRECISION: u32 = 24;
	const GREATEST: i32 = 127;

	#[inline(always)]
	fn from_word(bits: u64) -> Self {
		Self(bits as u32)
	}

	#[inline(always)]
	fn word(self) -> u64 {
		self.0.into()
	}
}

impl Format for F64 {
	const PRECISION: u32 = 53;
	const GREATEST: i32 = 1023;

	#[inline(always)]
	fn from_word(bits: u64) -> Self {
		Self(bits)
	}

	#[inline(always)]
	fn word(self) -> u64 {
		self.0
	}
}

/// Writes what the two formats have in common: constants, classes, and `+ − × ÷` as operators.
macro_rules! number {
	($name:ident, $bits:ident) => {
		impl $name {
			/// The zero with a positive sign.
			pub const ZERO: Self = Self(0);
			/// The number 1, exactly.
			pub const ONE: Self =
				Self((<Self as Format>::GREATEST as $bits) << (<Self as Format>::PRECISION - 1));
			/// The infinity with a positive sign.
			pub const INFINITY: Self = Self(<Self as Format>::INFINITY as $bits);
			/// The only NaN that any operation returns.
			pub const NAN: Self = Self(<Self as Format>::NAN as $bits);

			/// Returns the number with these bits. Every NaN becomes [`Self::NAN`] when it is computed with.
			#[inline(always)]
			pub const fn from_bits(bits: $bits) -> Self {
				Self(bits)
			}

			/// Returns the bits of the number.
			#[inline(always)]
			pub const fn to_bits(self) -> $bits {
				self.0
			}

			/// Returns the number with these bytes, little-endian, as committed tensors have them.
			pub const fn from_le_bytes(bytes: [u8; core::mem::size_of::<$bits>()]) -> Self {
				Self($bits::from_le_bytes(bytes))
			}

			/// Returns the bytes of the number, little-endian.
			pub const fn to_le_bytes(self) -> [u8; core::mem::size_of::<$bits>()] {
				self.0.to_le_bytes()
			}

			/// Returns whether the number is neither infinite nor NaN.
			#[inline(always)]
			pub const fn is_finite(self) -> bool {
				self.0 & Self::INFINITY.0 != Self::INFINITY.0
			}

			/// Returns whether the number is NaN, of whatever bits.
			#[inline(always)]
			pub const fn is_nan(self) -> bool {
				self.0 & !(<Self as Format>::SIGN as $bits) > Self::INFINITY.0
			}

			/// Returns the square root, correctly rounded: NaN below zero, −0 for −0.
			pub fn sqrt(self) -> Self {
				sqrt::sqrt(self)
			}

			/// Returns whether `self > other`, as the standard compares: false if one is NaN, and zeros are
			/// equal.
			pub fn exceeds(self, other: Self) -> bool {
				compare::exceeds(self, other)
			}
		}

		impl core::ops::Add for $name {
			type Output = Self;

			#[inline]
			fn add(self, other: Self) -> Self {
				add::add(self, other)
			}
		}

		impl core::ops::Sub for $name {
			type Output = Self;

			#[inline]
			fn sub(self, other: Self) -> Self {
				add::add(self, core::ops::Neg::neg(other))
			}
		}

		impl core::ops::Mul for $name {
			type Output = Self;

			#[inline]
			fn mul(self, other: Self) -> Self {
				mul::mul(self, other)
			}
		}

		impl core::ops::Div for $name {
			type Output = Self;

			#[inline]
			fn div(self, other: Self) -> Self {
				div::div(self, other)
			}
		}

		impl core::ops::Neg for $name {
			type Output = Self;

			/// Returns the number with the other sign, zeros included.
			#[inline(always)]
			fn neg(self) -> Self {
				Self(self.0 ^ (<Self as Format>::SIGN as $bits))
			}
		}

		impl core::fmt::Debug for $name {
			fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				write!(f, "{:0width$x}", self.0, width = core::mem::size_of::<$bits>().wrapping_mul(2))
			}
		}
	};
}

number!(F32, u32);
number!(F64, u64);

impl F32 {
	/// The infinity with a negative sign.
	pub const NEG_INFINITY: Self = Self(0xff80_0000);
	/// The smallest positive normal number, 2^−126.
	pub const MIN_POSITIVE: Self = Self(0x0080_0000);

	/// Returns `self · by + to`, rounded once.
	#[inline]
	pub fn fma(self, by: Self, to: Self) -> Self {
		fma::fma(self, by, to)
	}
}
