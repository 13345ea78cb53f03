//! The gate of Gemma's feed-forward block: GELU in its tanh form, g·σ(g·(c + a·g²)).

use crate::{
	F32, Fault,
	elementary::sigmoid,
	fault::{all_finite, finite},
};

/// The number c = 2·√(2/π).
const LINEAR: F32 = F32::from_bits(0x3fcc_422a);
/// The number a = c · 0.044715.
const CUBIC: F32 = F32::from_bits(0x3d92_2279);
/// The number b = 3·a.
const CUBIC_SLOPE: F32 = F32::from_bits(0x3e5b_33b6);

/// Returns σ(z), the share of g that the gate lets through.
fn share(g: F32) -> F32 {
	sigmoid(g * (g * g).fma(CUBIC, LINEAR))
}

/// Returns y = (g · σ(z)) · u.
pub fn output(g: F32, u: F32) -> Result<F32, Fault> {
	all_finite(&[&[g, u]])?;
	finite(g * share(g) * u)
}

/// Returns the gradients with respect to g and u: ((dy · u) · (σ · (1 + g·z′ · (1 − σ))), dy · (g · σ)).
///
/// Beyond |g| of about 10^13 the product g·z′ overflows, and the first is a fault.
pub fn gradients(g: F32, u: F32, dy: F32) -> Result<(F32, F32), Fault> {
	all_finite(&[&[g, u, dy]])?;
	let s = share(g);
	let slope = g * (g * g).fma(CUBIC_SLOPE, LINEAR);
	let dg = dy * u * (s * slope.fma(F32::ONE - s, F32::ONE));
	Ok((finite(dg)?, finite(dy * (g * s))?))
}
