//! The embedding of families that scale it.

use crate::{F32, Fault, fault::finite};

/// Returns the factor of embeddings of `hidden` values: √hidden, rounded once.
pub fn scale(hidden: u32) -> F32 {
	F32::from_u64(hidden.into()).sqrt()
}

/// Returns an element of a row that a sequence begins with: the weight times the factor.
pub fn element(weight: F32, scale: F32) -> Result<F32, Fault> {
	finite(weight * scale)
}
