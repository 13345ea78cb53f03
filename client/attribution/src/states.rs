//! Features of records, from a tuned model.

use crate::features::{Features, Source};
use openledger_finetune::{Adapter, Base, Error, States, Tokenized};
use parking_lot::Mutex;

/// Hidden states of records under an adapter on its base.
pub struct RecordStates<'a> {
	base: &'a Base,
	sequences: &'a [Tokenized],
	/// Scratch space of the model, used by one record at a time.
	model: Mutex<States>,
}

impl<'a> RecordStates<'a> {
	/// Of these records, tokenised as they were trained on and in the same order.
	pub fn new(
		base: &'a Base,
		adapter: &Adapter,
		sequences: &'a [Tokenized],
		threads: usize,
	) -> Result<Self, Error> {
		Ok(Self { base, sequences, model: Mutex::new(States::new(base, adapter, threads)?) })
	}
}

impl Source for RecordStates<'_> {
	fn features(&self, record: u32) -> Result<Features, String> {
		let sequence = self.sequences.get(record as usize).ok_or("there is no such record")?;
		self.model.lock().of(self.base, sequence).map_err(|error| error.to_string())
	}
}
