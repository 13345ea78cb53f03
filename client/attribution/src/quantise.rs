//! Eight bits a number, and scales as the integers that they are.

use crate::IndexError;

/// A tensor in 8 bits: each number is its code times the scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantised {
	pub scale: f32,
	pub codes: Vec<i8>,
}

/// Rounds a tensor to codes from -127 to 127 with `scale = max |x| / 127`, `code = x / scale` rounded half to even. All
/// three are single operations of IEEE binary32, so every machine gets the same codes.
pub(crate) fn quantise(name: &str, values: &[f32]) -> Result<Quantised, IndexError> {
	if values.iter().any(|x| !x.is_finite()) {
		return Err(IndexError::NotFinite { tensor: name.to_owned() });
	}
	let largest = values.iter().fold(0f32, |most, x| most.max(x.abs()));
	let scale = largest / 127.0;
	let code = |x: &f32| match scale > 0.0 {
		true => (x / scale).round_ties_even().clamp(-127.0, 127.0) as i8,
		false => 0,
	};
	Ok(Quantised { scale, codes: values.iter().map(code).collect() })
}

/// Bits that a fixed-point scale keeps.
const FIXED_BITS: u32 = 40;

/// A non-negative finite float as `mantissa × 2^exponent`, with a mantissa below 2^24.
fn parts(value: f32) -> (u64, i32) {
	let bits = value.to_bits();
	let (exponent, fraction) = ((bits >> 23) as i32, u64::from(bits & 0x7f_ffff));
	match exponent {
		0 => (fraction, -149),
		_ => (fraction | 0x80_0000, exponent - 150),
	}
}

/// A scale as an integer below 2^40, in units that are the same for all scales up to `largest`. Exact for scales down to
/// 2^-16 of the largest, rounded down below that.
pub(crate) fn fixed(scale: f32, largest: f32) -> u64 {
	let ((mantissa, exponent), (_, top)) = (parts(scale), parts(largest));
	let shift = u32::try_from(top - exponent).unwrap_or(0);
	(mantissa << (FIXED_BITS - 24)).checked_shr(shift).unwrap_or(0)
}

/// Products of this many codes fit 32 bits: 127 · 127 · 2^16 < 2^31.
const BLOCK: usize = 1 << 16;

/// Dot product of a query's codes with a record's, which lie in the file as bytes.
pub(crate) fn dot(query: &[i8], record: &[u8]) -> i64 {
	let block = |(q, r): (&[i8], &[u8])| {
		// Wrapping, so that release builds with overflow checks still use vector instructions; it cannot wrap.
		let add = |sum: i32, (q, r): (&i8, &u8)| sum.wrapping_add(i32::from(*q) * i32::from(*r as i8));
		i64::from(q.iter().zip(r).fold(0, add))
	};
	query.chunks(BLOCK).zip(record.chunks(BLOCK)).map(block).sum()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn codes_round_half_to_even() {
		let quantised = quantise("t", &[127.0, 0.5, 1.5, -2.5, -127.0, 0.0]).unwrap();
		assert_eq!(quantised, Quantised { scale: 1.0, codes: vec![127, 0, 2, -2, -127, 0] });
		assert_eq!(quantise("t", &[0.0, -0.0]).unwrap(), Quantised { scale: 0.0, codes: vec![0, 0] });
		// Too small for a scale of its own: the smallest subnormal over 127 is 0.
		assert_eq!(quantise("t", &[f32::from_bits(1)]).unwrap().codes, [0]);
		assert_eq!(quantise("t", &[f32::from_bits(190)]).unwrap().codes, [127]);
		for bad in [f32::NAN, f32::INFINITY] {
			assert!(matches!(quantise("t", &[0.0, bad]), Err(IndexError::NotFinite { .. })));
		}
	}

	#[test]
	fn long_products_do_not_overflow() {
		let (query, record) = (vec![-127; 3 * BLOCK + 1], vec![127u8; 3 * BLOCK + 1]);
		assert_eq!(dot(&query, &record), -127 * 127 * (3 * BLOCK as i64 + 1));
		assert_eq!(dot(&[-127, 1], &[-127i8 as u8, 2]), 127 * 127 + 2);
	}

	proptest! {
		#[test]
		fn fixed_point_is_the_float(a in 1u32..0x7f80_0000, down in 0u32..16) {
			let largest = f32::from_bits(a);
			let scale = largest / (1u32 << down) as f32;
			prop_assume!(scale.is_normal() && largest.is_normal());
			prop_assert_eq!(fixed(scale, largest), fixed(largest, largest) >> down);
			prop_assert!(fixed(largest, largest) < 1 << FIXED_BITS);
			prop_assert!(fixed(largest, largest) >= 1 << (FIXED_BITS - 1));
		}

		#[test]
		fn fixed_point_keeps_order(a in 0u32..0x7f80_0000, b in 0u32..0x7f80_0000) {
			let (low, high) = (f32::from_bits(a.min(b)), f32::from_bits(a.max(b)));
			prop_assert!(fixed(low, high) <= fixed(high, high));
		}

		#[test]
		fn codes_are_near(values in proptest::collection::vec(-1e3f32..1e3, 1..100)) {
			let quantised = quantise("t", &values).unwrap();
			for (x, code) in values.iter().zip(&quantised.codes) {
				prop_assert!((x - quantised.scale * f32::from(*code)).abs() <= quantised.scale * 0.5001);
			}
		}
	}
}
