//! Stake: how it enters a pool, leaves it, and comes back.

use crate::{
	AuthoredBlocks, Chunk, Chunks, Config, Error, Event, HoldReason, Ledger, Pallet, PendingCommissions,
	Position, Positions, Status, Unbonding, UnbondingTime, ValidatorLedger, Validators,
	holdings::OnStakeReturned,
};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::Balance;
use pallet_session::Pallet as Session;
use sp_runtime::DispatchError;
use sp_staking::SessionIndex;

impl<T: Config> Pallet<T> {
	/// Returns a position brought up to date, or a new one. The validator's own takes its commission.
	pub(crate) fn settled(
		validator: &T::AccountId,
		who: &T::AccountId,
		ledger: &mut ValidatorLedger,
	) -> Result<Position, Error<T>> {
		let per_share = ledger.rewards.per_share;
		let position = Positions::<T>::get(validator, who);
		if position.is_none() {
			ledger.positions = ledger.positions.checked_add(1).ok_or(Error::<T>::Overflow)?;
		}
		let position = position.unwrap_or_else(|| Position::new(per_share));
		let mut position = position.settle(per_share).ok_or(Error::<T>::Overflow)?;
		if validator == who {
			let commission = core::mem::take(&mut ledger.rewards.commission);
			position.owed = position.owed.checked_add(commission).ok_or(Error::<T>::Overflow)?;
		}
		Ok(position)
	}

	/// Writes a position back, or removes it when it has neither shares nor earnings. The pool keeps its
	/// fraction.
	pub(crate) fn store(
		validator: &T::AccountId,
		who: &T::AccountId,
		ledger: &mut ValidatorLedger,
		position: Position,
	) -> Result<(), Error<T>> {
		if position.shares > 0 || position.owed > 0 {
			Positions::<T>::insert(validator, who, position);
			return Self::note_pool(validator, who);
		}
		Positions::<T>::remove(validator, who);
		Self::forget_pool(validator, who);
		ledger.positions = ledger.positions.saturating_sub(1);
		let rewards = &mut ledger.rewards;
		rewards.remainder = rewards.remainder.checked_add(position.fraction).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}

	/// Moves `amount` from an account into a pool. The caller writes the ledger.
	pub(crate) fn add_stake(
		validator: &T::AccountId,
		who: &T::AccountId,
		ledger: &mut ValidatorLedger,
		amount: Balance,
	) -> DispatchResult {
		ensure!(!ledger.pool.is_wiped(), Error::<T>::PoolWiped);
		Self::enter_pool(validator, who);
		let position = Self::settled(validator, who, ledger)?;
		let mut position = Self::pay_settled(validator, who, ledger, position)?;
		let bought = ledger.pool.add(amount).ok_or(Error::<T>::Overflow)?;
		position.shares = position.shares.checked_add(bought).ok_or(Error::<T>::Overflow)?;
		Self::store(validator, who, ledger, position)?;
		Self::lock(who, HoldReason::Stake, amount)
	}

	/// Moves `amount` of an account's stake, or all of it if it is worth no more, from a pool to unbonding.
	///
	/// Returns the planck moved, what the account still has, and the last session in which the planck count.
	/// The caller writes the ledger.
	pub(crate) fn take_stake(
		validator: &T::AccountId,
		who: &T::AccountId,
		ledger: &mut ValidatorLedger,
		amount: Balance,
	) -> Result<(Balance, Balance, SessionIndex), DispatchError> {
		let position = Self::settled(validator, who, ledger)?;
		let mut position = Self::pay_settled(validator, who, ledger, position)?;
		ensure!(position.shares > 0, Error::<T>::NoStake);
		let (taken, spent) = ledger.pool.take(amount, position.shares);
		position.shares = position.shares.saturating_sub(spent);
		let left = if position.shares == 0 { 0 } else { ledger.pool.value(position.shares) };
		Self::store(validator, who, ledger, position)?;
		// The next session is planned already, with this stake behind it.
		let session = Session::<T>::current_index().saturating_add(1);
		if taken > 0 {
			Self::relabel(HoldReason::Stake, HoldReason::Unbonding, taken)?;
			Self::add_chunk(validator, who, session, taken)?;
		}
		Ok((taken, left, session))
	}

	/// Adds planck to what leaves a pool with a session, and notes whose they are.
	fn add_chunk(
		validator: &T::AccountId,
		who: &T::AccountId,
		session: SessionIndex,
		amount: Balance,
	) -> Result<(), Error<T>> {
		let shares = Unbonding::<T>::try_mutate(validator, session, |pool| {
			pool.get_or_insert_default().add(amount).ok_or(Error::<T>::Overflow)
		})?;
		Chunks::<T>::try_mutate(who, |chunks| {
			let same = |chunk: &&mut Chunk<_>| chunk.session == session && chunk.validator == *validator;
			if let Some(chunk) = chunks.iter_mut().find(same) {
				chunk.shares = chunk.shares.checked_add(shares).ok_or(Error::<T>::Overflow)?;
				return Ok(());
			}
			let chunk = Chunk { validator: validator.clone(), session, shares };
			chunks.try_push(chunk).map_err(|_| Error::<T>::TooManyChunks)
		})
	}

