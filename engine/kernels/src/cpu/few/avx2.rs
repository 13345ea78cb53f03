//! 256-bit vectors of x86 with fma: up to 8 accumulators in 16 registers.

use super::{
	FEW_ROWS,
	kernel::{BYTES, NIBBLES, PREFETCH_DISTANCE, SIGNED_NIBBLES, Strip, kernel},
};
use crate::{codes::Scales, cpu::micro::tile::PANEL};
use std::arch::x86_64::*;

/// The number of outputs in a vector.
const LANES: usize = 8;

kernel!(
	/// Computes a strip in 256-bit vectors.
	#[target_feature(enable = "avx2,fma")]
	strip
);

#[inline]
#[target_feature(enable = "avx2,fma")]
fn zero() -> __m256 {
	_mm256_setzero_ps()
}

#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn load(p: *const f32) -> __m256 {
	// SAFETY: the caller's promise.
	unsafe { _mm256_loadu_ps(p) }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn load_words(p: *const u32) -> __m256i {
	// SAFETY: the caller's promise.
	unsafe { _mm256_loadu_si256(p.cast()) }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn store(p: *mut f32, x: __m256) {
	// SAFETY: the caller's promise.
	unsafe { _mm256_storeu_ps(p, x) }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn broadcast(p: *const f32) -> __m256 {
	// SAFETY: the caller's promise.
	unsafe { _mm256_set1_ps(*p) }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn fma(x: __m256, y: __m256, acc: __m256) -> __m256 {
	_mm256_fmadd_ps(x, y, acc)
}

/// Takes the lowest four bits of each word as a number.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn take_nibble(words: &mut __m256i) -> __m256 {
	let code = _mm256_and_si256(*words, _mm256_set1_epi32(15));
	*words = _mm256_srli_epi32::<4>(*words);
	_mm256_cvtepi32_ps(code)
}

/// Takes the highest four bits of each word as a number with a sign.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn take_signed_nibble(words: &mut __m256i) -> __m256 {
	let code = _mm256_srai_epi32::<28>(*words);
	*words = _mm256_slli_epi32::<4>(*words);
	_mm256_cvtepi32_ps(code)
}

/// Takes the highest eight bits of each word as a number with a sign.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn take_byte(words: &mut __m256i) -> __m256 {
	let code = _mm256_srai_epi32::<24>(*words);
	*words = _mm256_slli_epi32::<8>(*words);
	_mm256_cvtepi32_ps(code)
}

/// Returns the values of finite binary16 numbers in the low halves of words.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn low_half(words: __m256i) -> __m256 {
	let field = _mm256_slli_epi32::<13>(_mm256_and_si256(words, _mm256_set1_epi32(0x7fff)));
	let value =
		_mm256_mul_ps(_mm256_castsi256_ps(field), _mm256_castsi256_ps(_mm256_set1_epi32(0x7780_0000)));
	let sign = _mm256_slli_epi32::<16>(_mm256_and_si256(words, _mm256_set1_epi32(0x8000)));
	_mm256_castsi256_ps(_mm256_or_si256(_mm256_castps_si256(value), sign))
}

/// Returns the values of finite binary16 numbers in the high halves of words.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn high_half(words: __m256i) -> __m256 {
	low_half(_mm256_srli_epi32::<16>(words))
}

#[inline]
fn prefetch(p: *const u32) {
	// SAFETY: a prefetch reads nothing that could fail, and SSE is part of x86-64.
	unsafe { _mm_prefetch::<_MM_HINT_T0>(p.cast()) };
}
