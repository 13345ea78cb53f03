//! Commitments: an account binds itself to a root before it shows the root to anyone.

use crate::{
	CommitmentCount, Commitments as Stored, Config, Error, Event, HoldReason, Pallet, types::Commitment,
};
use frame_support::pallet_prelude::*;
use openledger_primitives::{BlockNumber, Hash, commitment, traits::Commitments};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	/// Notes a commitment of the caller's and holds a deposit for it. Doing it again renews nothing.
	pub(crate) fn do_commit(who: T::AccountId, hash: Hash) -> DispatchResult {
		ensure!(!Stored::<T>::contains_key(&who, hash), Error::<T>::AlreadyCommitted);
		let count = CommitmentCount::<T>::get(&who);
		ensure!(count < T::MaxCommitments::get(), Error::<T>::TooManyCommitments);
		let deposit = T::CommitmentDeposit::get();
		Self::hold(HoldReason::CommitmentDeposit, &who, deposit)?;
		CommitmentCount::<T>::insert(&who, count.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		Stored::<T>::insert(&who, hash, Commitment { at: Self::now(), deposit });
		Self::deposit_event(Event::Committed { who, hash, deposit });
		Ok(())
	}

	/// Drops a commitment of the caller's and returns its deposit.
	pub(crate) fn do_withdraw_commitment(who: T::AccountId, hash: Hash) -> DispatchResult {
		let Commitment { deposit, .. } =
			Stored::<T>::take(&who, hash).ok_or(Error::<T>::UnknownCommitment)?;
		CommitmentCount::<T>::mutate_exists(&who, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|left| *left > 0);
		});
		Self::release(HoldReason::CommitmentDeposit, &who, deposit)?;
		Self::deposit_event(Event::CommitmentWithdrawn { who, hash, returned: deposit });
		Ok(())
	}
}

impl<T: Config> Commitments<T::AccountId> for Pallet<T> {
	fn committed_at(who: &T::AccountId, root: &Hash) -> Option<BlockNumber> {
		let Commitment { at, .. } = Stored::<T>::get(who, commitment::of(who, root))?;
		let now = Self::now();
		(at < now && now <= at.saturating_add(T::CommitPeriod::get())).then_some(at)
	}
}
