//! The money of this pallet: one account with all stake, rewards and reserve, each under a hold of its own.
//!
//! No other file names the currency. OPEN moves by hold, release and transfer; nothing is minted or burnt.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		Get,
		fungible::{Balanced, Credit, Inspect, InspectHold, Mutate, MutateHold, hold::Unbalanced as _},
		tokens::{DepositConsequence, Fortitude, Precision, Preservation, Provenance, Restriction},
	},
};
use openledger_primitives::Balance;
use sp_runtime::traits::AccountIdConversion;

/// Currency of the pallet. The session pallet has a type of the same name, so it is named in full, and only
/// here.
type CurrencyOf<T> = <T as Config>::Currency;

/// OPEN that left one account and has yet to reach another.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, CurrencyOf<T>>;

impl<T: Config> Pallet<T> {
	/// Returns the account that holds stake, rewards and reserve. Nobody has a key to it.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Moves the existential deposit from the treasury into the pallet's account, at genesis.
	pub(crate) fn open_account() -> DispatchResult {
		let deposit = CurrencyOf::<T>::minimum_balance();
		CurrencyOf::<T>::transfer(&T::Treasury::get(), &Self::account(), deposit, Preservation::Preserve)?;
		Ok(())
	}

	/// Returns the sum of all balances.
	pub(crate) fn issuance() -> Balance {
		CurrencyOf::<T>::total_issuance()
	}

	/// Returns the planck without which an account does not exist.
	pub(crate) fn minimum_balance() -> Balance {
		CurrencyOf::<T>::minimum_balance()
	}

	/// Returns the free balance of an account.
	pub(crate) fn free(who: &T::AccountId) -> Balance {
		CurrencyOf::<T>::balance(who)
	}

	/// Returns whether an account can be paid `amount`: it exists, or is opened by it.
	pub(crate) fn can_receive(who: &T::AccountId, amount: Balance) -> bool {
		CurrencyOf::<T>::can_deposit(who, amount, Provenance::Extant) == DepositConsequence::Success
	}

	/// Returns the planck that the pallet's account has on hold, whatever for.
	pub(crate) fn locked_in_all() -> Balance {
		CurrencyOf::<T>::total_balance_on_hold(&Self::account())
	}

	/// Returns the planck that the pallet's account holds for a reason.
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

	/// Puts fees into the pallet's account, free until the block ends. They come back if the account cannot
	/// take them.
	pub(crate) fn take_fees(credit: CreditOf<T>) -> Result<(), CreditOf<T>> {
		CurrencyOf::<T>::resolve(&Self::account(), credit)
	}

	/// Mints planck for an account, for benchmarks only.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn fund(who: &T::AccountId, amount: Balance) -> DispatchResult {
		CurrencyOf::<T>::mint_into(who, amount).map(|_| ())
	}

	/// Mints fees that nobody paid, for benchmarks only.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn mint_fees(amount: Balance) -> CreditOf<T> {
		CurrencyOf::<T>::issue(amount)
	}
}
