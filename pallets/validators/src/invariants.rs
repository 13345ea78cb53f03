//! Invariants that hold after every block. Anyone may have a node check them through `IntegrityApi`.

use crate::{
	AuthoredBlocks, Candidates, Cases, Chunks, Config, DelegatorSlashes, Entries, EpochSlots, HoldReason,
	Income, KeyHistory, Ledger, Minimum, Offences, Pallet, PendingCommissions, PendingSlashes, Pools,
	Position, Positions, Presences, SittingOut, SlotMillis, Status, Unbonding, UnbondingTime,
	ValidatorLedger, Validators, accrual::SCALE,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use pallet_session::Pallet as Session;
use sp_core::U256;
use sp_runtime::TryRuntimeError;
use sp_staking::SessionIndex;

/// Adds amounts up, or says that the sum overflows.
fn sum(mut amounts: impl Iterator<Item = u128>) -> Result<u128, TryRuntimeError> {
	let sum = amounts.try_fold(0, |sum: u128, amount| sum.checked_add(amount));
	sum.ok_or(TryRuntimeError::Other("validators: a sum overflows"))
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant. The error names the first one broken.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_clock()?;
		Self::check_set()?;
		Self::check_candidates()?;
		Self::check_pools()?;
		Self::check_unbonding()?;
		Self::check_rewards()?;
		Self::check_account()?;
		Self::check_authors()?;
		Self::check_offences()?;
		Self::check_slashes()?;
		Self::check_keys()?;
		Self::check_disabled()
	}

	/// A slot lasts at least 2 ms and an epoch at least one slot.
	fn check_clock() -> Result<(), TryRuntimeError> {
		ensure!(SlotMillis::<T>::get() >= 2, "validators: a slot is too short");
		ensure!(EpochSlots::<T>::get() > 0, "validators: an epoch has no slot");
		Ok(())
	}

	/// The set has at least the minimum of validators, in strictly ascending order, all of them known.
	fn check_set() -> Result<(), TryRuntimeError> {
		let set = Validators::<T>::get();
		ensure!(!set.is_empty(), "validators: the set is empty");
		ensure!(set.len() as u32 >= Minimum::<T>::get(), "validators: the set is below the minimum");
		let distinct: BTreeSet<_> = set.iter().collect();
		ensure!(distinct.len() == set.len(), "validators: the set names a validator twice");
		ensure!(distinct.into_iter().eq(set.iter()), "validators: the set is out of order");
		ensure!(set.iter().all(Ledger::<T>::contains_key), "validators: a validator is unknown");
		Ok(())
	}

	/// Candidates are exactly the ledgers that say so, none twice, each with its pool's stake, the largest
	/// first. There are at least the minimum of them, and each has session keys.
	fn check_candidates() -> Result<(), TryRuntimeError> {
		let list = Candidates::<T>::get();
		ensure!(list.len() as u32 >= Minimum::<T>::get(), "validators: too few candidates");
		ensure!(
			list.windows(2).all(|pair| pair.first().map(|one| one.stake) >= pair.last().map(|one| one.stake)),
			"validators: the candidates are out of order"
		);
		let stakes: BTreeMap<_, _> = list.iter().map(|one| (&one.validator, one.stake)).collect();
		ensure!(stakes.len() == list.len(), "validators: a candidate is named twice");
		let mut candidates = 0usize;
		for (validator, ledger) in Ledger::<T>::iter() {
			if ledger.status == Status::Candidate {
				ensure!(
					stakes.get(&validator) == Some(&ledger.pool.stake),
					"validators: a candidate is missing, or listed with another stake"
				);
				candidates = candidates.saturating_add(1);
			}
		}
		ensure!(candidates == list.len(), "validators: a listed account is not a candidate");
		ensure!(
			list.iter().all(|one| Session::<T>::load_keys(&one.validator).is_some()),
			"validators: a candidate has no session keys"
		);
		Ok(())
	}

	/// The stake of all pools is exactly what is on hold for it. The shares of a pool are exactly those of
	/// its positions, and it counts its positions. Every position is in a known pool and not empty.
	fn check_pools() -> Result<(), TryRuntimeError> {
		let staked = sum(Ledger::<T>::iter_values().map(|ledger| ledger.pool.stake))?;
		ensure!(staked == Self::locked(HoldReason::Stake), "validators: stake differs from what is on hold");
		let mut positions = 0u64;
		for (validator, ledger) in Ledger::<T>::iter() {
			let shares = sum(Positions::<T>::iter_prefix_values(&validator).map(|one| one.shares))?;
			ensure!(shares == ledger.pool.shares, "validators: shares differ from the positions'");
			ensure!(shares > 0 || ledger.pool.stake == 0, "validators: stake that nobody owns");
			let count = Positions::<T>::iter_prefix_values(&validator).count();
			ensure!(count == ledger.positions as usize, "validators: positions are miscounted");
			positions = positions.saturating_add(u64::from(ledger.positions));
		}
		ensure!(
			Positions::<T>::iter_values().count() as u64 == positions,
			"validators: a position in an unknown pool"
		);
		ensure!(
			Positions::<T>::iter_values().all(|one| one.shares > 0 || one.owed > 0),
			"validators: an empty position is kept"
		);
		let mut pools = 0u64;
		for (who, list) in Pools::<T>::iter() {
			ensure!(!list.is_empty(), "validators: an empty list of pools is kept");
			ensure!(list.is_sorted_by(|a, b| a < b), "validators: a list of pools is out of order");
			ensure!(
				list.iter().all(|validator| Positions::<T>::contains_key(validator, &who)),
				"validators: a pool is listed without a position"
			);
			pools = pools.saturating_add(list.len() as u64);
		}
		ensure!(pools == positions, "validators: a position is not listed for its account");
		Ok(())
	}

	/// Unbonding stake is exactly what is on hold for it, and each of its pools belongs exactly to the
	/// chunks that name it. No chunk and no list of chunks is empty, and none counts after the next session.
	fn check_unbonding() -> Result<(), TryRuntimeError> {
		let unbonding = sum(Unbonding::<T>::iter_values().map(|pool| pool.stake))?;
		ensure!(
			unbonding == Self::locked(HoldReason::Unbonding),
			"validators: unbonding differs from what is on hold"
		);
		let next = Session::<T>::current_index().saturating_add(1);
		let mut owned = BTreeMap::<(T::AccountId, SessionIndex), u128>::new();
		for chunks in Chunks::<T>::iter_values() {
			ensure!(!chunks.is_empty(), "validators: an empty list of chunks is kept");
			for chunk in chunks {
				ensure!(chunk.shares > 0, "validators: an empty chunk is kept");
				ensure!(chunk.session <= next, "validators: a chunk counts too long");
				let shares = owned.entry((chunk.validator, chunk.session)).or_default();
				*shares = shares.saturating_add(chunk.shares);
			}
		}
		let pools: BTreeMap<_, _> = Unbonding::<T>::iter()
			.map(|(validator, session, pool)| ((validator, session), pool.shares))
			.collect();
		ensure!(pools == owned, "validators: unbonding shares differ from the chunks'");
		Ok(())
	}

	/// Rewards that were earned and not yet claimed are exactly what is on hold for them. For each pool they
	/// are exactly what the validator's commission, the positions' entitlements and the remainder come to, in
	/// parts of a planck.
	fn check_rewards() -> Result<(), TryRuntimeError> {
		let unpaid = sum(Ledger::<T>::iter_values().map(|ledger| ledger.rewards.unpaid))?;
		ensure!(
			unpaid == Self::locked(HoldReason::Rewards),
			"validators: rewards differ from what is on hold"
		);
		for (validator, ledger) in Ledger::<T>::iter() {
			let owed = Self::owed(&ledger, Positions::<T>::iter_prefix_values(&validator));
			let unpaid = U256::from(ledger.rewards.unpaid).checked_mul(U256::from(SCALE));
			ensure!(owed.is_some() && owed == unpaid, "validators: rewards differ from what is owed");
		}
		Ok(())
	}

	/// Returns everything a pool owes, in parts of a planck.
	fn owed(ledger: &ValidatorLedger, mut positions: impl Iterator<Item = Position>) -> Option<U256> {
		let rewards = &ledger.rewards;
		let start = U256::from(rewards.commission)
			.checked_mul(U256::from(SCALE))?
			.checked_add(U256::from(rewards.remainder))?;
		positions.try_fold(start, |sum, one| sum.checked_add(one.entitlement(rewards.per_share)?))
	}

	/// The pallet's account has the existential deposit free, and the fees of the block under way.
	fn check_account() -> Result<(), TryRuntimeError> {
		let income = Income::<T>::get();
		let fees = income.map_or(0, |income| income.fees.saturating_add(income.treasury));
		let least = Self::minimum_balance().saturating_add(fees);
		ensure!(Self::free(&Self::account()) >= least, "validators: the account lacks free balance");
		let reasons = [HoldReason::Stake, HoldReason::Unbonding, HoldReason::Rewards, HoldReason::Reserve]
			.map(Self::locked);
		let total = sum(reasons.into_iter())?;
		ensure!(total == Self::locked_in_all(), "validators: something else is on hold");
		Ok(())
	}

	/// Only known validators have authored blocks, or a commission that waits, to their name. Presence is
	/// counted of nobody but the running session's members.
	fn check_authors() -> Result<(), TryRuntimeError> {
		ensure!(
			AuthoredBlocks::<T>::iter_keys().all(Ledger::<T>::contains_key),
			"validators: blocks are counted for an unknown validator"
		);
		ensure!(
			PendingCommissions::<T>::iter_keys().all(Ledger::<T>::contains_key),
			"validators: a commission waits for an unknown validator"
		);
		let set = Session::<T>::validators();
		ensure!(
			Presences::<T>::get().iter().all(|one| set.contains(&one.validator)),
			"validators: presence is counted of one outside the session"
		);
		Ok(())
	}

	/// Offences are kept for sessions that can still be reported, and none is empty.
	fn check_offences() -> Result<(), TryRuntimeError> {
		let now = Session::<T>::current_index();
		for (session, offenders) in Offences::<T>::iter() {
			ensure!(
				session <= now && now.saturating_sub(session) <= UnbondingTime::<T>::get(),
				"validators: an offence is kept too long"
			);
			ensure!(!offenders.is_empty(), "validators: a session without offenders is kept");
		}
		Ok(())
	}

	/// A slash that waits takes something and is not overdue. Cases are in the past. Whoever is noted as
	/// having stake with a validator has some, there or unbonding, and has paid no more slashes than there
	/// were.
	fn check_slashes() -> Result<(), TryRuntimeError> {
		let now = Session::<T>::current_index();
		for list in PendingSlashes::<T>::iter_values() {
			ensure!(!list.is_empty(), "validators: an empty list of slashes is kept");
			ensure!(
				list.iter().all(|one| one.due >= now && !one.fraction.is_zero()),
				"validators: a slash is overdue or takes nothing"
			);
		}
		ensure!(
			Cases::<T>::iter_values().all(|case| case.opened <= now),
			"validators: a case was opened in the future"
		);
		for (validator, who, entry) in Entries::<T>::iter() {
			let has_chunk = Chunks::<T>::get(&who).iter().any(|chunk| chunk.validator == validator);
			ensure!(
				has_chunk || Positions::<T>::contains_key(&validator, &who),
				"validators: an account without stake is noted"
			);
			let slashes = DelegatorSlashes::<T>::decode_len(&validator).unwrap_or(0);
			ensure!(entry.since <= now, "validators: stake came in the future");
			ensure!(entry.paid as usize <= slashes, "validators: a slash was paid before there was one");
		}
		Ok(())
	}

	/// Keys are kept for sessions that can still be reported. Those of the running session are its
	/// validators', in their order.
	fn check_keys() -> Result<(), TryRuntimeError> {
		let now = Session::<T>::current_index();
		ensure!(
			KeyHistory::<T>::iter_keys()
				.all(|session| session <= now && now.saturating_sub(session) <= UnbondingTime::<T>::get()),
			"validators: session keys are kept too long"
		);
		let owners = KeyHistory::<T>::get(now);
		ensure!(
			owners.iter().map(|owner| &owner.validator).eq(Session::<T>::validators().iter()),
			"validators: the keys of the running session are not its validators'"
		);
		Ok(())
	}

	/// Exactly those sit out whom the session pallet has disabled.
	fn check_disabled() -> Result<(), TryRuntimeError> {
		let list = SittingOut::<T>::get();
		let indices: BTreeSet<_> =
			list.iter().filter_map(|one| Session::<T>::validator_id_to_index(&one.validator)).collect();
		let disabled: BTreeSet<_> = Session::<T>::disabled_validators().into_iter().collect();
		ensure!(indices.len() == list.len(), "validators: one sits out that is not in the session");
		ensure!(indices == disabled, "validators: disabled validators differ from those that sit out");
		Ok(())
	}
}
