//! A claim comes to nothing: the provider gives the job back, or lets its deadline pass.

use crate::{
	types::{after, Job},
	Config, Error, Event, Jobs, Pallet,
};
use frame_support::traits::Get;
use openledger_primitives::{
	job::{FailReason, JobStatus},
	AccountId, JobId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Gives a claimed job back before its deadline.
	pub(crate) fn do_fail_job(worker: AccountId, id: JobId, reason: FailReason) -> DispatchResult {
		let (stash, mut job) = Self::live_claim(&worker, id)?;
		Self::release_slot(&stash, id)?;
		job.failed.try_push(stash).map_err(|_| Error::<T>::Inconsistent)?;
		Self::retry_or_fail(id, job, Some(reason))
	}

	/// Ends a claim whose deadline has passed: the provider is slashed, and the job waits again or is given
	/// up.
	pub(crate) fn expire_claim(id: JobId, job: Job<T>, provider: AccountId) -> DispatchResult {
		Self::release_slot(&provider, id)?;
		Self::slash_for_expiry(&provider, id, &job.builder)?;
		Self::retry_or_fail(id, job, None)
	}

	/// Reopens a job whose claim came to nothing, or gives it up when no other attempt is left or `reason`
	/// would hold for every provider. The claim's slot must be free already.
	fn retry_or_fail(id: JobId, mut job: Job<T>, reason: Option<FailReason>) -> DispatchResult {
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
}
