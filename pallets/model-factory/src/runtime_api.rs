//! Reads of the runtime API, and the service that other pallets use.

use crate::{
	Config, Confirmations, FormerWorkers, Jobs, Offers, OpenJobs, Pallet, Providers, Repetitions, Workers,
};
use alloc::vec::Vec;
use openledger_primitives::{
	AccountId, Balance, Hash, JobId, SessionId,
	job::{ConfirmationInfo, JobInfo, JobStatus, ProviderInfo},
	traits::{Candidates, ProviderRegistry},
};
use sp_runtime::{DispatchError, DispatchResult};

/// Largest number of entries in one answer.
pub const MAX_ANSWER: usize = 100;

impl<T: Config> Pallet<T> {
	/// Returns the jobs that wait for a provider, ascending: the oldest 100.
	pub fn open_jobs() -> Vec<JobInfo<AccountId>> {
		Self::infos(OpenJobs::<T>::get().into_iter())
	}

	/// Returns the jobs that wait for a provider, those with ids from `from`, at most `limit` (at most 100),
	/// ascending.
	pub fn open_jobs_from(from: JobId, limit: u32) -> Vec<JobInfo<AccountId>> {
		let open = OpenJobs::<T>::get().into_iter().skip_while(|id| *id < from);
		Self::infos(open.take(limit as usize))
	}

	/// Returns the jobs that wait for a provider, those that pay most for a token first: at most `limit` (at
	/// most 100), after the first `skip`.
	pub fn best_jobs(skip: u32, limit: u32) -> Vec<JobInfo<AccountId>> {
		let offers = Offers::<T>::get().into_iter().skip(skip as usize);
		Self::infos(offers.take(limit as usize).map(|offer| offer.id))
	}

	/// Returns the jobs that a provider has claimed or submitted, ascending: the oldest 100.
	pub fn jobs_of(provider: AccountId) -> Vec<JobInfo<AccountId>> {
		Providers::<T>::get(provider).map(|p| Self::infos(p.active.into_iter())).unwrap_or_default()
	}

	/// Returns one job. Jobs that were over long ago are forgotten: see [`Config::KeepFinished`].
	pub fn job(id: JobId) -> Option<JobInfo<AccountId>> {
		Jobs::<T>::get(id).map(|job| job.info(id))
	}

	/// Returns the roots of the blobs that jobs refer to: held-out records and adapters of all jobs that are
	/// kept, but for those that were cancelled or failed. Jobs that are over are kept as
	/// [`Config::KeepFinished`] says.
	pub fn job_blobs() -> Vec<Hash> {
		let mut roots = Vec::new();
		for job in Jobs::<T>::iter_values() {
			match &job.status {
				JobStatus::Cancelled | JobStatus::Failed { .. } => continue,
				JobStatus::Submitted { result, .. } | JobStatus::Finalised { result, .. } => {
					roots.push(result.adapter);
				},
				JobStatus::Open { .. } | JobStatus::Claimed { .. } => (),
			}
			roots.extend(job.spec.held_out);
		}
		roots
	}

	/// Returns one provider by its stash.
	pub fn provider(stash: AccountId) -> Option<ProviderInfo<AccountId>> {
		Providers::<T>::get(&stash).map(|provider| provider.info(stash))
	}

	/// Returns the stash behind a worker's hot key.
	pub fn stash_of(worker: AccountId) -> Option<AccountId> {
		Workers::<T>::get(worker)
	}

	/// Returns the planck that asking for the confirmation of a job's result puts on hold now: what its
	/// provider is paid, or, while there is no result, as much as the job may cost. `None` if the job is
	/// over.
	pub fn confirmation_price(id: JobId) -> Option<Balance> {
		let job = Jobs::<T>::get(id).filter(|job| job.escrow > 0)?;
		Some(Self::price_of_confirmation(&job))
	}

	/// Returns the planck that doubting a job's result puts on hold. `None` if there is no result to doubt.
	pub fn doubt_price(id: JobId) -> Option<Balance> {
		Self::price_of_doubt(&Jobs::<T>::get(id)?).ok()
	}

	/// Returns how the confirmation of a job's result stands, if there is one.
	pub fn confirmation(id: JobId) -> Option<ConfirmationInfo<AccountId>> {
		let confirmation = Confirmations::<T>::get(id)?;
		let fee = Self::fee_of_confirmation(&Jobs::<T>::get(id)?);
		Some(confirmation.info(id, fee))
	}

	/// Returns the jobs that a provider was drawn to repeat, at most 100, ascending.
	pub fn repetitions_of(provider: AccountId) -> Vec<JobId> {
		let mut ids: Vec<_> = Repetitions::<T>::iter_key_prefix(provider).take(MAX_ANSWER).collect();
		ids.sort_unstable();
		ids
	}

	fn infos(ids: impl Iterator<Item = JobId>) -> Vec<JobInfo<AccountId>> {
		ids.take(MAX_ANSWER).filter_map(Self::job).collect()
	}
}

impl<T: Config> ProviderRegistry<AccountId> for Pallet<T> {
	fn is_provider(stash: &AccountId) -> bool {
		Providers::<T>::get(stash).is_some_and(|provider| provider.serves())
	}

	fn stash_of(worker: &AccountId) -> Option<AccountId> {
		Workers::<T>::get(worker)
	}

	fn workers_of(stash: &AccountId, session: SessionId) -> Vec<AccountId> {
		// Also one that has refused since: what it signed before counts.
		let worker = Providers::<T>::get(stash).map(|provider| provider.worker);
		let now = Self::now();
		let former = FormerWorkers::<T>::get(stash)
			.into_iter()
			.filter(|former| session < former.sessions && now <= former.until)
			.map(|former| former.worker);
		worker.into_iter().chain(former).collect()
	}

	fn bond(stash: &AccountId) -> Balance {
		Providers::<T>::get(stash).map_or(0, |provider| provider.bond)
	}

	fn draw(seed: Hash, count: u32, from: Candidates<AccountId>) -> Vec<AccountId> {
		Self::do_draw(seed, count, from)
	}

	fn bind(stash: &AccountId) {
		Providers::<T>::mutate_extant(stash, |provider| {
			provider.duties = provider.duties.saturating_add(1);
		});
	}

	fn unbind(stash: &AccountId) {
		Providers::<T>::mutate_extant(stash, |provider| {
			provider.duties = provider.duties.saturating_sub(1);
		});
	}

	fn slash(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> DispatchResult,
	) -> Result<Balance, DispatchError> {
		Self::slash_for_others(stash, most, take_in)
	}
}
