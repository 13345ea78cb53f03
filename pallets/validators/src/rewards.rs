//! Rewards: collecting fees during a block, paying its author's pool, and claiming.

use crate::{
	AuthoredBlocks, BlockIncome, BlockReward, Config, CreditOf, Error, Event, HoldReason, Income, LOG_TARGET,
	Ledger, Pallet, WeightInfo,
};
use frame_support::{
	dispatch::DispatchClass, ensure, pallet_prelude::DispatchResult, storage::with_storage_layer,
	traits::Imbalance,
};
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_primitives::Balance;

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		if Ledger::<T>::contains_key(&author) {
			AuthoredBlocks::<T>::mutate(&author, |blocks| *blocks = blocks.saturating_add(1));
		}
		Income::<T>::put(BlockIncome { author, fees: 0, treasury: 0 });
		// A block's end has no weight of its own to return.
		let weight =
			<T as Config>::WeightInfo::note_author().saturating_add(<T as Config>::WeightInfo::pay_out());
		frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);
	}
}

impl<T: Config> Pallet<T> {
	/// Keeps fees and tips until the block ends: `treasury` planck of them for the treasury, the rest for the
	/// author's pool.
	///
	/// One account is paid for each transaction, not two.
	///
	/// # Errors
	///
	/// Gives the same credit back if the block has no author or the pallet's account cannot take it.
	pub fn collect_fees(credit: CreditOf<T>, treasury: Balance) -> Result<(), CreditOf<T>> {
		let Some(mut income) = Income::<T>::get() else { return Err(credit) };
		let treasury = treasury.min(credit.peek());
		let author = credit.peek().saturating_sub(treasury);
		let sums = (income.fees.checked_add(author), income.treasury.checked_add(treasury));
		let (Some(fees), Some(treasury)) = sums else { return Err(credit) };
		Self::take_fees(credit)?;
		(income.fees, income.treasury) = (fees, treasury);
		Income::<T>::put(income);
		Ok(())
	}

	/// Pays the treasury its part, and the pool of the block's author its fees and a part of the reserve.
	/// Without a pool, the fees are the treasury's.
	pub(crate) fn pay_out() {
		let Some(BlockIncome { author, fees, treasury }) = Income::<T>::take() else { return };
		let rewarded = with_storage_layer(|| Self::reward(&author, fees));
		let given = with_storage_layer(|| Self::give_fees_to_treasury(treasury));
		for (amount, paid) in [(fees, rewarded), (treasury, given)] {
			if let Err(error) = paid {
				// What users paid still lies in the pallet's account, free.
				log::error!(target: LOG_TARGET, "{amount} planck of a block's fees wait: {error:?}");
			}
		}
	}

	/// Pays a pool its fees and a part of the reserve.
	fn reward(validator: &T::AccountId, fees: Balance) -> DispatchResult {
		let Some(mut ledger) = Ledger::<T>::get(validator) else {
			return Self::give_fees_to_treasury(fees);
		};
		let reserve = BlockReward::<T>::get().min(Self::locked(HoldReason::Reserve));
		let reward = fees.checked_add(reserve).ok_or(Error::<T>::Overflow)?;
		if reward == 0 {
			return Ok(());
		}
		if fees > 0 {
			Self::lock_fees(fees)?;
		}
		Self::relabel(HoldReason::Reserve, HoldReason::Rewards, reserve)?;
		ledger.rewards = ledger
			.rewards
			.credit(reward, ledger.pool.shares, ledger.commission)
			.ok_or(Error::<T>::Overflow)?;
		Ledger::<T>::insert(validator, ledger);
		Self::deposit_event(Event::Rewarded { validator: validator.clone(), fees, reserve });
		Ok(())
	}

	/// Pays an account what it has earned in a pool.
	pub(crate) fn do_claim(who: T::AccountId, validator: T::AccountId) -> DispatchResult {
		let mut ledger = Ledger::<T>::get(&validator).ok_or(Error::<T>::NothingToClaim)?;
		let stake = ledger.pool.stake;
		let position = Self::settled(&validator, &who, &mut ledger)?;
		let mut position = Self::pay_settled(&validator, &who, &mut ledger, position)?;
		let amount = core::mem::take(&mut position.owed);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		let unpaid = ledger.rewards.unpaid.checked_sub(amount);
		ledger.rewards.unpaid = unpaid.ok_or(Error::<T>::Overflow)?;
		Self::store(&validator, &who, &mut ledger, position)?;
		Self::leave_pool(&validator, &who);
		if ledger.pool.stake != stake {
			Self::rank(&validator, ledger.pool.stake);
		}
		Ledger::<T>::insert(&validator, ledger);
		Self::unlock(&who, HoldReason::Rewards, amount)?;
		Self::deposit_event(Event::Claimed { validator: validator.clone(), who, amount });
		Self::tidy(&validator)
	}
}
