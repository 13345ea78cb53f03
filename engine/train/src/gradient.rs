//! Gradients of single records, for attribution.

use crate::Error;
use openledger_model::{Adapter, Model, Tokenized};

/// A tuned model that gives the gradient of one record after another.
pub struct Gradients {
	model: Model,
	adapter: Adapter,
}

impl Gradients {
	/// Puts `adapter` on a model, in the place of the one that it had.
	pub fn new(mut model: Model, adapter: &Adapter) -> Result<Self, Error> {
		model.set_adapter(adapter)?;
		Ok(Self { model, adapter: adapter.clone() })
	}

	/// Returns the gradient of the mean loss over the record's counted tokens, by factor, in name order.
	pub fn of(&mut self, sequence: &Tokenized) -> Result<Vec<(String, Vec<f32>)>, Error> {
		let pack = self.model.pack_single(sequence)?;
		let losses = self.model.forward_backward(&pack, 1.0 / pack.rows.len() as f32)?;
		let gradients = self.model.take_gradients(&self.adapter);
		let finite = losses.iter().chain(gradients.iter().flatten()).all(|x| x.is_finite());
		if !finite {
			return Err(Error::Diverged { step: 0 });
		}
		Ok(self.adapter.names().map(String::from).zip(gradients).collect())
	}
}
