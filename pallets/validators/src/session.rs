//! The pallet as the session pallet's manager, as its conversions, and as the authorship pallet's listener.

use crate::{
	types::{Stake, Status},
	AuthoredBlocks, Config, Event, Ledger, Offences, Pallet, Planned, Queue, Validators, WeightInfo,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{dispatch::DispatchClass, traits::Get, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::{historical, Pallet as Session};
use sp_runtime::traits::{Convert, Hash};
use sp_staking::SessionIndex;

/// `pallet_session::Config::ValidatorIdOf`: known validators, and nobody else, may set session keys.
pub struct ValidatorOf<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for ValidatorOf<T> {
	fn convert(account: T::AccountId) -> Option<T::AccountId> {
		Ledger::<T>::contains_key(&account).then_some(account)
	}
}

/// `pallet_session::historical::Config::FullIdentificationOf`: the stake behind a validator.
pub struct StakeOf<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<Stake>> for StakeOf<T> {
	fn convert(validator: T::AccountId) -> Option<Stake> {
		Ledger::<T>::get(validator).map(|ledger| ledger.stake())
	}
}

impl<T: Config> Pallet<T> {
	/// The set for session `index`, or nothing if it is what the session pallet already has.
	fn plan(index: SessionIndex) -> Option<Vec<(T::AccountId, Stake)>> {
		if let Some(next) = Queue::<T>::take() {
			Self::replace_set(index, next);
		}
		let set: Vec<_> = Validators::<T>::get()
			.into_iter()
			.filter_map(|validator| StakeOf::<T>::convert(validator.clone()).map(|stake| (validator, stake)))
			.collect();
		if set.is_empty() {
			// Unreachable after genesis; the session pallet then keeps the set it has.
			return None;
		}
		// Keys belong in here: the historical root holds them, and the one of the session before would be copied.
		let keys: Vec<_> = set.iter().map(|(validator, _)| Session::<T>::load_keys(validator)).collect();
		let hash = T::Hashing::hash_of(&(&set, keys));
		if Planned::<T>::get() == Some(hash) {
			return None;
		}
		Planned::<T>::put(hash);
		Some(set)
	}

	/// Makes `next` the set, unless not one of it has session keys: blocks would end there.
	fn replace_set(session: SessionIndex, next: BoundedVec<T::AccountId, T::MaxValidators>) {
		if !next.iter().any(|validator| Session::<T>::load_keys(validator).is_some()) {
			return Self::deposit_event(Event::QueueDropped { session });
		}
		for validator in &Validators::<T>::get() {
			Self::set_status(validator, Status::Idle);
		}
		for validator in &next {
			Self::set_status(validator, Status::Active);
		}
		let validators = next.len() as u32;
		Validators::<T>::put(next);
		Self::deposit_event(Event::SetPlanned { session, validators });
	}

	fn set_status(validator: &T::AccountId, status: Status) {
		Ledger::<T>::mutate(validator, |ledger| {
			if let Some(ledger) = ledger {
				ledger.status = status;
			}
		});
	}

	/// Forgets what can no longer be reported.
	fn prune(ended: SessionIndex) {
		if let Some(oldest) = ended.checked_sub(T::OffenceHistory::get()) {
			Offences::<T>::remove(oldest);
			historical::Pallet::<T>::prune_up_to(oldest.saturating_add(1));
		}
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(index).map(|set| set.into_iter().map(|(validator, _)| validator).collect())
	}

	fn start_session(_: SessionIndex) {}

	fn end_session(index: SessionIndex) {
		Self::prune(index);
	}
}

impl<T: Config> historical::SessionManager<T::AccountId, Stake> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, Stake)>> {
		Self::plan(index)
	}

	fn start_session(_: SessionIndex) {}

	fn end_session(index: SessionIndex) {
		Self::prune(index);
	}
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		if Ledger::<T>::contains_key(&author) {
			AuthoredBlocks::<T>::mutate(author, |blocks| *blocks = blocks.saturating_add(1));
		}
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			<T as Config>::WeightInfo::note_author(),
			DispatchClass::Mandatory,
		);
	}
}
