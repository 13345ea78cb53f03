//! Second chance: a provider that missed its time to reveal may still do so for a while, at a fee.
//!
//! So an attack on its machine, or an outage, costs it the fee and not its bond.

use crate::{Challenges, Config, Event, Pallet, types::Challenge};
use frame_support::{pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, ChallengeId,
	challenge::ChallengeStage,
	traits::{ProviderRegistry, SettlementRegistry},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Returns the last block in which evidence is taken that was asked for up to and including `until`.
	pub(crate) fn last_chance(until: BlockNumber) -> BlockNumber {
		until.saturating_add(T::LatePeriod::get())
	}

	/// Takes the fee of a provider that reveals after its time.
	pub(crate) fn charge_if_late(id: ChallengeId) -> DispatchResult {
		let Some(Challenge { stage: ChallengeStage::AwaitingResponse { until }, provider, .. }) =
			Challenges::<T>::get(id)
		else {
			return Ok(());
		};
		if Self::now() > until {
			Self::penalise(id, &provider, T::LateFee::get())?;
		}
		Ok(())
	}

	/// Takes an amount, or what is left, off a provider's bond, for the treasury.
	pub(crate) fn penalise(id: ChallengeId, who: &AccountId, most: Balance) -> Result<(), DispatchError> {
		let amount = T::Providers::slash(who, most, T::Settlements::take_fine)?;
		T::Settlements::reward(&[(T::Treasury::get(), amount)])?;
		Self::deposit_event(Event::Penalised { challenge: id, who: who.clone(), amount });
		Ok(())
	}
}
