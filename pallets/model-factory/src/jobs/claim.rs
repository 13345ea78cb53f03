//! A provider takes an open job, and holds the claim until it delivers, gives up or runs out of time.

use crate::{
	Config, Error, Event, Jobs, Notes, Pallet, Providers,
	types::{Job, Provider, after},
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{AccountId, Balance, JobId, job::JobStatus};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Claims an open job for the provider behind a worker key.
	pub(crate) fn do_claim_job(worker: AccountId, id: JobId) -> DispatchResult {
		let stash = Self::worker_stash(&worker)?;
		let mut job = Self::known_job(id)?;
		let mut provider = Providers::<T>::get(&stash).ok_or(Error::<T>::Inconsistent)?;
		Self::check_claim(&stash, &provider, id, &job)?;

		Self::unindex_open(id, &job.builder)?;
		Notes::<T>::mutate_extant(id, |note| note.commitment = None);
		Self::count_claim()?;
		let at = match provider.active.binary_search(&id) {
			Ok(_) => return Err(Error::<T>::Inconsistent.into()),
			Err(at) => at,
		};
		provider.active.try_insert(at, id).map_err(|_| Error::<T>::AtCapacity)?;
		let attempt = job.attempts.checked_add(1).ok_or(Error::<T>::Overflow)?;
		let deadline = after(Self::now(), T::ClaimPeriod::get());
		job.attempts = attempt;
		job.price_per_1k_tokens = provider.capabilities.price_per_1k_tokens;
		job.status = JobStatus::Claimed { provider: stash.clone(), deadline };
		Providers::<T>::insert(&stash, provider);
		Jobs::<T>::insert(id, job);
		Self::deposit_event(Event::JobClaimed { job: id, provider: stash, attempt, deadline });
		Ok(())
	}

	/// Checks whether a claim would succeed now. The offchain worker asks before it signs.
	pub(crate) fn check_claim(
		stash: &AccountId,
		provider: &Provider<T>,
		id: JobId,
		job: &Job<T>,
	) -> Result<(), Error<T>> {
		let JobStatus::Open { until } = job.status else { return Err(Error::<T>::JobNotOpen) };
		ensure!(Self::now() <= until, Error::<T>::JobExpired);
		let offer = &provider.capabilities;
		ensure!(offer.bases.binary_search(&job.spec.base).is_ok(), Error::<T>::BaseNotOffered);
		ensure!(provider.active.len() < usize::from(offer.max_parallel), Error::<T>::AtCapacity);
		ensure!(provider.leaving.is_none(), Error::<T>::ProviderIsLeaving);
		ensure!(provider.is_bonded() && provider.bond >= least_bond::<T>(), Error::<T>::BondTooLow);
		ensure!(!job.failed.contains(stash), Error::<T>::FailedBefore);
		let now = Self::now();
		ensure!(now >= provider.rests_until, Error::<T>::Resting);
		let note = Notes::<T>::get(id);
		let reserved = now <= note.reserved_until && !note.reserved.is_empty();
		ensure!(!reserved || note.reserved.contains(stash), Error::<T>::Reserved);
		let wishes = note.wishes;
		let dear = |most: Balance| offer.price_per_1k_tokens > most;
		ensure!(!wishes.max_price_per_1k_tokens.is_some_and(dear), Error::<T>::TooDear);
		let named = wishes.providers.is_empty() || wishes.providers.contains(stash);
		ensure!(named && provider.reputation.done >= wishes.least_done, Error::<T>::NotWished);
		Ok(())
	}

	/// Returns the job that a worker's provider has claimed, and the provider, while the deadline has not
	/// passed.
	pub(super) fn live_claim(worker: &AccountId, id: JobId) -> Result<(AccountId, Job<T>), DispatchError> {
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

/// Returns the bond that new work asks for: three quarters of what is asked of a new provider, so that a
/// slash for one expired claim does not keep a provider from the next, and a raised bond counts for new work
/// first.
fn least_bond<T: Config>() -> Balance {
	let whole = T::ProviderBond::get();
	whole.saturating_sub(whole / 4)
}
