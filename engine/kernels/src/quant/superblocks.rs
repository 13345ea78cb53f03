//! Values of the K formats, whose blocks have 256 weights in eight parts of 32.
//!
//! A block has one or two binary16 numbers, and each 16 or 32 weights have a small integer that multiplies
//! them. The products are taken from left to right, `(d · scale) · code`: both are exact (at most 23
//! significant bits), and so is `least · minimum`, so that a value is rounded at most once, at the
//! subtraction. Only the signs of zeros depend on the order of the factors.

use super::{BLOCK, half::widen};

/// Returns the binary16 number at a place of a block.
#[inline(always)]
fn number<const SIZE: usize>(bytes: &[u8; SIZE], at: usize) -> f32 {
	widen([bytes[at], bytes[at + 1]])
}

/// Returns the 2-bit code of weight `l` of a part: four parts share 32 bytes.
#[inline(always)]
fn two_bits(codes: &[u8], part: usize, l: usize) -> i32 {
	i32::from(codes[part / 4 * 32 + l] >> (part % 4 * 2) & 3)
}

/// Returns the 4-bit code of weight `l` of a part: two parts share 32 bytes.
#[inline(always)]
fn four_bits(codes: &[u8], part: usize, l: usize) -> i32 {
	i32::from(codes[part / 2 * 32 + l] >> (part % 2 * 4) & 15)
}

/// Returns scale and minimum of a part of Q4_K and Q5_K: 6 bits each, 16 of them in 12 bytes.
#[inline(always)]
fn six_bits(packed: &[u8], part: usize) -> (f32, f32) {
	let (scale, minimum) = if part < 4 {
		(packed[part] & 63, packed[part + 4] & 63)
	} else {
		let both = packed[part + 4];
		(both & 15 | packed[part - 4] >> 6 << 4, both >> 4 | packed[part] >> 6 << 4)
	};
	(f32::from(scale), f32::from(minimum))
}

#[inline(always)]
pub(super) fn q2_k_part(bytes: &[u8; 84], part: usize, out: &mut [f32; BLOCK]) {
	let (d, least) = (number(bytes, 80), number(bytes, 82));
	for (half, out) in out.as_chunks_mut::<16>().0.iter_mut().enumerate() {
		let packed = bytes[2 * part + half];
		let (scale, minimum) = (d * f32::from(packed & 15), least * f32::from(packed >> 4));
		for (l, value) in out.iter_mut().enumerate() {
			*value = scale * two_bits(&bytes[16..80], part, 16 * half + l) as f32 - minimum;
		}
	}
}

#[inline(always)]
pub(super) fn q3_k_part(bytes: &[u8; 110], part: usize, out: &mut [f32; BLOCK]) {
	let d = number(bytes, 108);
	let (high, codes, packed) = (&bytes[..32], &bytes[32..96], &bytes[96..108]);
	for (half, out) in out.as_chunks_mut::<16>().0.iter_mut().enumerate() {
		let k = 2 * part + half;
		let low = packed[k % 8] >> (k / 8 * 4) & 15;
		let scale = low | (packed[8 + k % 4] >> (k / 4 * 2) & 3) << 4;
		let scale = d * (i32::from(scale) - 32) as f32;
		for (l, value) in out.iter_mut().enumerate() {
			let l = 16 * half + l;
			// A bit that is not set takes four away.
			let taken = 4 - 4 * i32::from(high[l] >> part & 1);
			*value = scale * (two_bits(codes, part, l) - taken) as f32;
		}
	}
}

#[inline(always)]
pub(super) fn q4_k_part(bytes: &[u8; 144], part: usize, out: &mut [f32; BLOCK]) {
	let (scale, minimum) = six_bits(&bytes[4..16], part);
	let (scale, minimum) = (number(bytes, 0) * scale, number(bytes, 2) * minimum);
	for (l, value) in out.iter_mut().enumerate() {
		*value = scale * four_bits(&bytes[16..], part, l) as f32 - minimum;
	}
}

#[inline(always)]
pub(super) fn q5_k_part(bytes: &[u8; 176], part: usize, out: &mut [f32; BLOCK]) {
	let (scale, minimum) = six_bits(&bytes[4..16], part);
	let (scale, minimum) = (number(bytes, 0) * scale, number(bytes, 2) * minimum);
	let (high, codes) = (&bytes[16..48], &bytes[48..]);
	for (l, value) in out.iter_mut().enumerate() {
		let code = four_bits(codes, part, l) | i32::from(high[l] >> part & 1) << 4;
		*value = scale * code as f32 - minimum;
	}
}

#[inline(always)]
pub(super) fn q6_k_part(bytes: &[u8; 210], part: usize, out: &mut [f32; BLOCK]) {
	let d = number(bytes, 208);
	let (low, high, scales) = (&bytes[..128], &bytes[128..192], &bytes[192..208]);
	// Parts 0 and 1 of four are the low halves of 64 bytes, parts 2 and 3 the high ones.
	let (low, shift) = (&low[part / 4 * 64 + part % 2 * 32..][..32], part % 4 / 2 * 4);
	for (half, out) in out.as_chunks_mut::<16>().0.iter_mut().enumerate() {
		let scale = d * f32::from(scales[2 * part + half] as i8);
		for (l, value) in out.iter_mut().enumerate() {
			let l = 16 * half + l;
			let code = i32::from(low[l] >> shift & 15) | two_bits(high, part, l) << 4;
			*value = scale * (code - 32) as f32;
		}
	}
}
