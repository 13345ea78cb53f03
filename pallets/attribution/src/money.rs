//! Deposits, and the pallet's account: everything that comes in is on hold for earnings, and somebody's.

use crate::{AuditPurse, Books, Config, Earnings, Error, Event, HoldReason, Pallet};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	storage::with_storage_layer,
	traits::{
		Get,
		fungible::{Inspect, InspectHold, MutateHold, UnbalancedHold},
		tokens::{DepositConsequence, Fortitude, Precision, Preservation, Provenance, Restriction},
	},
};
use openledger_primitives::{AccountId, Balance, traits::Payouts};
use sp_runtime::{DispatchError, traits::AccountIdConversion};

impl<T: Config> Pallet<T> {
	/// Returns the account that holds all earnings. A provider reference from genesis keeps it alive, so it
	/// needs no existential deposit.
	pub fn account() -> AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Puts a user's deposit on hold.
	pub(crate) fn hold_deposit(user: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::hold(&HoldReason::SessionDeposit.into(), user, amount)
	}

	/// Gives what is left of a user's deposit back.
	pub(crate) fn release_deposit(user: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::release(&HoldReason::SessionDeposit.into(), user, amount, Precision::Exact)?;
		Ok(())
	}

	/// Returns what a user has on hold for sessions.
	pub(crate) fn deposited(user: &AccountId) -> Balance {
		T::Currency::balance_on_hold(&HoldReason::SessionDeposit.into(), user)
	}

	/// Returns what the pallet's account has on hold for earnings.
	pub(crate) fn held_earnings() -> Balance {
		T::Currency::balance_on_hold(&HoldReason::Earnings.into(), &Self::account())
	}

