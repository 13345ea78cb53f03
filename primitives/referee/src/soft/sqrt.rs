//! The square root, one bit after the other.

use super::{
	round::round,
	unpack::{Format, Number, TOP, infinite, nan, unpack, zero},
};

/// Returns the root √x.
#[inline]
pub(super) fn sqrt<F: Format>(x: F) -> F {
	match unpack(x) {
		Number::Zero(negative) => zero(negative),
		Number::Infinite(false) => infinite(false),
		Number::Finite(x) if !x.negative => {
			// Half of an even exponent; an odd one leaves a factor of two in the radicand. Its integer part
			// (1, 2 or 3) then lies in the two highest bits.
			let radicand = x.significand.wrapping_shl((x.exponent & 1).wrapping_add(1) as u32);
			round(false, x.exponent >> 1, root::<F>(radicand))
		},
		Number::Nan | Number::Infinite(true) | Number::Finite(_) => nan(),
	}
}

/// Returns the root, between 1 and 2, times 2^61: exact to two bits more than the format has, with what
/// remains in the last bit.
#[inline(always)]
fn root<F: Format>(radicand: u64) -> u64 {
	let bits = F::PRECISION.wrapping_add(2);
	let (mut next, mut rest, mut root) = (radicand, 0_u64, 0_u64);
	for _ in 0..bits {
		// Two more bits of the radicand; the rest stays below twice the root and one.
		rest = rest << 2 | next >> 62;
		next <<= 2;
		let trial = root << 2 | 1;
		root <<= 1;
		if rest >= trial {
			rest = rest.wrapping_sub(trial);
			root |= 1;
		}
	}
	root.wrapping_shl(TOP.wrapping_add(1).wrapping_sub(bits)) | u64::from(rest != 0 || next != 0)
}
