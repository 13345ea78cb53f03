//! Micro-kernels: a tile of up to 12 × 32 accumulators stays in registers over a block of `k`.
//!
//! `C[r][c] = fma(A[k][r], B[k][c], C[r][c])`, `k` ascending, for r < rows and c < 16·vectors. The tile is loaded from
//! memory at the start (unless it is fresh: then it starts from +0.0) and stored at the end, so cutting `k` into
//! blocks does not change the chain.

use crate::Isa;

/// Most rows of a tile.
pub(crate) const ROWS: usize = 12;
/// Columns of a panel.
pub(crate) const PANEL: usize = 32;

/// Where a tile's operands lie.
pub(crate) struct Tile {
	/// `k` runs over `blocks` × `depth` steps.
	pub(crate) blocks: usize,
	pub(crate) depth: usize,
	/// `A[k][r]` is at `a + block·a_block + step·a_step + r·stride`, with stride 1 or, for [`Side::Panel`], 32.
	pub(crate) a: *const f32,
	pub(crate) a_block: usize,
	pub(crate) a_step: usize,
	/// `B[k][c]` is at `b + k·b_step + c`.
	pub(crate) b: *const f32,
	pub(crate) b_step: usize,
	/// `C[r][c]` is at `c + r·c_step + c`.
	pub(crate) c: *mut f32,
	pub(crate) c_step: usize,
	/// Start from +0.0 instead of what C holds.
	pub(crate) fresh: bool,
}

/// How the rows of A lie next to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
	/// Stride 1.
	Rows,
	/// Stride 32: A is a packed weight, read across.
	Panel,
}

macro_rules! by_rows {
	($kernel:ident, $vectors:expr, $stride:expr, $rows:expr, $tile:expr, [$($n:literal)*]) => {
		match $rows {
			$($n => $kernel::<$n, $vectors, $stride>($tile),)*
			_ => unreachable!("a tile has at most {ROWS} rows"),
		}
	};
}

