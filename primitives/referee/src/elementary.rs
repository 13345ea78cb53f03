//! The elementary functions exp, ln and sigmoid, from + − × ÷ and fma only, each within 2 ulp of the exact
//! value.

use crate::F32;

const HALF: F32 = F32::from_bits(0x3f00_0000);
const TWO: F32 = F32::from_bits(0x4000_0000);
/// The first part of ln 2, with zeros at its end: n times it is exact for every n that occurs.
const LN2_HIGH: F32 = F32::from_bits(0x3f31_7200);
/// The second part of ln 2.
const LN2_LOW: F32 = F32::from_bits(0x35bf_be8e);
const LOG2_E: F32 = F32::from_bits(0x3fb8_aa3b);
/// The number 1.5 · 2^23: adding it rounds to an integer, which then stands in the low bits.
const SHIFT: F32 = F32::from_bits(0x4b40_0000);
/// The bound 89, beyond which exp is +∞.
const EXP_UPPER: F32 = F32::from_bits(0x42b2_0000);
/// The bound −104, beyond which exp is +0.
const EXP_LOWER: F32 = F32::from_bits(0xc2d0_0000);
/// The coefficients of exp, highest power first: 1/7!, 1/6!, …, 1/0!.
const EXP: [F32; 8] = [
	F32::from_bits(0x3950_0d01),
	F32::from_bits(0x3ab6_0b61),
	F32::from_bits(0x3c08_8889),
	F32::from_bits(0x3d2a_aaab),
	F32::from_bits(0x3e2a_aaab),
	HALF,
	F32::ONE,
	F32::ONE,
];
/// The coefficients of ln, highest power first: about 2/13, 2/11, 2/9, 2/7, 2/5, 2/3.
const LN: [F32; 6] = [
	F32::from_bits(0x3e1d_8adb),
	F32::from_bits(0x3e3a_2e8d),
	F32::from_bits(0x3e63_8e39),
	F32::from_bits(0x3e92_4925),
	F32::from_bits(0x3ecc_cccd),
	F32::from_bits(0x3f2a_aaab),
];
/// The bits of √½, where [`ln`] cuts significands.
const ROOT_HALF: u32 = 0x3f35_04f3;

/// Returns `c[0]·x^n + c[1]·x^(n−1) + … + c[n]`, by Horner's rule with fma.
fn polynomial<const N: usize>(coefficients: [F32; N], x: F32) -> F32 {
	coefficients.into_iter().reduce(|p, c| p.fma(x, c)).unwrap_or_default()
}

/// Returns 2^e for e from −126 to 127.
fn power_of_two(e: i32) -> F32 {
	F32::from_bits((e.wrapping_add(127) as u32) << 23)
}

/// Returns e^x: x = n·ln 2 + r with |r| ≤ ln 2 / 2, a polynomial of degree 7 in r, then scaling by 2^n in two
/// exact halves.
pub fn exp(x: F32) -> F32 {
	if x.is_nan() {
		return F32::NAN;
	}
	let x = if x.exceeds(EXP_UPPER) { EXP_UPPER } else { x };
	let x = if EXP_LOWER.exceeds(x) { EXP_LOWER } else { x };
	let shifted = x.fma(LOG2_E, SHIFT);
	let n = shifted - SHIFT;
	let r = (-n).fma(LN2_HIGH, x);
	let r = (-n).fma(LN2_LOW, r);
	let p = polynomial(EXP, r);
	let n = shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i32;
	let first = n >> 1;
	p * power_of_two(first) * power_of_two(n.wrapping_sub(first))
}

/// Returns the natural logarithm of a positive, finite, normal number; NaN for anything else.
pub fn ln(x: F32) -> F32 {
	if !x.is_finite() || F32::MIN_POSITIVE.exceeds(x) {
		return F32::NAN;
	}
	// x = 2^e · m with m in [√½, √2).
	let bits = x.to_bits().wrapping_sub(ROOT_HALF);
	let e = F32::from_i32((bits as i32) >> 23);
	let m = F32::from_bits((bits & 0x007f_ffff).wrapping_add(ROOT_HALF));
	// ln m = 2 atanh(s) with s = f / (2 + f).
	let f = m - F32::ONE;
	let s = f / (TWO + f);
	let z = s * s;
	let r = z * polynomial(LN, z);
	let half = HALF * f * f;
	let low = e * LN2_LOW;
	let tail = s.fma(half + r, low);
	e.fma(LN2_HIGH, f - (half - tail))
}

/// Returns the logistic function 1 / (1 + e^−x).
pub fn sigmoid(x: F32) -> F32 {
	F32::ONE / (F32::ONE + exp(-x))
}
