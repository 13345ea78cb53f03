//! Short floating-point numbers, made binary32 exactly.

/// Returns the exact value of a binary16 number, without a branch, so that it is computed for many at a time.
#[inline(always)]
pub(crate) fn widen(bytes: [u8; 2]) -> f32 {
	let bits = u32::from(u16::from_le_bytes(bytes));
	// With the exponent field in place, a number is 2^112 times too small, subnormal numbers included.
	let value = f32::from_bits((bits & 0x7fff) << 13) * f32::from_bits(0x7780_0000);
	// Infinity and NaN have all exponent bits set.
	let special = if bits & 0x7c00 == 0x7c00 { 0x7f80_0000 } else { 0 };
	f32::from_bits(value.to_bits() | special | (bits & 0x8000) << 16)
}

/// Returns the bits of the binary16 number that [`widen`] made a finite value of.
pub(crate) fn narrow(value: f32) -> u16 {
	let bits = value.to_bits();
	// Exact: the value is a whole number of the smallest subnormal, 2^−24.
	let field = f32::from_bits(bits & 0x7fff_ffff) * f32::from_bits(0x0780_0000);
	(field.to_bits() >> 13) as u16 | (bits >> 16) as u16 & 0x8000
}

/// Returns the value of a bfloat16 number: the upper half of a binary32.
#[inline(always)]
pub(super) fn widen_bfloat16(bytes: [u8; 2]) -> f32 {
	f32::from_bits(u32::from(u16::from_le_bytes(bytes)) << 16)
}

/// Returns whether a binary16 number is neither an infinity nor a NaN.
pub(super) fn is_finite(bytes: [u8; 2]) -> bool {
	u16::from_le_bytes(bytes) & 0x7c00 != 0x7c00
}

#[cfg(test)]
mod tests {
	use super::*;
	use half::{bf16, f16};

	#[test]
	fn widening_is_exact_for_every_number() {
		let same = |a: f32, b: f32| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
		for bits in 0..=u16::MAX {
			let bytes = bits.to_le_bytes();
			assert!(same(widen(bytes), f16::from_bits(bits).to_f32()), "{bits:x}");
			assert!(!is_finite(bytes) || narrow(widen(bytes)) == bits, "{bits:x}");
			assert!(same(widen_bfloat16(bytes), bf16::from_bits(bits).to_f32()), "{bits:x}");
			assert_eq!(is_finite(bytes), f16::from_bits(bits).is_finite(), "{bits:x}");
		}
	}
}
