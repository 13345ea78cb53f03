//! Losses of single records.

use crate::Error;
use openledger_model::{
	DataError, Model, Pack, Tokenized,
	pack::{check, counted, groups},
};

/// A model that gives the losses of records.
pub struct Losses {
	model: Model,
}

impl Losses {
	/// Takes the model that records are read with.
	pub fn new(model: Model) -> Self {
		Self { model }
	}

	/// Returns the mean loss over each record's counted tokens, summed in order in binary64.
	///
	/// Short records run together, which does not change a bit.
	pub fn of(&self, sequences: &[Tokenized]) -> Result<Vec<f64>, Error> {
		let config = self.model.config();
		for (index, sequence) in sequences.iter().enumerate() {
			check(sequence, config.vocabulary, config.context as u32)
				.map_err(|problem| DataError::of_record(index + 1, problem))?;
		}
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
