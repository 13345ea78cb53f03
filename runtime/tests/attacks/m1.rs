//! M1: settling cost a worker more than it brought.
//!
//! A user with the smallest deposit of 0.01 OPEN made a worker settle again and again, each time for less
//! than the fee. This is the half of the chain: what the smallest deposit brings is worth the fee of settling
//! it. When to settle is serving's half.

use crate::{paid_use::*, world::chain};
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, traits::Get};
use openledger_primitives::usage::Settlement;
use openledger_runtime::{Runtime, RuntimeCall};

#[test]
fn the_smallest_deposit_should_bring_more_than_settling_it_costs() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(1);
		let answers = market.answers(session, &[100], market.contributions[0]);
		let voucher = market.voucher(session, &answers);
		let signature = market.sign(&voucher);
		let influence =
			frame_support::BoundedVec::truncate_from((0..8).map(|id| (id, 125_000_000)).collect::<Vec<_>>());
		let settlement = Settlement { first: 0, influence };
		let call: RuntimeCall =
			pallet_attribution::Call::settle { session, voucher, signature, settlement }.into();
		let info = call.get_dispatch_info();
		let length = call.encoded_size() as u32 + 120;
		let fee = pallet_transaction_payment::Pallet::<Runtime>::compute_fee(length, &info, 0);
		let smallest = <Runtime as pallet_attribution::Config>::MinDeposit::get();
		// The provider's share of it, with the split that the chain starts with.
		let share = smallest * 30 / 100;
		assert!(fee < share, "settling costs {fee} planck and brings {share}");
	});
}
