//! The three matrix products of a linear layer. Each output element is one chain over `k` from +0.0 (or from what the
//! accumulator holds), whatever the blocking.

use crate::{
	micro::{self, Side, Tile, PANEL, ROWS},
	panels::{RowBlocks, TokenPanels},
	pool::Shards,
	Engine, Matrix,
};
use std::ops::Range;

/// Steps of `k` between two visits of a tile: 32 KiB of weights at a time.
const DEPTH: usize = 256;
/// Inputs that one task of the transposed product covers.
const STRIP: usize = 96;

/// `Y = X·Wᵀ`, continued by `+ E·Vᵀ` for an `extra` pair: y[t][o] runs over the inputs of W, then over those of V.
/// Row `t` of Y starts at `y[t·stride]`; `stride` covers whole panels.
pub(crate) fn forward(
	engine: &Engine,
	x: &RowBlocks,
	w: &Matrix,
	extra: Option<(&RowBlocks, &Matrix)>,
	y: &mut [f32],
	stride: usize,
) {
	debug_assert!(x.depth == w.columns() && stride >= w.rows().next_multiple_of(16));
	let blocks = x.rows.div_ceil(ROWS);
	let panels = w.panels();
	// Few panels (a narrow layer, a LoRA factor) are cut along the rows too.
	let cuts = (4 * engine.threads()).div_ceil(panels).min(blocks).max(1);
	let shards = Shards::new(y);
	let work = x.rows * x.depth * w.rows();
	engine.count(2 * work + extra.map_or(0, |(e, _)| 2 * e.rows * e.depth * w.rows()));
	engine.run(panels * cuts, work, &|task| {
		let (p, cut) = (task / cuts, task % cuts);
		let range = cut * blocks / cuts..(cut + 1) * blocks / cuts;
		let vectors = if w.rows() - p * PANEL > PANEL / 2 { 2 } else { 1 };
		let mut scratch = Vec::new();
		let mut fresh = true;
		for (x, w) in std::iter::once((x, w)).chain(extra) {
			for start in (0..x.depth).step_by(DEPTH) {
				let depth = DEPTH.min(x.depth - start);
				let b = match w.packed() {
					Some(packed) => packed[(p * w.columns() + start) * PANEL..].as_ptr(),
					None => {
						scratch.resize(DEPTH * PANEL, 0.0);
						w.unpack(engine, p, start, depth, &mut scratch);
						scratch.as_ptr()
					},
				};
				for block in range.clone() {
					let row = block * ROWS;
					let tile = Tile {
						blocks: 1,
						depth,
						a: x.data[(block * x.depth + start) * ROWS..].as_ptr(),
						a_block: 0,
						a_step: ROWS,
						b,
						b_step: PANEL,
						// SAFETY: the row and the panel lie within Y.
						c: unsafe { shards.ptr().add(row * stride + p * PANEL) },
						c_step: stride,
						fresh,
					};
					// SAFETY: operands are as long as their shapes say; this task owns the tile.
					unsafe { micro::run(engine.isa(), ROWS.min(x.rows - row), vectors, Side::Rows, &tile) };
				}
				fresh = false;
			}
		}
	});
}

/// `dX = dY·W`, continued by `+ E·V` for an `extra` pair: dx[t][i] runs over the outputs of W, then over those of V.
pub(crate) fn transposed(
	engine: &Engine,
	dy: &TokenPanels,
	w: &Matrix,
	extra: Option<(&TokenPanels, &Matrix)>,
) -> TokenPanels {
	transposed_part(engine, dy, w, 0..w.rows(), extra)
}

