//! 128-bit vectors of 64-bit ARM, with and without the dot product of bytes.

use super::{RowCount, Tile};
use crate::cpu::{
	exact8::layout::{GROUPS, SQUARE},
	micro::tile::PANEL,
};
use std::arch::{aarch64::*, asm};

/// The number of vectors that are summed at a time.
const V: usize = 4;
/// The number of lanes of a vector.
const LANES: usize = 4;
/// The number of vectors in a row of the tile.
const VECTORS: usize = PANEL / LANES;

/// Adds to each lane the products of its four bytes, with the instruction for it.
///
/// # Safety
/// The machine has the instruction.
#[inline]
#[target_feature(enable = "neon,dotprod")]
unsafe fn dot(mut sum: int32x4_t, weights: int8x16_t, x: int8x16_t) -> int32x4_t {
	// SAFETY: the instruction reads and writes these registers only.
	unsafe {
		asm!(
			"sdot {sum:v}.4s, {weights:v}.16b, {x:v}.16b",
			sum = inout(vreg) sum,
			weights = in(vreg) weights,
			x = in(vreg) x,
			options(pure, nomem, nostack, preserves_flags)
		);
	}
	sum
}

/// Adds to each lane the products of its four bytes. Two products of bytes fit 16 bits, their sums 32.
#[inline(always)]
fn widened(sum: int32x4_t, weights: int8x16_t, x: int8x16_t) -> int32x4_t {
	// SAFETY: part of the architecture's base.
	unsafe {
		let low = vpaddlq_s16(vmull_s8(vget_low_s8(weights), vget_low_s8(x)));
		let high = vpaddlq_s16(vmull_high_s8(weights, x));
		vaddq_s32(sum, vpaddq_s32(low, high))
	}
}

/// Writes a kernel from the sum of products of bytes.
macro_rules! kernel {
	($(#[$meta:meta])* $name:ident, $dot:expr) => {
		$(#[$meta])*
		///
		/// # Safety The machine has the instructions; C has `R` rows of 32 numbers, initialised unless the
		/// tile is fresh, which nobody else touches; B has a square for each record.
		pub(super) unsafe fn $name<const R: usize>(_: RowCount<R>, tile: &Tile) {
			// SAFETY: the callers' promise above covers every access of the body.
			unsafe {
				let mut results = [[0.0f32; PANEL]; R];
				if !tile.fresh {
					for r in 0..R {
						results[r] = *tile.c.add(r * tile.c_step).cast();
					}
				}
				// The record's offsets are for codes plus 128; here these are made signed, so that none is
				// needed.
				let sign = vdupq_n_u8(0x80);
				let mut b = tile.b.as_ptr();
				for record in tile.a {
					for first in (0..VECTORS).step_by(V) {
						let mut sums = [[vdupq_n_s32(0); V]; R];
						for g in 0..GROUPS {
							let mut weights = [vdupq_n_s8(0); V];
							for v in 0..V {
								let bytes = vld1q_u8(b.add(16 * (VECTORS * g + first + v)));
								weights[v] = vreinterpretq_s8_u8(veorq_u8(bytes, sign));
							}
							for r in 0..R {
								let x = vld1q_dup_s32(record.codes[g][r].as_ptr().cast());
								for v in 0..V {
									sums[r][v] = $dot(sums[r][v], weights[v], vreinterpretq_s8_s32(x));
								}
							}
						}
						for r in 0..R {
							for v in 0..V {
								let at = results[r].as_mut_ptr().add(LANES * (first + v));
								let (sum, scale) = (vcvtq_f32_s32(sums[r][v]), vdupq_n_f32(record.scales[r]));
								vst1q_f32(at, vfmaq_f32(vld1q_f32(at), sum, scale));
							}
						}
					}
					b = b.wrapping_add(SQUARE);
				}
				for r in 0..R {
					if let Some(scales) = tile.scales {
						for c in 0..PANEL {
							results[r][c] *= scales[c];
						}
					}
					*tile.c.add(r * tile.c_step).cast() = results[r];
				}
			}
		}
	};
}

kernel!(
	/// Computes a tile with the dot product of bytes.
	#[target_feature(enable = "neon,dotprod")]
	tile_dot,
	|sum, weights, x| dot(sum, weights, x)
);

kernel!(
	/// Computes a tile without the dot product of bytes.
	tile,
	widened
);
