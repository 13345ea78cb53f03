//! Gradients of LoRA factors, gathered over a training step.

use parking_lot::{Mutex, MutexGuard};

/// Gradients of a pair over a whole step.
///
/// The chain over tokens runs on from one sequence to the next, so how sequences are grouped does not matter.
#[derive(Default)]
pub struct LoraGradients(Mutex<FactorSums>);

/// Sums of gradients so far; empty before the first.
#[derive(Default)]
pub(super) struct FactorSums {
	/// The gradient of A, rank × inputs.
	pub(super) a: Vec<f32>,
	/// The gradient of B, transposed: rank × outputs.
	pub(super) b: Vec<f32>,
}

impl LoraGradients {
	/// Takes the gradients of A (rank × inputs) and B (outputs × rank), leaving none; `None` if there are
	/// none.
	pub fn take(&self, rank: usize) -> Option<(Vec<f32>, Vec<f32>)> {
		let sums = std::mem::take(&mut *self.0.lock());
		(!sums.a.is_empty()).then(|| (sums.a, transpose(&sums.b, rank)))
	}

	/// Locks the sums, for a backward pass to continue.
	pub(super) fn sums(&self) -> MutexGuard<'_, FactorSums> {
		self.0.lock()
	}
}

/// Transposes rank × outputs to outputs × rank.
pub(super) fn transpose(x: &[f32], rank: usize) -> Vec<f32> {
	let outputs = x.len() / rank;
	let mut out = vec![0.0; x.len()];
	for (j, row) in x.chunks_exact(outputs).enumerate() {
		for (o, value) in row.iter().enumerate() {
			out[o * rank + j] = *value;
		}
	}
	out
}
