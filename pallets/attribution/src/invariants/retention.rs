//! Invariants of settlements that are kept, and of providers' liabilities.

use super::sum;
use crate::{Books, Config, Expiring, ExpiryQueue, Liable, Pallet, Sessions, Settlements, types::Liability};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::ensure;
use openledger_primitives::{AccountId, MAX_SETTLEMENT_ANSWERS, traits::ChallengeRegistry};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks settlements that are kept, and liabilities.
	///
	/// # Invariants
	///
	/// See the functions it calls.
	pub(super) fn try_state_retention() -> Result<(), TryRuntimeError> {
		Self::settlements_are_queued()?;
		Self::settlements_are_pending()?;
		Self::liabilities_are_known()
	}

	/// Checks settlements.
	///
	/// # Invariants
	///
	/// Positions in the queue are those in use. Every settlement that is kept waits in the queue, or has an
	/// open challenge. Its number was given out by its session, if that is still there.
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
			let session = Sessions::<T>::get(session);
			let end = settled.first.saturating_add(settled.answers);
			ensure!(
				session.is_none_or(|open| end <= open.answers),
				"attribution: a settlement pays for an answer that its session does not count"
			);
		}
		Ok(())
	}

	/// Checks what waits to be divided.
	///
	/// # Invariants
	///
	/// What settlements have left is exactly what the books say is pending. Rulings took no more than there
	/// was, and what was condemned has nothing left. Each pays for 1 to 256 answers, and forfeited shares are
	/// among those that it states.
	fn settlements_are_pending() -> Result<(), TryRuntimeError> {
		let pending = sum(Settlements::<T>::iter_values().map(|settled| settled.left()))?;
		ensure!(pending == Books::<T>::get().pending, "attribution: what is pending does not add up");
		for settled in Settlements::<T>::iter_values() {
			ensure!(settled.taken <= settled.amount, "attribution: a ruling took more than there was");
			let has_left = settled.left() > 0;
			ensure!(!settled.condemned || !has_left, "attribution: a condemned settlement has some left");
			let answers = 1..=MAX_SETTLEMENT_ANSWERS;
			ensure!(answers.contains(&settled.answers), "attribution: a settlement pays for no answer");
			let named: BTreeSet<_> = settled.influence.iter().map(|(id, _)| *id).collect();
			let known = settled.forfeited.iter().all(|id| named.contains(id));
			ensure!(known, "attribution: a share is forfeited that was not stated");
		}
		Ok(())
	}

	/// Checks liabilities.
	///
	/// # Invariants
	///
	/// Every provider is liable for its open challenges and for what its settlements have left, exactly, and
	/// until the last window of these ends.
	fn liabilities_are_known() -> Result<(), TryRuntimeError> {
		let mut least = BTreeMap::<AccountId, Liability>::new();
		for settled in Settlements::<T>::iter_values() {
			let known = least.entry(settled.provider).or_default();
			known.until = known.until.max(settled.until);
			known.amount = known.amount.saturating_add(settled.amount.saturating_sub(settled.taken));
		}
		// A challenge keeps its settlement, so no other provider has an open one.
		for (provider, liability) in &mut least {
			liability.open = T::Challenges::open_against(provider);
		}
		for (provider, liability) in Liable::<T>::iter() {
			let expected = least.remove(&provider).unwrap_or_default();
			ensure!(liability.open == expected.open, "attribution: open challenges are miscounted");
			ensure!(liability.amount == expected.amount, "attribution: a provider's exposure is miscounted");
			ensure!(
				liability.until >= expected.until,
				"attribution: a provider is liable for too short a time"
			);
		}
		// What is over may be forgotten before the settlement itself is dropped.
		let over = |liability: &Liability| {
			liability.open == 0 && liability.amount == 0 && liability.until < Self::now()
		};
		ensure!(least.values().all(over), "attribution: a provider's liability is forgotten");
		Ok(())
	}
}
