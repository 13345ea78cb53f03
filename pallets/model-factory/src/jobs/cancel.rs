//! A builder withdraws a job that has no result yet.

use crate::{Config, Error, Event, Pallet};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{job::JobStatus, AccountId, JobId};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Withdraws a job, and compensates the provider that has claimed it.
	pub(crate) fn do_cancel_job(who: AccountId, id: JobId) -> DispatchResult {
		let mut job = Self::known_job(id)?;
		ensure!(job.builder == who, Error::<T>::NotBuilder);
		let compensation = match job.status.clone() {
			JobStatus::Open { .. } => {
				Self::unindex_open(id)?;
				0
			},
			JobStatus::Claimed { provider, deadline } => {
				// A claim that lapsed earns a slash, not a compensation: `finalise_job` sees to that first.
				ensure!(Self::now() <= deadline, Error::<T>::DeadlinePassed);
				Self::release_slot(&provider, id)?;
				Self::uncount_claim()?;
				let amount = T::CancelCompensation::get().mul_floor(job.escrow);
				Self::pay_from_escrow(&mut job, &provider, amount)?
			},
			JobStatus::Submitted { .. } => return Err(Error::<T>::ResultPublished.into()),
			JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. } => {
				return Err(Error::<T>::JobOver.into())
			},
		};
		let refund = Self::refund(&mut job)?;
		Self::end(id, job, JobStatus::Cancelled)?;
		Self::deposit_event(Event::JobCancelled { job: id, compensation, refund });
		Ok(())
	}
}
