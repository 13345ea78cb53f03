//! What runtime APIs read.

use crate::{Config, Jobs, OpenJobs, Pallet, Providers, Workers};
use alloc::vec::Vec;
use openledger_primitives::{
	job::{JobInfo, ProviderInfo},
	AccountId, JobId,
};

/// Most entries in one answer.
pub const MAX_ANSWER: usize = 100;

impl<T: Config> Pallet<T> {
	/// Jobs that wait for a provider, ascending; the oldest 100.
	pub fn open_jobs() -> Vec<JobInfo<AccountId>> {
		Self::infos(OpenJobs::<T>::get().into_iter())
	}

	/// Jobs that a provider has claimed or submitted, ascending; the oldest 100.
	pub fn jobs_of(provider: AccountId) -> Vec<JobInfo<AccountId>> {
		Providers::<T>::get(provider).map(|p| Self::infos(p.active.into_iter())).unwrap_or_default()
	}

	/// One job. Jobs that were over long ago are forgotten; see [`Config::KeepFinished`].
	pub fn job(id: JobId) -> Option<JobInfo<AccountId>> {
		Jobs::<T>::get(id).map(|job| job.info(id))
	}

	/// One provider by stash.
	pub fn provider(stash: AccountId) -> Option<ProviderInfo<AccountId>> {
		Providers::<T>::get(&stash).map(|provider| provider.info(stash))
	}

	/// The stash behind a worker's hot key.
	pub fn stash_of(worker: AccountId) -> Option<AccountId> {
		Workers::<T>::get(worker)
	}

	fn infos(ids: impl Iterator<Item = JobId>) -> Vec<JobInfo<AccountId>> {
		ids.take(MAX_ANSWER).filter_map(Self::job).collect()
	}
}
