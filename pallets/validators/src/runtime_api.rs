//! Reads of the runtime API.

use crate::{
	AuthoredBlocks, Candidates, Chunks, Config, Ledger, Pallet, Positions, Status, UnbondingTime, Validators,
};
use alloc::vec::Vec;
use openledger_primitives::validator::{PositionInfo, UnbondingInfo, ValidatorInfo};

impl<T: Config> Pallet<T> {
	/// Returns one validator as clients read it.
	pub fn validator(validator: T::AccountId) -> Option<ValidatorInfo<T::AccountId>> {
		let ledger = Ledger::<T>::get(&validator)?;
		let own = Positions::<T>::get(&validator, &validator).filter(|position| position.shares > 0);
		Some(ValidatorInfo {
			stake: ledger.pool.stake,
			bond: own.map_or(0, |position| ledger.pool.value(position.shares)),
			commission: ledger.commission,
			is_candidate: ledger.status == Status::Candidate,
			is_in_set: Validators::<T>::get().contains(&validator),
			authored: AuthoredBlocks::<T>::get(&validator),
			validator,
		})
	}

	/// Returns the candidates, the one with most stake first.
	pub fn candidates() -> Vec<ValidatorInfo<T::AccountId>> {
		Candidates::<T>::get().into_iter().filter_map(|one| Self::validator(one.validator)).collect()
	}

	/// Returns what an account has with a validator.
	pub fn position(validator: T::AccountId, account: T::AccountId) -> PositionInfo {
		let Some(mut ledger) = Ledger::<T>::get(&validator) else { return PositionInfo::default() };
		let Ok(mut position) = Self::settled(&validator, &account, &mut ledger) else {
			return PositionInfo::default();
		};
		Self::slash_position(&validator, &account, &mut ledger, &mut position);
		let stake = if position.shares == 0 { 0 } else { ledger.pool.value(position.shares) };
		PositionInfo { stake, claimable: position.owed }
	}

	/// Returns the stake on its way back to an account, the oldest first.
	pub fn unbonding(account: T::AccountId) -> Vec<UnbondingInfo<T::AccountId>> {
		let wait = UnbondingTime::<T>::get();
		Chunks::<T>::get(&account)
			.into_iter()
			.map(|chunk| UnbondingInfo {
				amount: Self::after_slashes(&account, &chunk, Self::worth(&chunk)),
				session: chunk.session.saturating_add(wait).saturating_add(1),
				validator: chunk.validator,
			})
			.collect()
	}
}
