//! What training changes: adapter, Adam's moments, step, position in the records. Its bytes are what a checkpoint keeps and
//! what a step's root covers:
//!
//! adapter ‖ first moments ‖ second moments (each in name order, f32 little-endian) ‖ steps done ‖ records visited (each
//! u64 little-endian). The records visited fix the position of every random stream, since a job draws its initial
//! values and all its orders before the first step.

use crate::{
	adapter::{Adapter, Half},
	model::Model,
	Error,
};
use openledger_content::{root, Hash};
use openledger_kernels::{
	rows::{adamw, all_finite, square_sum, AdamW},
	Engine,
};
use openledger_spec::HyperParameters;
use parking_lot::Mutex;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPS: f32 = 1e-8;

/// The state after some steps.
pub(crate) struct State {
	pub(crate) adapter: Adapter,
	/// Moments of each factor, in name order.
	first: Vec<Vec<f32>>,
	second: Vec<Vec<f32>>,
	pub(crate) steps: u64,
	pub(crate) records: u64,
}

impl State {
	pub(crate) fn new(adapter: Adapter) -> Self {
		let zeros: Vec<Vec<f32>> = adapter.factors.iter().map(|f| vec![0.0; f.values.len()]).collect();
		Self { adapter, first: zeros.clone(), second: zeros, steps: 0, records: 0 }
	}

	/// Writes the state's bytes over `out`.
	pub(crate) fn write(&self, out: &mut Vec<u8>) {
		out.resize(12 * self.adapter.len() + 16, 0);
		let values = self.adapter.factors.iter().map(|f| &f.values);
		let all = values.chain(&self.first).chain(&self.second).flatten();
		let (words, _) = out.as_chunks_mut::<4>();
		for (word, value) in words.iter_mut().zip(all) {
			*word = value.to_le_bytes();
		}
		let tail = out.len() - 16;
		out[tail..tail + 8].copy_from_slice(&self.steps.to_le_bytes());
		out[tail + 8..].copy_from_slice(&self.records.to_le_bytes());
	}

	/// Reads what [`Self::write`] wrote; `false` if the length is wrong.
	pub(crate) fn read(&mut self, bytes: &[u8]) -> bool {
		if bytes.len() != 12 * self.adapter.len() + 16 {
			return false;
		}
		let (words, _) = bytes.as_chunks::<4>();
		let mut values = words.iter().map(|word| f32::from_le_bytes(*word));
		let factors = self.adapter.factors.iter_mut().map(|f| &mut f.values);
		for slot in factors.chain(&mut self.first).chain(&mut self.second).flatten() {
			*slot = values.next().unwrap_or_default();
		}
		let number = |at: usize| bytes[at..].first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
		self.steps = number(bytes.len() - 16);
		self.records = number(bytes.len() - 8);
		true
	}

	/// One AdamW step with the gradients that `model` gathered, the global norm clipped: norm² is the sum over factors, in name
	/// order, of their sums of squares. Fails, changing nothing that is ever published, if a number is not finite.
	pub(crate) fn advance(&mut self, model: &Model, hyper: &HyperParameters, rate: f32) -> Result<(), Error> {
		let step = self.steps + 1;
		let diverged = Error::Diverged { step: step as u32 };
		let isa = model.engine.isa();
		let mut gradients = vec![Vec::new(); self.adapter.factors.len()];
		for (layer, target, adapted) in model.adapted() {
			let Some((a, b)) = adapted.gradients.take(self.adapter.rank) else { continue };
			for (half, gradient) in [(Half::A, a), (Half::B, b)] {
				if let Some(place) = self.adapter.place(layer, target, half) {
					gradients[place] = gradient;
				}
			}
		}
		let squares: f64 = gradients.iter().map(|g| f64::from(square_sum(isa, g))).sum();
		let norm = squares.sqrt();
		if !norm.is_finite() {
			return Err(diverged);
		}
		let limit = f64::from(hyper.clip_norm.to_f32());
		let clip = if limit > 0.0 && norm > limit { (limit / norm) as f32 } else { 1.0 };
		let at = AdamW {
			rate,
			beta1: BETA1,
			beta2: BETA2,
			eps: EPS,
			decay: hyper.weight_decay.to_f32(),
			correction1: correction(BETA1, step),
			correction2: correction(BETA2, step),
			clip,
		};
		let finite = Mutex::new(true);
		{
			let factors = self.adapter.factors.iter_mut().map(|f| &mut f.values);
			let moments = self.first.iter_mut().zip(&mut self.second);
			let parts: Vec<_> = factors.zip(moments).zip(&gradients).map(Mutex::new).collect();
			model.engine.for_each(parts.len(), &|i| {
				let ((values, (first, second)), gradient) = &mut *parts[i].lock();
				adamw(isa, &at, values, first, second, gradient);
				if !(all_finite(isa, values) && all_finite(isa, second)) {
					*finite.lock() = false;
				}
			});
		}
		self.steps = step;
		if finite.into_inner() {
			Ok(())
		} else {
			Err(diverged)
		}
	}
}

/// 1 − β^t, the power by repeated multiplication in binary64.
fn correction(beta: f32, step: u64) -> f32 {
	let mut power = 1.0f64;
	for _ in 0..step {
		power *= f64::from(beta);
	}
	(1.0 - power) as f32
}

/// Root of a blob, its chunks hashed on the engine's threads.
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
