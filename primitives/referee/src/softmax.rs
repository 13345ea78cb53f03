//! Softmax of a row of scores, and its gradient.

use crate::{
	F32, Fault,
	elementary::exp,
	fault::{all_finite, at, finite, same_length},
	row,
};

/// Returns the largest of a row, and the sum of e^(x − largest).
pub(crate) fn total(row: impl Iterator<Item = F32> + Clone) -> (F32, F32) {
	let top = row::max(row.clone());
	(top, row::sum(row.map(|x| exp(x - top))))
}

/// Returns element `i` of softmax(x · scale).
pub fn output(x: &[F32], scale: F32, i: usize) -> Result<F32, Fault> {
	all_finite(&[x, &[scale]])?;
	let (top, total) = total(x.iter().map(|x| *x * scale));
	finite(exp(at(x, i)? * scale - top) / total)
}

/// Replaces a whole row of scores by softmax(x · scale), as [`output`] does place by place.
pub fn normalize(x: &mut [F32], scale: F32) -> Result<(), Fault> {
	all_finite(&[x, &[scale]])?;
	let (top, total) = total(x.iter().map(|x| *x * scale));
	for x in x {
		*x = finite(exp(*x * scale - top) / total)?;
	}
	Ok(())
}

/// Replaces a whole row of gradients dp of the softmax p by those of the scores, as [`gradient`] does place
/// by place.
pub fn descend(p: &[F32], dp: &mut [F32], scale: F32) -> Result<(), Fault> {
	same_length(p, dp)?;
	all_finite(&[p, dp, &[scale]])?;
	let mean = row::dot(p.iter().copied().zip(dp.iter().copied()));
	for (p, dp) in p.iter().zip(dp) {
		*dp = finite(*p * (*dp - mean) * scale)?;
	}
	Ok(())
}

/// Returns element `i` of the gradient of the scores, given the softmax p and its gradient dp: p · (dp − Σ
/// p·dp) · scale.
pub fn gradient(p: &[F32], dp: &[F32], scale: F32, i: usize) -> Result<F32, Fault> {
	same_length(p, dp)?;
	all_finite(&[p, dp, &[scale]])?;
	let mean = row::dot(p.iter().copied().zip(dp.iter().copied()));
	finite(at(p, i)? * (at(dp, i)? - mean) * scale)
}
