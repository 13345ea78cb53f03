//! The gate on the processor, element by element.

use crate::{
	cpu::{device::Cpu, isa::every_isa, shards},
	math::sigmoid,
};

/// The number of values in a task.
const STRIP: usize = 4096;

/// Returns y, the gate applied to up.
pub(super) fn forward(cpu: &Cpu, g: &[f32], u: &[f32]) -> Vec<f32> {
	cpu.strips(g.len(), STRIP, 20 * g.len(), |start, y| {
		swiglu(cpu.isa(), &g[start..][..y.len()], &u[start..][..y.len()], y);
	})
}

/// Returns dg and du, the gradients of gate and up.
pub(super) fn backward(cpu: &Cpu, g: &[f32], u: &[f32], dy: &[f32]) -> (Vec<f32>, Vec<f32>) {
	let mut dg = Vec::new();
	let fill = |dus: &shards::Shards<f32>| {
		dg = cpu.strips(g.len(), STRIP, 24 * g.len(), |start, dg| {
			let part = start..start + dg.len();
			// SAFETY: the place of du is that of this task's strip of dg, which no other task has.
			let du = unsafe { dus.zeros(start, dg.len()) };
			swiglu_backward(cpu.isa(), &g[part.clone()], &u[part.clone()], &dy[part], dg, du);
		});
	};
	// SAFETY: the strips of dg cover it, and each writes du at the same places.
	let du = unsafe { shards::filled(g.len(), fill) };
	(dg, du)
}

every_isa! {
	/// Computes y = g · sigmoid(g) · u.
	pub fn swiglu(g: &[f32], u: &[f32], y: &mut [f32]) {
		for i in 0..y.len() {
			y[i] = g[i] * sigmoid(g[i]) * u[i];
		}
	}
}

every_isa! {
	/// Computes the gradients of [`swiglu`]: du = dy · g·σ, dg = dy · u · (σ · (1 + g · (1 − σ))).
	pub fn swiglu_backward(g: &[f32], u: &[f32], dy: &[f32], dg: &mut [f32], du: &mut [f32]) {
		for i in 0..dy.len() {
			let s = sigmoid(g[i]);
			du[i] = dy[i] * (g[i] * s);
			dg[i] = dy[i] * u[i] * (s * g[i].mul_add(1.0 - s, 1.0));
		}
	}
}
