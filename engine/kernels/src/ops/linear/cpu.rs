//! The linear on the processor: a packed matrix product in each direction.

use crate::{
	cpu::{
		device::Cpu,
		exact8, gemm,
		operand::{Left, Right},
	},
	matrix::Matrix,
};

/// Returns the product x·Wᵀ.
pub(super) fn forward(cpu: &Cpu, x: &[f32], tokens: usize, w: &Matrix) -> Vec<f32> {
	if let Some(w) = exact8::Weight::of(w) {
		return exact8::forward(cpu, x, tokens, w, None);
	}
	let x = Left::rows(cpu, x, tokens, w.columns(), w.columns());
	gemm::whole_product(cpu, &[(&x, Right::outputs(w))], w.rows())
}

/// Returns the product dy·W, which is dx.
pub(super) fn backward(cpu: &Cpu, dy: &[f32], tokens: usize, w: &Matrix) -> Vec<f32> {
	if let Some(w) = exact8::Weight::of(w) {
		return exact8::backward(cpu, dy, tokens, w, None);
	}
	let dy = Left::rows(cpu, dy, tokens, w.rows(), w.rows());
	gemm::whole_product(cpu, &[(&dy, Right::inputs(w))], w.columns())
}
