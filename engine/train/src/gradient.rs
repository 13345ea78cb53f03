//! Gradients of single records, for attribution.

use crate::Error;
use openledger_model::{Adapter, Base, Model, Tokenized};

/// An adapter in place, ready to give the gradient of one record after another.
pub struct Gradients {
	model: Model,
	adapter: Adapter,
}

impl Gradients {
	/// Puts `adapter` on `base`.
	pub fn new(base: &Base, adapter: &Adapter, threads: usize) -> Result<Self, Error> {
		Ok(Self { model: Model::tuned(base, adapter, threads)?, adapter: adapter.clone() })
	}

	/// Gradient of the mean loss over the record's counted tokens, by factor, in name order.
	pub fn of(&mut self, base: &Base, sequence: &Tokenized) -> Result<Vec<(String, Vec<f32>)>, Error> {
		let pack = self.model.alone(base, sequence)?;
		let losses = self.model.learn(&pack, 1.0 / pack.rows.len() as f32)?;
		let gradients = self.model.take_gradients(&self.adapter);
		let sound = losses.iter().chain(gradients.iter().flatten()).all(|x| x.is_finite());
		if !sound {
			return Err(Error::Diverged { step: 0 });
		}
		Ok(self.adapter.names().map(String::from).zip(gradients).collect())
	}
}

/// Gradient of one record's mean loss over its counted tokens, by factor, in name order. For many records, a [`Gradients`] saves
/// the set-up.
pub fn lora_gradient(
	base: &Base,
	adapter: &Adapter,
	sequence: &Tokenized,
	threads: usize,
) -> Result<Vec<(String, Vec<f32>)>, Error> {
	Gradients::new(base, adapter, threads)?.of(base, sequence)
}
