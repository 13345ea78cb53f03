//! Slashes: how they wait, are lifted or applied, and who answers for what.
//!
//! A validator answers first, with its own bond. Delegators answer for what the bond does not cover, and only
//! for sessions in which their stake was there. A pool cannot tell them apart, so each of them pays when its
//! position is next touched, by itself or by anybody who calls `apply_slash`: the amount is fixed by then,
//! whatever happens to the pool in between.

use crate::{
	Cases, Chunk, Chunks, Config, CoolDowns, DelegatorSlash, DelegatorSlashes, Entries, Entry, Error, Event,
	HoldReason, LOG_TARGET, Ledger, Pallet, PendingSlash, PendingSlashes, Position, Positions, Status,
	Unbonding, UnbondingTime, ValidatorLedger,
};
use alloc::vec::Vec;
use frame_support::{
	BoundedVec, ensure, pallet_prelude::DispatchResult, storage::with_storage_layer, traits::Get,
};
use openledger_primitives::Balance;
use pallet_session::Pallet as Session;
use sp_runtime::{DispatchError, PerThing, Perbill, traits::Saturating};
use sp_staking::SessionIndex;

/// What a slash takes from whom, before it is taken.
struct Share {
	/// Planck from the validator's own bond.
	own: Balance,
	/// Part of every delegation that answers for it.
	delegated: Perbill,
}

impl<T: Config> Pallet<T> {
	/// Returns the number of sessions for which a slash waits: at most half of the unbonding time, so that
	/// what left the pool is still here when it is applied.
	pub(crate) fn slash_defer() -> SessionIndex {
		T::SlashDefer::get().min(UnbondingTime::<T>::get() / 2)
	}

	/// Has a slash wait. A full list takes it into its last one.
	pub(crate) fn defer_slash(
		validator: &T::AccountId,
		reporter: Option<T::AccountId>,
		fraction: Perbill,
		session: SessionIndex,
	) {
		let due = Session::<T>::current_index().saturating_add(Self::slash_defer());
		PendingSlashes::<T>::mutate(validator, |list| {
			let slash = PendingSlash { session, fraction, reporter, due };
			if let Err(slash) = list.try_push(slash)
				&& let Some(last) = list.last_mut()
			{
				// Both, one after the other.
				let kept = last.fraction.left_from_one().saturating_mul(slash.fraction.left_from_one());
				last.fraction = kept.left_from_one();
			}
		});
		Self::deposit_event(Event::SlashDeferred { validator: validator.clone(), session, fraction, due });
	}

	/// Lifts every slash that waits for a validator, and what else its offence delays.
	pub(crate) fn do_cancel_slash(validator: T::AccountId) -> DispatchResult {
		ensure!(PendingSlashes::<T>::contains_key(&validator), Error::<T>::NothingToSlash);
		PendingSlashes::<T>::remove(&validator);
		CoolDowns::<T>::remove(&validator);
		// The same mistake may be reported of other sessions.
		Cases::<T>::mutate_extant(&validator, |case| case.fraction = Perbill::one());
		Self::deposit_event(Event::SlashCancelled { validator });
		Ok(())
	}

	/// Applies the slashes that have waited long enough when a session ends, and closes cases that no report
	/// can reach any more.
	pub(crate) fn apply_due(ended: SessionIndex) {
		let waiting: Vec<_> = PendingSlashes::<T>::iter().collect();
		for (validator, list) in waiting {
			let (due, rest): (Vec<_>, Vec<_>) = list.into_iter().partition(|slash| slash.due <= ended);
			match rest.is_empty() {
				true => PendingSlashes::<T>::remove(&validator),
				false => PendingSlashes::<T>::insert(&validator, BoundedVec::truncate_from(rest)),
			}
			for slash in due {
				// A failure leaves no trace but the log: the validator goes unpunished rather than the chain
				// stop.
				if let Err(error) = with_storage_layer(|| Self::apply(&validator, slash, ended)) {
					log::error!(target: LOG_TARGET, "a slash is not applied: {error:?}");
				}
			}
		}
		let oldest = ended.saturating_sub(UnbondingTime::<T>::get());
		let closed: Vec<_> = Cases::<T>::iter()
			.filter_map(|(validator, case)| (case.opened.saturating_add(1) < oldest).then_some(validator))
			.collect();
		closed.iter().for_each(Cases::<T>::remove);
	}

