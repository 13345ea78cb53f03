//! Handing a Datanet over, and noticing that nobody looks after it any more.

use crate::{Config, Datanets, Error, Event, HoldReason, LastAct, OfferedTo, Pallet};
use frame_support::pallet_prelude::*;
use openledger_primitives::DatanetId;

impl<T: Config> Pallet<T> {
	/// Offers a Datanet to another account, in place of an earlier offer. Offering it to the owner withdraws
	/// the offer.
	pub(crate) fn do_transfer(who: T::AccountId, id: DatanetId, to: T::AccountId) -> DispatchResult {
		ensure!(Self::known_datanet(id)?.owner == who, Error::<T>::NotOwner);
		Self::note_act(id);
		if to == who {
			OfferedTo::<T>::remove(id);
		} else {
			OfferedTo::<T>::insert(id, &to);
		}
		Self::deposit_event(Event::OwnershipOffered { datanet: id, owner: who, to });
		Ok(())
	}

	/// Takes over a Datanet that was offered to the caller: its deposit is the caller's from now on.
	pub(crate) fn do_accept_transfer(who: T::AccountId, id: DatanetId) -> DispatchResult {
		let mut datanet = Self::known_datanet(id)?;
		ensure!(OfferedTo::<T>::get(id).as_ref() == Some(&who), Error::<T>::NotOffered);
		OfferedTo::<T>::remove(id);
		Self::hold(HoldReason::DatanetDeposit, &who, datanet.deposit)?;
		Self::release(HoldReason::DatanetDeposit, &datanet.owner, datanet.deposit)?;
		let from = core::mem::replace(&mut datanet.owner, who.clone());
		Datanets::<T>::insert(id, datanet);
		Self::note_act(id);
		Self::deposit_event(Event::OwnershipTaken { datanet: id, from, to: who });
		Ok(())
	}

	/// Notes that the owner or a curator looked after a Datanet.
	pub(crate) fn note_act(id: DatanetId) {
		LastAct::<T>::insert(id, Self::now());
	}

	/// Returns whether neither the owner nor a curator has done anything for `AbandonPeriod`.
	pub(crate) fn is_abandoned(id: DatanetId) -> bool {
		let last = LastAct::<T>::get(id);
		last.is_some_and(|last| Self::now() > last.saturating_add(T::AbandonPeriod::get()))
	}
}
