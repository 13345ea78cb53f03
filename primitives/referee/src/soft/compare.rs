//! Comparison, as the standard orders numbers.

use super::unpack::Format;

/// Returns whether x > y: false if one is NaN; +0 and −0 are equal.
#[inline]
pub(super) fn exceeds<F: Format>(x: F, y: F) -> bool {
	let magnitude = |x: F| x.word() & !F::SIGN;
	if magnitude(x) > F::INFINITY || magnitude(y) > F::INFINITY {
		return false;
	}
	// The order of numbers is that of sign and magnitude read as an integer, in which both zeros are 0.
	let key = |x: F| {
		let size = magnitude(x) as i64;
		if x.word() & F::SIGN == 0 { size } else { size.wrapping_neg() }
	};
	key(x) > key(y)
}
