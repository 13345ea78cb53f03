//! Products of 8-bit integers: the arithmetic "exact8".
//!
//! Rows of the left operand are quantised in blocks of 32, rows of a weight as a whole. An element is a chain
//! over the blocks, ascending, `acc = fma(D, a, acc)` from +0.0, with D the exact sum of the block's products
//! of codes and a the block's scale; forwards it is multiplied by the scale of the weight's row at the end,
//! backwards dy is multiplied by that scale before it is quantised. So one set of codes serves both
//! directions.

pub(crate) mod integers;
mod layout;
mod micro;
mod operand;
mod quantize;

use super::{
	device::Cpu,
	isa::{Isa, every_isa},
	micro::{
		self as float,
		tile::{PANEL, ROWS},
	},
	operand::{Left, Right},
	prefetch::prefetch,
	shards::{self, Shards},
};
use crate::{matrix::Matrix, quant::BLOCK};
use integers::Integers;
use layout::{GROUP, GROUPS, SQUARE, TILE};
use micro::Tile;
use operand::Rows;
use std::ops::Range;

/// The number of blocks of 32 `k` between two visits of a tile: a panel of the right operand, 20 KiB, stays
/// in the first-level cache while all rows of a task go by.
const DEPTH: usize = 20;

/// A weight with its integers.
#[derive(Clone, Copy)]
pub(crate) struct Weight<'a> {
	matrix: &'a Matrix,
	integers: &'a Integers,
}

impl<'a> Weight<'a> {
	/// Returns the weight if linears are to compute with its integers.
	pub(crate) fn of(matrix: &'a Matrix) -> Option<Self> {
		Some(Self { matrix, integers: matrix.integers()? })
	}

	/// Makes the codes of the square of a panel of outputs and a block of inputs.
	fn make(&self, isa: Isa, (panel, block): (usize, usize), out: &mut [u8; SQUARE]) {
		let mut values = [0.0; SQUARE];
		self.matrix.inputs(isa, block, panel * PANEL, PANEL, &mut values);
		self.integers.make(isa, panel, &values, out);
	}
}

/// The right operand.
#[derive(Clone, Copy)]
enum Direction {
	/// Wᵀ: columns are outputs, `k` runs over inputs.
	Forward,
	/// W: columns are inputs, `k` runs over outputs.
	Backward,
}

/// Returns `x·Wᵀ` for `tokens` rows, each chain continued by a pair of further operands if given.
pub(crate) fn forward(
	cpu: &Cpu,
	x: &[f32],
	tokens: usize,
	w: Weight,
	then: Option<(&Left, Right)>,
) -> Vec<f32> {
	let outputs = w.matrix.rows();
	// SAFETY: C is tokens × outputs, nobody else has it, and the product writes each of its values.
	unsafe { shards::filled(tokens * outputs, |c| forward_into(cpu, x, tokens, w, then, c, outputs)) }
}

/// Writes `x·Wᵀ` for `tokens` rows into C, whose rows are `stride` apart.
///
/// # Safety
/// C has as many rows, and nobody else touches it.
pub(crate) unsafe fn forward_into(
	cpu: &Cpu,
	x: &[f32],
	tokens: usize,
	w: Weight,
	then: Option<(&Left, Right)>,
	c: &Shards<f32>,
	stride: usize,
) {
	let x = Rows::new(cpu, x, tokens, w.matrix.columns(), None);
	// SAFETY: by the callers' promise.
	unsafe { product(cpu, &x, (w, Direction::Forward), then, c, stride) }
}

/// Returns `dy·W` for `tokens` rows, each chain continued by a pair of further operands if given.
pub(crate) fn backward(
	cpu: &Cpu,
	dy: &[f32],
	tokens: usize,
	w: Weight,
	then: Option<(&Left, Right)>,
) -> Vec<f32> {
	let inputs = w.matrix.columns();
	let dy = Rows::new(cpu, dy, tokens, w.matrix.rows(), Some(w.integers.scales()));
	let right = (w, Direction::Backward);
	// SAFETY: C is tokens × inputs, nobody else has it, and the product writes each of its values.
	unsafe { shards::filled(tokens * inputs, |c| product(cpu, &dy, right, then, c, inputs)) }
}

