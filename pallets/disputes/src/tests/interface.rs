//! The calls as clients and operators know them.

use crate::{Call, Pallet, mock::Test};

/// Calls whose weight depends on the kind of an argument: each kind has a benchmark.
const PARTS: [(&str, &[&str]); 1] = [("reveal", &["reveal_receipts", "reveal_answer"])];

#[test]
fn every_call_is_measured_and_documented() {
	openledger_pallet_test_utils::check_calls::<Call<Test>, Pallet<Test>>(
		include_str!("../../README.md"),
		&PARTS,
	);
}
