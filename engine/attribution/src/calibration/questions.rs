//! Questions that have nothing to do with what a model was tuned on, and their answers: general knowledge, a
//! line each. They tell how high records score for no reason. Their number and their words are part of what
//! an index is, so they never change without another magic number in `format`.

use openledger_model::{Base, DataError, Limits, Tokenized, read_jsonl, tokenize_all};

const QUESTIONS: &str = include_str!("questions.jsonl");
/// Number of questions.
pub(crate) const COUNT: u32 = 64;

/// Returns the questions with their answers, as a model reads records.
pub(crate) fn sequences(base: &Base) -> Result<Vec<Tokenized>, DataError> {
	let records = read_jsonl(QUESTIONS.as_bytes(), &Limits::default())?;
	let longest = u32::try_from(base.config().context).unwrap_or(u32::MAX);
	tokenize_all(base, &records, longest)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn there_are_as_many_as_it_says() {
		assert_eq!(read_jsonl(QUESTIONS.as_bytes(), &Limits::default()).unwrap().len(), COUNT as usize);
	}
}
