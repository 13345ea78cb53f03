//! The matrix product. Each output element is one chain over `k` from +0.0 (or from what the output holds), whatever the
//! blocking.

use crate::{
	micro::{self, Tile, PANEL, ROWS},
	operand::{Left, Right},
	pool::Shards,
	Engine,
};

/// Most steps of `k` between two visits of a tile, a multiple of 32: 48 KiB of B, which stay in the second-level cache.
const DEPTH: usize = 384;

/// Panels of B that one task goes through at a time: a tile of A is read once for all of them.
const GROUP: usize = 3;

/// `C = A·B`, continued by further pairs: each element runs over the `k` of the first pair, then over those of the next.
/// `columns` of C count; its rows are `stride` apart and have room for whole vectors of 16. C is continued unless
/// `fresh`.
///
/// # Safety
/// C has as many rows as A, nobody else touches it, and it is initialised unless `fresh`.
pub(crate) unsafe fn product(
	engine: &Engine,
	pairs: &[(&Left, Right)],
	columns: usize,
	c: &Shards<f32>,
	stride: usize,
	fresh: bool,
) {
	let (rows, blocks, panels) = (pairs[0].0.rows, pairs[0].0.blocks(), columns.div_ceil(PANEL));
	if rows == 0 {
		return;
	}
	assert!(pairs.iter().all(|(a, b)| a.rows == rows && a.depth == b.depth()));
	assert!(c.len() >= (rows - 1) * stride + columns.next_multiple_of(16));
	let work: usize = pairs.iter().map(|(a, _)| rows * a.depth * columns).sum();
	engine.count(2 * work);
	// Few panels (a narrow layer, a LoRA factor) are cut along the rows too.
	let groups = panels.div_ceil(GROUP);
	let cuts = (4 * engine.threads()).div_ceil(groups).min(blocks).max(1);
	engine.run(groups * cuts, work, &|task| {
		let (group, cut) = (task / cuts, task % cuts);
		let own = group * panels / groups..(group + 1) * panels / groups;
		let mut scratch = Vec::new();
		let mut fresh = fresh;
		for (a, b) in pairs {
			// Blocks of about the same depth.
			let step = a.depth.div_ceil(a.depth.div_ceil(DEPTH).max(1)).next_multiple_of(PANEL);
			for start in (0..a.depth).step_by(step.max(1)) {
				let depth = step.min(a.depth - start);
				let (weights, panel_step, b_step) = b.panels(engine, own.clone(), start, depth, &mut scratch);
				for block in cut * blocks / cuts..(cut + 1) * blocks / cuts {
					let (from, a_row, a_step) = a.tile(block, start);
					for (i, p) in own.clone().enumerate() {
						let tile = Tile {
							depth,
							a: from,
							a_row,
							a_step,
							b: weights.wrapping_add(i * panel_step),
							b_step,
							c: c.ptr().add(block * ROWS * stride + p * PANEL),
							c_step: stride,
							fresh,
						};
						let vectors = if columns - p * PANEL > PANEL / 2 { 2 } else { 1 };
						// SAFETY: operands are as long as their shapes say; this task owns the tile.
						unsafe { micro::run(engine.isa(), ROWS.min(rows - block * ROWS), vectors, &tile) };
					}
				}
				fresh = false;
			}
		}
	});
}
