//! Features of records, from a tuned model.

use crate::{
	calibration::questions,
	features::{Features, Source},
};
use openledger_infer::{Error, HiddenStates};
use openledger_model::{Base, Model, Tokenized};

/// Hidden states of records under a tuned model.
pub struct RecordStates<'a> {
	sequences: &'a [Tokenized],
	questions: Vec<Tokenized>,
	/// Which tokens of the vocabulary are numerals.
	numerals: Vec<bool>,
	states: HiddenStates,
}

impl<'a> RecordStates<'a> {
	/// Takes a tuned model with its base, and records, tokenized as they were trained on and in the same
	/// order.
	pub fn new(base: &Base, model: Model, sequences: &'a [Tokenized]) -> Result<Self, Error> {
		Ok(Self {
			sequences,
			questions: questions::sequences(base)?,
			numerals: numerals(base),
			states: HiddenStates::new(model),
		})
	}

	fn of(&self, sequences: &[Tokenized], number: u32) -> Result<Features, String> {
		let sequence = sequences.get(number as usize).ok_or("there is no such record")?;
		self.states.of(sequence).map_err(|error| error.to_string())
	}
}

impl Source for RecordStates<'_> {
	fn features(&self, record: u32) -> Result<Features, String> {
		self.of(self.sequences, record)
	}

	fn question(&self, question: u32) -> Result<Features, String> {
		self.of(&self.questions, question)
	}

	fn tokens(&self, record: u32) -> &[u32] {
		self.sequences.get(record as usize).map_or(&[], |sequence| &sequence.ids)
	}

	fn is_numeral(&self, token: u32) -> bool {
		self.numerals.get(token as usize).copied().unwrap_or(false)
	}

	fn vocabulary(&self) -> u32 {
		u32::try_from(self.numerals.len()).unwrap_or(u32::MAX)
	}
}

/// Returns which tokens of a vocabulary have a digit in them.
fn numerals(base: &Base) -> Vec<bool> {
	let tokens = 0..u32::try_from(base.config().vocabulary).unwrap_or(u32::MAX);
	let has_digit = |id| base.tokenizer().piece(id).iter().any(u8::is_ascii_digit);
	tokens.map(has_digit).collect()
}
