//! 512-bit vectors of x86: 12 × 32 accumulators in 24 of 32 registers.

use super::tile::{PANEL, ROWS, Tile, kernel};
use std::arch::x86_64::*;

kernel!(
	/// Computes a tile in 512-bit vectors.
	#[target_feature(enable = "avx512f")]
	tile,
	16,
	_mm512_setzero_ps(),
	|p| _mm512_loadu_ps(p),
	|p, x| _mm512_storeu_ps(p, x),
	|p: *const f32| _mm512_set1_ps(*p),
	|x, y, acc| _mm512_fmadd_ps(x, y, acc),
	|p: *const f32| {
		_mm_prefetch::<_MM_HINT_T0>(p.cast());
		_mm_prefetch::<_MM_HINT_T0>(p.wrapping_add(16).cast())
	}
);

/// Transposes 16 × 16 values: pairs of rows, then of pairs, are interleaved within 128-bit lanes; then the
/// lanes change places.
///
/// # Safety
/// The machine has the instructions; `from` and `to` point to 16 rows of 16 values each, `from_step` and
/// `to_step` apart.
#[target_feature(enable = "avx512f")]
pub(crate) unsafe fn transpose(from: *const f32, from_step: usize, to: *mut f32, to_step: usize) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		let mut fours = [_mm512_setzero_ps(); 16];
		for four in 0..4 {
			let row = |r: usize| _mm512_loadu_ps(from.add((4 * four + r) * from_step));
			let (a, b, c, d) = (row(0), row(1), row(2), row(3));
			let (low, low2) = (_mm512_unpacklo_ps(a, b), _mm512_unpacklo_ps(c, d));
			let (high, high2) = (_mm512_unpackhi_ps(a, b), _mm512_unpackhi_ps(c, d));
			let double = |x| _mm512_castps_pd(x);
			let pairs = [
				_mm512_unpacklo_pd(double(low), double(low2)),
				_mm512_unpackhi_pd(double(low), double(low2)),
				_mm512_unpacklo_pd(double(high), double(high2)),
				_mm512_unpackhi_pd(double(high), double(high2)),
			];
			for j in 0..4 {
				fours[4 * four + j] = _mm512_castpd_ps(pairs[j]);
			}
		}
		for j in 0..4 {
			// Lane l of `fours[4·i + j]` is column 4·l + j of rows 4·i to 4·i + 3.
			let (a, b, c, d) = (fours[j], fours[4 + j], fours[8 + j], fours[12 + j]);
			let (even, even2) = (_mm512_shuffle_f32x4::<0x88>(a, b), _mm512_shuffle_f32x4::<0x88>(c, d));
			let (odd, odd2) = (_mm512_shuffle_f32x4::<0xdd>(a, b), _mm512_shuffle_f32x4::<0xdd>(c, d));
			_mm512_storeu_ps(to.add(j * to_step), _mm512_shuffle_f32x4::<0x88>(even, even2));
			_mm512_storeu_ps(to.add((4 + j) * to_step), _mm512_shuffle_f32x4::<0x88>(odd, odd2));
			_mm512_storeu_ps(to.add((8 + j) * to_step), _mm512_shuffle_f32x4::<0xdd>(even, even2));
			_mm512_storeu_ps(to.add((12 + j) * to_step), _mm512_shuffle_f32x4::<0xdd>(odd, odd2));
		}
	}
}
