//! The rotation on the processor, row by row.

use super::table::RopeTable;
use crate::cpu::{device::Cpu, isa::every_isa};

/// The number of rows in a task.
const ROWS: usize = 8;

/// Returns the rows of `x`, each turned by the angles of its position times `sign`.
pub(super) fn rotate(
	cpu: &Cpu,
	x: &[f32],
	columns: usize,
	table: &RopeTable,
	positions: &[u32],
	sign: f32,
) -> Vec<f32> {
	cpu.strips(x.len(), ROWS * columns.max(1), 4 * x.len(), |start, y| {
		let first = start / columns;
		let rows = x[start..].chunks_exact(columns).zip(&positions[first..]);
		for (y, (x, position)) in y.chunks_exact_mut(columns).zip(rows) {
			let (cos, sin) = table.at(*position);
			rope(cpu.isa(), x, cos, sin, sign, y);
		}
	})
}

every_isa! {
	/// Rotates the pairs `(x[i], x[i + d/2])` of each head of a row by the angles whose cosines and sines are
	/// given; `sign` is 1 forwards and −1 backwards.
	pub fn rope(x: &[f32], cos: &[f32], sin: &[f32], sign: f32, y: &mut [f32]) {
		let half = cos.len();
		for (x, y) in x.chunks_exact(2 * half).zip(y.chunks_exact_mut(2 * half)) {
			let (x1, x2) = x.split_at(half);
			let (y1, y2) = y.split_at_mut(half);
			for i in 0..half {
				let s = sin[i] * sign;
				y1[i] = x1[i].mul_add(cos[i], -(x2[i] * s));
				y2[i] = x2[i].mul_add(cos[i], x1[i] * s);
			}
		}
	}
}
