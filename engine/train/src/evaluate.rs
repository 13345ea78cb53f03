//! Loss on records kept out of training.

use crate::Error;
use openledger_content::decimal::Decimal;
use openledger_model::{Model, Pack, Tokenized, pack::groups};
use std::num::NonZeroUsize;

/// Returns the mean loss per counted token over all sequences, summed in order in binary64. `before_each` is
/// called before each group and may stop the work.
pub(crate) fn held_out_loss(
	model: &Model,
	sequences: &[Tokenized],
	micro_batch: Option<NonZeroUsize>,
	before_each: &mut dyn FnMut() -> Result<(), Error>,
) -> Result<Decimal, Error> {
	let all: Vec<&Tokenized> = sequences.iter().collect();
	let (mut sum, mut count) = (0.0f64, 0usize);
	for group in groups(&all, micro_batch) {
		before_each()?;
		for loss in model.evaluate(&Pack::new(group))? {
			sum += f64::from(loss);
			count += 1;
		}
	}
	Decimal::from_f64(sum / count as f64).ok_or(Error::Diverged { step: 0 })
}
