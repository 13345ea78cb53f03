//! The list of candidates: bounded, by stake, the largest first.

use crate::{Candidate, Candidates, Config, Error, Event, Ledger, Minimum, Pallet, Status};
use frame_support::{ensure, traits::Get};
use openledger_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Puts a validator into the list, behind all that have as much stake. A full list drops its last for it,
	/// if that has less.
	pub(crate) fn enter(validator: &T::AccountId, stake: Balance) -> Result<(), Error<T>> {
		Candidates::<T>::try_mutate(|list| {
			if list.len() as u32 >= T::MaxCandidates::get() {
				ensure!(list.last().is_none_or(|last| stake > last.stake), Error::<T>::CandidatesFull);
				if let Some(Candidate { validator, .. }) = list.pop() {
					Ledger::<T>::mutate(&validator, |ledger| {
						if let Some(ledger) = ledger {
							ledger.status = Status::Idle;
						}
					});
					Self::deposit_event(Event::Displaced { validator });
				}
			}
			let at = list.partition_point(|candidate| candidate.stake >= stake);
			list.try_insert(at, Candidate { validator: validator.clone(), stake })
				.map_err(|_| Error::<T>::CandidatesFull)
		})
	}

	/// Moves a candidate to where its stake now belongs. The books of others stay as they are.
	pub(crate) fn rank(validator: &T::AccountId, stake: Balance) {
		Candidates::<T>::mutate(|list| {
			let Some(from) = list.iter().position(|candidate| candidate.validator == *validator) else {
				return;
			};
			let mut candidate = list.remove(from);
			candidate.stake = stake;
			let at = list.partition_point(|other| other.stake >= stake);
			if list.try_insert(at, candidate).is_err() {
				// Unreachable: it had a place.
				log::error!(target: crate::LOG_TARGET, "a candidate found no place");
			}
		});
	}

	/// Takes a candidate out of the list, unless too few would be left.
	pub(crate) fn withdraw_candidate(validator: &T::AccountId) -> Result<(), Error<T>> {
		Candidates::<T>::try_mutate(|list| {
			let Some(at) = list.iter().position(|candidate| candidate.validator == *validator) else {
				return Ok(());
			};
			ensure!(list.len() as u32 > Minimum::<T>::get(), Error::<T>::TooFewValidators);
			list.remove(at);
			Ok(())
		})
	}
}
