//! How improbable a model finds an answer.

use crate::{base::Base, data::Tokenized, model::Model, Adapter, Error};

/// A model that reads answers.
pub struct Surprise {
	model: Model,
}

impl Surprise {
	/// `base` with an adapter, or alone.
	pub fn new(base: &Base, adapter: Option<&Adapter>, threads: usize) -> Result<Self, Error> {
		let model = match adapter {
			Some(adapter) => Model::tuned(base, adapter, threads)?,
			None => Model::plain(base, threads)?,
		};
		Ok(Self { model })
	}

	/// Minus the natural logarithm of the probability of the counted tokens, given those before: the sum of their losses, in order,
	/// in binary64.
	pub fn of(&mut self, base: &Base, sequence: &Tokenized) -> Result<f64, Error> {
		let pack = self.model.alone(base, sequence)?;
		let sum = self.model.evaluate(&pack)?.into_iter().map(f64::from).sum::<f64>();
		match sum.is_finite() {
			true => Ok(sum),
			false => Err(Error::Diverged { step: 0 }),
		}
	}
}
