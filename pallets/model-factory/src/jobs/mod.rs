//! The life of a job, one file a step, and the bookkeeping that several steps share.
//!
//! [`OpenJobs`], [`ClaimedJobs`] and the queue of finished jobs are written in this file and nowhere else.

mod submit;
mod claim;
mod result;
mod fail;
mod cancel;
mod finalise;

use crate::{
	types::{after, Job},
	ClaimedJobs, Config, Error, Event, Finished, FinishedPositions, Jobs, OpenJobs, Pallet,
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{job::JobStatus, AccountId, BlockNumber, JobId};
use sp_runtime::{traits::BlockNumberProvider, DispatchError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Returns the market's time, in blocks: it stands still while the market is paused.
	pub(crate) fn now() -> BlockNumber {
		T::Clock::current_block_number().saturated_into()
	}

	/// Returns the block on which a moment of the market's time falls if the market is not paused any more.
	pub(crate) fn block_of(moment: BlockNumber) -> BlockNumber {
		let block: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		moment.saturating_add(block.saturating_sub(Self::now()))
	}

	/// Returns a job whose record is kept.
	fn known_job(id: JobId) -> Result<Job<T>, DispatchError> {
		Ok(Jobs::<T>::get(id).ok_or(Error::<T>::UnknownJob)?)
	}

	/// Returns the status of a job that starts to wait now.
	fn open_status() -> JobStatus<AccountId> {
		JobStatus::Open { until: after(Self::now(), T::OpenPeriod::get()) }
	}

	/// Adds a job to the index of those that wait. Claimed jobs count too, so that each finds room to come
	/// back.
	fn index_open(id: JobId) -> DispatchResult {
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

	/// Takes a job off the index of those that wait.
	fn unindex_open(id: JobId) -> DispatchResult {
		OpenJobs::<T>::try_mutate(|open| {
			let at = open.binary_search(&id).map_err(|_| Error::<T>::Inconsistent)?;
			open.remove(at);
			Ok(())
		})
	}

	/// Counts one claimed job more.
	fn count_claim() -> DispatchResult {
		ClaimedJobs::<T>::try_mutate(|claimed| {
			*claimed = claimed.checked_add(1).ok_or(Error::<T>::Overflow)?;
			Ok(())
		})
	}

	/// Counts one claimed job less.
	fn uncount_claim() -> DispatchResult {
		ClaimedJobs::<T>::try_mutate(|claimed| {
			*claimed = claimed.checked_sub(1).ok_or(Error::<T>::Inconsistent)?;
			Ok(())
		})
	}

	/// Stores a job in its final state and drops the oldest finished jobs beyond [`Config::KeepFinished`].
	fn end(id: JobId, mut job: Job<T>, status: JobStatus<AccountId>) -> DispatchResult {
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
}
