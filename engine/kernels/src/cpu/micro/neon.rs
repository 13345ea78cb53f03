//! 128-bit vectors of 64-bit ARM: 6 × 16 accumulators in 24 of 32 registers.

use super::tile::{PANEL, ROWS, Tile, kernel};
use std::arch::aarch64::*;

kernel!(
	/// Computes a tile in 128-bit vectors.
	#[target_feature(enable = "neon")]
	tile,
	4,
	vdupq_n_f32(0.0),
	|p| vld1q_f32(p),
	|p, x| vst1q_f32(p, x),
	|p| vld1q_dup_f32(p),
	|x, y, acc| vfmaq_f32(acc, x, y),
	|_| ()
);

/// Transposes 4 × 4 values.
///
/// # Safety
/// The machine has the instructions; `from` and `to` point to 4 rows of 4 values each, `from_step` and
/// `to_step` apart.
#[target_feature(enable = "neon")]
pub(crate) unsafe fn transpose(from: *const f32, from_step: usize, to: *mut f32, to_step: usize) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		let row = |r: usize| vld1q_f32(from.add(r * from_step));
		let (a, b, c, d) = (row(0), row(1), row(2), row(3));
		let double = |x| vreinterpretq_f64_f32(x);
		let (even, even2) = (double(vtrn1q_f32(a, b)), double(vtrn1q_f32(c, d)));
		let (odd, odd2) = (double(vtrn2q_f32(a, b)), double(vtrn2q_f32(c, d)));
		let columns =
			[vtrn1q_f64(even, even2), vtrn1q_f64(odd, odd2), vtrn2q_f64(even, even2), vtrn2q_f64(odd, odd2)];
		for (c, column) in columns.into_iter().enumerate() {
			vst1q_f32(to.add(c * to_step), vreinterpretq_f32_f64(column));
		}
	}
}
