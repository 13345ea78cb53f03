//! A provider publishes a result, or gives the job back.

use crate::{
	fees::{self, Cost},
	types::{after, Job},
	Config, Error, Event, Jobs, Pallet,
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	job::{FailReason, JobResult, JobStatus},
	AccountId, JobId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit_result(worker: AccountId, id: JobId, result: JobResult) -> DispatchResult {
		let (stash, mut job) = Self::live_claim(&worker, id)?;
		Self::check_result(&job, &result)?;
		Self::uncount_claim()?;
		let adapter = result.adapter;
		let window_ends = after(Self::now(), T::ChallengePeriod::get());
		job.status = JobStatus::Submitted { provider: stash.clone(), result, window_ends };
		Jobs::<T>::insert(id, job);
		Self::deposit_event(Event::ResultSubmitted { job: id, provider: stash, adapter, window_ends });
		Ok(())
	}

	pub(crate) fn do_fail_job(worker: AccountId, id: JobId, reason: FailReason) -> DispatchResult {
		let (stash, mut job) = Self::live_claim(&worker, id)?;
		Self::release_slot(&stash, id)?;
		job.failed.try_push(stash).map_err(|_| Error::<T>::Inconsistent)?;
		Self::retry_or_fail(id, job, Some(reason))
	}

	/// What a result costs, if it makes sense for its job and the escrow pays for it. The offchain worker asks
	/// before it signs.
	pub(crate) fn check_result(job: &Job<T>, result: &JobResult) -> Result<Cost, Error<T>> {
		let positive = result.steps > 0 && result.tokens > 0 && result.adapter_bytes > 0;
		ensure!(positive, Error::<T>::EmptyResult);
		let limit = fees::token_limit(&job.charges, job.spec.hyper.epochs);
		ensure!(result.tokens <= limit, Error::<T>::TooManyTokens);
		let expected = job.spec.held_out.is_some();
		ensure!(result.evaluation.is_some() == expected, Error::<T>::EvaluationMismatch);
		let cost = fees::cost(&job.charges, job.price_per_1k_tokens, result.tokens);
		let cost = cost.ok_or(Error::<T>::PaymentTooLow)?;
		ensure!(cost.total().is_some_and(|total| total <= job.escrow), Error::<T>::PaymentTooLow);
		Ok(cost)
	}

	/// The job that a worker's provider has claimed, while its deadline has not passed.
	fn live_claim(worker: &AccountId, id: JobId) -> Result<(AccountId, Job<T>), DispatchError> {
		let stash = Self::worker_stash(worker)?;
		let job = Self::known_job(id)?;
		let JobStatus::Claimed { provider, deadline } = &job.status else {
			return Err(Error::<T>::JobNotClaimed.into());
		};
		ensure!(*provider == stash, Error::<T>::NotClaimant);
		ensure!(Self::now() <= *deadline, Error::<T>::DeadlinePassed);
		Ok((stash, job))
	}
}
