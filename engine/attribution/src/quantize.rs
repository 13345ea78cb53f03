//! Vectors in eight bits a number, and their cosines in whole numbers.

use crate::IndexError;

/// Number of fraction bits of a cosine.
pub(crate) const COSINE_BITS: u32 = 15;
/// Number of fraction bits of a norm.
const NORM_BITS: u32 = 8;

/// Returns the codes of what is left of a vector without its mean: `scale = max |x − m| / 127`, `code = (x −
/// m) / scale` rounded half to even, from -127 to 127. All are single operations of IEEE binary32, so every
/// machine gets the same codes. The scale is forgotten: only directions count, so that a record gains nothing
/// by being long, short or loud.
pub(crate) fn quantize(name: &str, values: &[f32], mean: &[f32]) -> Result<Vec<i8>, IndexError> {
	let centred: Vec<f32> = values.iter().zip(mean).map(|(x, m)| x - m).collect();
	if centred.iter().any(|x| !x.is_finite()) {
		return Err(IndexError::NotFinite { tensor: name.to_owned() });
	}
	let scale = centred.iter().fold(0f32, |most, x| most.max(x.abs())) / 127.0;
	let code = |x: &f32| match scale > 0.0 {
		true => (x / scale).round_ties_even().clamp(-127.0, 127.0) as i8,
		false => 0,
	};
	Ok(centred.iter().map(code).collect())
}

/// Returns the dot product of a query's codes with a record's, which lie in the file as bytes. With at most
/// 2^16 codes it fits 32 bits: 127 · 127 · 2^16 < 2^31.
pub(crate) fn dot(query: &[i8], record: &[u8]) -> i32 {
	// Wrapping, so that builds with overflow checks still use vector instructions; it cannot wrap.
	let add = |sum: i32, (q, r): (&i8, &u8)| sum.wrapping_add(i32::from(*q) * i32::from(*r as i8));
	query.iter().zip(record).fold(0, add)
}

/// Returns the norm of codes: ⌊2^8 · √(Σ code²)⌋.
pub(crate) fn norm(codes: &[i8]) -> u32 {
	let squares: u64 = codes.iter().map(|code| u64::from(code.unsigned_abs()).pow(2)).sum();
	(squares << (2 * NORM_BITS)).isqrt() as u32
}

/// Returns a cosine in units of 2^-15, rounded towards zero, from the dot product and both norms; zero for a
/// vector of zeros. All steps stay below 2^62.
pub(crate) fn cosine(dot: i32, one: u32, other: u32) -> i64 {
	let product = u64::from(one) * u64::from(other);
	let scaled = i64::from(dot) << (COSINE_BITS + 2 * NORM_BITS);
	i64::try_from(product).ok().and_then(|product| scaled.checked_div(product)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn codes_round_half_to_even() {
		let zeros = [0.0; 6];
		assert_eq!(
			quantize("t", &[127.0, 0.5, 1.5, -2.5, -127.0, 0.0], &zeros).unwrap(),
			[127, 0, 2, -2, -127, 0]
		);
		assert_eq!(quantize("t", &[3.0, 5.0], &[3.0, 4.0]).unwrap(), [0, 127]);
		assert_eq!(quantize("t", &[0.0, -0.0], &zeros).unwrap(), [0, 0]);
		// Too small for a scale of its own: the smallest subnormal over 127 is 0.
		assert_eq!(quantize("t", &[f32::from_bits(1)], &zeros).unwrap(), [0]);
		assert_eq!(quantize("t", &[f32::from_bits(190)], &zeros).unwrap(), [127]);
		for bad in [f32::NAN, f32::INFINITY] {
			assert!(matches!(quantize("t", &[0.0, bad], &zeros), Err(IndexError::NotFinite { .. })));
		}
		// Finite numbers whose difference is not.
		assert!(matches!(quantize("t", &[f32::MAX], &[-f32::MAX]), Err(IndexError::NotFinite { .. })));
	}

	#[test]
	fn the_longest_vectors_do_not_overflow() {
		let (query, record) = (vec![-127; 1 << 16], vec![127u8; 1 << 16]);
		assert_eq!(dot(&query, &record), -127 * 127 * (1 << 16));
		let norm = norm(&query);
		assert_eq!(norm, 127 * 256 * 256);
		assert_eq!(cosine(dot(&query, &record), norm, norm), -1 << COSINE_BITS);
		assert_eq!(dot(&[-127, 1], &[-127i8 as u8, 2]), 127 * 127 + 2);
		assert_eq!(cosine(0, 0, norm), 0);
	}

	proptest! {
		#[test]
		fn cosines_are_near(pairs in proptest::collection::vec((-127i8..=127, -127i8..=127), 1..300)) {
			let (a, b): (Vec<i8>, Vec<i8>) = pairs.into_iter().unzip();
			let bytes: Vec<u8> = b.iter().map(|code| *code as u8).collect();
			let product = |(a, b): (&i8, &i8)| f64::from(*a) * f64::from(*b);
			let exact = |a: &[i8], b: &[i8]| a.iter().zip(b).map(product).sum::<f64>();
			let expected = exact(&a, &b) / (exact(&a, &a) * exact(&b, &b)).sqrt();
			let found = cosine(dot(&a, &bytes), norm(&a), norm(&b));
			prop_assume!(expected.is_finite());
			prop_assert!((found as f64 / f64::from(1 << COSINE_BITS) - expected).abs() < 1e-2);
			prop_assert!(found.abs() <= (1 << COSINE_BITS) + (1 << (COSINE_BITS - 7)));
		}
	}
}
