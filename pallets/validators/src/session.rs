//! Sessions: planning each set, and what starts and ends with a session.

use crate::{
	Candidates, Config, Event, KeyHistory, Ledger, Minimum, Offences, Pallet, UnbondingTime, Validators,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{BoundedVec, traits::Get};
use openledger_primitives::Balance;
use pallet_session::Pallet as Session;
use sp_runtime::traits::Convert;
use sp_staking::SessionIndex;

/// Conversion for `pallet_session::Config::ValidatorIdOf`: an account is its own validator id.
///
/// Anybody may set session keys, for a deposit: they are needed before joining.
pub struct ValidatorOf<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for ValidatorOf<T> {
	fn convert(account: T::AccountId) -> Option<T::AccountId> {
		Some(account)
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the stake that a seat takes: a part of the median of the planned set, the lower of two. So
	/// seats cannot be had for less than what the others have at stake, however many somebody asks for.
	pub fn seat_price() -> Balance {
		let stake =
			|validator: &T::AccountId| Ledger::<T>::get(validator).map_or(0, |ledger| ledger.pool.stake);
		let mut stakes: Vec<_> = Validators::<T>::get().iter().map(stake).collect();
		stakes.sort_unstable();
		let median = stakes.get(stakes.len().saturating_sub(1) / 2).copied().unwrap_or_default();
		T::SeatShare::get().mul_ceil(median)
	}

	/// Returns the candidates with most stake that have session keys and what a seat takes, by account: an
	/// order that stakes do not change. Where fewer than the minimum have it, those next to them do.
	fn elect() -> BoundedVec<T::AccountId, T::MaxValidators> {
		let (price, minimum) = (Self::seat_price(), Minimum::<T>::get() as usize);
		let mut elected: Vec<_> = Candidates::<T>::get()
			.into_iter()
			.filter(|candidate| Session::<T>::load_keys(&candidate.validator).is_some())
			.take(T::MaxValidators::get() as usize)
			.enumerate()
			.take_while(|(seats, candidate)| *seats < minimum || candidate.stake >= price)
			.map(|(_, candidate)| candidate.validator)
			.collect();
		elected.sort();
		BoundedVec::truncate_from(elected)
	}

	/// Plans the set for session `index`. Returns nothing if the session pallet has it already.
	///
	/// That pallet has the set of the session that begins now. New keys of a set that stays are its own
	/// matter.
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
		(Session::<T>::validators() != *set).then(|| set.into_inner())
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

	fn new_session_genesis(_index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let set = Validators::<T>::get();
		(!set.is_empty()).then(|| set.into_inner())
	}

	fn start_session(index: SessionIndex) {
		// The session pallet queues the next ones only after this.
		Self::note_keys(index, Session::<T>::queued_keys());
		Self::renew_disabled(index);
		Self::review_presence();
		Self::raise_commissions(index);
	}

	fn end_session(index: SessionIndex) {
		Self::apply_due(index);
		Self::prune(index);
	}
}
