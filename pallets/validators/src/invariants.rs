//! What always holds.

use crate::{
	types::Status, AuthoredBlocks, Config, EpochSlots, Ledger, Offences, Pallet, Queue, SlotMillis,
	Validators,
};
use alloc::collections::BTreeSet;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	///
	/// # Invariants
	///
	/// See the functions it calls, one for each.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::clock_runs()?;
		Self::set_is_sound()?;
		Self::queue_is_sound()?;
		Self::stakes_are_held()?;
		Self::authors_are_validators()?;
		Self::offences_are_recent()
	}

	/// # Invariants
	///
	/// A slot lasts at least 2 ms and an epoch at least one slot.
	fn clock_runs() -> Result<(), TryRuntimeError> {
		ensure!(SlotMillis::<T>::get() >= 2, "validators: a slot is too short");
		ensure!(EpochSlots::<T>::get() > 0, "validators: an epoch has no slot");
		Ok(())
	}

	/// # Invariants
	///
	/// The set is not empty, names nobody twice, and is exactly the active ledgers.
	fn set_is_sound() -> Result<(), TryRuntimeError> {
		let set = Validators::<T>::get();
		ensure!(!set.is_empty(), "validators: the set is empty");
		let set: BTreeSet<_> = set.iter().collect();
		ensure!(set.len() == Validators::<T>::get().len(), "validators: the set names a validator twice");
		let mut active = 0usize;
		for (validator, ledger) in Ledger::<T>::iter() {
			if ledger.status == Status::Active {
				ensure!(set.contains(&validator), "validators: an active validator is not in the set");
				active = active.saturating_add(1);
			}
		}
		ensure!(active == set.len(), "validators: a member of the set is not active");
		Ok(())
	}

	/// # Invariants
	///
	/// A queued set is not empty, names nobody twice, and only known validators.
	fn queue_is_sound() -> Result<(), TryRuntimeError> {
		if let Some(queue) = Queue::<T>::get() {
			ensure!(!queue.is_empty(), "validators: the queued set is empty");
			let distinct: BTreeSet<_> = queue.iter().collect();
			ensure!(distinct.len() == queue.len(), "validators: the queued set names a validator twice");
			ensure!(queue.iter().all(Ledger::<T>::contains_key), "validators: a queued validator is unknown");
		}
		Ok(())
	}

	/// # Invariants
	///
	/// No ledger claims stake: nothing can be bonded yet, so nothing is on hold.
	fn stakes_are_held() -> Result<(), TryRuntimeError> {
		ensure!(
			Ledger::<T>::iter_values().all(|ledger| ledger.bond == 0 && ledger.delegated == 0),
			"validators: a ledger claims stake that is not on hold"
		);
		Ok(())
	}

	/// # Invariants
	///
	/// Only known validators have authored blocks to their name.
	fn authors_are_validators() -> Result<(), TryRuntimeError> {
		ensure!(
			AuthoredBlocks::<T>::iter_keys().all(Ledger::<T>::contains_key),
			"validators: blocks are counted for an unknown validator"
		);
		Ok(())
	}

	/// # Invariants
	///
	/// Offences are kept for sessions that can still be reported, and none is empty.
	fn offences_are_recent() -> Result<(), TryRuntimeError> {
		let now = pallet_session::CurrentIndex::<T>::get();
		for (session, offenders) in Offences::<T>::iter() {
			ensure!(
				session <= now && now.saturating_sub(session) <= T::OffenceHistory::get(),
				"validators: an offence is kept too long"
			);
			ensure!(!offenders.is_empty(), "validators: a session without offenders is kept");
		}
		Ok(())
	}
}
