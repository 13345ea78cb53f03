//! The calls as clients and operators know them.

use crate::{Call, Pallet, mock::Test};

#[test]
fn every_call_is_measured_and_documented() {
	openledger_pallet_test_utils::check_calls::<Call<Test>, Pallet<Test>>(
		include_str!("../../README.md"),
		&[],
	);
}
