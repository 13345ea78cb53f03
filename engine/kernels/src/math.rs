//! exp, ln and row sums, built from + − × ÷ and fma only.

/// The number of partial sums of a row.
pub const LANES: usize = 16;

/// Adds up 16 partial sums: (0+8, 1+9, …, 7+15), then (0+4, …), (0+2, 1+3), (0+1).
#[inline(always)]
pub fn fold(mut lanes: [f32; LANES]) -> f32 {
	let mut half = LANES / 2;
	while half > 0 {
		for l in 0..half {
			lanes[l] += lanes[l + half];
		}
		half /= 2;
	}
	lanes[0]
}

/// Returns the sum of a row: partial `l` takes `i ≡ l (mod 16)` in ascending order, then [`fold`].
#[inline(always)]
pub fn sum(row: &[f32]) -> f32 {
	let mut lanes = [0.0f32; LANES];
	let (whole, rest) = row.as_chunks::<LANES>();
	for chunk in whole {
		for l in 0..LANES {
			lanes[l] += chunk[l];
		}
	}
	for (l, x) in rest.iter().enumerate() {
		lanes[l] += x;
	}
	fold(lanes)
}

/// Returns the sum of products of two rows, each step an fma onto a partial sum.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
	let mut lanes = [0.0f32; LANES];
	let (a, a_rest) = a.as_chunks::<LANES>();
	let (b, b_rest) = b.as_chunks::<LANES>();
	for (x, y) in a.iter().zip(b) {
		for l in 0..LANES {
			lanes[l] = x[l].mul_add(y[l], lanes[l]);
		}
	}
	for (l, (x, y)) in a_rest.iter().zip(b_rest).enumerate() {
		lanes[l] = x.mul_add(*y, lanes[l]);
	}
	fold(lanes)
}

/// Returns the largest element that is a number, −∞ if there is none.
///
/// A softmax over a row with a NaN is NaN all the same, since the NaN's own exponential enters the sum.
#[inline(always)]
pub fn max(row: &[f32]) -> f32 {
	let mut lanes = [f32::NEG_INFINITY; LANES];
	let (whole, rest) = row.as_chunks::<LANES>();
	for chunk in whole {
		for l in 0..LANES {
			lanes[l] = larger(lanes[l], chunk[l]);
		}
	}
	for (l, x) in rest.iter().enumerate() {
		lanes[l] = larger(lanes[l], *x);
	}
	lanes.into_iter().fold(f32::NEG_INFINITY, larger)
}

/// Returns the larger of two numbers, `a` where neither is.
#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
	if b > a { b } else { a }
}

/// Returns e^x, within 2 ulp; NaN stays NaN.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2, a polynomial of degree 7 in r, then scaling by 2^n in two exact
/// halves, so that the only rounding into the subnormal range is the last.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
	// Adding 1.5·2^23 rounds to an integer in the low bits.
	const SHIFT: f32 = 12_582_912.0;
	const LN2_HIGH: f32 = f32::from_bits(0x3f31_7200);
	const LN2_LOW: f32 = f32::from_bits(0x35bf_be8e);
	let x = if x > 89.0 { 89.0 } else { x };
	let x = if x < -104.0 { -104.0 } else { x };
	let shifted = x.mul_add(std::f32::consts::LOG2_E, SHIFT);
	let n = shifted - SHIFT;
	let r = (-n).mul_add(LN2_HIGH, x);
	let r = (-n).mul_add(LN2_LOW, r);
	let mut p = 1.0f32 / 5040.0;
	p = p.mul_add(r, 1.0 / 720.0);
	p = p.mul_add(r, 1.0 / 120.0);
	p = p.mul_add(r, 1.0 / 24.0);
	p = p.mul_add(r, 1.0 / 6.0);
	p = p.mul_add(r, 0.5);
	p = p.mul_add(r, 1.0);
	p = p.mul_add(r, 1.0);
	let n = shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i32;
	let first = n >> 1;
	let second = n.wrapping_sub(first);
	let power = |e: i32| f32::from_bits((e.wrapping_add(127) as u32) << 23);
	p * power(first) * power(second)
}

