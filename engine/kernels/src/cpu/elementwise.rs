//! Element-wise arithmetic that several operators use on rows they already hold.

use crate::cpu::isa::every_isa;

every_isa! {
	/// Computes `sum[i] = sum[i] + x[i]`.
	pub fn add_to(x: &[f32], sum: &mut [f32]) {
		for i in 0..sum.len() {
			sum[i] += x[i];
		}
	}
}

every_isa! {
	/// Computes `x[i] = x[i] · scale`.
	pub fn scale(x: &mut [f32], scale: f32) {
		for x in x.iter_mut() {
			*x *= scale;
		}
	}
}
