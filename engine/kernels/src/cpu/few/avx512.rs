//! 512-bit vectors of x86: up to 8 × 32 accumulators in 16 of 32 registers.

use super::{
	FEW_ROWS,
	kernel::{BYTES, NIBBLES, PREFETCH_DISTANCE, SIGNED_NIBBLES, Strip, kernel},
};
use crate::{codes::Scales, cpu::micro::tile::PANEL};
use std::arch::x86_64::*;

/// The number of outputs in a vector.
const LANES: usize = 16;

kernel!(
	/// Computes a strip in 512-bit vectors.
	#[target_feature(enable = "avx512f")]
	strip
);

#[inline]
#[target_feature(enable = "avx512f")]
fn zero() -> __m512 {
	_mm512_setzero_ps()
}

#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn load(p: *const f32) -> __m512 {
	// SAFETY: the caller's promise.
	unsafe { _mm512_loadu_ps(p) }
}

#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn load_words(p: *const u32) -> __m512i {
	// SAFETY: the caller's promise.
	unsafe { _mm512_loadu_si512(p.cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn store(p: *mut f32, x: __m512) {
	// SAFETY: the caller's promise.
	unsafe { _mm512_storeu_ps(p, x) }
}

#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn broadcast(p: *const f32) -> __m512 {
	// SAFETY: the caller's promise.
	unsafe { _mm512_set1_ps(*p) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn fma(x: __m512, y: __m512, acc: __m512) -> __m512 {
	_mm512_fmadd_ps(x, y, acc)
}

/// Takes the lowest four bits of each word as a number.
#[inline]
#[target_feature(enable = "avx512f")]
fn take_nibble(words: &mut __m512i) -> __m512 {
	let code = _mm512_and_si512(*words, _mm512_set1_epi32(15));
	*words = _mm512_srli_epi32::<4>(*words);
	_mm512_cvtepi32_ps(code)
}

/// Takes the highest four bits of each word as a number with a sign.
#[inline]
#[target_feature(enable = "avx512f")]
fn take_signed_nibble(words: &mut __m512i) -> __m512 {
	let code = _mm512_srai_epi32::<28>(*words);
	*words = _mm512_slli_epi32::<4>(*words);
	_mm512_cvtepi32_ps(code)
}

/// Takes the highest eight bits of each word as a number with a sign.
#[inline]
#[target_feature(enable = "avx512f")]
fn take_byte(words: &mut __m512i) -> __m512 {
	let code = _mm512_srai_epi32::<24>(*words);
	*words = _mm512_slli_epi32::<8>(*words);
	_mm512_cvtepi32_ps(code)
}

/// Returns the values of finite binary16 numbers in the low halves of words.
#[inline]
#[target_feature(enable = "avx512f")]
fn low_half(words: __m512i) -> __m512 {
	let field = _mm512_slli_epi32::<13>(_mm512_and_si512(words, _mm512_set1_epi32(0x7fff)));
	let value =
		_mm512_mul_ps(_mm512_castsi512_ps(field), _mm512_castsi512_ps(_mm512_set1_epi32(0x7780_0000)));
	let sign = _mm512_slli_epi32::<16>(_mm512_and_si512(words, _mm512_set1_epi32(0x8000)));
	_mm512_castsi512_ps(_mm512_or_si512(_mm512_castps_si512(value), sign))
}

/// Returns the values of finite binary16 numbers in the high halves of words.
#[inline]
#[target_feature(enable = "avx512f")]
fn high_half(words: __m512i) -> __m512 {
	low_half(_mm512_srli_epi32::<16>(words))
}

#[inline]
fn prefetch(p: *const u32) {
	// SAFETY: a prefetch reads nothing that could fail, and SSE is part of x86-64.
	unsafe { _mm_prefetch::<_MM_HINT_T0>(p.cast()) };
}