/// The same over some outputs of W only: a range that begins at a whole panel.
pub(crate) fn transposed_part(
	engine: &Engine,
	dy: &TokenPanels,
	w: &Matrix,
	outputs: Range<usize>,
	extra: Option<(&TokenPanels, &Matrix)>,
) -> TokenPanels {
	debug_assert!(dy.depth == w.rows() && outputs.start.is_multiple_of(PANEL) && outputs.end <= w.rows());
	let inputs = w.columns();
	let mut dx = TokenPanels::zeros(dy.tokens, inputs);
	let panels = dy.panels();
	let strips = inputs.div_ceil(STRIP);
	let cuts = (4 * engine.threads()).div_ceil(strips).min(panels).max(1);
	let shards = Shards::new(&mut dx.data);
	let work = dy.tokens * outputs.len() * inputs;
	engine.count(2 * work + extra.map_or(0, |(e, _)| 2 * e.tokens * e.depth * inputs));
	engine.run(strips * cuts, work, &|task| {
		let (strip, cut) = (task / cuts, task % cuts);
		let first = strip * STRIP;
		let width = STRIP.min(inputs - first);
		let range = cut * panels / cuts..(cut + 1) * panels / cuts;
		let mut scratch = Vec::new();
		let mut fresh = true;
		let extra = extra.map(|(e, v)| (e, v, 0..v.rows()));
		for (dy, w, outputs) in std::iter::once((dy, w, outputs.clone())).chain(extra) {
			for start in outputs.clone().step_by(DEPTH) {
				let depth = DEPTH.min(outputs.end - start);
				let (weights, step) = strip_of(engine, w, start / PANEL, depth, first, width, &mut scratch);
				for row in (0..width).step_by(ROWS) {
					for p in range.clone() {
						let tile = Tile {
							blocks: depth / PANEL,
							depth: PANEL,
							a: weights[row * PANEL..].as_ptr(),
							a_block: step,
							a_step: 1,
							b: dy.data[(p * dy.depth + start) * PANEL..].as_ptr(),
							b_step: PANEL,
							// SAFETY: the strip and the panel lie within dX.
							c: unsafe { shards.ptr().add((p * inputs + first + row) * PANEL) },
							c_step: PANEL,
							fresh,
						};
						let rows = ROWS.min(width - row);
						let vectors = dy.vectors(p);
						// SAFETY: operands are as long as their shapes say; this task owns the tile.
						unsafe { run_ragged(engine, rows, vectors, depth, tile) };
					}
				}
				fresh = false;
			}
		}
	});
	dx
}

/// Whole panels of outputs in one go, then what is left of a last, narrower one.
unsafe fn run_ragged(engine: &Engine, rows: usize, vectors: usize, depth: usize, tile: Tile) {
	let rest = depth % PANEL;
	if tile.blocks > 0 {
		micro::run(engine.isa(), rows, vectors, Side::Panel, &tile);
	}
	if rest > 0 {
		let last = Tile {
			blocks: 1,
			depth: rest,
			a: tile.a.wrapping_add(tile.blocks * tile.a_block),
			b: tile.b.wrapping_add(tile.blocks * PANEL * tile.b_step),
			fresh: tile.fresh && tile.blocks == 0,
			..tile
		};
		micro::run(engine.isa(), rows, vectors, Side::Panel, &last);
	}
}

/// Weights of inputs `first..first + width` in the panels from `panel` on that hold `depth` outputs, and the distance
/// between two panels.
fn strip_of<'a>(
	engine: &Engine,
	w: &'a Matrix,
	panel: usize,
	depth: usize,
	first: usize,
	width: usize,
	scratch: &'a mut Vec<f32>,
) -> (&'a [f32], usize) {
	if let Some(packed) = w.packed() {
		let step = w.columns() * PANEL;
		return (&packed[panel * step + first * PANEL..], step);
	}
	let step = STRIP * PANEL;
	scratch.resize(DEPTH / PANEL * step, 0.0);
	for (i, out) in scratch.chunks_exact_mut(step).enumerate().take(depth / PANEL) {
		w.unpack(engine, panel + i, first, width, out);
	}
	(scratch, step)
}

/// `C = Aᵀ·B` over tokens: c[r][n] runs over the tokens in order. `a` is tokens × `a_stride`, of which `rows` columns count;
/// `b` is tokens × `columns`, a multiple of 16. C is rows × columns and is continued unless `fresh`.
pub(crate) fn outer(
	engine: &Engine,
	(a, a_stride, rows): (&[f32], usize, usize),
	(b, columns): (&[f32], usize),
	c: &mut [f32],
	fresh: bool,
) {
	let tokens = b.len() / columns;
	debug_assert!(a.len() >= tokens * a_stride && c.len() == rows * columns && columns.is_multiple_of(16));
	let shards = Shards::new(c);
	engine.count(2 * tokens * rows * columns);
	engine.run(columns.div_ceil(PANEL), tokens * rows * columns, &|p| {
		let column = p * PANEL;
		let vectors = ((columns - column) / 16).min(2);
		for row in (0..rows).step_by(ROWS) {
			let tile = Tile {
				blocks: 1,
				depth: tokens,
				a: a[row..].as_ptr(),
				a_block: 0,
				a_step: a_stride,
				b: b[column..].as_ptr(),
				b_step: columns,
				// SAFETY: the tile lies within C.
				c: unsafe { shards.ptr().add(row * columns + column) },
				c_step: columns,
				fresh,
			};
			// SAFETY: operands are as long as their shapes say; this task owns the tile.
			unsafe { micro::run(engine.isa(), ROWS.min(rows - row), vectors, Side::Rows, &tile) };
		}
	});
}
