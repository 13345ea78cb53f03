//! Invariants of settlements that are kept, and of providers' liabilities.

use crate::{types::Liability, Config, Expiring, ExpiryQueue, Liable, Pallet, Sessions, Settlements};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::ensure;
use openledger_primitives::{traits::ChallengeRegistry, AccountId};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks settlements that are kept, and liabilities.
	///
	/// # Invariants
	///
	/// See the functions it calls.
	pub(super) fn try_state_retention() -> Result<(), TryRuntimeError> {
		Self::settlements_are_queued()?;
		Self::liabilities_are_known()
	}

	/// Checks settlements.
	///
	/// # Invariants
	///
	/// Positions in the queue are those in use. Every settlement that is kept waits in the queue, or has an
	/// open challenge. Its number was given out by its session, if that is still there. Rulings made up for
	/// no more than there was.
	fn settlements_are_queued() -> Result<(), TryRuntimeError> {
		let queue = ExpiryQueue::<T>::get();
		let waiting: Vec<_> = Expiring::<T>::iter().collect();
		ensure!(
			waiting.iter().all(|(at, _)| (queue.first..queue.next).contains(at)),
			"attribution: a settlement waits outside the queue"
		);
		let waiting: BTreeSet<_> = waiting.into_iter().map(|(_, key)| key).collect();
		for (session, number, settled) in Settlements::<T>::iter() {
			ensure!(
				waiting.contains(&(session, number)) || T::Challenges::is_challenged(session, number),
				"attribution: a settlement is kept for ever"
			);
			let given = Sessions::<T>::get(session).is_none_or(|open| number < open.settlements);
			ensure!(given, "attribution: a settlement's number is not used");
			ensure!(settled.restored <= settled.contributors, "attribution: a ruling made up for too much");
		}
		Ok(())
	}

	/// Checks liabilities.
	///
	/// # Invariants
	///
	/// Every provider is liable for its open challenges, exactly, and until the last window of its
	/// settlements ends.
	fn liabilities_are_known() -> Result<(), TryRuntimeError> {
		let mut least = BTreeMap::<AccountId, Liability>::new();
		for settled in Settlements::<T>::iter_values() {
			let known = least.entry(settled.provider).or_default();
			known.until = known.until.max(settled.until);
		}
		// A challenge keeps its settlement, so no other provider has an open one.
		for (provider, liability) in &mut least {
			liability.open = T::Challenges::open_against(provider);
		}
		for (provider, liability) in Liable::<T>::iter() {
			let expected = least.remove(&provider).unwrap_or_default();
			ensure!(liability.open == expected.open, "attribution: open challenges are miscounted");
			ensure!(
				liability.until >= expected.until,
				"attribution: a provider is liable for too short a time"
			);
		}
		// What is over may be forgotten before the settlement itself is dropped.
		let over = |liability: &Liability| liability.open == 0 && liability.until < Self::now();
		ensure!(least.values().all(over), "attribution: a provider's liability is forgotten");
		Ok(())
	}
}
