//! The money of this pallet: deposits, bonds and slashes, each under a hold of its own account.
//!
//! No other file names the currency. OPEN moves by hold, release and transfer; nothing is minted or burnt.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	pallet_prelude::DispatchResult,
	storage::with_storage_layer,
	traits::{
		Get,
		fungible::{Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Restriction},
	},
};
use openledger_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Returns the planck without which an account does not exist.
	pub(crate) fn minimum_balance() -> Balance {
		T::Currency::minimum_balance()
	}

	/// Returns the planck that an account has on hold for a reason.
	pub(crate) fn held(reason: HoldReason, who: &T::AccountId) -> Balance {
		T::Currency::balance_on_hold(&reason.into(), who)
	}

	/// Puts `amount` of an account's free balance on hold.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::hold(&reason.into(), who, amount)
	}

	/// Returns `amount` on hold to the free balance of its account.
	pub(crate) fn release(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::release(&reason.into(), who, amount, Precision::Exact).map(|_| ())
	}

	/// Pays held OPEN of one account out to another. Freezes do not stop it: this is how slashing works.
	pub(crate) fn hand_over(
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
			Restriction::Free,
			Fortitude::Force,
		)
		.map(|_| ())
	}

	/// Pays held OPEN of one account out to another, or to the treasury if that account cannot take it. Where
	/// even the treasury cannot, because so little opens no account, the OPEN returns to who had it.
	pub(crate) fn pay_out(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		with_storage_layer(|| Self::hand_over(reason, from, to, amount))
			.or_else(|_| with_storage_layer(|| Self::hand_over(reason, from, &T::Treasury::get(), amount)))
			.or_else(|_| Self::release(reason, from, amount))
	}

	/// Mints a fortune for an account, for benchmarks only.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn fund(who: &T::AccountId) -> DispatchResult {
		use frame_support::traits::fungible::Mutate;
		const FORTUNE: Balance = 1_000_000 * openledger_primitives::OPEN;
		T::Currency::mint_into(who, FORTUNE).map(|_| ())
	}
}
