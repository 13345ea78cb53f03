//! The money of this pallet: escrow of builders and bonds of providers, each on hold in its owner's account.
//!
//! No other file names the currency. OPEN moves by hold, release and transfer; nothing is minted or burnt.

use crate::{Config, Error, Event, HoldReason, ModelDeposits, Pallet, Providers, types::Job};
use frame_support::{
	storage::with_storage_layer,
	traits::{
		Get,
		fungible::{
			Inspect,
			hold::{Inspect as _, Mutate as _, Unbalanced as _},
		},
		tokens::{DepositConsequence, Fortitude, Precision, Provenance, Restriction},
	},
};
use openledger_primitives::{AccountId, Balance, JobId, traits::Payouts};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Returns the planck that an account has on hold for a reason.
	pub(crate) fn held(reason: HoldReason, who: &AccountId) -> Balance {
		T::Currency::balance_on_hold(&reason.into(), who)
	}

	/// Puts `amount` of an account's free balance on hold.
	pub(crate) fn hold(reason: HoldReason, who: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Returns `amount` on hold to the free balance of its account, and says how much it was.
	pub(crate) fn release(
		reason: HoldReason,
		who: &AccountId,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		T::Currency::release(&reason.into(), who, amount, Precision::Exact)
	}

	/// Pays `amount` on hold in one account into the free balance of another. Freezes do not stop it.
	fn hand_over(
		reason: HoldReason,
		from: &AccountId,
		to: &AccountId,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		T::Currency::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
	}

	/// Pays `amount` on hold in one account to another, whatever state either is in: into the free balance,
	/// or, where that cannot take it, into earnings. So an account that cannot be paid stops nobody else.
	pub(crate) fn give(
		reason: HoldReason,
		from: &AccountId,
		to: &AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let can = <T::Currency as Inspect<AccountId>>::can_deposit(to, amount, Provenance::Extant);
		let fits = can == DepositConsequence::Success;
		if fits && with_storage_layer(|| Self::hand_over(reason, from, to, amount)).is_ok() {
			return Ok(());
		}
		T::Payouts::pay(from, &[(to.clone(), amount)], |sum| Self::take_off(reason, from, sum))
	}

	/// Takes `amount` off an account's hold. The caller puts it on another, so that no planck is lost.
	fn take_off(reason: HoldReason, from: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::decrease_balance_on_hold(&reason.into(), from, amount, Precision::Exact).map(drop)
	}

	/// Notes the part of what a builder has on hold for a job that is not to be spent on it.
	pub(crate) fn note_deposit(id: JobId, deposit: Balance) {
		if deposit > 0 {
			ModelDeposits::<T>::insert(id, deposit);
		}
	}

	/// Takes the deposit behind a job's model off the builder's hold, and says how much it was. The caller
	/// puts it on another.
	pub(crate) fn take_deposit(id: JobId, builder: &AccountId) -> Result<Balance, DispatchError> {
		let deposit = ModelDeposits::<T>::take(id);
		if deposit > 0 {
			Self::take_off(HoldReason::JobEscrow, builder, deposit)?;
		}
		Ok(deposit)
	}

	/// Returns what is left of a job's escrow and deposit to the builder, and says how much it was.
	pub(crate) fn refund(id: JobId, job: &mut Job<T>) -> Result<Balance, DispatchError> {
		let escrow = core::mem::take(&mut job.escrow);
		let amount = escrow.checked_add(ModelDeposits::<T>::take(id)).ok_or(Error::<T>::Overflow)?;
		Self::return_to(HoldReason::JobEscrow, &job.builder, amount)?;
		Ok(amount)
	}

	/// Returns `amount` on hold to its account, whatever state that is in: into the free balance, or, where
	/// that cannot take it, into earnings.
	pub(crate) fn return_to(reason: HoldReason, who: &AccountId, amount: Balance) -> DispatchResult {
		if amount > 0 && with_storage_layer(|| Self::release(reason, who, amount)).is_err() {
			Self::give(reason, who, who, amount)?;
		}
		Ok(())
	}

	/// Pays `amount` out of escrow to an account, and returns it.
	pub(crate) fn pay_from_escrow(
		job: &mut Job<T>,
		to: &AccountId,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		job.escrow = job.escrow.checked_sub(amount).ok_or(Error::<T>::Inconsistent)?;
		Self::give(HoldReason::JobEscrow, &job.builder, to, amount)?;
		Ok(amount)
	}

	/// Pays contributors out of escrow into their earnings: from hold to hold, so that no freeze of the
	/// builder's stops it. Returns the sum.
	pub(crate) fn pay_contributors(
		job: &mut Job<T>,
		shares: &[(AccountId, Balance)],
	) -> Result<Balance, DispatchError> {
		let sum = shares.iter().try_fold(0, |sum: Balance, (_, amount)| sum.checked_add(*amount));
		let sum = sum.ok_or(Error::<T>::Overflow)?;
		if sum == 0 {
			return Ok(0);
		}
		job.escrow = job.escrow.checked_sub(sum).ok_or(Error::<T>::Inconsistent)?;
		T::Payouts::pay(&job.builder, shares, |sum| {
			Self::take_off(HoldReason::JobEscrow, &job.builder, sum)
		})?;
		Ok(sum)
	}

	/// Takes [`Config::ExpirySlash`], or what is left of the bond, for the treasury: nobody who can bring it
	/// about gains by it.
	pub(crate) fn slash_for_expiry(stash: &AccountId, job: JobId) -> DispatchResult {
		let amount = Self::reduce_bond(stash, T::ExpirySlash::get()).ok_or(Error::<T>::Inconsistent)?;
		Self::give(HoldReason::ProviderBond, stash, &T::Treasury::get(), amount)?;
		Self::deposit_event(Event::ProviderSlashed { stash: stash.clone(), job, amount });
		Ok(())
	}

	/// Takes `most`, or what is left, off a provider's bond for another pallet, and returns how much it was.
	///
	/// `take_in` must put exactly that much on somebody's account. If it fails, nothing is taken.
	pub(crate) fn slash_for_others(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> DispatchResult,
	) -> Result<Balance, DispatchError> {
		with_storage_layer(|| {
			let amount = Self::reduce_bond(stash, most).unwrap_or(0);
			if amount == 0 {
				return Ok(0);
			}
			Self::take_off(HoldReason::ProviderBond, stash, amount)?;
			take_in(amount)?;
			Self::deposit_event(Event::BondSlashed { stash: stash.clone(), amount });
			Ok(amount)
		})
	}

	/// Takes `most`, or what is left, out of a provider's record, and returns how much it was.
	pub(crate) fn reduce_bond(stash: &AccountId, most: Balance) -> Option<Balance> {
		Providers::<T>::mutate(stash, |provider| {
			let provider = provider.as_mut()?;
			let amount = most.min(provider.bond);
			provider.bond = provider.bond.saturating_sub(amount);
			Some(amount)
		})
	}

	/// Sets the free balance of an account to some multiple of what an account must have, for benchmarks
	/// only.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn fund(who: &AccountId, amount: Balance, times: Balance) {
		use frame_support::traits::fungible::Mutate as _;
		let minimum = <T::Currency as Inspect<AccountId>>::minimum_balance();
		T::Currency::set_balance(who, amount.saturating_add(minimum).saturating_mul(times));
	}
}
