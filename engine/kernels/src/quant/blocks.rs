//! Values of formats whose blocks have 32 weights.
//!
//! A product `scale · code` has at most 11 + 8 significant bits, so it is exact.

use super::{
	BLOCK,
	half::{widen, widen_bfloat16},
};

/// The values that codes of IQ4_NL stand for.
const NON_LINEAR: [i8; 16] = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

#[inline(always)]
pub(super) fn f32_block(bytes: &[u8; 4 * BLOCK], out: &mut [f32; BLOCK]) {
	for (value, four) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
		*value = f32::from_le_bytes(*four);
	}
}

#[inline(always)]
pub(super) fn f16_block(bytes: &[u8; 2 * BLOCK], out: &mut [f32; BLOCK]) {
	for (value, two) in out.iter_mut().zip(bytes.as_chunks::<2>().0) {
		*value = widen(*two);
	}
}

#[inline(always)]
pub(super) fn bf16_block(bytes: &[u8; 2 * BLOCK], out: &mut [f32; BLOCK]) {
	for (value, two) in out.iter_mut().zip(bytes.as_chunks::<2>().0) {
		*value = widen_bfloat16(*two);
	}
}

#[inline(always)]
pub(super) fn q4_0_block(bytes: &[u8; 18], out: &mut [f32; BLOCK]) {
	let scale = widen([bytes[0], bytes[1]]);
	for i in 0..16 {
		let code = bytes[2 + i];
		out[i] = ((code & 15) as i32 - 8) as f32 * scale;
		out[i + 16] = ((code >> 4) as i32 - 8) as f32 * scale;
	}
}

#[inline(always)]
pub(super) fn q4_1_block(bytes: &[u8; 20], out: &mut [f32; BLOCK]) {
	let (scale, minimum) = (widen([bytes[0], bytes[1]]), widen([bytes[2], bytes[3]]));
	for i in 0..16 {
		let code = bytes[4 + i];
		out[i] = (code & 15) as i32 as f32 * scale + minimum;
		out[i + 16] = (code >> 4) as i32 as f32 * scale + minimum;
	}
}

/// Returns the 5-bit codes of weights `i` and `i + 16`: four bits of `low`, and bits `i` and `i + 16` of
/// `high` above them.
#[inline(always)]
fn five_bits(low: u8, high: u32, i: usize) -> (i32, i32) {
	let (first, second) = (high >> i & 1, high >> (i + 16) & 1);
	((u32::from(low & 15) | first << 4) as i32, (u32::from(low >> 4) | second << 4) as i32)
}

#[inline(always)]
pub(super) fn q5_0_block(bytes: &[u8; 22], out: &mut [f32; BLOCK]) {
	let scale = widen([bytes[0], bytes[1]]);
	let high = u32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
	for i in 0..16 {
		let (first, second) = five_bits(bytes[6 + i], high, i);
		out[i] = (first - 16) as f32 * scale;
		out[i + 16] = (second - 16) as f32 * scale;
	}
}

#[inline(always)]
pub(super) fn q5_1_block(bytes: &[u8; 24], out: &mut [f32; BLOCK]) {
	let (scale, minimum) = (widen([bytes[0], bytes[1]]), widen([bytes[2], bytes[3]]));
	let high = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
	for i in 0..16 {
		let (first, second) = five_bits(bytes[8 + i], high, i);
		out[i] = first as f32 * scale + minimum;
		out[i + 16] = second as f32 * scale + minimum;
	}
}

#[inline(always)]
pub(super) fn q8_0_block(bytes: &[u8; 34], out: &mut [f32; BLOCK]) {
	let scale = widen([bytes[0], bytes[1]]);
	for i in 0..32 {
		out[i] = bytes[2 + i] as i8 as i32 as f32 * scale;
	}
}

#[inline(always)]
pub(super) fn iq4_nl_block(bytes: &[u8; 18], out: &mut [f32; BLOCK]) {
	let scale = widen([bytes[0], bytes[1]]);
	for i in 0..16 {
		let code = bytes[2 + i];
		out[i] = f32::from(NON_LINEAR[usize::from(code & 15)]) * scale;
		out[i + 16] = f32::from(NON_LINEAR[usize::from(code >> 4)]) * scale;
	}
}
