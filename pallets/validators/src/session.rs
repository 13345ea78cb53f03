//! The pallet as the session pallet's manager, and as its conversions.

use crate::{
	Candidates, Config, Event, KeyHistory, Minimum, Offences, Pallet, Planned, UnbondingTime, Validators,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{traits::Get, BoundedVec};
use pallet_session::Pallet as Session;
use sp_runtime::traits::{Convert, Hash};
use sp_staking::SessionIndex;

/// `pallet_session::Config::ValidatorIdOf`: an account is its own validator id. Anybody may set session keys, for a
/// deposit: they are needed before joining.
pub struct ValidatorOf<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for ValidatorOf<T> {
	fn convert(account: T::AccountId) -> Option<T::AccountId> {
		Some(account)
	}
}

impl<T: Config> Pallet<T> {
	/// The first candidates with session keys, by account: an order that stakes do not change.
	fn elect() -> BoundedVec<T::AccountId, T::MaxValidators> {
		let mut elected: Vec<_> = Candidates::<T>::get()
			.into_iter()
			.map(|candidate| candidate.validator)
			.filter(|validator| Session::<T>::load_keys(validator).is_some())
			.take(T::MaxValidators::get() as usize)
			.collect();
		elected.sort();
		BoundedVec::truncate_from(elected)
	}

	/// The set for session `index`, or nothing if it is what the session pallet already has.
	fn plan(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let elected = Self::elect();
		let validators = elected.len() as u32;
		let mut set = Validators::<T>::get();
		if validators == 0 || validators < Minimum::<T>::get() {
			Self::deposit_event(Event::SetKept { session: index });
		} else if elected != set {
			set = elected;
			Validators::<T>::put(&set);
			Self::deposit_event(Event::SetPlanned { session: index, validators });
		}
		if set.is_empty() {
			// Before genesis is built; the session pallet then keeps the set it has.
			return None;
		}
		// Keys belong in here: new ones are a new set.
		let keys: Vec<_> = set.iter().map(Session::<T>::load_keys).collect();
		let hash = T::Hashing::hash_of(&(&set, keys));
		if Planned::<T>::get() == Some(hash) {
			return None;
		}
		Planned::<T>::put(hash);
		Some(set.into_inner())
	}

	/// Forgets what can no longer be reported.
	fn prune(ended: SessionIndex) {
		if let Some(oldest) = ended.checked_sub(UnbondingTime::<T>::get()) {
			Offences::<T>::remove(oldest);
			KeyHistory::<T>::remove(oldest);
		}
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(index)
	}

	fn start_session(index: SessionIndex) {
		// The session pallet queues the next ones only after this.
		Self::note_keys(index, Session::<T>::queued_keys());
		Self::renew_disabled(index);
	}

	fn end_session(index: SessionIndex) {
		Self::prune(index);
	}
}
