//! Loss on records kept out of training.

use crate::Error;
use openledger_content::decimal::Decimal;
use openledger_model::{pack::groups, Model, Pack, Tokenized};
use std::num::NonZeroUsize;

/// Mean loss per counted token over all sequences, summed in order in binary64. `each` is called before each group
/// with the share done so far, and may stop the work.
pub(crate) fn held_out_loss(
	model: &Model,
	sequences: &[Tokenized],
	micro_batch: Option<NonZeroUsize>,
	each: &mut dyn FnMut(f64) -> Result<(), Error>,
) -> Result<Decimal, Error> {
	let all: Vec<&Tokenized> = sequences.iter().collect();
	let groups = groups(&all, micro_batch);
	let (mut sum, mut count) = (0.0f64, 0usize);
	for (done, group) in groups.iter().enumerate() {
		each(done as f64 / groups.len() as f64)?;
		for loss in model.evaluate(&Pack::new(group.iter().copied()))? {
			sum += f64::from(loss);
			count += 1;
		}
	}
	Decimal::from_f64(sum / count as f64).ok_or(Error::Diverged { step: 0 })
}
