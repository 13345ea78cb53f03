//! Features of records, from a tuned model.

use crate::{
	features::{Features, Source},
	unrelated,
};
use openledger_infer::{Error, States};
use openledger_model::{Adapter, Base, Tokenized};
use parking_lot::Mutex;

/// Hidden states of records under an adapter on its base.
pub struct RecordStates<'a> {
	base: &'a Base,
	sequences: &'a [Tokenized],
	unrelated: Vec<Tokenized>,
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
		let (unrelated, model) =
			(unrelated::sequences(base)?, Mutex::new(States::new(base, adapter, threads)?));
		Ok(Self { base, sequences, unrelated, model })
	}

	fn of(&self, sequences: &[Tokenized], number: u32) -> Result<Features, String> {
		let sequence = sequences.get(number as usize).ok_or("there is no such record")?;
		self.model.lock().of(self.base, sequence).map_err(|error| error.to_string())
	}
}

impl Source for RecordStates<'_> {
	fn features(&self, record: u32) -> Result<Features, String> {
		self.of(self.sequences, record)
	}

	fn unrelated(&self, question: u32) -> Result<Features, String> {
		self.of(&self.unrelated, question)
	}

	fn tokens(&self, record: u32) -> &[u32] {
		self.sequences.get(record as usize).map_or(&[], |sequence| &sequence.ids)
	}

	fn vocabulary(&self) -> u32 {
		u32::try_from(self.base.config().vocabulary).unwrap_or(u32::MAX)
	}
}