	/// Applies a slash: takes the bond's part at once, and notes the delegators'.
	fn apply(
		validator: &T::AccountId,
		slash: PendingSlash<T::AccountId>,
		ended: SessionIndex,
	) -> Result<(), DispatchError> {
		let mut ledger = Ledger::<T>::get(validator);
		let Share { own, delegated } = Self::share(validator, ledger.as_ref(), &slash);
		let stake = match ledger.as_mut() {
			Some(ledger) => Self::slash_bond(validator, ledger, own)?,
			None => 0,
		};
		let unbonding = Self::slash_own_chunks(validator, slash.session, own.saturating_sub(stake))?;
		Self::relabel(HoldReason::Unbonding, HoldReason::Stake, unbonding)?;
		let total = stake.checked_add(unbonding).ok_or(Error::<T>::Overflow)?;
		let reporters =
			Self::pay_reporter(slash.reporter.as_ref(), T::ReporterShare::get().mul_floor(total))?;
		let treasury = total.saturating_sub(reporters);
		Self::unlock(&T::Treasury::get(), HoldReason::Stake, treasury)?;
		if !delegated.is_zero() {
			let noted = DelegatorSlash {
				session: slash.session,
				applied: ended.saturating_add(1),
				fraction: delegated,
			};
			if DelegatorSlashes::<T>::try_append(validator, noted).is_err() {
				log::warn!(target: LOG_TARGET, "a validator offended too often: its delegators are spared");
			}
		}
		let (validator, session) = (validator.clone(), slash.session);
		Self::deposit_event(Event::Slashed { validator, session, stake, unbonding, reporters, treasury });
		Ok(())
	}

	/// Returns what a slash takes from the bond, and what part of delegations.
	fn share(
		validator: &T::AccountId,
		ledger: Option<&ValidatorLedger>,
		slash: &PendingSlash<T::AccountId>,
	) -> Share {
		let position = Positions::<T>::get(validator, validator).unwrap_or_default();
		let bond = ledger.map_or(0, |ledger| ledger.pool.value(position.shares.min(ledger.pool.shares)));
		// Without shares there is no bond, whatever the pool holds.
		let bond = if position.shares == 0 { 0 } else { bond };
		let own_chunks = Self::own_chunks(validator, slash.session)
			.iter()
			.fold(0, |sum: Balance, chunk| sum.saturating_add(Self::worth(chunk)));
		let last = Session::<T>::current_index().saturating_add(1);
		let left = (slash.session..=last)
			.filter_map(|session| Unbonding::<T>::get(validator, session))
			.fold(0, |sum: Balance, pool| sum.saturating_add(pool.stake));
		let own = bond.saturating_add(own_chunks);
		let all = ledger.map_or(0, |ledger| ledger.pool.stake).saturating_add(left);
		let amount = slash.fraction.mul_floor(all);
		let taken = amount.min(own);
		let others = all.saturating_sub(own);
		let rest = amount.saturating_sub(taken);
		let delegated = if rest == 0 { Perbill::zero() } else { Perbill::from_rational(rest, others) };
		Share { own: taken, delegated }
	}

	/// Returns the chunks of a validator's own stake that counted in a session.
	fn own_chunks(validator: &T::AccountId, session: SessionIndex) -> Vec<Chunk<T::AccountId>> {
		let is_own = |chunk: &Chunk<T::AccountId>| chunk.validator == *validator && chunk.session >= session;
		Chunks::<T>::get(validator).into_iter().filter(is_own).collect()
	}

	/// Returns the planck that a chunk is worth.
	pub(crate) fn worth(chunk: &Chunk<T::AccountId>) -> Balance {
		Unbonding::<T>::get(&chunk.validator, chunk.session).map_or(0, |pool| pool.value(chunk.shares))
	}

