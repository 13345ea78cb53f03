//! Cross-entropy of a row of logits, and its gradients.

use crate::{
	F32, Fault,
	elementary::{exp, ln},
	fault::{all_finite, at, finite},
	product,
	softmax::{normalize, total},
};

/// Returns the loss: `ln Σ e^(z − max) − (z[target] − max)`.
pub fn output(logits: &[F32], target: usize) -> Result<F32, Fault> {
	all_finite(&[logits])?;
	let (top, total) = total(logits.iter().copied());
	finite(ln(total) - (at(logits, target)? - top))
}

/// Returns element `i` of the error: softmax − one-hot(target).
pub fn error(logits: &[F32], target: usize, i: usize) -> Result<F32, Fault> {
	all_finite(&[logits])?;
	at(logits, target)?;
	let (top, total) = total(logits.iter().copied());
	let p = exp(at(logits, i)? - top) / total;
	finite(if i == target { p - F32::ONE } else { p })
}

/// Replaces a whole row of logits by its errors, as [`error`] does place by place.
///
/// The factor of one that softmax multiplies by changes no bit.
pub fn errors(logits: &mut [F32], target: usize) -> Result<(), Fault> {
	normalize(logits, F32::ONE)?;
	let wanted = logits.get_mut(target).ok_or(Fault::Place)?;
	*wanted = *wanted - F32::ONE;
	Ok(())
}

/// Returns an element of the gradient of the hidden row: the errors of the row against a column of the output
/// layer, segment by segment of the vocabulary, times the gradient of the row's loss.
pub fn hidden_gradient(errors: &[F32], column: &[F32], gradient: F32) -> Result<F32, Fault> {
	finite(product::segmented(errors, column)? * gradient)
}
