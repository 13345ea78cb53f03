//! What runtime APIs read.

use crate::{Config, Jobs, OpenJobs, Pallet, Providers, Workers};
use alloc::vec::Vec;
use openledger_primitives::{
	job::{JobInfo, JobStatus, ProviderInfo},
	AccountId, Hash, JobId,
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

	/// Roots of the blobs that jobs refer to: held-out records and adapters of all that are not forgotten, but for those that
	/// were cancelled or failed. As many jobs are kept as [`Config::KeepFinished`] says, and those that are not over.
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
