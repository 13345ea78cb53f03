//! The cost of a job.

use crate::{
	fees::{Cost, by_contribution, cost, max_tokens, token_limit},
	types::Charge,
};
use openledger_primitives::{Hash, datanet::SnapshotEntry};
use proptest::prelude::*;

fn charge(fee_per_1k_tokens: u128, bytes: u64) -> Charge {
	Charge { fee_per_1k_tokens, bytes, records: 10 }
}

fn entries(sizes: &[u64]) -> Vec<SnapshotEntry> {
	let entry = |(at, bytes): (usize, &u64)| SnapshotEntry {
		contribution: at as u64,
		root: Hash::zero(),
		records: 1,
		bytes: *bytes,
	};
	sizes.iter().enumerate().map(entry).collect()
}

#[test]
fn each_fee_is_rounded_up_once() {
	let charges = [charge(10, 1), charge(10, 2)];
	assert_eq!(cost(&charges, 1, 1), Some(Cost { provider: 1, datanets: vec![1, 1] }));
	assert_eq!(cost(&charges, 1, 3_000), Some(Cost { provider: 3, datanets: vec![10, 20] }));
	assert_eq!(cost(&charges, 1, 0), Some(Cost { provider: 0, datanets: vec![0, 0] }));
}

#[test]
fn what_is_no_balance_is_no_cost() {
	assert_eq!(cost(&[charge(u128::MAX, 1)], 0, 2_000), None);
	assert_eq!(cost(&[], 1, 1), None);
	assert_eq!(cost(&[charge(1, 0)], 1, 1), None);
	let huge = [charge(u128::MAX, 1), charge(u128::MAX, 1)];
	let sum = cost(&huge, 0, 1_500).unwrap();
	assert_eq!(sum.total(), None);
}

#[test]
fn a_free_job_is_bounded_by_its_bytes() {
	let charges = [charge(0, 100)];
	assert_eq!(token_limit(&charges, 3), 3 * (100 + 640));
	assert_eq!(max_tokens(&charges, 0, 3, 0), 2_220);
	assert_eq!(token_limit(&[charge(0, u64::MAX)], 100), u64::MAX);
	assert_eq!(max_tokens(&[charge(0, u64::MAX)], 0, 100, 0), u64::MAX);
}

#[test]
fn a_single_contribution_gets_everything() {
	assert_eq!(by_contribution(7, &entries(&[5])), [(0, 7)]);
	assert_eq!(by_contribution(0, &entries(&[5])), []);
	assert_eq!(by_contribution(u128::MAX, &entries(&[1, 1])).iter().map(|(_, a)| a).sum::<u128>(), u128::MAX);
}

proptest! {
	#[test]
	fn max_tokens_is_the_largest_affordable(
		fees in proptest::collection::vec((0u128..1_000_000, 1u64..1_000_000), 1..8),
		price in 0u128..1_000_000,
		escrow in 0u128..10_000_000,
		epochs in 1u16..100,
	) {
		let charges: Vec<_> = fees.into_iter().map(|(fee, bytes)| charge(fee, bytes)).collect();
		let most = max_tokens(&charges, price, epochs, escrow);
		let total = |tokens| cost(&charges, price, tokens).unwrap().total().unwrap();
		prop_assert!(total(most) <= escrow);
		prop_assert!(most == token_limit(&charges, epochs) || total(most + 1) > escrow);
	}

	#[test]
	fn cost_never_falls_as_tokens_grow(
		fees in proptest::collection::vec((any::<u64>(), 1u64..u64::MAX / 8), 1..8),
		tokens in 0u64..u64::MAX - 1,
	) {
		let charges: Vec<_> = fees.into_iter().map(|(fee, bytes)| charge(fee.into(), bytes)).collect();
		let total = |tokens| cost(&charges, 5, tokens).and_then(|c| c.total());
		prop_assert!(total(tokens) <= total(tokens + 1));
	}

	#[test]
	fn contributions_share_a_fee_exactly(
		fee in 1u128..u128::MAX,
		sizes in proptest::collection::vec(1u64..u64::MAX / 512, 1..256),
	) {
		let shares = by_contribution(fee, &entries(&sizes));
		prop_assert_eq!(shares.iter().map(|(_, amount)| amount).sum::<u128>(), fee);
		prop_assert!(shares.windows(2).all(|pair| pair[0].0 < pair[1].0));
	}
}
