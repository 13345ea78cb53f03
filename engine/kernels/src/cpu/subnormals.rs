//! The check that arithmetic keeps subnormal numbers.

/// Returns whether arithmetic on this thread keeps subnormals, found by computing with one.
pub(crate) fn kept() -> bool {
	let tiny = std::hint::black_box(f32::MIN_POSITIVE);
	let half = std::hint::black_box(tiny * 0.5);
	half > 0.0 && std::hint::black_box(half + half) == tiny
}
