//! Gradients of a real model.

use crate::gradients::{Gradient, Gradients};
use openledger_finetune::{Adapter, Base, Error, Tokenized};
use parking_lot::Mutex;

/// Per-record gradients of an adapter on its base.
pub struct LoraGradients<'a> {
	base: &'a Base,
	sequences: &'a [Tokenized],
	/// Scratch space of the model, used by one record at a time.
	model: Mutex<openledger_finetune::Gradients>,
}

impl<'a> LoraGradients<'a> {
	/// Over these records, tokenised as they were trained on and in the same order.
	pub fn new(
		base: &'a Base,
		adapter: &Adapter,
		sequences: &'a [Tokenized],
		threads: usize,
	) -> Result<Self, Error> {
		let model = openledger_finetune::Gradients::new(base, adapter, threads)?;
		Ok(Self { base, sequences, model: Mutex::new(model) })
	}
}

impl Gradients for LoraGradients<'_> {
	fn gradient(&self, record: u32) -> Result<Gradient, String> {
		let sequence = self.sequences.get(record as usize).ok_or("there is no such record")?;
		self.model.lock().of(self.base, sequence).map_err(|error| error.to_string())
	}
}
