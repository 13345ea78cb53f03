//! The norm on the processor, row by row.

use crate::{
	cpu::{device::Cpu, isa::every_isa},
	math::dot,
};

/// The number of rows in a task.
const ROWS: usize = 8;

/// Makes as many values as `count`, in rows of `columns`: `f(start, row)` writes the row that begins at
/// `start`.
fn each_row(cpu: &Cpu, count: usize, columns: usize, f: impl Fn(usize, &mut [f32]) + Sync) -> Vec<f32> {
	cpu.strips(count, ROWS * columns.max(1), 4 * count, |start, out| {
		for (row, out) in out.chunks_exact_mut(columns).enumerate() {
			f(start + row * columns, out);
		}
	})
}

/// Returns the normalised rows y.
pub(super) fn forward(cpu: &Cpu, x: &[f32], w: &[f32], eps: f32) -> Vec<f32> {
	each_row(cpu, x.len(), w.len(), |start, y| rms_norm(cpu.isa(), &x[start..][..w.len()], w, eps, y))
}

/// Returns dx, the gradient of the rows.
pub(super) fn backward(cpu: &Cpu, x: &[f32], w: &[f32], eps: f32, dy: &[f32]) -> Vec<f32> {
	each_row(cpu, x.len(), w.len(), |start, dx| {
		let (x, dy) = (&x[start..][..w.len()], &dy[start..][..w.len()]);
		rms_norm_backward(cpu.isa(), x, w, eps, dy, dx);
	})
}

every_isa! {
	/// Computes y = (x · r) · w with r = 1 / √(Σx²/n + ε).
	pub fn rms_norm(x: &[f32], w: &[f32], eps: f32, y: &mut [f32]) {
		let r = 1.0 / (dot(x, x) / x.len() as f32 + eps).sqrt();
		for i in 0..x.len() {
			y[i] = (x[i] * r) * w[i];
		}
	}
}

every_isa! {
	/// Computes the gradient of [`rms_norm`] with respect to x: with g = dy · w and s = Σ g·x,
	/// dx = g · r − x · (r³ · s / n).
	pub fn rms_norm_backward(x: &[f32], w: &[f32], eps: f32, dy: &[f32], dx: &mut [f32]) {
		let n = x.len() as f32;
		let r = 1.0 / (dot(x, x) / n + eps).sqrt();
		for i in 0..x.len() {
			dx[i] = dy[i] * w[i];
		}
		let scale = r * r * r * dot(dx, x) / n;
		for i in 0..x.len() {
			dx[i] = (-x[i]).mul_add(scale, dx[i] * r);
		}
	}
}
