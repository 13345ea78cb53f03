//! The pools that each account is in are listed by account.

use super::DbWeight;
use crate::Runtime;
use core::marker::PhantomData;
use frame_support::{traits::UncheckedOnRuntimeUpgrade, weights::Weight};

/// Lists the pools of each account.
///
/// Positions are bounded by the stake behind them, `MinDelegation` each. An account that is in more pools
/// than may be listed votes with the first of them, and must leave the rest before it enters another.
pub struct PoolsListed<T>(PhantomData<T>);

impl UncheckedOnRuntimeUpgrade for PoolsListed<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		use pallet_validators::{Pools, Positions};
		let mut positions: u64 = 0;
		for (validator, who) in Positions::<Runtime>::iter_keys() {
			positions = positions.saturating_add(1);
			Pools::<Runtime>::mutate(who, |pools| {
				if let Err(place) = pools.binary_search(&validator) {
					let _full = pools.try_insert(place, validator);
				}
			});
		}
		DbWeight::get().reads_writes(positions.saturating_mul(2), positions)
	}
}
