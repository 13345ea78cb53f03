//! The left operand of a product of 8-bit integers.

use super::{
	layout::{Record, TILE},
	quantize,
};
use crate::{
	cpu::{device::Cpu, shards::Shards},
	quant::BLOCK,
};

/// The left operand, rows × depth, quantised in blocks of 32.
pub(crate) struct Rows {
	records: Vec<Record>,
	pub(crate) rows: usize,
	/// The number of blocks of a row.
	pub(crate) blocks: usize,
}

impl Rows {
	/// Quantises `rows` × `depth` values, `depth` a multiple of 32. Where `factors` has a number for each
	/// column, rows are multiplied by it first.
	pub(crate) fn new(cpu: &Cpu, x: &[f32], rows: usize, depth: usize, factors: Option<&[f32]>) -> Self {
		assert!(depth.is_multiple_of(BLOCK) && x.len() >= rows * depth);
		assert!(factors.is_none_or(|factors| factors.len() == depth));
		let (blocks, tiles) = (depth / BLOCK, rows.div_ceil(TILE));
		let mut records = vec![Record::ZERO; tiles * blocks];
		let out = Shards::new(&mut records);
		cpu.run(tiles, 2 * rows * depth, &|tile| {
			let first = tile * TILE;
			// SAFETY: a tile's records belong to one task, and are initialised.
			let records = unsafe { out.slice(tile * blocks, blocks) };
			quantize::tile(cpu.isa(), &x[first * depth..], depth, rows - first, factors, records);
		});
		Self { records, rows, blocks }
	}

	/// Returns the number of tiles, the last one perhaps lower than 6 rows.
	pub(crate) fn tiles(&self) -> usize {
		self.rows.div_ceil(TILE)
	}

	/// Returns the records of a tile from a block on.
	pub(crate) fn tile(&self, tile: usize, block: usize) -> &[Record] {
		&self.records[tile * self.blocks + block..(tile + 1) * self.blocks]
	}
}
