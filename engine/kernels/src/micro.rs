//! Micro-kernels: a tile of up to 12 × 32 accumulators stays in registers over a block of `k`.
//!
//! `C[r][c] = fma(A[r][k], B[k][c], C[r][c])`, `k` ascending, for r < rows and c < 16·vectors. The tile is loaded from
//! memory at the start (unless it is fresh: then it starts from +0.0) and stored at the end, so cutting `k` into
//! blocks does not change the chain.

use crate::Isa;

/// Most rows of a tile.
pub(crate) const ROWS: usize = 12;
/// Most columns of a tile: a panel of B.
pub(crate) const PANEL: usize = 32;

/// Where a tile's operands lie.
#[derive(Clone, Copy)]
pub(crate) struct Tile {
	/// Number of steps of `k`.
	pub(crate) depth: usize,
	/// `A[r][k]` is at `a + r·a_row + k·a_step`.
	pub(crate) a: *const f32,
	pub(crate) a_row: usize,
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

macro_rules! by_rows {
	($kernel:ident, $vectors:expr, $rows:expr, $tile:expr, [$($n:literal)*]) => {
		match $rows {
			$($n => $kernel::<$n, $vectors>($tile),)*
			_ => unreachable!("a tile has at most {ROWS} rows"),
		}
	};
}

/// Runs one tile of `rows` (1 to 12) × 16·`vectors` (1 or 2).
///
/// # Safety
/// Every address that the tile describes is valid, C does not overlap A or B, and the machine supports `isa`.
pub(crate) unsafe fn run(isa: Isa, rows: usize, vectors: usize, tile: &Tile) {
	match isa {
		#[cfg(target_arch = "x86_64")]
		Isa::Avx512 if vectors == 1 => by_rows!(avx512, 1, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
		#[cfg(target_arch = "x86_64")]
		Isa::Avx512 => by_rows!(avx512, 2, rows, tile, [1 2 3 4 5 6 7 8 9 10 11 12]),
		#[cfg(target_arch = "x86_64")]
		Isa::Avx2 => split(rows, vectors, tile, |rows, tile| by_rows!(avx2, 2, rows, tile, [1 2 3 4 5 6])),
		#[cfg(target_arch = "aarch64")]
		Isa::Neon => split(rows, vectors, tile, |rows, tile| by_rows!(neon, 4, rows, tile, [1 2 3 4 5 6])),
		_ => split(rows, vectors, tile, |rows, tile| {
			#[cfg(target_arch = "x86_64")]
			if is_x86_feature_detected!("fma") {
				return by_rows!(portable_fma, 16, rows, tile, [1 2 3 4 5 6]);
			}
			by_rows!(portable, 16, rows, tile, [1 2 3 4 5 6])
		}),
	}
}

/// Cuts a tile into pieces of at most 6 rows × 16 columns, as many accumulators as AVX2 and NEON have registers for.
unsafe fn split(rows: usize, vectors: usize, tile: &Tile, kernel: impl Fn(usize, &Tile)) {
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

/// Writes a kernel from an instruction set's vector operations: zero, load, store, broadcast of one number,
/// `fma(x, y, acc)`, and asking for the panel's next row. Rows of A are addressed from every third one, which needs few address registers.
macro_rules! kernel {
	($(#[$meta:meta])* $name:ident, $lanes:literal, $zero:expr, $load:expr, $store:expr, $broadcast:expr, $fma:expr, $prefetch:expr) => {
		$(#[$meta])*
		unsafe fn $name<const R: usize, const V: usize>(tile: &Tile) {
			let mut acc = [[$zero; V]; R];
			if !tile.fresh {
				for r in 0..R {
					for v in 0..V {
						acc[r][v] = $load(tile.c.add(r * tile.c_step + $lanes * v));
					}
				}
			}
			let mut a = [tile.a; ROWS / 3];
			for third in 0..R.div_ceil(3) {
				a[third] = tile.a.wrapping_add(3 * third * tile.a_row);
			}
			let mut b = tile.b;
			for _ in 0..tile.depth {
				let mut column = [$zero; V];
				for v in 0..V {
					column[v] = $load(b.add($lanes * v));
				}
				$prefetch(b.wrapping_add(PANEL));
				for r in 0..R {
					let x = $broadcast(a[r / 3].add(r % 3 * tile.a_row));
					for v in 0..V {
						acc[r][v] = $fma(x, column[v], acc[r][v]);
					}
				}
				for third in 0..R.div_ceil(3) {
					a[third] = a[third].wrapping_add(tile.a_step);
				}
				b = b.wrapping_add(tile.b_step);
			}
			for r in 0..R {
				for v in 0..V {
					$store(tile.c.add(r * tile.c_step + $lanes * v), acc[r][v]);
				}
			}
		}
	};
}

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

#[cfg(target_arch = "x86_64")]
kernel!(
	#[target_feature(enable = "avx512f")]
	avx512,
	16,
	_mm512_setzero_ps(),
	|p| _mm512_loadu_ps(p),
	|p, x| _mm512_storeu_ps(p, x),
	|p: *const f32| _mm512_set1_ps(*p),
	|x, y, acc| _mm512_fmadd_ps(x, y, acc),
	|p: *const f32| {
		_mm_prefetch::<_MM_HINT_T0>(p.cast());
		_mm_prefetch::<_MM_HINT_T0>(p.wrapping_add(16).cast())
	}
);

#[cfg(target_arch = "x86_64")]
kernel!(
	#[target_feature(enable = "avx2,fma")]
	avx2,
	8,
	_mm256_setzero_ps(),
	|p| _mm256_loadu_ps(p),
	|p, x| _mm256_storeu_ps(p, x),
	|p: *const f32| _mm256_set1_ps(*p),
	|x, y, acc| _mm256_fmadd_ps(x, y, acc),
	|_| ()
);

#[cfg(target_arch = "aarch64")]
use std::arch::aarch64::*;

#[cfg(target_arch = "aarch64")]
kernel!(
	neon,
	4,
	vdupq_n_f32(0.0),
	|p| vld1q_f32(p),
	|p, x| vst1q_f32(p, x),
	|p| vld1q_dup_f32(p),
	|x, y, acc| vfmaq_f32(acc, x, y),
	|_| ()
);

kernel!(
	/// The definition in portable code: R × V chains side by side.
	#[inline(always)]
	portable,
	1,
	0.0f32,
	|p: *const f32| *p,
	|p: *mut f32, x| *p = x,
	|p: *const f32| *p,
	|x: f32, y: f32, acc: f32| x.mul_add(y, acc),
	|_| ()
);

/// The same, with the machine's own fma instruction instead of a library call.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "fma")]
unsafe fn portable_fma<const R: usize, const V: usize>(tile: &Tile) {
	portable::<R, V>(tile)
}
