//! The life of a job, one file a step, and the bookkeeping that several steps share.
//!
//! [`ClaimedJobs`] and the queue of finished jobs are written in this file and nowhere else, the indexes of
//! open jobs in `queue.rs`.

mod queue;
mod submit;
mod claim;
mod result;
mod fail;
mod cancel;
mod finalise;

use crate::{
	ClaimedJobs, Config, Error, Event, Finished, FinishedPositions, Jobs, Notes, Pallet, types::Job,
};
use frame_support::{
	ensure,
	traits::{Get, Randomness},
};
use openledger_primitives::{AccountId, BlockNumber, Hash, JobId, job::JobStatus};
use sp_runtime::{
	DispatchError, DispatchResult, SaturatedConversion,
	traits::{BlakeTwo256, BlockNumberProvider, Hash as _},
};

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

	/// Returns a number that nobody could know before this block, for a draw about a job.
	pub(crate) fn seed(id: JobId, what: &[u8]) -> Hash {
		let (random, _) = T::Randomness::random(what);
		let parent = frame_system::Pallet::<T>::parent_hash();
		BlakeTwo256::hash_of(&(random, parent, id, what))
	}

	/// Returns a job whose record is kept.
	pub(crate) fn known_job(id: JobId) -> Result<Job<T>, DispatchError> {
		Ok(Jobs::<T>::get(id).ok_or(Error::<T>::UnknownJob)?)
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
		Self::close_confirmation(id)?;
		Self::return_asked(id, &job.builder)?;
		job.status = status;
		Jobs::<T>::insert(id, job);
		Notes::<T>::remove(id);
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