/// Returns the natural logarithm of a positive, finite, normal number, within 2 ulp; NaN for anything else.
#[inline(always)]
pub fn ln(x: f32) -> f32 {
	if !(f32::MIN_POSITIVE..f32::INFINITY).contains(&x) {
		return f32::NAN;
	}
	// x = 2^e · m with m in [√½, √2).
	let bits = x.to_bits().wrapping_sub(0x3f35_04f3);
	let e = (bits as i32) >> 23;
	let m = f32::from_bits((bits & 0x007f_ffff) + 0x3f35_04f3);
	// ln m = 2 atanh(s), s = (m − 1) / (m + 1).
	let f = m - 1.0;
	let s = f / (2.0 + f);
	let z = s * s;
	let mut p = 0.153_85f32;
	p = p.mul_add(z, 0.181_818_2);
	p = p.mul_add(z, 0.222_222_22);
	p = p.mul_add(z, 0.285_714_3);
	p = p.mul_add(z, 0.4);
	p = p.mul_add(z, 0.666_666_7);
	let r = z * p;
	// ln(1 + f) = f − (f²/2 − s·(f²/2 + r)), which keeps the leading term exact.
	let half = 0.5 * f * f;
	let e = e as f32;
	let low = e * f32::from_bits(0x35bf_be8e);
	let tail = s.mul_add(half + r, low);
	e.mul_add(f32::from_bits(0x3f31_7200), f - (half - tail))
}

/// Returns 1 / (1 + e^−x).
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
	1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Returns the distance from the exact value in units of the last place of the correctly rounded one.
	fn ulps(got: f32, exact: f64) -> f64 {
		let rounded = exact as f32;
		let ulp = f64::from(f32::from_bits(rounded.abs().to_bits() + 1)) - f64::from(rounded.abs());
		(f64::from(got) - exact).abs() / ulp
	}

	#[test]
	fn exp_is_within_two_ulps() {
		let mut worst: f64 = 0.0;
		for i in 0..2_000_000 {
			let x = -103.5 + 192.0 * (i as f32 / 2_000_000.0);
			worst = worst.max(ulps(exp(x), libm::exp(f64::from(x))));
		}
		assert!(worst <= 2.0, "{worst}");
		assert_eq!(exp(0.0), 1.0);
		assert_eq!(exp(-0.0), 1.0);
		assert_eq!(exp(f32::NEG_INFINITY), 0.0);
		assert_eq!(exp(1000.0), f32::INFINITY);
		assert!(exp(f32::NAN).is_nan());
	}

	#[test]
	fn ln_is_within_two_ulps() {
		let mut worst: f64 = 0.0;
		for i in 0..2_000_000u32 {
			let x = f32::from_bits(0x0080_0000 + i * 1055);
			if x.is_finite() && x != 1.0 {
				worst = worst.max(ulps(ln(x), libm::log(f64::from(x))));
			}
		}
		assert!(worst <= 2.0, "{worst}");
		assert_eq!(ln(1.0), 0.0);
		assert!(ln(0.0).is_nan() && ln(-1.0).is_nan() && ln(f32::INFINITY).is_nan());
	}

	#[test]
	fn sums_follow_the_tree() {
		let row: Vec<f32> = (0..53).map(|i| (i as f32 * 0.37).sin()).collect();
		let mut lanes = [0.0f32; 16];
		for (i, x) in row.iter().enumerate() {
			lanes[i % 16] += x;
		}
		let eight: Vec<f32> = (0..8).map(|l| lanes[l] + lanes[l + 8]).collect();
		let four: Vec<f32> = (0..4).map(|l| eight[l] + eight[l + 4]).collect();
		assert_eq!(sum(&row).to_bits(), ((four[0] + four[2]) + (four[1] + four[3])).to_bits());
	}

	#[test]
	fn max_sees_every_place() {
		for at in 0..40 {
			let mut row = vec![-1.0; 40];
			row[at] = 1.0;
			assert_eq!(max(&row), 1.0);
		}
		assert_eq!(max(&[]), f32::NEG_INFINITY);
	}
}