	/// Takes up to `amount` from a validator's bond, which may cost it its place, and returns the planck
	/// taken.
	fn slash_bond(
		validator: &T::AccountId,
		ledger: &mut ValidatorLedger,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		if !Positions::<T>::contains_key(validator, validator) {
			return Ok(0);
		}
		let mut position = Self::settled(validator, validator, ledger)?;
		let (taken, spent) = match position.shares {
			0 => (0, 0),
			shares => ledger.pool.take(amount, shares),
		};
		position.shares = position.shares.saturating_sub(spent);
		let left = if position.shares == 0 { 0 } else { ledger.pool.value(position.shares) };
		Self::store(validator, validator, ledger, position)?;
		Self::rank(validator, ledger.pool.stake);
		if left < T::MinBond::get()
			&& ledger.status == Status::Candidate
			&& Self::withdraw_candidate(validator).is_ok()
		{
			ledger.status = Status::Idle;
			let until = Session::<T>::current_index();
			Self::deposit_event(Event::Chilled { validator: validator.clone(), until });
		}
		Ledger::<T>::insert(validator, *ledger);
		Ok(taken)
	}

	/// Takes up to `amount` from the part of a validator's bond that left its pool in a session or later, and
	/// returns the planck taken.
	fn slash_own_chunks(
		validator: &T::AccountId,
		session: SessionIndex,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		if amount == 0 {
			return Ok(0);
		}
		let mut taken: Balance = 0;
		Chunks::<T>::mutate_exists(validator, |slot| {
			let Some(chunks) = slot else { return };
			for chunk in chunks.iter_mut() {
				if chunk.validator != *validator || chunk.session < session || taken >= amount {
					continue;
				}
				let wanted = amount.saturating_sub(taken);
				Unbonding::<T>::mutate_exists(validator, chunk.session, |slot| {
					let Some(pool) = slot else { return };
					let (out, spent) = pool.take(wanted, chunk.shares);
					chunk.shares = chunk.shares.saturating_sub(spent);
					taken = taken.saturating_add(out);
					if pool.shares == 0 {
						*slot = None;
					}
				});
			}
			chunks.retain(|chunk| chunk.shares > 0);
			if chunks.is_empty() {
				*slot = None;
			}
		});
		Ok(taken)
	}

	/// Pays the reporter, and returns what was paid: nothing if its account cannot take it.
	fn pay_reporter(reporter: Option<&T::AccountId>, amount: Balance) -> Result<Balance, DispatchError> {
		match reporter {
			Some(reporter) if amount > 0 && Self::can_receive(reporter, amount) => {
				Self::unlock(reporter, HoldReason::Stake, amount)?;
				Ok(amount)
			},
			_ => Ok(0),
		}
	}

	/// Notes since when an account has stake with a validator, and that it answers for no slash before.
	pub(crate) fn enter_pool(validator: &T::AccountId, who: &T::AccountId) {
		if validator == who || Positions::<T>::contains_key(validator, who) {
			return;
		}
		let paid = Self::delegator_slashes(validator);
		// What it unbonds still answers for the time in which it counted.
		let since = match Self::has_chunk(validator, who) {
			true => Entries::<T>::get(validator, who).since,
			false => Session::<T>::current_index(),
		};
		Entries::<T>::insert(validator, who, Entry { since, paid });
	}

	/// Returns how many slashes are noted for a validator's delegators.
	fn delegator_slashes(validator: &T::AccountId) -> u32 {
		DelegatorSlashes::<T>::decode_len(validator).unwrap_or(0) as u32
	}

	fn has_chunk(validator: &T::AccountId, who: &T::AccountId) -> bool {
		Chunks::<T>::get(who).iter().any(|chunk| chunk.validator == *validator)
	}

	/// Forgets since when an account has had stake with a validator, once it has none.
	pub(crate) fn leave_pool(validator: &T::AccountId, who: &T::AccountId) {
		if !Positions::<T>::contains_key(validator, who) && !Self::has_chunk(validator, who) {
			Entries::<T>::remove(validator, who);
		}
	}

