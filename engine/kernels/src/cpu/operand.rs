//! The two operands of a product, as the micro-kernels read them.

use super::{
	device::Cpu,
	isa::Isa,
	micro::tile::{PANEL, ROWS},
};
use crate::matrix::Matrix;
use std::{borrow::Cow, ops::Range};

/// The largest number of rows that count as few: beyond it weights are better laid out for all rows.
pub(crate) const FEW_ROWS: usize = 8;

/// The left operand, rows × depth. It is read where it lies: of each `k` the 12 numbers of a tile are
/// broadcast one by one.
pub(crate) struct Left<'a> {
	values: Cow<'a, [f32]>,
	pub(crate) rows: usize,
	pub(crate) depth: usize,
	/// The distance between the first rows of two tiles.
	block: usize,
	/// The distance between two rows of a tile.
	row: usize,
	/// The distance between two `k`.
	step: usize,
}

impl<'a> Left<'a> {
	/// Reads `rows` × `depth` values, row `i` at `x[i·stride..]`.
	///
	/// Rows whose addresses differ by whole pages share the few places of one set of the first-level cache,
	/// where 12 of them cannot stay: those are copied, unless they are few.
	pub(crate) fn rows(cpu: &Cpu, x: &'a [f32], rows: usize, depth: usize, stride: usize) -> Self {
		assert!(rows == 0 || x.len() >= (rows - 1) * stride + depth);
		if rows > FEW_ROWS && (stride * size_of::<f32>()).is_multiple_of(4096) {
			let values = Cow::Owned(pack(cpu, x, rows, depth, stride));
			return Self { values, rows, depth, block: ROWS * depth, row: 1, step: ROWS };
		}
		Self { values: Cow::Borrowed(x), rows, depth, block: ROWS * stride, row: stride, step: 1 }
	}

	/// Reads the transpose of `depth` × `rows` values: element (r, k) at `x[k·stride + r]`.
	pub(crate) fn columns(x: &'a [f32], rows: usize, depth: usize, stride: usize) -> Self {
		assert!(depth == 0 || x.len() >= (depth - 1) * stride + rows);
		Self { values: Cow::Borrowed(x), rows, depth, block: ROWS, row: 1, step: stride }
	}

	/// Returns the values from the first row on and the distance of two rows, if the values of a row follow
	/// each other, as they do wherever rows are few.
	pub(crate) fn row_major(&self) -> Option<(&[f32], usize)> {
		(self.step == 1).then_some((&self.values, self.row))
	}

	/// Returns the number of tiles, the last one perhaps lower than 12 rows.
	pub(crate) fn blocks(&self) -> usize {
		self.rows.div_ceil(ROWS)
	}

	/// Returns the address of the first row of tile `block` at `k`, the distance of its rows and that of two
	/// `k`.
	pub(crate) fn tile(&self, block: usize, k: usize) -> (*const f32, usize, usize) {
		(self.values[block * self.block + k * self.step..].as_ptr(), self.row, self.step)
	}
}

/// Copies rows into blocks of 12: within a block, for each `k`, the 12 values lie next to each other.
fn pack(cpu: &Cpu, x: &[f32], rows: usize, depth: usize, stride: usize) -> Vec<f32> {
	let block = ROWS * depth.max(1);
	cpu.strips(rows.div_ceil(ROWS) * ROWS * depth, block, 2 * rows * depth, |start, out| {
		let first = start / block * ROWS;
		for r in 0..ROWS.min(rows - first) {
			let row = &x[(first + r) * stride..][..depth];
			for (out, value) in out.as_chunks_mut::<ROWS>().0.iter_mut().zip(row) {
				out[r] = *value;
			}
		}
	})
}

/// The best way to read a right operand.
pub(crate) struct Reading {
	/// The largest number of steps of `k` between two visits of a tile, a multiple of 32.
	pub(crate) depth: usize,
	/// The largest number of panels that one task goes through at a time: a tile of A is read once for all of
	/// them, and B, in blocks of depth × panels, stays in the second-level cache (288 KiB at most).
	pub(crate) group: usize,
	/// The cost of laying out a panel, in rows of A that could be multiplied meanwhile.
	pub(crate) layout: usize,
	/// The divisor of a panel that gives the extra cost of a group's first one: A comes from further away, or
	/// B.
	pub(crate) first: usize,
}

/// The right operand, depth × columns, in panels of 32 columns.
#[derive(Clone, Copy)]
pub(crate) enum Right<'a> {
	/// Wᵀ: columns are the outputs of W, `k` runs over its inputs.
	Outputs(&'a Matrix),
	/// W: columns are the inputs of W, `k` runs over `depth` of its outputs from `first` on, a multiple of
	/// 32.
	Inputs { w: &'a Matrix, first: usize, depth: usize },
	/// Row `k` is at `values[k·stride..]` and has whole vectors of 16 columns.
	Rows { values: &'a [f32], stride: usize, depth: usize },
}

impl<'a> Right<'a> {
	/// Reads the transpose of the whole of W.
	pub(crate) fn outputs(w: &'a Matrix) -> Self {
		Self::Outputs(w)
	}

	/// Reads the whole of W.
	pub(crate) fn inputs(w: &'a Matrix) -> Self {
		Self::Inputs { w, first: 0, depth: w.rows() }
	}

	/// Returns the best way to read this operand.
	pub(crate) fn reading(&self) -> Reading {
		let weights = |layout: usize| Reading { depth: 768, group: 3, layout, first: 16 };
		match self {
			Self::Outputs(w) if w.packed().is_some() => weights(0),
			Self::Outputs(w) if w.codes().is_some() => weights(12),
			Self::Outputs(_) => weights(32),
			Self::Inputs { .. } => weights(24),
			// The kernels ask for the next panel's row while they are at this one's.
			Self::Rows { .. } => Reading { depth: 128, group: 12, layout: 0, first: 1 },
		}
	}

	/// Returns the length of a chain.
	pub(crate) fn depth(&self) -> usize {
		match self {
			Self::Outputs(w) => w.columns(),
			Self::Inputs { depth, .. } | Self::Rows { depth, .. } => *depth,
		}
	}

	/// Returns the address of the first of some panels at `k = start`, of which `depth` rows are wanted, the
	/// distance of two panels and that of two rows.
	///
	/// Weights that do not lie so are laid out in `scratch`. `start` is a multiple of 32.
	pub(crate) fn panels(
		&self,
		isa: Isa,
		panels: Range<usize>,
		start: usize,
		depth: usize,
		scratch: &mut Vec<f32>,
	) -> (*const f32, usize, usize) {
		match self {
			Self::Rows { values, stride, .. } => {
				return (values[start * stride + panels.start * PANEL..].as_ptr(), PANEL, *stride);
			},
			Self::Outputs(w) => {
				if let Some(packed) = w.packed() {
					let panel = w.columns() * PANEL;
					return (packed[panels.start * panel + start * PANEL..].as_ptr(), panel, PANEL);
				}
			},
			Self::Inputs { .. } => {},
		}
		// Whole 32 × 32 squares.
		let panel = depth.next_multiple_of(PANEL) * PANEL;
		if scratch.len() < panels.len() * panel {
			scratch.resize(panels.len() * panel, 0.0);
		}
		for (p, out) in panels.zip(scratch.chunks_exact_mut(panel)) {
			match self {
				Self::Outputs(w) => w.outputs(isa, p, start, depth, out),
				Self::Inputs { w, first, .. } => w.inputs(isa, p, first + start, depth, out),
				Self::Rows { .. } => {},
			}
		}
		(scratch.as_ptr(), panel, PANEL)
	}
}
