//! Gradients of single records, for attribution.

use crate::{adapter::Half, base::Base, data::Tokenized, model::Model, Adapter, Error};

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
		let mut gradients =
			self.adapter.factors.iter().map(|f| (f.name.clone(), Vec::new())).collect::<Vec<_>>();
		for (layer, target, adapted) in self.model.adapted() {
			let taken = adapted.gradients.take(self.adapter.rank);
			let places = [Half::A, Half::B].map(|half| self.adapter.place(layer, target, half));
			if let (Some((a, b)), [Some(at_a), Some(at_b)]) = (taken, places) {
				gradients[at_a].1 = a;
				gradients[at_b].1 = b;
			}
		}
		let sound = losses.iter().chain(gradients.iter().flat_map(|(_, g)| g)).all(|x| x.is_finite());
		if !sound {
			return Err(Error::Diverged { step: 0 });
		}
		Ok(gradients)
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