/// Runs one tile of `rows` (1 to 12) × 16·`vectors` (1 or 2).
///
/// # Safety
/// Every address that the tile describes is valid, C does not overlap A or B, and the machine supports `isa`.
pub(crate) unsafe fn run(isa: Isa, rows: usize, vectors: usize, side: Side, tile: &Tile) {
	match isa {
		#[cfg(target_arch = "x86_64")]
		Isa::Avx512 => match (vectors, side) {
			(1, Side::Rows) => by_rows!(avx512, 1, 1, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
			(_, Side::Rows) => by_rows!(avx512, 2, 1, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
			(1, Side::Panel) => by_rows!(avx512, 1, PANEL, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
			(_, Side::Panel) => by_rows!(avx512, 2, PANEL, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
		},
		#[cfg(target_arch = "x86_64")]
		Isa::Avx2 => split(rows, vectors, side, tile, |rows, tile| match side {
			Side::Rows => by_rows!(avx2, 2, 1, rows, tile, [1 2 3 4 5 6]),
			Side::Panel => by_rows!(avx2, 2, PANEL, rows, tile, [1 2 3 4 5 6]),
		}),
		#[cfg(target_arch = "aarch64")]
		Isa::Neon => split(rows, vectors, side, tile, |rows, tile| match side {
			Side::Rows => by_rows!(neon, 4, 1, rows, tile, [1 2 3 4 5 6]),
			Side::Panel => by_rows!(neon, 4, PANEL, rows, tile, [1 2 3 4 5 6]),
		}),
		_ => split(rows, vectors, side, tile, |rows, tile| {
			#[cfg(target_arch = "x86_64")]
			if is_x86_feature_detected!("fma") {
				return match side {
					Side::Rows => by_rows!(portable_fma, 16, 1, rows, tile, [1 2 3 4 5 6]),
					Side::Panel => by_rows!(portable_fma, 16, PANEL, rows, tile, [1 2 3 4 5 6]),
				};
			}
			match side {
				Side::Rows => by_rows!(portable, 16, 1, rows, tile, [1 2 3 4 5 6]),
				Side::Panel => by_rows!(portable, 16, PANEL, rows, tile, [1 2 3 4 5 6]),
			}
		}),
	}
}

/// Cuts a tile into pieces of at most 6 rows × 16 columns, as many accumulators as AVX2 and NEON have registers for.
unsafe fn split(rows: usize, vectors: usize, side: Side, tile: &Tile, kernel: impl Fn(usize, &Tile)) {
	let stride = if side == Side::Rows { 1 } else { PANEL };
	for column in (0..16 * vectors).step_by(16) {
		for row in (0..rows).step_by(6) {
			let piece = Tile {
				a: tile.a.add(row * stride),
				b: tile.b.add(column),
				c: tile.c.add(row * tile.c_step + column),
				..*tile
			};
			kernel((rows - row).min(6), &piece);
		}
	}
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
unsafe fn avx512<const R: usize, const V: usize, const STRIDE: usize>(tile: &Tile) {
	use std::arch::x86_64::*;
	let mut acc = [[_mm512_setzero_ps(); V]; R];
	if !tile.fresh {
		for r in 0..R {
			for v in 0..V {
				acc[r][v] = _mm512_loadu_ps(tile.c.add(r * tile.c_step + 16 * v));
			}
		}
	}
	let (mut block, mut b) = (tile.a, tile.b);
	for _ in 0..tile.blocks {
		let mut a = block;
		for _ in 0..tile.depth {
			let mut column = [_mm512_setzero_ps(); V];
			for v in 0..V {
				column[v] = _mm512_loadu_ps(b.add(16 * v));
			}
			for r in 0..R {
				let x = _mm512_set1_ps(*a.add(r * STRIDE));
				for v in 0..V {
					acc[r][v] = _mm512_fmadd_ps(x, column[v], acc[r][v]);
				}
			}
			a = a.wrapping_add(tile.a_step);
			b = b.wrapping_add(tile.b_step);
		}
		block = block.wrapping_add(tile.a_block);
	}
	for r in 0..R {
		for v in 0..V {
			_mm512_storeu_ps(tile.c.add(r * tile.c_step + 16 * v), acc[r][v]);
		}
	}
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn avx2<const R: usize, const V: usize, const STRIDE: usize>(tile: &Tile) {
	use std::arch::x86_64::*;
	let mut acc = [[_mm256_setzero_ps(); V]; R];
	if !tile.fresh {
		for r in 0..R {
			for v in 0..V {
				acc[r][v] = _mm256_loadu_ps(tile.c.add(r * tile.c_step + 8 * v));
			}
		}
	}
	let (mut block, mut b) = (tile.a, tile.b);
	for _ in 0..tile.blocks {
		let mut a = block;
		for _ in 0..tile.depth {
			let mut column = [_mm256_setzero_ps(); V];
			for v in 0..V {
				column[v] = _mm256_loadu_ps(b.add(8 * v));
			}
			for r in 0..R {
				let x = _mm256_set1_ps(*a.add(r * STRIDE));
				for v in 0..V {
					acc[r][v] = _mm256_fmadd_ps(x, column[v], acc[r][v]);
				}
			}
			a = a.wrapping_add(tile.a_step);
			b = b.wrapping_add(tile.b_step);
		}
		block = block.wrapping_add(tile.a_block);
	}
	for r in 0..R {
		for v in 0..V {
			_mm256_storeu_ps(tile.c.add(r * tile.c_step + 8 * v), acc[r][v]);
		}
	}
}

#[cfg(target_arch = "aarch64")]
unsafe fn neon<const R: usize, const V: usize, const STRIDE: usize>(tile: &Tile) {
	use std::arch::aarch64::*;
	let mut acc = [[vdupq_n_f32(0.0); V]; R];
	if !tile.fresh {
		for r in 0..R {
			for v in 0..V {
				acc[r][v] = vld1q_f32(tile.c.add(r * tile.c_step + 4 * v));
			}
		}
	}
	let (mut block, mut b) = (tile.a, tile.b);
	for _ in 0..tile.blocks {
		let mut a = block;
		for _ in 0..tile.depth {
			let mut column = [vdupq_n_f32(0.0); V];
			for v in 0..V {
				column[v] = vld1q_f32(b.add(4 * v));
			}
			for r in 0..R {
				let x = vld1q_dup_f32(a.add(r * STRIDE));
				for v in 0..V {
					acc[r][v] = vfmaq_f32(acc[r][v], x, column[v]);
				}
			}
			a = a.wrapping_add(tile.a_step);
			b = b.wrapping_add(tile.b_step);
		}
		block = block.wrapping_add(tile.a_block);
	}
	for r in 0..R {
		for v in 0..V {
			vst1q_f32(tile.c.add(r * tile.c_step + 4 * v), acc[r][v]);
		}
	}
}

/// The definition in portable code: R × C chains side by side.
#[inline(always)]
unsafe fn portable<const R: usize, const C: usize, const STRIDE: usize>(tile: &Tile) {
	let mut acc = [[0.0f32; C]; R];
	if !tile.fresh {
		for r in 0..R {
			for c in 0..C {
				acc[r][c] = *tile.c.add(r * tile.c_step + c);
			}
		}
	}
	let (mut block, mut b) = (tile.a, tile.b);
	for _ in 0..tile.blocks {
		let mut a = block;
		for _ in 0..tile.depth {
			let column = *b.cast::<[f32; C]>();
			for r in 0..R {
				let x = *a.add(r * STRIDE);
				for c in 0..C {
					acc[r][c] = x.mul_add(column[c], acc[r][c]);
				}
			}
			a = a.wrapping_add(tile.a_step);
			b = b.wrapping_add(tile.b_step);
		}
		block = block.wrapping_add(tile.a_block);
	}
	for r in 0..R {
		for c in 0..C {
			*tile.c.add(r * tile.c_step + c) = acc[r][c];
		}
	}
}

/// The same, with the machine's own fma instruction instead of a library call.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "fma")]
unsafe fn portable_fma<const R: usize, const C: usize, const STRIDE: usize>(tile: &Tile) {
	portable::<R, C, STRIDE>(tile)
}
