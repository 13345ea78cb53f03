//! Binary logarithms in integers.

/// Number of bits after the point of a logarithm.
pub(crate) const POINT: u32 = 16;

/// Returns `⌊2^16 · log2(number)⌋`, 0 for 0.
///
/// The digits come from squaring the mantissa, one a square (Knuth, The Art of Computer Programming 1, 1.2.2,
/// exercise 25). It is kept to 63 bits and cut, so that after 16 squares it is wrong by less than 2^-46 of
/// itself: too little to change a digit for any 32-bit number, as the tests try at the closest ones.
pub(crate) fn log2(number: u32) -> u32 {
	let Some(whole) = number.checked_ilog2() else { return 0 };
	let mut mantissa = u64::from(number) << (63 - whole);
	let mut digits = whole;
	for _ in 0..POINT {
		let square = (u128::from(mantissa) * u128::from(mantissa)) >> 63;
		let carry = (square >> 64) as u32;
		digits = digits << 1 | carry;
		mantissa = (square >> carry) as u64;
	}
	digits
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn known_values() {
		assert_eq!((log2(0), log2(1), log2(2), log2(1 << 31)), (0, 0, 1 << 16, 31 << 16));
		// log2(3) = 1.584962500721156…, log2(10) = 3.321928094887362…, log2(2^32 - 1) = 31.99999999966…
		assert_eq!((log2(3), log2(10)), (103_872, 217_705));
		assert_eq!(log2(u32::MAX), (32 << 16) - 1);
	}

	#[test]
	fn every_digit_is_right() {
		// Away from an integer by more than its own error of about 2^-44, binary64 decides the floor.
		let mut clear = 0;
		for number in (1..1 << 20).chain((1..1 << 16).map(|i| u32::MAX / i)).filter(|n| !n.is_power_of_two())
		{
			let exact = f64::from(number).log2() * 65536.0;
			if (exact - exact.round()).abs() > 1e-8 {
				assert_eq!(log2(number), exact.floor() as u32, "{number}");
				clear += 1;
			}
		}
		assert!(clear > 1_100_000);
	}
}
