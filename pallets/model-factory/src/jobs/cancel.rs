//! A builder withdraws a job that has no result yet.

use crate::{Config, Error, Event, Pallet, fees, types::Job};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{AccountId, Balance, BlockNumber, JobId, job::JobStatus, shares};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Returns what a provider is due when its claim, which stands until `deadline`, is cancelled now.
	///
	/// That is a share of all that it could still have earned, which grows with the time since it claimed the
	/// job until it is the whole after [`Config::CancelFullAfter`]; and never less than
	/// [`Config::CancelCompensation`] of the escrow.
	fn compensation(job: &Job<T>, deadline: BlockNumber) -> Balance {
		let claimed = deadline.saturating_sub(T::ClaimPeriod::get());
		let worked = Self::now().saturating_sub(claimed).min(T::CancelFullAfter::get());
		let (price, epochs) = (job.price_per_1k_tokens, job.spec.hyper.epochs);
		let tokens = fees::max_tokens(&job.charges, price, epochs, job.escrow);
		let all = fees::cost(&job.charges, price, tokens).map_or(0, |cost| cost.provider);
		let grown = shares::ratio(all, worked.into(), T::CancelFullAfter::get().into());
		grown.max(T::CancelCompensation::get().mul_floor(job.escrow)).min(job.escrow)
	}

	/// Withdraws a job, and compensates the provider that has claimed it.
	pub(crate) fn do_cancel_job(who: AccountId, id: JobId) -> DispatchResult {
		let mut job = Self::known_job(id)?;
		ensure!(job.builder == who, Error::<T>::NotBuilder);
		let compensation = match job.status.clone() {
			JobStatus::Open { .. } => {
				Self::unindex_open(id, &job.builder)?;
				0
			},
			JobStatus::Claimed { provider, deadline } => {
				// A claim that lapsed earns a slash, not a compensation: `finalise_job` sees to that first.
				ensure!(Self::now() <= deadline, Error::<T>::DeadlinePassed);
				ensure!(!Self::is_committed(id), Error::<T>::ResultCommitted);
				Self::release_slot(&provider, id)?;
				Self::uncount_claim()?;
				let amount = Self::compensation(&job, deadline);
				Self::pay_from_escrow(&mut job, &provider, amount)?
			},
			JobStatus::Submitted { .. } => return Err(Error::<T>::ResultPublished.into()),
			JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. } => {
				return Err(Error::<T>::JobOver.into());
			},
		};
		let refund = Self::refund(id, &mut job)?;
		Self::end(id, job, JobStatus::Cancelled)?;
		Self::deposit_event(Event::JobCancelled { job: id, compensation, refund });
		Ok(())
	}
}
