//! The arithmetic alone, over all amounts that exist.

use crate::{Pool, Position, Rewards, accrual::SCALE};
use openledger_primitives::TOTAL_SUPPLY;
use proptest::prelude::*;
use sp_core::U256;
use sp_runtime::Perbill;

#[test]
fn an_unslashed_pool_should_give_back_what_it_got() {
	let mut pool = Pool::default();
	assert_eq!(pool.add(7), Some(7));
	assert_eq!(pool.add(5), Some(5));
	assert_eq!(pool.take(5, 5), (5, 5));
	assert_eq!(pool.take(100, 7), (7, 7));
	assert_eq!(pool, Pool::default());
}

#[test]
fn a_wiped_pool_should_take_nothing() {
	// Slashes up to version 1 of the pallet left such pools.
	let mut pool = Pool { stake: 0, shares: 10 };
	assert!(pool.is_wiped());
	assert_eq!(pool.add(5), None);
	assert_eq!(pool.take(5, 4), (0, 4));
	assert_eq!(pool, Pool { stake: 0, shares: 6 });
}

#[test]
fn an_amount_that_buys_no_share_should_be_refused() {
	let mut pool = Pool { stake: 3, shares: 2 };
	assert_eq!(pool.add(1), None);
	assert_eq!(pool, Pool { stake: 3, shares: 2 });
}

#[test]
fn a_reward_without_shares_should_be_the_validators() {
	let rewards = Rewards::default().credit(9, 0, Perbill::zero()).unwrap();
	assert_eq!((rewards.commission, rewards.unpaid, rewards.per_share), (9, 9, 0));
}

#[test]
fn a_position_should_not_earn_from_before() {
	assert_eq!(Position::new(5 * SCALE).settle(5 * SCALE), Some(Position::new(5 * SCALE)));
	assert_eq!(Position::new(5).settle(4), None);
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	/// Whoever comes and goes neither gains by it nor costs those who stay anything.
	#[test]
	fn shares_should_favour_who_stays(
		stake in 1..TOTAL_SUPPLY,
		slashed in 0u32..1_000_000_000,
		amount in 1..TOTAL_SUPPLY,
		out in 1..TOTAL_SUPPLY,
	) {
		let mut pool = Pool { stake, shares: stake };
		pool.stake -= Perbill::from_parts(slashed).mul_floor(pool.stake);
		let before = pool;
		if let Some(bought) = pool.add(amount) {
			prop_assert!(pool.value(before.shares) >= before.stake);
			prop_assert!(pool.value(bought) <= amount);
			let (taken, spent) = pool.take(out, bought);
			prop_assert!(taken <= out.max(amount) && spent <= bought);
			prop_assert!(pool.value(before.shares) >= before.stake);
			prop_assert_eq!(pool.stake, before.stake + amount - taken);
			prop_assert_eq!(pool.shares, before.shares + bought - spent);
		} else {
			prop_assert_eq!(pool, before);
		}
	}

	/// Every planck of every reward is somebody's, whatever the shares and whenever they are settled.
	#[test]
	fn rewards_should_be_whole(
		shares in proptest::collection::vec(1..TOTAL_SUPPLY, 1..5),
		steps in proptest::collection::vec((0..TOTAL_SUPPLY / 1000, 0u32..=1_000_000_000, 0usize..5), 1..20),
	) {
		let all: u128 = shares.iter().sum();
		let mut rewards = Rewards::default();
		let mut positions: Vec<_> =
			shares.iter().map(|shares| Position { shares: *shares, ..Position::new(0) }).collect();
		for (reward, commission, at) in steps {
			rewards = rewards.credit(reward, all, Perbill::from_parts(commission)).unwrap();
			if let Some(position) = positions.get_mut(at) {
				*position = position.settle(rewards.per_share).unwrap();
				prop_assert!(position.fraction < SCALE);
			}
			let owed = positions.iter().fold(U256::zero(), |sum, one| {
				sum + one.entitlement(rewards.per_share).unwrap()
			});
			let commission = U256::from(rewards.commission) * U256::from(SCALE);
			let exact = owed + commission + U256::from(rewards.remainder);
			prop_assert_eq!(exact, U256::from(rewards.unpaid) * U256::from(SCALE));
		}
	}
}
