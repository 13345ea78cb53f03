//! Activations in the layouts that products read.

use crate::{
	micro::{PANEL, ROWS},
	pool::Shards,
	Engine,
};

/// Rows in blocks of 12: within a block, for each `k`, the 12 values lie next to each other. Missing rows are zero.
pub(crate) struct RowBlocks {
	pub(crate) data: Vec<f32>,
	pub(crate) rows: usize,
	pub(crate) depth: usize,
}

impl RowBlocks {
	/// Packs `rows` × `depth` values, row `i` at `x[i·stride..]`.
	pub(crate) fn pack(engine: &Engine, x: &[f32], rows: usize, depth: usize, stride: usize) -> Self {
		let blocks = rows.div_ceil(ROWS);
		let mut data = vec![0.0; blocks * ROWS * depth];
		let shards = Shards::new(&mut data);
		engine.run(blocks, 2 * rows * depth, &|b| {
			// SAFETY: one block a task.
			let out = unsafe { shards.slice(b * ROWS * depth, ROWS * depth) };
			let first = b * ROWS;
			for r in 0..ROWS.min(rows - first) {
				let row = &x[(first + r) * stride..][..depth];
				for (out, value) in out.as_chunks_mut::<ROWS>().0.iter_mut().zip(row) {
					out[r] = *value;
				}
			}
		});
		Self { data, rows, depth }
	}
}

/// Tokens in panels of 32: within a panel, for each `k`, the 32 tokens' values lie next to each other. Missing
/// tokens are zero.
pub(crate) struct TokenPanels {
	pub(crate) data: Vec<f32>,
	pub(crate) tokens: usize,
	pub(crate) depth: usize,
}

impl TokenPanels {
	pub(crate) fn zeros(tokens: usize, depth: usize) -> Self {
		Self { data: vec![0.0; tokens.div_ceil(PANEL) * PANEL * depth], tokens, depth }
	}

	pub(crate) fn panels(&self) -> usize {
		self.tokens.div_ceil(PANEL)
	}

	/// Vectors of 16 that panel `p` needs.
	pub(crate) fn vectors(&self, p: usize) -> usize {
		if self.tokens - p * PANEL > PANEL / 2 {
			2
		} else {
			1
		}
	}

	/// Packs row-major `tokens` × `depth` values.
	pub(crate) fn pack(engine: &Engine, y: &[f32], tokens: usize, depth: usize) -> Self {
		const STRIP: usize = 64;
		let mut panels = Self::zeros(tokens, depth);
		let strips = depth.div_ceil(STRIP);
		let count = panels.panels();
		let shards = Shards::new(&mut panels.data);
		engine.run(count * strips, 2 * tokens * depth, &|task| {
			let (p, first) = (task / strips, task % strips * STRIP);
			let width = STRIP.min(depth - first);
			// SAFETY: one strip of one panel a task.
			let out = unsafe { shards.slice((p * depth + first) * PANEL, width * PANEL) };
			for lane in 0..PANEL.min(tokens - p * PANEL) {
				let row = &y[(p * PANEL + lane) * depth + first..][..width];
				for (out, value) in out.as_chunks_mut::<PANEL>().0.iter_mut().zip(row) {
					out[lane] = *value;
				}
			}
		});
		panels
	}

	/// Back to row-major rows of `stride` values; columns beyond `depth` stay as they are.
	pub(crate) fn unpack(&self, engine: &Engine, out: &mut [f32], stride: usize) {
		let shards = Shards::new(out);
		engine.run(self.tokens.div_ceil(8), 2 * self.tokens * self.depth, &|task| {
			for token in task * 8..self.tokens.min(task * 8 + 8) {
				// SAFETY: each row belongs to one task.
				let row = unsafe { shards.slice(token * stride, self.depth) };
				let panel = &self.data[token / PANEL * PANEL * self.depth..][..PANEL * self.depth];
				for (value, lanes) in row.iter_mut().zip(panel.as_chunks::<PANEL>().0) {
					*value = lanes[token % PANEL];
				}
			}
		});
	}
}
