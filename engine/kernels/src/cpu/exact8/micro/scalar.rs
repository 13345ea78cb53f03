//! Portable code: the definition of a tile, which the other files must match bit for bit.

use super::{RowCount, Tile};
use crate::cpu::{
	exact8::layout::{GROUP, SQUARE},
	micro::tile::PANEL,
};

/// Computes a tile in portable code.
///
/// # Safety
/// C has `R` rows of 32 numbers, initialised unless the tile is fresh, which nobody else touches.
#[inline(always)]
pub(super) unsafe fn tile<const R: usize>(_: RowCount<R>, tile: &Tile) {
	for r in 0..R {
		// SAFETY: by the callers' promise the row is there and nobody else's.
		let c = unsafe { &mut *tile.c.add(r * tile.c_step).cast::<[f32; PANEL]>() };
		let mut acc = if tile.fresh { [0.0; PANEL] } else { *c };
		for (record, square) in tile.a.iter().zip(tile.b.as_chunks::<SQUARE>().0) {
			let mut sums = [record.offsets[r]; PANEL];
			let groups = square.as_chunks::<{ GROUP * PANEL }>().0;
			for (x, weights) in record.codes.iter().zip(groups) {
				let x = x[r].map(i32::from);
				let weights = weights.as_chunks::<GROUP>().0;
				for c in 0..PANEL {
					for k in 0..GROUP {
						// Where a value is not finite, the offset is any number, and the scale NaN.
						sums[c] = sums[c].wrapping_add(x[k] * i32::from(weights[c][k]));
					}
				}
			}
			for c in 0..PANEL {
				acc[c] = (sums[c] as f32).mul_add(record.scales[r], acc[c]);
			}
		}
		if let Some(scales) = tile.scales {
			for c in 0..PANEL {
				acc[c] *= scales[c];
			}
		}
		*c = acc;
	}
}

/// Computes a tile in portable code, with the machine's own fma instruction instead of a library call.
///
/// # Safety
/// As for [`tile`]; the machine has the fma instruction.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "fma")]
pub(super) unsafe fn tile_fma<const R: usize>(rows: RowCount<R>, at: &Tile) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe { tile(rows, at) }
}
