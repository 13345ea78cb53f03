//! The bias on the processor, row by row.

use crate::{cpu::device::Cpu, ops::add::cpu::add};

/// The number of rows in a task.
const ROWS: usize = 8;

/// Returns the rows of `x`, each with `b` added.
pub(super) fn forward(cpu: &Cpu, x: &[f32], b: &[f32]) -> Vec<f32> {
	let columns = b.len().max(1);
	cpu.strips(x.len(), ROWS * columns, x.len(), |start, y| {
		for (x, y) in x[start..].chunks_exact(columns).zip(y.chunks_exact_mut(columns)) {
			add(cpu.isa(), x, b, y);
		}
	})
}
