//! The money of this pallet: deposits behind base models and listings, each on hold in its owner's account.
//!
//! No other file names the currency. OPEN moves by hold, release and transfer; nothing is minted or burnt.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	pallet_prelude::DispatchResult,
	storage::with_storage_layer,
	traits::{
		Get,
		fungible::{InspectHold, MutateHold, UnbalancedHold},
		tokens::{Fortitude, Precision, Restriction},
	},
};
use openledger_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Returns the planck that an account has on hold for a reason.
	pub(crate) fn held(reason: HoldReason, who: &T::AccountId) -> Balance {
		T::Currency::balance_on_hold(&reason.into(), who)
	}

	/// Puts `amount` of an account's free balance on hold.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Puts `amount`, which the caller took off a hold, on hold of an account.
	pub(crate) fn put_on_hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currency::increase_balance_on_hold(&reason.into(), who, amount, Precision::Exact).map(|_| ())
	}

	/// Returns `amount` on hold to the free balance of its account.
	pub(crate) fn release(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::release(&reason.into(), who, amount, Precision::Exact).map(|_| ())
	}

	/// Returns whether an account exists and has room for a hold for this reason.
	pub(crate) fn can_hold(reason: HoldReason, who: &T::AccountId) -> bool {
		T::Currency::hold_available(&reason.into(), who)
	}

	/// Moves `amount` on hold to another account, where it stays on hold.
	pub(crate) fn move_on_hold(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		T::Currency::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::OnHold,
			Fortitude::Polite,
		)
		.map(|_| ())
	}

	/// Pays `amount` on hold to the treasury. Where the treasury cannot take it, because so little opens no
	/// account, it returns to who had it.
	pub(crate) fn pay_treasury(reason: HoldReason, from: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let paid = with_storage_layer(|| {
			T::Currency::transfer_on_hold(
				&reason.into(),
				from,
				&T::Treasury::get(),
				amount,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Force,
			)
			.map(|_| ())
		});
		paid.or_else(|_| Self::release(reason, from, amount))
	}

	/// Mints a fortune for an account, for benchmarks only.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn fund(who: &T::AccountId) -> DispatchResult {
		use frame_support::traits::fungible::Mutate;
		const FORTUNE: Balance = 1_000_000 * openledger_primitives::OPEN;
		T::Currency::mint_into(who, FORTUNE).map(|_| ())
	}
}
