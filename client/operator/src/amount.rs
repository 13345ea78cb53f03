//! Amounts of OPEN in words.

use openledger_primitives::{Balance, OPEN};

/// Writes planck in OPEN, without idle zeros: `0.25 OPEN`.
pub fn in_open(planck: Balance) -> String {
	let text = format!("{}.{:018}", planck / OPEN, planck % OPEN);
	format!("{} OPEN", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sums_are_exact_and_without_idle_zeros() {
		let sums = [
			(0, "0 OPEN"),
			(10 * OPEN, "10 OPEN"),
			(OPEN / 4, "0.25 OPEN"),
			(1, "0.000000000000000001 OPEN"),
		];
		for (planck, text) in sums {
			assert_eq!(in_open(planck), text);
		}
	}
}
