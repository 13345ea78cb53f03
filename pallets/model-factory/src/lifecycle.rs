//! Moves that several calls share: a job opens, is taken, ends; escrow returns.
//!
//! [`OpenJobs`], [`ClaimedJobs`] and the queue of finished jobs are written here and nowhere else.

use crate::{
	types::{after, Job},
	ClaimedJobs, Config, Error, Event, Finished, FinishedPositions, HoldReason, Jobs, OpenJobs, Pallet,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{hold::Mutate as _, Inspect},
		tokens::{DepositConsequence, Fortitude, Precision, Provenance, Restriction},
		Get,
	},
};
use openledger_primitives::{
	job::{FailReason, JobStatus},
	AccountId, Balance, BlockNumber, JobId,
};
use sp_runtime::{DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// The current block.
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	pub(crate) fn known_job(id: JobId) -> Result<Job<T>, DispatchError> {
		Ok(Jobs::<T>::get(id).ok_or(Error::<T>::UnknownJob)?)
	}

	/// Status of a job that starts to wait now.
	pub(crate) fn open_status() -> JobStatus<AccountId> {
		JobStatus::Open { until: after(Self::now(), T::OpenPeriod::get()) }
	}

	/// Adds a job to the index of those that wait. Claimed jobs count too, so that each finds room to come back.
	pub(crate) fn index_open(id: JobId) -> DispatchResult {
		let claimed = ClaimedJobs::<T>::get();
		OpenJobs::<T>::try_mutate(|open| {
			let waiting = (open.len() as u32).saturating_add(claimed);
			ensure!(waiting < T::MaxOpenJobs::get(), Error::<T>::TooManyJobs);
			let at = match open.binary_search(&id) {
				Ok(_) => return Err(Error::<T>::Inconsistent.into()),
				Err(at) => at,
			};
			open.try_insert(at, id).map_err(|_| Error::<T>::TooManyJobs.into())
		})
	}

	pub(crate) fn unindex_open(id: JobId) -> DispatchResult {
		OpenJobs::<T>::try_mutate(|open| {
			let at = open.binary_search(&id).map_err(|_| Error::<T>::Inconsistent)?;
			open.remove(at);
			Ok(())
		})
	}

	pub(crate) fn count_claim() -> DispatchResult {
		ClaimedJobs::<T>::try_mutate(|claimed| {
			*claimed = claimed.checked_add(1).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	pub(crate) fn uncount_claim() -> DispatchResult {
		ClaimedJobs::<T>::try_mutate(|claimed| {
			*claimed = claimed.checked_sub(1).ok_or(Error::<T>::Inconsistent)?;
			Ok(())
		})
	}

	/// After a claim came to nothing: the job waits again, or is given up when no other attempt is left or
	/// `reason` would hold for every provider. The claim's slot must be free already.
	pub(crate) fn retry_or_fail(id: JobId, mut job: Job<T>, reason: Option<FailReason>) -> DispatchResult {
		Self::uncount_claim()?;
		let exhausted = u32::from(job.attempts) >= T::MaxAttempts::get();
		if exhausted || reason.is_some_and(FailReason::is_final) {
			return Self::fail(id, job, reason);
		}
		Self::index_open(id)?;
		let until = after(Self::now(), T::OpenPeriod::get());
		job.status = JobStatus::Open { until };
		Jobs::<T>::insert(id, job);
		Self::deposit_event(Event::JobReopened { job: id, reason, until });
		Ok(())
	}

	/// Gives a job up and returns the whole escrow. It must be off every index.
	pub(crate) fn fail(id: JobId, mut job: Job<T>, reason: Option<FailReason>) -> DispatchResult {
		let refund = Self::refund(&mut job)?;
		Self::end(id, job, JobStatus::Failed { reason })?;
		Self::deposit_event(Event::JobFailed { job: id, reason, refund });
		Ok(())
	}

	/// Stores a job in its final state and drops the oldest finished records beyond [`Config::KeepFinished`].
	pub(crate) fn end(id: JobId, mut job: Job<T>, status: JobStatus<AccountId>) -> DispatchResult {
		ensure!(job.escrow == 0, Error::<T>::Inconsistent);
		job.status = status;
		Jobs::<T>::insert(id, job);
		let mut range = FinishedPositions::<T>::get();
		Finished::<T>::insert(range.next, id);
		range.next = range.next.checked_add(1).ok_or(Error::<T>::Overflow)?;
		// Two at a time, so that a lowered limit is reached step by step.
		for _ in 0..2 {
			if range.next.saturating_sub(range.first) <= u64::from(T::KeepFinished::get()) {
				break;
			}
			if let Some(old) = Finished::<T>::take(range.first) {
				Jobs::<T>::remove(old);
				Self::deposit_event(Event::JobForgotten { job: old });
			}
			range.first = range.first.saturating_add(1);
		}
		FinishedPositions::<T>::put(range);
		Ok(())
	}

	/// Returns what is left in escrow to the builder.
	pub(crate) fn refund(job: &mut Job<T>) -> Result<Balance, DispatchError> {
		let amount = core::mem::take(&mut job.escrow);
		T::Currency::release(&HoldReason::JobEscrow.into(), &job.builder, amount, Precision::Exact)
	}

	/// Pays up to `amount` out of escrow into the free balance of `to`; returns what was paid. An amount too small to
	/// open the account of a provider that has nothing left stays in escrow: it must not keep a job from ending.
	pub(crate) fn pay_from_escrow(
		job: &mut Job<T>,
		to: &AccountId,
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		let can = <T::Currency as Inspect<AccountId>>::can_deposit(to, amount, Provenance::Extant);
		if amount == 0 || can != DepositConsequence::Success {
			return Ok(0);
		}
		job.escrow = job.escrow.checked_sub(amount).ok_or(Error::<T>::Inconsistent)?;
		T::Currency::transfer_on_hold(
			&HoldReason::JobEscrow.into(),
			&job.builder,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
	}
}
