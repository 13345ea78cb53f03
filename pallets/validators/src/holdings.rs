//! Stake of an account over all pools: what it votes with, and how many pools it may be in.

use crate::{Config, Error, Pallet, Pools};
use openledger_primitives::Balance;

/// Learns that stake has come back to its owner's account.
pub trait OnStakeReturned<AccountId> {
	/// Acts on `who`'s own account, which holds the returned stake by now.
	fn stake_returned(who: &AccountId);
}

impl<AccountId> OnStakeReturned<AccountId> for () {
	fn stake_returned(_: &AccountId) {}
}

impl<T: Config> Pallet<T> {
	/// Returns the planck of an account that lie with validators or are on their way back, after all slashes
	/// that it answers for.
	///
	/// Reads at most [`reads_of_stake`] rows.
	pub fn stake_of(who: &T::AccountId) -> Balance {
		let staked = Pools::<T>::get(who)
			.into_iter()
			.map(|validator| Self::position(validator, who.clone()).stake)
			.fold(0, Balance::saturating_add);
		Self::unbonding(who.clone()).iter().map(|chunk| chunk.amount).fold(staked, Balance::saturating_add)
	}

	/// Notes that an account has a position in a validator's pool.
	pub(crate) fn note_pool(validator: &T::AccountId, who: &T::AccountId) -> Result<(), Error<T>> {
		Pools::<T>::try_mutate(who, |pools| match pools.binary_search(validator) {
			Ok(_) => Ok(()),
			Err(place) => {
				pools.try_insert(place, validator.clone()).map_err(|_| Error::<T>::TooManyValidators)
			},
		})
	}

	/// Notes that an account has no position in a validator's pool any more.
	pub(crate) fn forget_pool(validator: &T::AccountId, who: &T::AccountId) {
		Pools::<T>::mutate_exists(who, |slot| {
			if let Some(pools) = slot {
				pools.retain(|one| one != validator);
			}
			if slot.as_ref().is_some_and(|pools| pools.is_empty()) {
				*slot = None;
			}
		});
	}
}

/// Returns the most rows that [`Pallet::stake_of`] reads: four for each pool, three for each chunk, and both
/// lists.
pub const fn reads_of_stake(pools: u32, chunks: u32) -> u64 {
	(pools as u64).saturating_mul(4).saturating_add((chunks as u64).saturating_mul(3)).saturating_add(2)
}
