//! Matrix products: an element is the strictly sequential chain `acc = fma(a[k], b[k], acc)`.
//!
//! The operands are the K pairs of one element, whichever product it belongs to: a row of x and a row of W
//! for y = x·Wᵀ; a row of dy and a column of W for dx = dy·W; for a gradient of a LoRA factor, the values of
//! all tokens of a step in order, from one sequence and one pack to the next.

use crate::{
	F32, Fault,
	fault::{finite, same_length},
};

/// The number of outputs in one chain of [`segmented`].
pub const SEGMENT: usize = 4096;

/// Returns the chain over pairs, on from `acc`.
pub fn chain(acc: F32, pairs: impl IntoIterator<Item = (F32, F32)>) -> F32 {
	pairs.into_iter().fold(acc, |acc, (a, b)| a.fma(b, acc))
}

/// Returns the pairs of two rows.
fn pairs<'a>(a: &'a [F32], b: &'a [F32]) -> impl Iterator<Item = (F32, F32)> + 'a {
	a.iter().copied().zip(b.iter().copied())
}

/// Returns an element of a product: the chain over two rows of the same length, from +0.
///
/// A chain that meets a NaN or an infinity never becomes finite again, so the result alone shows it.
pub fn element(a: &[F32], b: &[F32]) -> Result<F32, Fault> {
	continued(F32::ZERO, a, b)
}

/// Returns a chain that goes on from the result of its earlier part.
pub fn continued(acc: F32, a: &[F32], b: &[F32]) -> Result<F32, Fault> {
	same_length(a, b)?;
	finite(chain(acc, pairs(a, b)))
}

/// Returns an element of e or f of a LoRA update: a product's element times the update's scale.
pub fn scaled(a: &[F32], b: &[F32], scale: F32) -> Result<F32, Fault> {
	finite(element(a, b)? * scale)
}

/// Returns an element of a linear with a LoRA update: the chain over `a` and `b`, then over the r pairs of
/// `e` and `v`.
///
/// Forwards these are x and a row of W, then e and a row of B; backwards dy and a column of W, then f and a
/// column of A.
pub fn adapted(a: &[F32], b: &[F32], e: &[F32], v: &[F32]) -> Result<F32, Fault> {
	continued(element(a, b)?, e, v)
}

/// Returns the sum, in order, of a chain for each 4,096 pairs, each from +0.
pub fn segmented(a: &[F32], b: &[F32]) -> Result<F32, Fault> {
	same_length(a, b)?;
	let mut parts = a.chunks(SEGMENT).zip(b.chunks(SEGMENT)).map(|(a, b)| chain(F32::ZERO, pairs(a, b)));
	let first = parts.next().ok_or(Fault::Lengths)?;
	finite(parts.fold(first, |sum, part| sum + part))
}

/// Returns a + b, as of two branches of the network or two parts of a gradient.
pub fn add(a: F32, b: F32) -> Result<F32, Fault> {
	finite(a + b)
}
