//! The state that training changes: adapter, Adam's moments, step, position in the records. Its bytes are
//! what a checkpoint keeps and what a step's root covers:
//!
//! adapter ‖ first moments ‖ second moments (each in name order, f32 little-endian) ‖ steps done ‖ records
//! visited (each u64 little-endian). The records visited fix the position of every random stream, since a job
//! draws its initial values and all its orders before the first step.

use crate::Error;
use openledger_content::{Hash, root};
use openledger_kernels::{
	Engine,
	rows::{AdamW, adamw, all_finite, square_sum},
};
use openledger_model::{Adapter, Model};
use openledger_spec::HyperParameters;
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPS: f32 = 1e-8;

/// The state of training after some steps.
pub(crate) struct TrainState {
	pub(crate) adapter: Adapter,
	/// First moments of each factor, in name order.
	first: Vec<Vec<f32>>,
	/// Second moments of each factor, in name order.
	second: Vec<Vec<f32>>,
	pub(crate) steps: u64,
	pub(crate) records: u64,
}

impl TrainState {
	pub(crate) fn new(adapter: Adapter) -> Self {
		let zeros: Vec<Vec<f32>> = adapter.values().map(|values| vec![0.0; values.len()]).collect();
		Self { adapter, first: zeros.clone(), second: zeros, steps: 0, records: 0 }
	}

	/// Writes the state's bytes over `out`.
	pub(crate) fn write(&self, out: &mut Vec<u8>) {
		out.resize(12 * self.adapter.parameters() + 16, 0);
		let moments = self.first.iter().chain(&self.second).map(Vec::as_slice);
		let all = self.adapter.values().chain(moments).flatten();
		let (words, _) = out.as_chunks_mut::<4>();
		for (word, value) in words.iter_mut().zip(all) {
			*word = value.to_le_bytes();
		}
		let tail = out.len() - 16;
		out[tail..tail + 8].copy_from_slice(&self.steps.to_le_bytes());
		out[tail + 8..].copy_from_slice(&self.records.to_le_bytes());
	}

	/// Reads the bytes that [`Self::write`] wrote. Returns false if their length is wrong.
	pub(crate) fn read(&mut self, bytes: &[u8]) -> bool {
		if bytes.len() != 12 * self.adapter.parameters() + 16 {
			return false;
		}
		let (words, _) = bytes.as_chunks::<4>();
		let mut values = words.iter().map(|word| f32::from_le_bytes(*word));
		let moments = self.first.iter_mut().chain(&mut self.second).map(Vec::as_mut_slice);
		for slot in self.adapter.values_mut().chain(moments).flatten() {
			*slot = values.next().unwrap_or_default();
		}
		let number = |at: usize| bytes[at..].first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
		self.steps = number(bytes.len() - 16);
		self.records = number(bytes.len() - 8);
		true
	}

	/// Makes one AdamW step with the gradients that `model` gathered, their global norm clipped.
	///
	/// norm² is the sum over factors, in name order, of their sums of squares. Fails, changing nothing that
	/// is ever published, if a number is not finite.
	pub(crate) fn advance(&mut self, model: &Model, hyper: &HyperParameters, rate: f32) -> Result<(), Error> {
		let step = self.steps + 1;
		let isa = model.engine().isa();
		let gradients = model.take_gradients(&self.adapter);
		let squares: f64 = gradients.iter().map(|g| f64::from(square_sum(isa, g))).sum();
		let norm = squares.sqrt();
		if !norm.is_finite() {
			return Err(Error::Diverged { step: step as u32 });
		}
		let limit = f64::from(hyper.clip_norm.to_f32());
		let at = AdamW {
			rate,
			beta1: BETA1,
			beta2: BETA2,
			eps: EPS,
			decay: hyper.weight_decay.to_f32(),
			correction1: correction(BETA1, step),
			correction2: correction(BETA2, step),
			clip: if limit > 0.0 && norm > limit { (limit / norm) as f32 } else { 1.0 },
		};
		self.steps = step;
		match self.update(model.engine(), &at, &gradients) {
			true => Ok(()),
			false => Err(Error::Diverged { step: step as u32 }),
		}
	}

	/// Updates every factor and its moments, each on a thread of the engine. Returns true if all values are
	/// finite.
	fn update(&mut self, engine: &Engine, at: &AdamW, gradients: &[Vec<f32>]) -> bool {
		let isa = engine.isa();
		let finite = AtomicBool::new(true);
		let moments = self.first.iter_mut().zip(&mut self.second);
		let parts: Vec<_> = self.adapter.values_mut().zip(moments).zip(gradients).map(Mutex::new).collect();
		engine.for_each(parts.len(), &|i| {
			let ((values, (first, second)), gradient) = &mut *parts[i].lock();
			adamw(isa, at, values, first, second, gradient);
			if !(all_finite(isa, values) && all_finite(isa, second)) {
				finite.store(false, Ordering::Relaxed);
			}
		});
		finite.into_inner()
	}
}

/// Returns 1 − β^t, the power by repeated multiplication in binary64.
fn correction(beta: f32, step: u64) -> f32 {
	let mut power = 1.0f64;
	for _ in 0..step {
		power *= f64::from(beta);
	}
	(1.0 - power) as f32
}

/// Returns the root of a blob, its chunks hashed on the engine's threads.
pub(crate) fn root_of(engine: &Engine, bytes: &[u8]) -> Hash {
	let chunks: Vec<&[u8]> = bytes.chunks(root::CHUNK).collect();
	let leaves: Vec<Mutex<Hash>> = chunks.iter().map(|_| Mutex::default()).collect();
	engine.for_each(chunks.len(), &|i| *leaves[i].lock() = root::leaf(i as u64, chunks[i]));
	let leaves: Vec<Hash> = leaves.into_iter().map(Mutex::into_inner).collect();
	root::from_leaves(&leaves, bytes.len() as u64)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parallel_root_is_the_root() {
		let engine = Engine::new(3).unwrap();
		for length in [0, 1, root::CHUNK, 5 * root::CHUNK + 3] {
			let bytes: Vec<u8> = (0..length).map(|i| i as u8).collect();
			assert_eq!(root_of(&engine, &bytes), root::of(&bytes));
		}
	}

	#[test]
	fn corrections_are_those_of_adam() {
		assert_eq!(correction(0.5, 3), 0.875);
		assert!((correction(BETA1, 1) - 0.1).abs() < 1e-7);
	}
}
