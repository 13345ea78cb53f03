//! Challengers' bonds: OPEN on hold in their own accounts.

use crate::{Config, HoldReason, Pallet};
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{InspectHold, MutateHold, UnbalancedHold},
		tokens::Precision,
	},
};
use openledger_primitives::{AccountId, Balance};

impl<T: Config> Pallet<T> {
	/// Puts a challenger's bond on hold.
	pub(crate) fn hold_bond(challenger: &AccountId, bond: Balance) -> DispatchResult {
		T::Currency::hold(&HoldReason::ChallengeBond.into(), challenger, bond)
	}

	/// Gives a challenger's bond back.
	pub(crate) fn release_bond(challenger: &AccountId, bond: Balance) -> DispatchResult {
		T::Currency::release(&HoldReason::ChallengeBond.into(), challenger, bond, Precision::Exact)?;
		Ok(())
	}

	/// Takes a challenger's bond off its hold. The caller puts it on another, so that no planck is lost.
	pub(crate) fn forfeit_bond(challenger: &AccountId, bond: Balance) -> DispatchResult {
		let reason = HoldReason::ChallengeBond.into();
		T::Currency::decrease_balance_on_hold(&reason, challenger, bond, Precision::Exact)?;
		Ok(())
	}

	/// Returns what an account has on hold for its challenges.
	pub(crate) fn bonded(challenger: &AccountId) -> Balance {
		T::Currency::balance_on_hold(&HoldReason::ChallengeBond.into(), challenger)
	}

	/// Gives an account what one challenge costs, and some to spare.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn endow_challenger(who: &AccountId) {
		use frame_support::traits::{
			Get,
			fungible::{Inspect, Mutate},
		};
		let amount = T::ChallengeBond::get().saturating_add(T::Currency::minimum_balance());
		let _ = T::Currency::mint_into(who, amount.saturating_mul(10));
	}
}
