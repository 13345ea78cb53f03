//! The matrix product. Each output element is one chain over `k` from +0.0 (or from what the output holds),
//! whatever the blocking.

use super::{
	device::Cpu,
	few,
	micro::{
		self,
		tile::{PANEL, ROWS, Tile},
	},
	operand::{Left, Reading, Right},
	shards::{self, Shards},
};

/// A product's division into tasks: each is a group of panels by a part of the rows.
#[derive(Clone, Copy)]
struct Cut {
	/// The number of panels in a group.
	group: usize,
	/// The number of groups.
	groups: usize,
	/// The number of parts of the rows, whole tiles each.
	parts: usize,
}

impl Cut {
	/// Returns the cut that is done first when `threads` threads share its tasks. Costs are counted in rows
	/// of a panel.
	fn best(panels: usize, blocks: usize, reading: &Reading, threads: usize) -> Self {
		let cut = |group: usize, parts: usize| Self { group, groups: panels.div_ceil(group), parts };
		let cost = |cut: &Self| {
			let rounds = (cut.groups * cut.parts).div_ceil(threads);
			let rows = ROWS * blocks.div_ceil(cut.parts);
			let task = cut.group * (rows + reading.layout) + rows / reading.first;
			// Threads are not equally fast: at the end some wait for a quarter of a task.
			task * (4 * rounds + 1)
		};
		let groups = 1..=reading.group.min(panels);
		let parts = |group| (1..=blocks.min(4 * threads)).map(move |parts| cut(group, parts));
		groups.flat_map(parts).min_by_key(cost).unwrap_or(cut(1, 1))
	}
}

/// Computes `C = A·B`, continued by further pairs: each element runs over the `k` of the first pair, then
/// over those of the next.
///
/// `columns` of C count; its rows are `stride` apart and have room for whole vectors of 16. C is continued
/// unless `fresh`.
///
/// # Safety
/// C has as many rows as A, nobody else touches it, and it is initialised unless `fresh`.
pub(crate) unsafe fn product(
	cpu: &Cpu,
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
	if fresh
		&& columns.is_multiple_of(PANEL)
		&& let Some(few) = few::Product::of(pairs)
	{
		// SAFETY: as the caller promises, and panels are whole.
		return unsafe { few.run(cpu, panels, c, stride) };
	}
	let work: usize = pairs.iter().map(|(a, _)| rows * a.depth * columns).sum();
	let reading = pairs[0].1.reading();
	let cut = Cut::best(panels, blocks, &reading, cpu.threads());
	cpu.run(cut.groups * cut.parts, work, &|task| {
		let (group, part) = (task / cut.parts, task % cut.parts);
		let own = group * cut.group..panels.min((group + 1) * cut.group);
		let own_blocks = part * blocks / cut.parts..(part + 1) * blocks / cut.parts;
		let mut scratch = Vec::new();
		let mut fresh = fresh;
		for (a, b) in pairs {
			// Blocks of about the same depth.
			let step = a.depth.div_ceil(a.depth.div_ceil(reading.depth).max(1)).next_multiple_of(PANEL);
			for start in (0..a.depth).step_by(step.max(1)) {
				let depth = step.min(a.depth - start);
				let (weights, panel_step, b_step) =
					b.panels(cpu.isa(), own.clone(), start, depth, &mut scratch);
				for block in own_blocks.clone() {
					let (from, a_row, a_step) = a.tile(block, start);
					for (i, p) in own.clone().enumerate() {
						let tile = Tile {
							depth,
							a: from,
							a_row,
							a_step,
							b: weights.wrapping_add(i * panel_step),
							b_step,
							// SAFETY: the tile begins within C, whose length is asserted above.
							c: unsafe { c.ptr().add(block * ROWS * stride + p * PANEL) },
							c_step: stride,
							fresh,
						};
						let vectors = if columns - p * PANEL > PANEL / 2 { 2 } else { 1 };
						// SAFETY: operands are as long as their shapes say; this task owns the tile.
						unsafe { micro::run(cpu.isa(), ROWS.min(rows - block * ROWS), vectors, &tile) };
					}
				}
				fresh = false;
			}
		}
	});
}

/// Returns `A·B`, continued by further pairs, as rows × `columns` values. `columns` is a multiple of 16.
pub(crate) fn whole_product(cpu: &Cpu, pairs: &[(&Left, Right)], columns: usize) -> Vec<f32> {
	assert!(columns.is_multiple_of(16));
	let rows = pairs[0].0.rows;
	// SAFETY: C is rows × columns, nobody else has it, and the product writes each of its values.
	unsafe { shards::filled(rows * columns, |c| product(cpu, pairs, columns, c, columns, true)) }
}
