//! The pallet's account: all stake, rewards and reserve, each under a hold of its own.

use crate::{Config, CurrencyOf, HoldReason, Pallet};
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{hold::Unbalanced as _, InspectHold, Mutate, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Get,
	},
};
use openledger_primitives::Balance;
use sp_runtime::traits::AccountIdConversion;

impl<T: Config> Pallet<T> {
	/// The account that holds stake, rewards and reserve. Nobody has a key to it.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Planck that the account holds for a reason.
	pub(crate) fn locked(reason: HoldReason) -> Balance {
		CurrencyOf::<T>::balance_on_hold(&reason.into(), &Self::account())
	}

	/// Takes `amount` out of an account's free balance, which must stay alive, and holds it.
	pub(crate) fn lock(who: &T::AccountId, reason: HoldReason, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		CurrencyOf::<T>::transfer_and_hold(
			&reason.into(),
			who,
			&Self::account(),
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	/// Hands `amount` of what is held to an account, free.
	pub(crate) fn unlock(who: &T::AccountId, reason: HoldReason, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		CurrencyOf::<T>::transfer_on_hold(
			&reason.into(),
			&Self::account(),
			who,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	/// Holds `amount` for another reason from now on.
	pub(crate) fn relabel(from: HoldReason, to: HoldReason, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let account = Self::account();
		CurrencyOf::<T>::decrease_balance_on_hold(&from.into(), &account, amount, Precision::Exact)?;
		CurrencyOf::<T>::increase_balance_on_hold(&to.into(), &account, amount, Precision::Exact)?;
		Ok(())
	}

	/// Holds fees that lie free in the account.
	pub(crate) fn lock_fees(amount: Balance) -> DispatchResult {
		CurrencyOf::<T>::hold(&HoldReason::Rewards.into(), &Self::account(), amount)
	}

	/// Passes fees that lie free in the account on to the treasury.
	pub(crate) fn give_fees_to_treasury(amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		CurrencyOf::<T>::transfer(&Self::account(), &T::Treasury::get(), amount, Preservation::Preserve)?;
		Ok(())
	}
}
