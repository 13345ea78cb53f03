//! RMSNorm of a row x with a frozen weight w, and its gradient.

use crate::{
	F32, Fault,
	fault::{all_finite, at, finite, same_length},
	row::dot,
};

/// Returns n and r = 1 / √(Σx²/n + ε).
fn factor(x: &[F32], eps: F32) -> (F32, F32) {
	let n = F32::from_u64(x.len() as u64);
	let squares = dot(x.iter().map(|x| (*x, *x)));
	(n, F32::ONE / (squares / n + eps).sqrt())
}

/// Returns element `i` of y = (x · r) · w.
pub fn output(x: &[F32], w: &[F32], eps: F32, i: usize) -> Result<F32, Fault> {
	same_length(x, w)?;
	all_finite(&[x, w, &[eps]])?;
	let (_, r) = factor(x, eps);
	finite((at(x, i)? * r) * at(w, i)?)
}

/// Returns element `i` of the gradient with respect to x: with g = dy · w, g · r − x · (r³ · Σ g·x / n).
pub fn gradient(x: &[F32], w: &[F32], eps: F32, dy: &[F32], i: usize) -> Result<F32, Fault> {
	same_length(x, w)?;
	same_length(x, dy)?;
	all_finite(&[x, w, dy, &[eps]])?;
	let (n, r) = factor(x, eps);
	let weighted = dy.iter().zip(w).map(|(dy, w)| *dy * *w);
	let scale = r * r * r * dot(weighted.zip(x.iter().copied())) / n;
	finite((-at(x, i)?).fma(scale, at(dy, i)? * at(w, i)? * r))
}
