//! A tile of a product, and the loop that every micro-kernel is made from.

/// The largest number of rows of a tile.
pub(crate) const ROWS: usize = 12;
/// The largest number of columns of a tile, which is the width of a panel of B.
pub(crate) const PANEL: usize = 32;

/// The places of a tile's operands.
#[derive(Clone, Copy)]
pub(crate) struct Tile {
	/// The number of steps of `k`.
	pub(crate) depth: usize,
	/// The address of A: `A[r][k]` is at `a + r·a_row + k·a_step`.
	pub(crate) a: *const f32,
	pub(crate) a_row: usize,
	pub(crate) a_step: usize,
	/// The address of B: `B[k][c]` is at `b + k·b_step + c`.
	pub(crate) b: *const f32,
	pub(crate) b_step: usize,
	/// The address of C: `C[r][j]` is at `c + r·c_step + j`.
	pub(crate) c: *mut f32,
	pub(crate) c_step: usize,
	/// Starts the chains from +0.0 instead of what C holds.
	pub(crate) fresh: bool,
}

/// Writes a kernel from an instruction set's vector operations: zero, load, store, broadcast of one number,
/// `fma(x, y, acc)`, and the request for the panel's next row.
///
/// Rows of A are addressed from every third one, which needs few address registers.
macro_rules! kernel {
	(
		$(#[$meta:meta])*
		$name:ident,
		$lanes:literal,
		$zero:expr,
		$load:expr,
		$store:expr,
		$broadcast:expr,
		$fma:expr,
		$prefetch:expr
	) => {
		$(#[$meta])*
		///
		/// # Safety
		/// The machine has the instructions, the tile has `R` rows of `V` vectors, every address that it
		/// describes is valid, and C does not overlap A or B.
		pub(super) unsafe fn $name<const R: usize, const V: usize>(tile: &Tile) {
			// SAFETY: the callers' promise above covers every access of the body.
			unsafe {
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
		}
	};
}
pub(super) use kernel;
