//! Micro-kernels of 8-bit integers: a tile of up to 6 × 32 results over blocks of 32 `k`.
//!
//! For each block in turn, with D the exact sum of the block's products of codes and a the row's scale,
//! `C[r][c] = fma(D, a, C[r][c])`. The tile is loaded at the start (unless it is fresh: then it starts from
//! +0.0) and stored at the end. Sums of integers have no order, so instruction sets are free to take them as
//! they like.
//!
//! A weight's code is stored plus 128, because instructions multiply unsigned by signed bytes; the record's
//! offsets take that away again.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod scalar;

#[cfg(target_arch = "x86_64")]
use super::layout::{GROUP, GROUPS};
use super::layout::{Record, SQUARE, TILE};
use crate::{
	cpu::{isa::Isa, micro::tile::PANEL},
	quant::BLOCK,
};

/// The places of a tile's operands.
pub(crate) struct Tile<'a> {
	/// The blocks of A.
	pub(crate) a: &'a [Record],
	/// The blocks of B, as many, each of [`SQUARE`] bytes.
	pub(crate) b: &'a [u8],
	/// The address of C: `C[r][j]` is at `c + r·c_step + j`.
	pub(crate) c: *mut f32,
	pub(crate) c_step: usize,
	/// Starts the chains from +0.0 instead of what C holds.
	pub(crate) fresh: bool,
	/// What results are multiplied by at the end, one number for each of 32 columns.
	pub(crate) scales: Option<&'a [f32; PANEL]>,
}

/// Calls a kernel with the number of rows as a constant.
macro_rules! by_rows {
	($kernel:path, $rows:expr, $tile:expr) => {
		match $rows {
			1 => $kernel(RowCount::<1>, $tile),
			2 => $kernel(RowCount::<2>, $tile),
			3 => $kernel(RowCount::<3>, $tile),
			4 => $kernel(RowCount::<4>, $tile),
			5 => $kernel(RowCount::<5>, $tile),
			_ => $kernel(RowCount::<TILE>, $tile),
		}
	};
}

/// A number of rows, as a type.
struct RowCount<const R: usize>;

/// A quantisation of blocks of 32 values: writes codes, scale and offset of a block into place `r` of its
/// record.
///
/// Values are multiplied by factors first, if there are any. A function gives the scale for the block's
/// largest magnitude, and what values are multiplied by to become codes.
#[derive(Clone, Copy)]
pub(crate) struct Blocks<S> {
	#[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "read by vectors of x86 alone"))]
	pub(crate) scales: S,
}

impl<S: Fn(f32) -> (f32, f32) + Copy> Blocks<S> {
	/// Quantises a row into place `r` of its tile's records, where the instruction set has code of its own
	/// for that. Returns whether it has.
	#[cfg(target_arch = "x86_64")]
	pub(crate) fn row(
		self,
		isa: Isa,
		row: &[[f32; BLOCK]],
		factors: Option<&[[f32; BLOCK]]>,
		out: &mut [Record],
		r: usize,
	) -> bool {
		let factors = |at: usize| factors.map(|factors| &factors[at]);
		match isa {
			Isa::Avx512 if isa.supported() => {
				for (at, (record, values)) in out.iter_mut().zip(row).enumerate() {
					// SAFETY: the machine has the instructions, as just confirmed.
					unsafe { avx512::block(values, factors(at), record, r, self.scales) };
				}
				true
			},
			Isa::Avx2 if isa.supported() => {
				for (at, (record, values)) in out.iter_mut().zip(row).enumerate() {
					// SAFETY: the machine has the instructions, as just confirmed.
					unsafe { avx2::block(values, factors(at), record, r, self.scales) };
				}
				true
			},
			_ => false,
		}
	}

	/// Returns false: this instruction set has no code of its own for that.
	#[cfg(not(target_arch = "x86_64"))]
	pub(crate) fn row(
		self,
		_: Isa,
		_: &[[f32; BLOCK]],
		_: Option<&[[f32; BLOCK]]>,
		_: &mut [Record],
		_: usize,
	) -> bool {
		false
	}
}

/// Writes 32 codes into place `r` of a record.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn scatter(bytes: [std::arch::x86_64::__m128i; 2], record: &mut Record, r: usize) {
	// SAFETY: two vectors of 16 bytes are 8 groups of 4 codes.
	let codes: [[i8; GROUP]; GROUPS] = unsafe { std::mem::transmute(bytes) };
	for (group, codes) in record.codes.iter_mut().zip(codes) {
		group[r] = codes;
	}
}

/// Runs one tile of `rows` (1 to 6).
///
/// # Safety C has these rows of 32 numbers, initialised unless the tile is fresh, which nobody else touches;
/// the machine supports `isa`.
pub(crate) unsafe fn run(isa: Isa, rows: usize, tile: &Tile) {
	assert!(tile.b.len() == tile.a.len() * SQUARE && (1..=TILE).contains(&rows));
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		match isa {
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 if is_x86_feature_detected!("avx512vnni") => by_rows!(avx512::tile, rows, tile),
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 | Isa::Avx2 => by_rows!(avx2::tile, rows, tile),
			#[cfg(target_arch = "aarch64")]
			Isa::Neon if std::arch::is_aarch64_feature_detected!("dotprod") => {
				by_rows!(neon::tile_dot, rows, tile)
			},
			#[cfg(target_arch = "aarch64")]
			Isa::Neon => by_rows!(neon::tile, rows, tile),
			#[cfg(target_arch = "x86_64")]
			_ if is_x86_feature_detected!("fma") => by_rows!(scalar::tile_fma, rows, tile),
			_ => by_rows!(scalar::tile, rows, tile),
		}
	}
}
