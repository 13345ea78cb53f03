//! The gate on the processor, element by element.

use crate::{cpu::isa::every_isa, math::sigmoid};

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
