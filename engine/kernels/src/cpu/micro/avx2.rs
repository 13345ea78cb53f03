//! 256-bit vectors of x86 with fma: 6 × 16 accumulators in 12 of 16 registers.

use super::tile::{PANEL, ROWS, Tile, kernel};
use std::arch::x86_64::*;

kernel!(
	/// Computes a tile in 256-bit vectors.
	#[target_feature(enable = "avx2,fma")]
	tile,
	8,
	_mm256_setzero_ps(),
	|p| _mm256_loadu_ps(p),
	|p, x| _mm256_storeu_ps(p, x),
	|p: *const f32| _mm256_set1_ps(*p),
	|x, y, acc| _mm256_fmadd_ps(x, y, acc),
	|_| ()
);

/// Transposes 8 × 8 values, as the kernel for 512-bit vectors transposes 16 × 16.
///
/// # Safety
/// The machine has the instructions; `from` and `to` point to 8 rows of 8 values each, `from_step` and
/// `to_step` apart.
#[target_feature(enable = "avx2")]
pub(crate) unsafe fn transpose(from: *const f32, from_step: usize, to: *mut f32, to_step: usize) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		let mut fours = [_mm256_setzero_ps(); 8];
		for four in 0..2 {
			let row = |r: usize| _mm256_loadu_ps(from.add((4 * four + r) * from_step));
			let (a, b, c, d) = (row(0), row(1), row(2), row(3));
			let (low, low2) = (_mm256_unpacklo_ps(a, b), _mm256_unpacklo_ps(c, d));
			let (high, high2) = (_mm256_unpackhi_ps(a, b), _mm256_unpackhi_ps(c, d));
			fours[4 * four] = _mm256_shuffle_ps::<0x44>(low, low2);
			fours[4 * four + 1] = _mm256_shuffle_ps::<0xee>(low, low2);
			fours[4 * four + 2] = _mm256_shuffle_ps::<0x44>(high, high2);
			fours[4 * four + 3] = _mm256_shuffle_ps::<0xee>(high, high2);
		}
		for j in 0..4 {
			let (a, b) = (fours[j], fours[4 + j]);
			_mm256_storeu_ps(to.add(j * to_step), _mm256_permute2f128_ps::<0x20>(a, b));
			_mm256_storeu_ps(to.add((4 + j) * to_step), _mm256_permute2f128_ps::<0x31>(a, b));
		}
	}
}
