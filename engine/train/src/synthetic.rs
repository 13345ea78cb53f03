//! Records of random tokens, to measure speed with: nothing is learnt from them.

use crate::error::{Error, MAX_TOKENS, MIN_LENGTH, SyntheticError};
use openledger_model::{Tokenized, random_stream};
use openledger_spec::{HyperParameters, MAX_BATCH, MAX_LENGTH};
use rand_chacha::rand_core::RngCore;
use std::str::FromStr;

/// The shape of random records: every step sees `batch` sequences of `length` tokens. Written `4x512`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synthetic {
	/// Number of sequences a step.
	pub batch: u16,
	/// Number of tokens of a sequence. All but the first are predicted and counted.
	pub length: u32,
}

impl FromStr for Synthetic {
	type Err = SyntheticError;

	fn from_str(text: &str) -> Result<Self, SyntheticError> {
		let numbers = text.split_once('x').ok_or(SyntheticError::Form)?;
		let (Ok(batch), Ok(length)) = (numbers.0.parse::<u32>(), numbers.1.parse::<u32>()) else {
			return Err(SyntheticError::Form);
		};
		let batch = u16::try_from(batch).map_err(|_| SyntheticError::Batch)?;
		if batch == 0 || batch > MAX_BATCH {
			return Err(SyntheticError::Batch);
		}
		if !(MIN_LENGTH..=MAX_LENGTH).contains(&length) {
			return Err(SyntheticError::Length);
		}
		Ok(Self { batch, length })
	}
}

impl Synthetic {
	/// Returns the hyper-parameters with batch, length and epochs such that a job over the records of `steps`
	/// steps has `steps` steps.
	pub fn fit(&self, hyper: HyperParameters) -> HyperParameters {
		HyperParameters { batch: self.batch, max_length: self.length, epochs: 1, ..hyper }
	}

	/// Makes the records of `steps` steps: ids from ChaCha20 stream 2 of `seed`, ⌊word · vocabulary / 2^32⌋,
	/// sequence by sequence.
	pub fn records(
		&self,
		steps: u32,
		seed: u64,
		vocabulary: usize,
		context: usize,
	) -> Result<Vec<Tokenized>, Error> {
		if self.length as usize > context {
			return Err(SyntheticError::Context { length: self.length, context }.into());
		}
		let records = u64::from(steps) * u64::from(self.batch);
		let tokens = records.saturating_mul(self.length.into());
		if !(1..=MAX_TOKENS).contains(&tokens) {
			return Err(SyntheticError::Tokens { tokens }.into());
		}
		let mut random = random_stream(seed, 2);
		let mut id = || ((u64::from(random.next_u32()) * vocabulary as u64) >> 32) as u32;
		let mut record = || Tokenized::new((0..self.length).map(|_| id()).collect(), 1);
		Ok((0..records).map(|_| record()).collect())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn is_written_as_two_numbers_within_bounds() {
		assert_eq!("4x512".parse(), Ok(Synthetic { batch: 4, length: 512 }));
		for text in ["", "4", "x", "4x", "x512", "4x512x1", "-1x512", "4 x 512", "4X512", "1x99999999999"] {
			assert_eq!(text.parse::<Synthetic>(), Err(SyntheticError::Form), "{text}");
		}
		for text in ["0x512", "1025x512", "70000x512"] {
			assert_eq!(text.parse::<Synthetic>(), Err(SyntheticError::Batch), "{text}");
		}
		for text in ["1x7", "1x8193"] {
			assert_eq!(text.parse::<Synthetic>(), Err(SyntheticError::Length), "{text}");
		}
	}

	#[test]
	fn records_are_those_of_the_seed() {
		let shape = Synthetic { batch: 2, length: 64 };
		let records = shape.records(3, 1, 300, 256).unwrap();
		assert_eq!(records.len(), 6);
		assert!(records.iter().all(|r| r.ids.len() == 64 && r.loss_from == 1));
		assert!(records.iter().flat_map(|r| &r.ids).all(|id| *id < 300));
		assert!(records.iter().flat_map(|r| &r.ids).any(|id| *id >= 290));
		assert_eq!(shape.records(3, 1, 300, 256).unwrap(), records);
		// More steps only add records, another seed gives others.
		assert_eq!(shape.records(4, 1, 300, 256).unwrap()[..6], records);
		assert_ne!(shape.records(3, 2, 300, 256).unwrap(), records);
	}

	#[test]
	fn what_does_not_fit_is_refused() {
		let shape = Synthetic { batch: 1024, length: 512 };
		let error = |steps, context| match shape.records(steps, 1, 300, context) {
			Err(Error::Synthetic(error)) => error,
			other => panic!("{other:?}"),
		};
		assert_eq!(error(1, 256), SyntheticError::Context { length: 512, context: 256 });
		assert_eq!(error(0, 512), SyntheticError::Tokens { tokens: 0 });
		let tokens = u64::from(u32::MAX) * 1024 * 512;
		assert_eq!(error(u32::MAX, 512), SyntheticError::Tokens { tokens });
	}
}
