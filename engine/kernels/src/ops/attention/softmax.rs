//! Softmax of a row of scores, and its gradient, on the processor.

use crate::{
	cpu::isa::every_isa,
	math::{self, dot, exp},
};

every_isa! {
	/// Replaces scores by softmax(scores · scale): e^(z − max) ÷ their sum.
	pub fn softmax(row: &mut [f32], scale: f32) {
		for x in row.iter_mut() {
			*x *= scale;
		}
		let top = math::max(row);
		for x in row.iter_mut() {
			*x = exp(*x - top);
		}
		let total = math::sum(row);
		for x in row.iter_mut() {
			*x /= total;
		}
	}
}

every_isa! {
	/// Computes the gradient through softmax: ds = p · (dp − Σ p·dp) · scale, written over dp.
	pub fn softmax_backward(p: &[f32], dp: &mut [f32], scale: f32) {
		let mean = dot(p, dp);
		for i in 0..dp.len() {
			dp[i] = p[i] * (dp[i] - mean) * scale;
		}
	}
}
