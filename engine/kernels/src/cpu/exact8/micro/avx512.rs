//! 512-bit vectors of x86 with VNNI: 6 × 32 results in 12 registers, and as many sums of a block.

use super::{RowCount, Tile};
use crate::cpu::exact8::layout::{GROUPS, SQUARE};
use std::arch::x86_64::*;

/// The number of vectors in a row of the tile.
const V: usize = 2;
/// The number of lanes of a vector.
const LANES: usize = 16;

/// Computes a tile in 512-bit vectors.
///
/// # Safety
/// The machine has the instructions; C has `R` rows of 32 numbers, initialised unless the tile is fresh, which
/// nobody else touches; B has a square for each record.
#[target_feature(enable = "avx512f,avx512vnni")]
pub(super) unsafe fn tile<const R: usize>(_: RowCount<R>, tile: &Tile) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		let mut acc = [[_mm512_setzero_ps(); V]; R];
		if !tile.fresh {
			for r in 0..R {
				for v in 0..V {
					acc[r][v] = _mm512_loadu_ps(tile.c.add(r * tile.c_step + LANES * v));
				}
			}
		}
		let mut b = tile.b.as_ptr();
		for record in tile.a {
			let mut sums = [[_mm512_setzero_si512(); V]; R];
			for r in 0..R {
				sums[r] = [_mm512_set1_epi32(record.offsets[r]); V];
			}
			for g in 0..GROUPS {
				let weights = [0, 1].map(|v| _mm512_loadu_si512(b.add(64 * (V * g + v)).cast()));
				for r in 0..R {
					let x = _mm512_set1_epi32(i32::from_ne_bytes(record.codes[g][r].map(|code| code as u8)));
					for v in 0..V {
						sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], weights[v], x);
					}
				}
			}
			for r in 0..R {
				let scale = _mm512_set1_ps(record.scales[r]);
				for v in 0..V {
					acc[r][v] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[r][v]), scale, acc[r][v]);
				}
			}
			b = b.wrapping_add(SQUARE);
		}
		if let Some(scales) = tile.scales {
			for v in 0..V {
				let scales = _mm512_loadu_ps(scales.as_ptr().add(LANES * v));
				for r in 0..R {
					acc[r][v] = _mm512_mul_ps(acc[r][v], scales);
				}
			}
		}
		for r in 0..R {
			for v in 0..V {
				_mm512_storeu_ps(tile.c.add(r * tile.c_step + LANES * v), acc[r][v]);
			}
		}
	}
}
