//! 512-bit vectors of x86 with VNNI: 6 × 32 results in 12 registers, and as many sums of a block.

use super::{RowCount, Tile};
use crate::{
	cpu::exact8::layout::{GROUPS, Record, SQUARE},
	quant::BLOCK,
};
use std::arch::x86_64::*;

/// The number of vectors in a row of the tile.
const V: usize = 2;
/// The number of lanes of a vector.
const LANES: usize = 16;

/// Computes a tile in 512-bit vectors.
///
/// # Safety The machine has the instructions; C has `R` rows of 32 numbers, initialised unless the tile is
/// fresh, which nobody else touches; B has a square for each record.
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

/// Quantises a block as [`super::Blocks`] describes it.
///
/// # Safety
/// The machine has the instructions.
#[inline]
#[target_feature(enable = "avx512f,avx2")]
pub(super) unsafe fn block(
	values: &[f32; BLOCK],
	factors: Option<&[f32; BLOCK]>,
	record: &mut Record,
	r: usize,
	scales: impl Fn(f32) -> (f32, f32),
) {
	// SAFETY: both halves of a block, and of its factors, are 16 numbers.
	unsafe {
		let half = |x: &[f32; BLOCK], v: usize| _mm512_loadu_ps(x.as_ptr().add(LANES * v));
		let mut x = [half(values, 0), half(values, 1)];
		if let Some(factors) = factors {
			x = [_mm512_mul_ps(x[0], half(factors, 0)), _mm512_mul_ps(x[1], half(factors, 1))];
		}
		let magnitude = x.map(|x| _mm512_and_si512(_mm512_castps_si512(x), _mm512_set1_epi32(0x7fff_ffff)));
		let largest = _mm512_reduce_max_epu32(_mm512_max_epu32(magnitude[0], magnitude[1]));
		let (scale, factor) = scales(f32::from_bits(largest));
		let codes = x.map(|x| _mm512_cvtps_epi32(_mm512_mul_ps(x, _mm512_set1_ps(factor))));
		record.scales[r] = scale;
		record.offsets[r] = _mm512_reduce_add_epi32(_mm512_add_epi32(codes[0], codes[1])).wrapping_mul(-128);
		let bytes = codes.map(|codes| _mm512_cvtepi32_epi8(codes));
		super::scatter(bytes, record, r);
	}
}
