//! Micro-kernels: a tile of up to 12 × 32 accumulators stays in registers over a block of `k`.
//!
//! `C[r][c] = fma(A[r][k], B[k][c], C[r][c])`, `k` ascending, for r < rows and c < 16·vectors. The tile is
//! loaded from memory at the start (unless it is fresh: then it starts from +0.0) and stored at the end, so
//! cutting `k` into blocks does not change the chain. Each instruction set has a file, with its transposition
//! of small squares.

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
mod scalar;
pub(crate) mod tile;

use super::isa::Isa;
use tile::{ROWS, Tile};

/// Calls a kernel with the number of rows as a constant.
macro_rules! by_rows {
	($module:ident::$kernel:ident, $vectors:expr, $rows:expr, $tile:expr, [$($n:literal)*]) => {
		match $rows {
			$($n => $module::$kernel::<$n, $vectors>($tile),)*
			_ => unreachable!("a tile has at most {ROWS} rows"),
		}
	};
}

/// Runs one tile of `rows` (1 to 12) × 16·`vectors` (1 or 2).
///
/// # Safety
/// Every address that the tile describes is valid, C does not overlap A or B, and the machine supports `isa`.
pub(crate) unsafe fn run(isa: Isa, rows: usize, vectors: usize, tile: &Tile) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		match isa {
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 if vectors == 1 => {
				by_rows!(avx512::tile, 1, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12])
			},
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 => by_rows!(avx512::tile, 2, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
			#[cfg(target_arch = "x86_64")]
			Isa::Avx2 => split(rows, vectors, tile, |r, t| by_rows!(avx2::tile, 2, r, t, [1 2 3 4 5 6])),
			#[cfg(target_arch = "aarch64")]
			Isa::Neon => split(rows, vectors, tile, |r, t| by_rows!(neon::tile, 4, r, t, [1 2 3 4 5 6])),
			_ => split(rows, vectors, tile, |rows, tile| {
				#[cfg(target_arch = "x86_64")]
				if is_x86_feature_detected!("fma") {
					return by_rows!(scalar::tile_fma, 16, rows, tile, [1 2 3 4 5 6]);
				}
				by_rows!(scalar::tile, 16, rows, tile, [1 2 3 4 5 6])
			}),
		}
	}
}

/// Cuts a tile into pieces of at most 6 rows × 16 columns, as many accumulators as AVX2 and NEON have
/// registers for.
///
/// # Safety
/// As for [`run`].
unsafe fn split(rows: usize, vectors: usize, tile: &Tile, kernel: impl Fn(usize, &Tile)) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		for column in (0..16 * vectors).step_by(16) {
			for row in (0..rows).step_by(6) {
				let piece = Tile {
					a: tile.a.add(row * tile.a_row),
					b: tile.b.add(column),
					c: tile.c.add(row * tile.c_step + column),
					..*tile
				};
				kernel((rows - row).min(6), &piece);
			}
		}
	}
}
