//! The sum on the processor.

use crate::cpu::{device::Cpu, isa::every_isa};

/// The number of values in a task.
const STRIP: usize = 8192;

/// Returns the sum a + b.
pub(super) fn forward(cpu: &Cpu, a: &[f32], b: &[f32]) -> Vec<f32> {
	cpu.strips(a.len(), STRIP, a.len(), |start, y| {
		add(cpu.isa(), &a[start..][..y.len()], &b[start..][..y.len()], y);
	})
}

every_isa! {
	/// Computes `y[i] = a[i] + b[i]`.
	pub fn add(a: &[f32], b: &[f32], y: &mut [f32]) {
		for i in 0..y.len() {
			y[i] = a[i] + b[i];
		}
	}
}
