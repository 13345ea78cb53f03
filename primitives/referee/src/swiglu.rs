//! The gate of the feed-forward block, SwiGLU.

use crate::{
	F32, Fault,
	elementary::sigmoid,
	fault::{all_finite, finite},
};

/// Returns y = (g · σ(g)) · u.
pub fn output(g: F32, u: F32) -> Result<F32, Fault> {
	all_finite(&[&[g, u]])?;
	finite(g * sigmoid(g) * u)
}

/// Returns the gradients with respect to g and u: ((dy · u) · (σ · (1 + g · (1 − σ))), dy · (g · σ)).
pub fn gradients(g: F32, u: F32, dy: F32) -> Result<(F32, F32), Fault> {
	all_finite(&[&[g, u, dy]])?;
	let s = sigmoid(g);
	let dg = dy * u * (s * g.fma(F32::ONE - s, F32::ONE));
	Ok((finite(dg)?, finite(dy * (g * s))?))
}
