//! 256-bit vectors of x86 without VNNI: bytes are widened to 16 bits, whose products and sums of two are exact.
//!
//! `vpmaddubsw` would multiply bytes at once, but saturates. Of four neighbouring bytes, the even and the odd ones
//! make two pairs of 16 bits each. Six sums of eight columns fill half of the registers; the results of the tile
//! stay in the first-level cache, which they leave once for each block of 32 `k`.

use super::{RowCount, Tile};
use crate::cpu::{
	exact8::layout::{GROUPS, Record, SQUARE, TILE},
	micro::tile::PANEL,
};
use std::arch::x86_64::*;

/// The number of vectors in a row of the tile.
const V: usize = 4;
/// The number of lanes of a vector.
const LANES: usize = 8;

/// The codes of a record in pairs of 16 bits: of each group and row the even ones, and the odd ones.
struct Pairs([[[i32; TILE]; 2]; GROUPS]);

impl Pairs {
	/// Widens the codes of a record.
	#[inline(always)]
	fn of(record: &Record) -> Self {
		let pair = |low: i8, high: i8| i32::from(low) & 0xffff | i32::from(high) << 16;
		Self(record.codes.map(|group| [group.map(|x| pair(x[0], x[2])), group.map(|x| pair(x[1], x[3]))]))
	}
}

/// Computes a tile in 256-bit vectors.
///
/// # Safety
/// The machine has the instructions; C has `R` rows of 32 numbers, initialised unless the tile is fresh, which
/// nobody else touches; B has a square for each record.
#[target_feature(enable = "avx2,fma")]
pub(super) unsafe fn tile<const R: usize>(_: RowCount<R>, tile: &Tile) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		let mut results = [[0.0f32; PANEL]; R];
		if !tile.fresh {
			for r in 0..R {
				results[r] = *tile.c.add(r * tile.c_step).cast();
			}
		}
		let low = _mm256_set1_epi32(0x00ff_00ff);
		let mut b = tile.b.as_ptr();
		for record in tile.a {
			let pairs = Pairs::of(record);
			for v in 0..V {
				let mut sums = [_mm256_setzero_si256(); R];
				for r in 0..R {
					sums[r] = _mm256_set1_epi32(record.offsets[r]);
				}
				for g in 0..GROUPS {
					let weights = _mm256_loadu_si256(b.add(32 * (V * g + v)).cast());
					let weights = [_mm256_and_si256(weights, low), _mm256_srli_epi16::<8>(weights)];
					for r in 0..R {
						for half in 0..2 {
							let x = _mm256_set1_epi32(pairs.0[g][half][r]);
							sums[r] = _mm256_add_epi32(sums[r], _mm256_madd_epi16(weights[half], x));
						}
					}
				}
				for r in 0..R {
					let (at, scale) =
						(results[r].as_mut_ptr().add(LANES * v), _mm256_set1_ps(record.scales[r]));
					let sum = _mm256_cvtepi32_ps(sums[r]);
					_mm256_storeu_ps(at, _mm256_fmadd_ps(sum, scale, _mm256_loadu_ps(at)));
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
