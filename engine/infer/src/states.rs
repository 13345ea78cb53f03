//! Hidden states of single records, for attribution.

use crate::Error;
use openledger_model::{Adapter, Base, Model, Tokenized};
use std::ops::RangeInclusive;

/// An adapter in place, ready to give the hidden states of one record after another.
pub struct States {
	model: Model,
	/// How many layers must have run for a state that takes part.
	depths: RangeInclusive<usize>,
}

impl States {
	/// Puts `adapter` on `base`. Of a model with L layers, the states between two and four fifths of its depth take part:
	/// before, they are about words; after, about the next word only. docs/design/attribution.md has the measurements.
	pub fn new(base: &Base, adapter: &Adapter, threads: usize) -> Result<Self, Error> {
		let model = Model::tuned(base, adapter, threads)?;
		let layers = base.config().layers;
		Ok(Self { model, depths: 2 * layers / 5..=4 * layers / 5 })
	}

	/// For each depth that takes part, in order: `layers.NN.answer`, the mean state of the rows that predict the record's
	/// counted tokens, and `layers.NN.end`, the state of the last of these rows. Each has as many numbers as the model is
	/// wide. Sums run over rows in order, so that the bits are the same everywhere.
	pub fn of(&mut self, base: &Base, sequence: &Tokenized) -> Result<Vec<(String, Vec<f32>)>, Error> {
		let pack = self.model.alone(base, sequence)?;
		let (first, last) = (sequence.loss_from - 1, pack.ids.len() - 1);
		let mut pooled = Vec::new();
		let width = base.config().hidden;
		for (depth, state) in self.depths.clone().zip(self.model.states(&pack, self.depths.clone())?) {
			pooled.push((format!("layers.{depth:02}.answer"), mean(&state[first * width..], width)));
			pooled.push((format!("layers.{depth:02}.end"), state[last * width..].to_vec()));
		}
		match pooled.iter().flat_map(|(_, state)| state).all(|x| x.is_finite()) {
			true => Ok(pooled),
			false => Err(Error::NotFinite),
		}
	}

	/// Mean over all tokens of what leaves the last layer: the usual representation of a text, to compare with.
	pub fn last(&mut self, base: &Base, sequence: &Tokenized) -> Result<Vec<f32>, Error> {
		let pack = self.model.alone(base, sequence)?;
		let layers = base.config().layers;
		let states = self.model.states(&pack, layers..=layers)?;
		Ok(states.first().map(|state| mean(state, base.config().hidden)).unwrap_or_default())
	}
}

/// Mean of rows of `width` numbers, summed in order.
fn mean(rows: &[f32], width: usize) -> Vec<f32> {
	let mut sum = vec![0f32; width];
	for row in rows.chunks_exact(width) {
		for (sum, x) in sum.iter_mut().zip(row) {
			*sum += x;
		}
	}
	let count = (rows.len() / width) as f32;
	sum.iter().map(|sum| sum / count).collect()
}
