//! Softmax of a row of scores, and its gradient, on the processor.

use crate::{
	cpu::isa::every_isa,
	math::{self, dot, exp},
};

every_isa! {
	/// Replaces scores by softmax(scores · scale): e^(z − max) ÷ their sum. A row with a score that is not
	/// finite becomes NaN.
	pub fn softmax(row: &mut [f32], scale: f32) {
		masked(row, 0, scale);
	}
}

every_isa! {
	/// Does the same for a row whose last `hidden` places hold −∞, which become +0.0.
	pub fn masked_softmax(row: &mut [f32], hidden: usize, scale: f32) {
		masked(row, hidden, scale);
	}
}

/// Replaces scores by their softmax, the last `hidden` of them −∞ as the caller wrote them.
///
/// Another −∞ is a score that overflowed. Its e^−∞ = 0 would hide that, so it is counted before.
#[inline(always)]
fn masked(row: &mut [f32], hidden: usize, scale: f32) {
	let mut infinities = 0u32;
	for x in row.iter_mut() {
		infinities += u32::from(*x == f32::NEG_INFINITY);
		*x *= scale;
	}
	let top = math::max(row);
	for x in row.iter_mut() {
		*x = exp(*x - top);
	}
	let total = if infinities as usize == hidden { math::sum(row) } else { f32::NAN };
	for x in row.iter_mut() {
		*x /= total;
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
