//! Losses of single records.

use crate::Error;
use openledger_model::{
	pack::{check, counted, groups},
	Adapter, Base, Model, Pack, Tokenized,
};

/// A model that gives the losses of records.
pub struct Losses {
	model: Model,
}

impl Losses {
	/// `base` with an adapter, or alone.
	pub fn new(base: &Base, adapter: Option<&Adapter>, threads: usize) -> Result<Self, Error> {
		let model = match adapter {
			Some(adapter) => Model::tuned(base, adapter, threads)?,
			None => Model::plain(base, threads)?,
		};
		Ok(Self { model })
	}

	/// Mean loss over each record's counted tokens, summed in order in binary64. Short records run together, which does not
	/// change a bit.
	pub fn of(&mut self, base: &Base, sequences: &[Tokenized]) -> Result<Vec<f64>, Error> {
		let config = base.config();
		for (index, sequence) in sequences.iter().enumerate() {
			check(sequence, config.vocabulary, config.context as u32).map_err(|error| error.at(index + 1))?;
		}
		self.model.reach(base, sequences.iter().map(|s| s.ids.len()).max().unwrap_or(1));
		let all: Vec<&Tokenized> = sequences.iter().collect();
		let mut means = Vec::with_capacity(all.len());
		for group in groups(&all, None) {
			let losses = self.model.evaluate(&Pack::new(group.iter().copied()))?;
			let mut rest = &losses[..];
			for sequence in group {
				let (own, others) = rest.split_at(counted([sequence]));
				means.push(own.iter().map(|loss| f64::from(*loss)).sum::<f64>() / own.len() as f64);
				rest = others;
			}
		}
		match means.iter().all(|mean| mean.is_finite()) {
			true => Ok(means),
			false => Err(Error::NotFinite),
		}
	}
}
