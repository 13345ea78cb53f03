//! The arithmetic of the optimiser: sums of squares for clipping, AdamW, and the check that numbers are
//! finite.

use crate::{cpu::isa::every_isa, math::dot};

/// Constants of one AdamW step.
#[derive(Clone, Copy, Debug)]
pub struct AdamW {
	/// The learning rate of this step.
	pub rate: f32,
	/// The decay β₁ of the first moment.
	pub beta1: f32,
	/// The decay β₂ of the second moment.
	pub beta2: f32,
	/// The addend ε, which keeps the divisor away from zero.
	pub eps: f32,
	/// The decoupled weight decay.
	pub decay: f32,
	/// The correction of the first moment, 1 − β₁^t.
	pub correction1: f32,
	/// The correction of the second moment, 1 − β₂^t.
	pub correction2: f32,
	/// The factor on the gradient, from clipping.
	pub clip: f32,
}

every_isa! {
	/// Makes one AdamW step on a tensor and its moments.
	pub fn adamw(at: &AdamW, param: &mut [f32], m: &mut [f32], v: &mut [f32], gradient: &[f32]) {
		for i in 0..param.len() {
			let g = gradient[i] * at.clip;
			m[i] = at.beta1.mul_add(m[i], (1.0 - at.beta1) * g);
			v[i] = at.beta2.mul_add(v[i], (1.0 - at.beta2) * (g * g));
			let mean = m[i] / at.correction1;
			let root = (v[i] / at.correction2).sqrt() + at.eps;
			let kept = param[i] * (1.0 - at.rate * at.decay);
			param[i] = kept - at.rate * (mean / root);
		}
	}
}

every_isa! {
	/// Returns the sum of squares of a row, as [`crate::math::dot`] adds.
	pub fn square_sum(x: &[f32]) -> f32 {
		dot(x, x)
	}
}

every_isa! {
	/// Returns whether every element is a number and finite.
	pub fn all_finite(x: &[f32]) -> bool {
		let mut bad = 0u32;
		for x in x {
			bad |= (x.abs() >= f32::INFINITY || x.is_nan()) as u32;
		}
		bad == 0
	}
}
