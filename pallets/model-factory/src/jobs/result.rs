//! A provider publishes a result, which opens the challenge window.

use crate::{
	fees::{self, Cost},
	types::{after, Job},
	Config, Error, Event, Jobs, Pallet,
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	job::{JobResult, JobStatus},
	AccountId, JobId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Publishes the result of a claimed job.
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

	/// Checks that a result makes sense for its job and that the escrow pays for it, and returns its cost.
	/// The offchain worker asks before it signs.
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
}