	/// Adds stake to a pool.
	pub(crate) fn do_delegate(who: T::AccountId, validator: T::AccountId, amount: Balance) -> DispatchResult {
		let mut ledger = Ledger::<T>::get(&validator).ok_or(Error::<T>::NotCandidate)?;
		if who == validator {
			ensure!(ledger.status != Status::Left, Error::<T>::NotValidator);
			ensure!(amount > 0, Error::<T>::NothingGiven);
		} else {
			ensure!(ledger.status == Status::Candidate, Error::<T>::NotCandidate);
			ensure!(amount >= T::MinDelegation::get(), Error::<T>::DelegationTooLow);
		}
		Self::add_stake(&validator, &who, &mut ledger, amount)?;
		Self::rank(&validator, ledger.pool.stake);
		Ledger::<T>::insert(&validator, ledger);
		Self::deposit_event(Event::Delegated { validator, delegator: who, amount });
		Ok(())
	}

	/// Takes stake out of a pool and starts its unbonding.
	pub(crate) fn do_undelegate(
		who: T::AccountId,
		validator: T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::NothingGiven);
		let mut ledger = Ledger::<T>::get(&validator).ok_or(Error::<T>::NoStake)?;
		let (amount, left, session) = Self::take_stake(&validator, &who, &mut ledger, amount)?;
		if who == validator {
			ensure!(left >= T::MinBond::get(), Error::<T>::BondTooLow);
		} else {
			ensure!(left == 0 || left >= T::MinDelegation::get(), Error::<T>::DelegationTooLow);
		}
		Self::rank(&validator, ledger.pool.stake);
		Ledger::<T>::insert(&validator, ledger);
		Self::deposit_event(Event::Undelegated {
			validator: validator.clone(),
			delegator: who,
			amount,
			session,
		});
		Self::tidy(&validator)
	}

	/// Pays back everything that has finished unbonding.
	pub(crate) fn do_withdraw(who: T::AccountId) -> DispatchResult {
		let now = Session::<T>::current_index();
		let wait = UnbondingTime::<T>::get();
		let has_waited = |chunk: &Chunk<_>| now > chunk.session.saturating_add(wait);
		let (mut due, mut rest) = (alloc::vec::Vec::new(), Chunks::<T>::get(&who));
		ensure!(rest.iter().any(has_waited), Error::<T>::NothingToWithdraw);
		rest.retain(|chunk| {
			let is_due = has_waited(chunk) && !Self::is_claimed(chunk);
			if is_due {
				due.push(chunk.clone());
			}
			!is_due
		});
		ensure!(!due.is_empty(), Error::<T>::SlashPending);
		if rest.is_empty() {
			Chunks::<T>::remove(&who);
		} else {
			Chunks::<T>::insert(&who, rest);
		}

		let (mut amount, mut slashed): (Balance, Balance) = (0, 0);
		for chunk in &due {
			let out = Unbonding::<T>::mutate_exists(&chunk.validator, chunk.session, |slot| {
				let Some(pool) = slot else { return 0 };
				let (out, _) = pool.take(Balance::MAX, chunk.shares);
				if pool.shares == 0 {
					*slot = None;
				}
				out
			});
			let left = Self::after_slashes(&who, chunk, out);
			amount = amount.checked_add(left).ok_or(Error::<T>::Overflow)?;
			slashed = slashed.saturating_add(out.saturating_sub(left));
		}
		Self::unlock(&who, HoldReason::Unbonding, amount)?;
		T::OnStakeReturned::stake_returned(&who);
		Self::unlock(&T::Treasury::get(), HoldReason::Unbonding, slashed)?;
		due.iter().for_each(|chunk| Self::leave_pool(&chunk.validator, &who));
		Self::deposit_event(Event::Withdrawn { who, amount });
		for chunk in &due {
			Self::tidy(&chunk.validator)?;
		}
		Ok(())
	}

	/// Returns whether a planned session has an account in its set: the running one, or the next.
	pub(crate) fn is_in_set(who: &T::AccountId) -> bool {
		Validators::<T>::get().contains(who) || Session::<T>::validators().contains(who)
	}

	/// Forgets a validator that has left, once nobody has a position in its pool and no set has it. The
	/// planck that no division could share out are the treasury's.
	pub(crate) fn tidy(validator: &T::AccountId) -> DispatchResult {
		let Some(ledger) = Ledger::<T>::get(validator) else { return Ok(()) };
		let in_use = ledger.positions > 0 || ledger.rewards.commission > 0;
		if ledger.status != Status::Left || in_use || Self::is_in_set(validator) {
			return Ok(());
		}
		Self::unlock(&T::Treasury::get(), HoldReason::Rewards, ledger.rewards.unpaid)?;
		Ledger::<T>::remove(validator);
		AuthoredBlocks::<T>::remove(validator);
		PendingCommissions::<T>::remove(validator);
		Ok(())
	}
}