	/// Moves `amount` from a user's deposit into the pallet's account, where it waits to be divided: hold to
	/// hold, so that neither an existential deposit nor a freeze stands in the way of what was already
	/// promised.
	pub(crate) fn collect(user: &AccountId, amount: Balance) -> DispatchResult {
		let deposit = HoldReason::SessionDeposit.into();
		T::Currency::decrease_balance_on_hold(&deposit, user, amount, Precision::Exact)?;
		Self::take_in(amount)?;
		Books::<T>::try_mutate(|books| {
			books.settled = books.settled.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			books.pending = books.pending.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	/// Takes `amount` out of what waits to be divided. The caller credits exactly that much.
	pub(crate) fn take_pending(amount: Balance) -> Result<(), Error<T>> {
		Books::<T>::try_mutate(|books| {
			books.pending = books.pending.checked_sub(amount).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	/// Puts an amount on hold for earnings that was taken off somebody's balance or hold.
	fn take_in(amount: Balance) -> DispatchResult {
		let earnings = HoldReason::Earnings.into();
		T::Currency::increase_balance_on_hold(&earnings, &Self::account(), amount, Precision::Exact)?;
		Ok(())
	}

	/// Returns what the pallet's account has on hold to pay audits with.
	pub(crate) fn held_for_audits() -> Balance {
		T::Currency::balance_on_hold(&HoldReason::AuditPurse.into(), &Self::account())
	}

	/// Moves an amount of the pallet's account from one hold to another.
	fn rehold(from: HoldReason, to: HoldReason, amount: Balance) -> DispatchResult {
		let pot = Self::account();
		T::Currency::decrease_balance_on_hold(&from.into(), &pot, amount, Precision::Exact)?;
		T::Currency::increase_balance_on_hold(&to.into(), &pot, amount, Precision::Exact)?;
		Ok(())
	}

	/// Moves what came in and is nobody's yet into the purse that pays audits.
	pub(crate) fn fill_purse(amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::rehold(HoldReason::Earnings, HoldReason::AuditPurse, amount)?;
		Self::note_funded(amount)
	}

	/// Moves an amount of an account's free balance into the purse that pays audits.
	pub(crate) fn do_fund_audits(who: &AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::NothingGiven);
		T::Currency::transfer_and_hold(
			&HoldReason::AuditPurse.into(),
			who,
			&Self::account(),
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		Books::<T>::try_mutate(|books| {
			books.paid = books.paid.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		Self::note_funded(amount)
	}

	/// Notes that the purse that pays audits holds more.
	fn note_funded(amount: Balance) -> DispatchResult {
		AuditPurse::<T>::try_mutate(|purse| {
			*purse = purse.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::AuditsFunded { amount });
		Ok(())
	}

	/// Takes an amount out of the purse that pays audits. The caller credits exactly that much.
	pub(crate) fn draw_on_purse(amount: Balance) -> DispatchResult {
		AuditPurse::<T>::try_mutate(|purse| {
			*purse = purse.checked_sub(amount).ok_or(Error::<T>::PurseTooLow)?;
			Ok::<_, Error<T>>(())
		})?;
		Self::rehold(HoldReason::AuditPurse, HoldReason::Earnings, amount)
	}

	/// Takes in what a ruling took off somebody's bond.
	pub(crate) fn do_take_fine(amount: Balance) -> DispatchResult {
		Self::take_in(amount)?;
		Books::<T>::try_mutate(|books| {
			books.fines = books.fines.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	/// Adds an amount to an account's earnings.
	pub(crate) fn credit(account: &AccountId, amount: Balance) -> Result<(), Error<T>> {
		if amount == 0 {
			return Ok(());
		}
		Earnings::<T>::try_mutate(account, |earned| {
			*earned = earned.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	/// Adds to the total that was credited to contributors.
	pub(crate) fn note_contributors(earned: Balance) -> Result<(), Error<T>> {
		Books::<T>::try_mutate(|books| {
			books.contributors = books.contributors.checked_add(earned).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	/// Hands `amount` of what is held to an account.
	fn pay_out(account: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::transfer_on_hold(
			&HoldReason::Earnings.into(),
			&Self::account(),
			account,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	/// Moves an account's earnings to its free balance.
	pub(crate) fn do_claim(who: &AccountId) -> DispatchResult {
		let amount = Earnings::<T>::take(who);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		Self::pay_out(who, amount)?;
		Books::<T>::try_mutate(|books| {
			books.claimed = books.claimed.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::Claimed { who: who.clone(), amount });
		Ok(())
	}

	/// Hands the treasury what it has earned. While that is too little to open its account, it waits: a
	/// settlement must not fail because the treasury is empty.
	pub(crate) fn pay_treasury() {
		let treasury = T::Treasury::get();
		let amount = Earnings::<T>::get(&treasury);
		let fits = T::Currency::can_deposit(&treasury, amount, Provenance::Extant);
		if amount == 0 || fits != DepositConsequence::Success {
			return;
		}
		let paid = with_storage_layer(|| {
			Earnings::<T>::remove(&treasury);
			Books::<T>::try_mutate(|books| {
				books.treasury = books.treasury.checked_add(amount).ok_or(Error::<T>::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
			Self::pay_out(&treasury, amount)
		});
		if let Err(error) = paid {
			log::warn!(target: crate::LOG_TARGET, "the treasury's {amount} planck wait: {error:?}");
		}
	}

	/// Gives an account a hundred of the smallest deposits, and some to spare. Returns ten of them.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn enrich(account: &AccountId) -> Balance {
		use frame_support::traits::fungible::Mutate;
		let unit = T::MinDeposit::get().saturating_add(T::Currency::minimum_balance());
		let _ = T::Currency::mint_into(account, unit.saturating_mul(100));
		T::MinDeposit::get().saturating_mul(10)
	}

	/// Takes an amount off an account's free balance, in place of a hold of another pallet.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn take_off(account: &AccountId, amount: Balance) -> DispatchResult {
		use frame_support::traits::fungible::Unbalanced;
		let (exact, keep) = (Precision::Exact, Preservation::Preserve);
		T::Currency::decrease_balance(account, amount, exact, keep, Fortitude::Polite).map(drop)
	}
}

impl<T: Config> Payouts<AccountId> for Pallet<T> {
	fn pay(
		payer: &AccountId,
		shares: &[(AccountId, Balance)],
		take: impl FnOnce(Balance) -> Result<(), DispatchError>,
	) -> Result<(), DispatchError> {
		with_storage_layer(|| {
			let total = shares
				.iter()
				.try_fold(0, |sum: Balance, (_, amount)| sum.checked_add(*amount))
				.ok_or(Error::<T>::Overflow)?;
			if total == 0 {
				return Ok(());
			}
			take(total)?;
			Self::take_in(total)?;
			for (account, amount) in shares {
				Self::credit(account, *amount)?;
			}
			Books::<T>::try_mutate(|books| {
				books.paid = books.paid.checked_add(total).ok_or(Error::<T>::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
			Self::deposit_event(Event::Paid { from: payer.clone(), amount: total });
			Ok(())
		})
	}
}