	/// Takes from a delegator's position what it answers for and has not paid. Returns the planck taken; the
	/// caller pays them with [`Self::pay_position_slash`].
	pub(crate) fn slash_position(
		validator: &T::AccountId,
		who: &T::AccountId,
		ledger: &mut ValidatorLedger,
		position: &mut Position,
	) -> Balance {
		if validator == who {
			return 0;
		}
		let Entry { since, paid } = Entries::<T>::get(validator, who);
		let mut taken: Balance = 0;
		for slash in DelegatorSlashes::<T>::get(validator).into_iter().skip(paid as usize) {
			if since > slash.session || position.shares == 0 {
				continue;
			}
			let amount = slash.fraction.mul_floor(ledger.pool.value(position.shares));
			let (out, spent) = ledger.pool.take(amount, position.shares);
			position.shares = position.shares.saturating_sub(spent);
			taken = taken.saturating_add(out);
		}
		taken
	}

	/// Pays what was taken from a delegator's position, and notes that it has paid. Nothing is to pay if it
	/// has.
	pub(crate) fn pay_position_slash(
		validator: &T::AccountId,
		who: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		let count = Self::delegator_slashes(validator);
		if validator == who || Entries::<T>::get(validator, who).paid >= count {
			return Ok(());
		}
		Entries::<T>::mutate(validator, who, |entry| entry.paid = count);
		if amount == 0 {
			return Ok(());
		}
		Self::unlock(&T::Treasury::get(), HoldReason::Stake, amount)?;
		let (validator, delegator) = (validator.clone(), who.clone());
		Self::deposit_event(Event::DelegatorSlashed { validator, delegator, amount });
		Ok(())
	}

	/// Returns what remains of `amount` planck of a chunk after the slashes that came since it left its pool.
	pub(crate) fn after_slashes(who: &T::AccountId, chunk: &Chunk<T::AccountId>, amount: Balance) -> Balance {
		if chunk.validator == *who {
			return amount;
		}
		let since = Entries::<T>::get(&chunk.validator, who).since;
		// Whatever was noted before it left, it has paid in the pool.
		let answers = |slash: &DelegatorSlash| {
			slash.applied >= chunk.session && (since..=chunk.session).contains(&slash.session)
		};
		DelegatorSlashes::<T>::get(&chunk.validator)
			.iter()
			.filter(|slash| answers(slash))
			.fold(amount, |left, slash| left.saturating_sub(slash.fraction.mul_floor(left)))
	}

	/// Returns whether a slash that waits claims a chunk.
	pub(crate) fn is_claimed(chunk: &Chunk<T::AccountId>) -> bool {
		PendingSlashes::<T>::get(&chunk.validator).iter().any(|slash| slash.session <= chunk.session)
	}

	/// Takes from a delegator's position what it answers for.
	pub(crate) fn do_apply_slash(validator: T::AccountId, who: T::AccountId) -> DispatchResult {
		let count = Self::delegator_slashes(&validator);
		let is_owed = validator != who && Entries::<T>::get(&validator, &who).paid < count;
		ensure!(is_owed && Positions::<T>::contains_key(&validator, &who), Error::<T>::NothingToSlash);
		let mut ledger = Ledger::<T>::get(&validator).ok_or(Error::<T>::NothingToSlash)?;
		let position = Self::settled(&validator, &who, &mut ledger)?;
		let position = Self::pay_settled(&validator, &who, &mut ledger, position)?;
		Self::store(&validator, &who, &mut ledger, position)?;
		Self::rank(&validator, ledger.pool.stake);
		Ledger::<T>::insert(&validator, ledger);
		Self::leave_pool(&validator, &who);
		Self::tidy(&validator)
	}

	/// Takes from a settled position what it answers for, and pays it.
	pub(crate) fn pay_settled(
		validator: &T::AccountId,
		who: &T::AccountId,
		ledger: &mut ValidatorLedger,
		mut position: Position,
	) -> Result<Position, DispatchError> {
		let taken = Self::slash_position(validator, who, ledger, &mut position);
		Self::pay_position_slash(validator, who, taken)?;
		Ok(position)
	}
}
