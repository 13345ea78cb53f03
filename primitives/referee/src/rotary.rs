//! Rotary position embedding, rotate-half: places i and i + d/2 of a head are a pair.

use crate::{
	F32, Fault,
	fault::{all_finite, finite},
};

/// The direction in which a pair turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
	/// A turn by the angle, in a forward pass.
	Forward,
	/// A turn back, in a backward pass.
	Backward,
}

/// Returns the pair (x1, x2) turned by the angle with the given cosine and sine: (x1·cos − x2·s, x2·cos +
/// x1·s), with the second product rounded and the first one fused, and s the sine or, backwards, its
/// negative.
pub fn rotate([x1, x2]: [F32; 2], cos: F32, sin: F32, turn: Turn) -> Result<[F32; 2], Fault> {
	all_finite(&[&[x1, x2, cos, sin]])?;
	let s = if turn == Turn::Forward { sin } else { -sin };
	Ok([finite(x1.fma(cos, -(x2 * s)))?, finite(x2.fma(cos, x1 * s))?])
}