/// Computes `C = A·B`, continued by a pair of further operands if given.
///
/// # Safety
/// C has as many rows as A, `stride` apart, and nobody else touches it.
unsafe fn product(
	cpu: &Cpu,
	a: &Rows,
	(w, direction): (Weight, Direction),
	then: Option<(&Left, Right)>,
	c: &Shards<f32>,
	stride: usize,
) {
	let panels = match direction {
		Direction::Forward => w.matrix.rows() / PANEL,
		Direction::Backward => w.matrix.columns() / PANEL,
	};
	if a.rows == 0 {
		return;
	}
	assert!(c.len() >= (a.rows - 1) * stride + panels * PANEL);
	// Parts of the rows are whole tiles of both kinds of product.
	let heights = a.rows.div_ceil(ROWS);
	let parts = (4 * cpu.threads()).div_ceil(panels).min(heights);
	let work = a.rows * a.blocks * BLOCK * panels * PANEL / 4;
	cpu.run(panels * parts, work, &|task| {
		let (panel, part) = (task / parts, task % parts);
		let own = part * heights / parts..(part + 1) * heights / parts;
		// SAFETY: these rows of the panel lie within C, whose length is asserted above, and are this task's.
		let at = |row: usize| unsafe { c.ptr().add(row * stride + panel * PANEL) };
		let mut scratch = Vec::new();
		let tiles = own.start * ROWS / TILE..(own.end * ROWS / TILE).min(a.tiles());
		for start in (0..a.blocks).step_by(DEPTH) {
			let blocks = start..a.blocks.min(start + DEPTH);
			let b = squares(cpu.isa(), w, direction, panel, blocks.clone(), &mut scratch);
			let scales = match direction {
				Direction::Forward if blocks.end == a.blocks => {
					w.integers.scales().as_chunks::<PANEL>().0.get(panel)
				},
				_ => None,
			};
			for tile in tiles.clone() {
				let (row, records) = (tile * TILE, &a.tile(tile, start)[..blocks.len()]);
				let tile = Tile { a: records, b, c: at(row), c_step: stride, fresh: start == 0, scales };
				// SAFETY: the rows are this task's, and the first blocks write them.
				unsafe { micro::run(cpu.isa(), TILE.min(a.rows - row), &tile) };
			}
		}
		if let Some((e, f)) = then {
			let mut scratch = Vec::new();
			let (weights, _, b_step) = f.panels(cpu.isa(), panel..panel + 1, 0, e.depth, &mut scratch);
			for height in own.clone() {
				let (a, a_row, a_step) = e.tile(height, 0);
				let (depth, c, c_step) = (e.depth, at(height * ROWS), stride);
				let tile = float::tile::Tile {
					depth,
					a,
					a_row,
					a_step,
					b: weights,
					b_step,
					c,
					c_step,
					fresh: false,
				};
				// SAFETY: operands are as long as their shapes say; the rows are this task's, and written.
				unsafe { float::run(cpu.isa(), ROWS.min(e.rows - height * ROWS), 2, &tile) };
			}
		}
	});
}

/// Returns some blocks of a panel of the right operand; those that do not lie so are laid out in `scratch`.
fn squares<'a>(
	isa: Isa,
	w: Weight<'a>,
	direction: Direction,
	panel: usize,
	blocks: Range<usize>,
	scratch: &'a mut Vec<u8>,
) -> &'a [u8] {
	if matches!(direction, Direction::Forward)
		&& let Some(squares) = w.integers.panel(panel)
	{
		return squares[blocks].as_flattened();
	}
	scratch.resize(blocks.len() * SQUARE, 0);
	let last = blocks.end - 1;
	for (block, out) in blocks.zip(scratch.as_chunks_mut::<SQUARE>().0) {
		match direction {
			Direction::Forward => w.make(isa, (panel, block), out),
			Direction::Backward => match w.integers.panel(block) {
				Some(squares) => {
					// The squares are far from each other, which the machine's own prefetching does not
					// foresee.
					if let Some(next) = w.integers.panel(last.min(block + 1)) {
						prefetch(&next[panel]);
					}
					transpose(isa, &squares[panel], out);
				},
				None => {
					let mut square = [0; SQUARE];
					w.make(isa, (block, panel), &mut square);
					transpose(isa, &square, out);
				},
			},
		}
	}
	scratch
}

every_isa! {
	/// Transposes a square: what had four inputs of each output gets four outputs of each input.
	fn transpose(from: &[u8; SQUARE], to: &mut [u8; SQUARE]) {
		const FOURS: usize = GROUP * GROUP;
		for i in 0..GROUPS {
			for o in 0..GROUPS {
				let from = &from[(i * GROUPS + o) * FOURS..][..FOURS];
				let to = &mut to[(o * GROUPS + i) * FOURS..][..FOURS];
				for k in 0..FOURS {
					to[k] = from[k % GROUP * GROUP + k / GROUP];
				}
			}
		}
	}
}
