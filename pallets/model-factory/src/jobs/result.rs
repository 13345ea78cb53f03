//! A provider publishes a result, which opens the challenge window.

use crate::{
	Adapters, Asked, Config, Error, Event, Jobs, Notes, Pallet,
	fees::{self, Cost},
	types::{Job, Origin, after},
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, Hash, JobId,
	job::{ConfirmationCause, JobResult, JobStatus},
};
use sp_runtime::{
	DispatchResult,
	traits::{BlakeTwo256, Hash as _},
};

impl<T: Config> Pallet<T> {
	/// Publishes the result of a claimed job.
	pub(crate) fn do_submit_result(worker: AccountId, id: JobId, result: JobResult) -> DispatchResult {
		let (stash, mut job) = Self::live_claim(&worker, id)?;
		Self::check_result(&job, &result)?;
		Self::check_commitment(id, &stash, &result)?;
		Self::note_adapter(id, &job, &result)?;
		Self::uncount_claim()?;
		let adapter = result.adapter;
		let window_ends = after(Self::now(), T::ChallengePeriod::get());
		job.status = JobStatus::Submitted { provider: stash.clone(), result, window_ends };
		Self::deposit_event(Event::ResultSubmitted { job: id, provider: stash, adapter, window_ends });
		match Asked::<T>::contains_key(id) {
			true => Self::call_confirmation(id, &job, ConfirmationCause::Asked)?,
			false => Self::await_chance(id, &job),
		}
		Jobs::<T>::insert(id, job);
		Ok(())
	}

	/// Notes the hash of a result before the result itself is shown. While it stands the builder cannot
	/// cancel: nobody takes a result out of the pool and the job back.
	pub(crate) fn do_commit_result(worker: AccountId, id: JobId, commitment: Hash) -> DispatchResult {
		let (stash, _) = Self::live_claim(&worker, id)?;
		Notes::<T>::try_mutate(id, |note| -> DispatchResult {
			ensure!(note.commitment.is_none(), Error::<T>::AlreadyCommitted);
			note.commitment = Some((commitment, Self::now()));
			Ok(())
		})?;
		Self::deposit_event(Event::ResultCommitted { job: id, provider: stash, commitment });
		Ok(())
	}

	/// Returns what a provider commits to before it shows a result.
	pub fn commitment(id: JobId, stash: &AccountId, result: &JobResult) -> Hash {
		BlakeTwo256::hash_of(&(id, stash, result))
	}

	/// Returns whether a result is committed to and should be shown soon.
	pub(super) fn is_committed(id: JobId) -> bool {
		let committed = Notes::<T>::get(id).commitment;
		committed.is_some_and(|(_, at)| Self::now() <= after(at, T::CommitPeriod::get()))
	}

	/// Checks that a result is the one committed to, if one is.
	fn check_commitment(id: JobId, stash: &AccountId, result: &JobResult) -> DispatchResult {
		let committed = Notes::<T>::get(id).commitment;
		let same = committed.is_none_or(|(hash, _)| hash == Self::commitment(id, stash, result));
		ensure!(same, Error::<T>::OtherResult);
		Ok(())
	}

	/// Returns the hash of what a job learns from: its base model and snapshots.
	pub(super) fn lineage_hash(job: &Job<T>) -> Hash {
		BlakeTwo256::hash_of(&(job.spec.base, &job.spec.snapshots))
	}

	/// Notes where an adapter comes from. One that is known to come from elsewhere is refused, unless the
	/// result was committed to before that one was.
	fn note_adapter(id: JobId, job: &Job<T>, result: &JobResult) -> DispatchResult {
		if let Some(origin) = Self::check_adapter(id, job, result)? {
			Adapters::<T>::insert(result.adapter, origin);
		}
		Ok(())
	}

	/// Checks that an adapter is not known to come from elsewhere. Returns where it comes from, unless an
	/// origin as old is noted.
	pub(crate) fn check_adapter(
		id: JobId,
		job: &Job<T>,
		result: &JobResult,
	) -> Result<Option<Origin>, Error<T>> {
		let at = Notes::<T>::get(id).commitment.map_or(Self::now(), |(_, at)| at);
		let origin = Origin { lineage: Self::lineage_hash(job), at };
		let known = Adapters::<T>::get(result.adapter);
		let is_first = known.as_ref().is_none_or(|known| origin.at < known.at);
		let is_same = known.is_none_or(|known| known.lineage == origin.lineage);
		ensure!(is_first || is_same, Error::<T>::AdapterKnown);
		Ok(is_first.then_some(origin))
	}

	/// Returns whether an adapter that a job claims to have made is known by this lineage.
	pub(super) fn is_own_adapter(job: &Job<T>, result: &JobResult) -> bool {
		let known = Adapters::<T>::get(result.adapter);
		known.is_none_or(|known| known.lineage == Self::lineage_hash(job))
	}

	/// Checks that a result makes sense for its job and that the escrow pays for it, and returns its cost.
	/// The offchain worker asks before it signs.
	pub(crate) fn check_result(job: &Job<T>, result: &JobResult) -> Result<Cost, Error<T>> {
		let positive = result.steps > 0 && result.tokens > 0 && result.adapter_bytes > 0;
		ensure!(positive, Error::<T>::EmptyResult);
		let limit = fees::token_limit(&job.charges, job.spec.hyper.epochs);
		ensure!(result.tokens <= limit, Error::<T>::TooManyTokens);
		let least = fees::least_tokens(&job.charges, job.spec.hyper.epochs);
		ensure!(result.tokens >= least, Error::<T>::TooFewTokens);
		let expected = job.spec.held_out.is_some();
		ensure!(result.evaluation.is_some() == expected, Error::<T>::EvaluationMismatch);
		Self::affordable_cost(job, result).ok_or(Error::<T>::PaymentTooLow)
	}

	/// Returns what a result costs, if the escrow pays for it.
	pub(crate) fn affordable_cost(job: &Job<T>, result: &JobResult) -> Option<Cost> {
		let cost = fees::cost(&job.charges, job.price_per_1k_tokens, result.tokens)?;
		cost.total().is_some_and(|total| total <= job.escrow).then_some(cost)
	}
}
