//! How the operands of a product of 8-bit integers lie.

use crate::{cpu::micro::tile::PANEL, quant::BLOCK};

/// The number of rows of a tile.
pub(crate) const TILE: usize = 6;
/// The number of neighbouring codes that instructions multiply and add at once.
pub(crate) const GROUP: usize = 4;
/// The number of such groups in a block.
pub(crate) const GROUPS: usize = BLOCK / GROUP;

/// A block of 32 columns of a tile, four cache lines.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Record {
	/// The codes: `codes[g][r]` has columns 4·g to 4·g + 3 of row r.
	pub(crate) codes: [[[i8; GROUP]; TILE]; GROUPS],
	/// The scale of each row; NaN if one of its 32 values is not finite.
	pub(crate) scales: [f32; TILE],
	/// −128 times the sum of each row's codes: weights are stored as code + 128.
	pub(crate) offsets: [i32; TILE],
}

impl Record {
	/// A record of zeros.
	pub(crate) const ZERO: Self =
		Self { codes: [[[0; GROUP]; TILE]; GROUPS], scales: [0.0; TILE], offsets: [0; TILE] };
}

/// The bytes of a square of 32 columns and 32 `k` of the right operand.
///
/// For each four `k`, the 32 columns have four bytes each, a code plus 128: instructions multiply unsigned by
/// signed bytes.
pub(crate) const SQUARE: usize = PANEL * BLOCK;
