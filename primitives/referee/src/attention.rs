//! Causal attention. Query row i of a sequence sees the keys 0 ≤ j ≤ i + (keys − query rows), or, with a
//! window, of these the latest. "The keys seen" begin with [`first_key`].
//!
//! Every matrix between the operands and the results has an element of its own: a score is
//! [`product::element`] of a query and a key; a probability [`softmax::output`] of the scores seen; dp is
//! [`product::element`] of a row of dy and a value; ds is [`softmax::gradient`]. A dispute over an element of
//! dK, which depends on all scores, can so be narrowed to one of them.

use crate::{F32, F64, Fault, fault::finite, product, softmax};

/// Returns the factor on the scores of heads of `size` values: 1 / √size in binary64, rounded once more to
/// binary32. A few families have another number there than the head's size.
pub fn scale(size: u32) -> F32 {
	(F64::ONE / F64::from_u64(size.into()).sqrt()).narrow()
}

/// Returns the first key that the query at `position` of its sequence sees through a window of so many keys.
pub fn first_key(position: u32, window: u32) -> u32 {
	position.saturating_sub(window.saturating_sub(1))
}

/// Writes the probabilities of a query row over the keys it sees, in order.
pub fn probabilities<'a>(
	query: &[F32],
	keys: impl IntoIterator<Item = &'a [F32]>,
	scale: F32,
	out: &mut [F32],
) -> Result<(), Fault> {
	products(query, keys, out)?;
	softmax::normalize(out, scale)
}

/// Writes the gradients of a query row's scores: p are its probabilities, dy its output's gradient, and
/// `values` those of the keys it sees.
pub fn score_gradients<'a>(
	p: &[F32],
	dy: &[F32],
	values: impl IntoIterator<Item = &'a [F32]>,
	scale: F32,
	out: &mut [F32],
) -> Result<(), Fault> {
	products(dy, values, out)?;
	softmax::descend(p, out, scale)
}

/// Returns an element of y or of dQ: the chain over the keys seen of p (or ds) and a column of V (or K), and
/// +0 added at the end, so that −0 becomes +0.
pub fn mix(p: &[F32], column: &[F32]) -> Result<F32, Fault> {
	Ok(product::element(p, column)? + F32::ZERO)
}

/// Returns an element of dK or dV of one query head: the chain, over the query rows that see the key, of ds
/// and q (or p and dy).
pub fn scatter(column: &[F32], rows: &[F32]) -> Result<F32, Fault> {
	product::element(column, rows)
}

/// Returns an element of dK or dV of a key-value head: its query heads' elements, in order, added to +0.
pub fn gather(parts: &[F32]) -> Result<F32, Fault> {
	finite(parts.iter().fold(F32::ZERO, |sum, part| sum + *part))
}

/// Writes the product of a row with each of the others.
fn products<'a>(
	row: &[F32],
	others: impl IntoIterator<Item = &'a [F32]>,
	out: &mut [F32],
) -> Result<(), Fault> {
	let mut others = others.into_iter();
	for place in out {
		*place = product::element(row, others.next().ok_or(Fault::Lengths)?)?;
	}
	match others.next() {
		Some(_) => Err(Fault::Lengths),
		None => Ok(()),
	}
}
