//! 256-bit vectors of x86 without VNNI: bytes are widened to 16 bits, whose products and sums of two are
//! exact.
//!
//! `vpmaddubsw` would multiply bytes at once, but saturates. Of four neighbouring bytes, the even and the odd
//! ones make two pairs of 16 bits each. Six sums of eight columns fill half of the registers; the results of
//! the tile stay in the first-level cache, which they leave once for each block of 32 `k`.

use super::{RowCount, Tile};
use crate::{
	cpu::{
		exact8::layout::{GROUPS, Record, SQUARE, TILE},
		micro::tile::PANEL,
	},
	quant::BLOCK,
};
use std::arch::x86_64::*;

/// The number of vectors in a row of the tile.
const V: usize = 4;
/// The number of lanes of a vector.
const LANES: usize = 8;

/// The number of words of four codes in a record.
const WORDS: usize = GROUPS * TILE;

/// The codes of a record in pairs of 16 bits: of each word the even ones, then of each word the odd ones.
#[repr(align(32))]
struct Pairs([[i32; WORDS]; 2]);

impl Pairs {
	/// Widens the codes of a record.
	#[inline]
	#[target_feature(enable = "avx2")]
	fn of(record: &Record) -> Self {
		let mut pairs = Self([[0; WORDS]; 2]);
		let codes = record.codes.as_flattened();
		for (at, eight) in codes.as_chunks::<LANES>().0.iter().enumerate() {
			// SAFETY: eight words are a vector, and there is room for as many pairs.
			unsafe {
				let words = _mm256_loadu_si256(eight.as_ptr().cast());
				let even = _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(words));
				_mm256_storeu_si256(pairs.0[0].as_mut_ptr().add(LANES * at).cast(), even);
				let odd = _mm256_srai_epi16::<8>(words);
				_mm256_storeu_si256(pairs.0[1].as_mut_ptr().add(LANES * at).cast(), odd);
			}
		}
		pairs
	}
}

/// Computes a tile in 256-bit vectors.
///
/// # Safety The machine has the instructions; C has `R` rows of 32 numbers, initialised unless the tile is
/// fresh, which nobody else touches; B has a square for each record.
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
							let x = _mm256_set1_epi32(pairs.0[half][g * TILE + r]);
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

/// Quantises a block as [`super::Blocks`] describes it.
///
/// # Safety
/// The machine has the instructions.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) unsafe fn block(
	values: &[f32; BLOCK],
	factors: Option<&[f32; BLOCK]>,
	record: &mut Record,
	r: usize,
	scales: impl Fn(f32) -> (f32, f32),
) {
	// SAFETY: the quarters of a block, and of its factors, are 8 numbers.
	unsafe {
		let quarter = |x: &[f32; BLOCK], v: usize| _mm256_loadu_ps(x.as_ptr().add(LANES * v));
		let mut x = [0, 1, 2, 3].map(|v| quarter(values, v));
		if let Some(factors) = factors {
			x = [0, 1, 2, 3].map(|v| _mm256_mul_ps(x[v], quarter(factors, v)));
		}
		let sign = _mm256_set1_epi32(0x7fff_ffff);
		let magnitude = x.map(|x| _mm256_and_si256(_mm256_castps_si256(x), sign));
		let largest = _mm256_max_epu32(
			_mm256_max_epu32(magnitude[0], magnitude[1]),
			_mm256_max_epu32(magnitude[2], magnitude[3]),
		);
		let largest = _mm_max_epu32(_mm256_castsi256_si128(largest), _mm256_extracti128_si256::<1>(largest));
		let largest = _mm_max_epu32(largest, _mm_shuffle_epi32::<0b01_00_11_10>(largest));
		let largest = _mm_max_epu32(largest, _mm_shuffle_epi32::<0b10_11_00_01>(largest));
		let (scale, factor) = scales(f32::from_bits(_mm_cvtsi128_si32(largest) as u32));
		let codes = x.map(|x| _mm256_cvtps_epi32(_mm256_mul_ps(x, _mm256_set1_ps(factor))));
		let sum =
			_mm256_add_epi32(_mm256_add_epi32(codes[0], codes[1]), _mm256_add_epi32(codes[2], codes[3]));
		let sum = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256::<1>(sum));
		let sum = _mm_add_epi32(sum, _mm_shuffle_epi32::<0b01_00_11_10>(sum));
		let sum = _mm_add_epi32(sum, _mm_shuffle_epi32::<0b10_11_00_01>(sum));
		record.scales[r] = scale;
		record.offsets[r] = _mm_cvtsi128_si32(sum).wrapping_mul(-128);
		let bytes = _mm256_packs_epi16(
			_mm256_packs_epi32(codes[0], codes[1]),
			_mm256_packs_epi32(codes[2], codes[3]),
		);
		// Packing works within halves: words 0, 4, 1, 5, … of the result are the groups in order.
		let bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
		super::scatter([_mm256_castsi256_si128(bytes), _mm256_extracti128_si256::<1>(bytes)], record, r);
	}
}
