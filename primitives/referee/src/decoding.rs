//! Greedy decoding of a row of logits.

use crate::{F32, Fault, fault::all_finite};

/// Returns the token that follows a row of logits: the lowest id among those with the largest logit.
pub fn most_likely(logits: &[F32]) -> Result<u32, Fault> {
	all_finite(&[logits])?;
	let mut best: Option<(u32, F32)> = None;
	for (id, logit) in logits.iter().enumerate() {
		if best.is_none_or(|(_, top)| logit.exceeds(top)) {
			best = Some((id as u32, *logit));
		}
	}
	best.map(|(id, _)| id).ok_or(Fault::Lengths)
}
