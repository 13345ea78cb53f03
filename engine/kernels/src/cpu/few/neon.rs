//! 128-bit vectors of 64-bit ARM: up to 16 accumulators in 32 registers.

use super::{
	FEW_ROWS,
	kernel::{BYTES, NIBBLES, PREFETCH_DISTANCE, SIGNED_NIBBLES, Strip, kernel},
};
use crate::{codes::Scales, cpu::micro::tile::PANEL};
use std::arch::aarch64::*;

/// The number of outputs in a vector.
const LANES: usize = 4;

kernel!(
	/// Computes a strip in 128-bit vectors.
	#[target_feature(enable = "neon")]
	strip
);

#[inline]
#[target_feature(enable = "neon")]
fn zero() -> float32x4_t {
	vdupq_n_f32(0.0)
}

#[inline]
#[target_feature(enable = "neon")]
unsafe fn load(p: *const f32) -> float32x4_t {
	// SAFETY: the caller's promise.
	unsafe { vld1q_f32(p) }
}

#[inline]
#[target_feature(enable = "neon")]
unsafe fn load_words(p: *const u32) -> uint32x4_t {
	// SAFETY: the caller's promise.
	unsafe { vld1q_u32(p) }
}

#[inline]
#[target_feature(enable = "neon")]
unsafe fn store(p: *mut f32, x: float32x4_t) {
	// SAFETY: the caller's promise.
	unsafe { vst1q_f32(p, x) }
}

#[inline]
#[target_feature(enable = "neon")]
unsafe fn broadcast(p: *const f32) -> float32x4_t {
	// SAFETY: the caller's promise.
	unsafe { vld1q_dup_f32(p) }
}

#[inline]
#[target_feature(enable = "neon")]
fn fma(x: float32x4_t, y: float32x4_t, acc: float32x4_t) -> float32x4_t {
	vfmaq_f32(acc, x, y)
}

/// Takes the lowest four bits of each word as a number.
#[inline]
#[target_feature(enable = "neon")]
fn take_nibble(words: &mut uint32x4_t) -> float32x4_t {
	let code = vandq_u32(*words, vdupq_n_u32(15));
	*words = vshrq_n_u32::<4>(*words);
	vcvtq_f32_u32(code)
}

/// Takes the highest four bits of each word as a number with a sign.
#[inline]
#[target_feature(enable = "neon")]
fn take_signed_nibble(words: &mut uint32x4_t) -> float32x4_t {
	let code = vshrq_n_s32::<28>(vreinterpretq_s32_u32(*words));
	*words = vshlq_n_u32::<4>(*words);
	vcvtq_f32_s32(code)
}

/// Takes the highest eight bits of each word as a number with a sign.
#[inline]
#[target_feature(enable = "neon")]
fn take_byte(words: &mut uint32x4_t) -> float32x4_t {
	let code = vshrq_n_s32::<24>(vreinterpretq_s32_u32(*words));
	*words = vshlq_n_u32::<8>(*words);
	vcvtq_f32_s32(code)
}

/// Returns the values of finite binary16 numbers in the low halves of words.
#[inline]
#[target_feature(enable = "neon")]
fn low_half(words: uint32x4_t) -> float32x4_t {
	let field = vshlq_n_u32::<13>(vandq_u32(words, vdupq_n_u32(0x7fff)));
	let value = vmulq_f32(vreinterpretq_f32_u32(field), vreinterpretq_f32_u32(vdupq_n_u32(0x7780_0000)));
	let sign = vshlq_n_u32::<16>(vandq_u32(words, vdupq_n_u32(0x8000)));
	vreinterpretq_f32_u32(vorrq_u32(vreinterpretq_u32_f32(value), sign))
}

/// Returns the values of finite binary16 numbers in the high halves of words.
#[inline]
#[target_feature(enable = "neon")]
fn high_half(words: uint32x4_t) -> float32x4_t {
	low_half(vshrq_n_u32::<16>(words))
}

/// Does nothing: there is no stable way to ask.
#[inline(always)]
fn prefetch(_: *const u32) {}
