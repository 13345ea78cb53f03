//! The offchain worker's side of [`openledger_mailbox`].
//!
//! A request stands for as long as its job is *held*: claimed by a local provider at that attempt, or in the
//! challenge window of its result, when the answer may have to be sent again after a reorganisation. When a job is no
//! longer held, the height is noted; when it is still not held [`crate::Config::CancelGrace`] blocks later, with no
//! run in between that saw it held, the request, its response and its place in the list go, in that order: the
//! native worker sees the request disappear and stops. A run on a fork that lost is therefore harmless, and a cancelled job
//! costs the provider a few blocks of training at most. A job held again at another attempt is new work: its request is
//! replaced at once.

use crate::{fees, types::Job, Config, LOG_TARGET};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Codec;
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_mailbox::{request_key, response_key, JobRequest, JobResponse, JOBS};
use openledger_primitives::{
	traits::DatanetRegistry, traits::ModelRegistry, AccountId, BlockNumber, Hash, JobId,
};
use sp_runtime::{
	offchain::storage::{MutateStorageError, StorageRetrievalError, StorageValueRef},
	traits::Zero,
};

/// Key of the heights at which posted jobs were first seen not to be held: `BTreeMap<JobId, BlockNumber>`.
pub(crate) const MISSING: &[u8] = b"openledger::model-factory::missing";

/// Makes the request of a claimed job stand: posts it if it is absent or of another claim, and lists it.
pub(crate) fn post<T: Config>(worker: &AccountId, id: JobId, job: &Job<T>, deadline: BlockNumber) {
	let response = response_key(id);
	let mut response = StorageValueRef::persistent(&response);
	// An answer to another attempt, or one that cannot be read, would hide the answer to this one.
	if response.get().map_or(true, |r| r.is_some_and(|r| attempt_of(&r) != job.attempts)) {
		response.clear();
	}
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	update(&request_key(id), |old: Option<JobRequest>| {
		let stands = old.is_some_and(|r| {
			r.genesis == genesis && r.attempt == job.attempts && r.worker == *worker && r.deadline == deadline
		});
		if stands {
			None
		} else {
			request(genesis, worker.clone(), id, job, deadline)
		}
	});
	update(JOBS, |old: Option<Vec<JobId>>| {
		let mut jobs = old.unwrap_or_default();
		match jobs.binary_search(&id) {
			Ok(_) => None,
			Err(at) => {
				jobs.insert(at, id);
				Some(jobs)
			},
		}
	});
}

/// Everything the native worker needs for a claimed job; `None`, with a log line, if the chain cannot say.
fn request<T: Config>(
	genesis: Hash,
	worker: AccountId,
	id: JobId,
	job: &Job<T>,
	deadline: BlockNumber,
) -> Option<JobRequest> {
	let Some((base, _)) = T::Models::base(job.spec.base) else {
		log::error!(target: LOG_TARGET, "job {id}: its base model {} is unknown", job.spec.base);
		return None;
	};
	let mut entries = Vec::new();
	for at in &job.spec.snapshots {
		let Some(snapshot) = T::Datanets::snapshot(*at) else {
			log::error!(target: LOG_TARGET, "job {id}: its snapshot {at:?} is unknown");
			return None;
		};
		entries.extend(snapshot.entries);
	}
	let epochs = job.spec.hyper.epochs;
	Some(JobRequest {
		genesis,
		job: id,
		attempt: job.attempts,
		worker,
		base,
		entries,
		held_out: job.spec.held_out,
		hyper: job.spec.hyper.clone(),
		max_tokens: fees::max_tokens(&job.charges, job.price_per_1k_tokens, epochs, job.escrow),
		deadline,
	})
}

/// The native worker's answer to an attempt, once there is one.
pub(crate) fn response(job: JobId, attempt: u8) -> Option<JobResponse> {
	let response = StorageValueRef::persistent(&response_key(job)).get().ok().flatten()?;
	(attempt_of(&response) == attempt).then_some(response)
}

fn attempt_of(response: &JobResponse) -> u8 {
	match response {
		JobResponse::Done { attempt, .. } | JobResponse::Failed { attempt, .. } => *attempt,
	}
}

/// Removes what is no longer held by a local provider, once it has been so for `grace` blocks.
pub(crate) fn sweep(held: &BTreeSet<JobId>, now: BlockNumber, grace: BlockNumber) {
	let posted = StorageValueRef::persistent(JOBS).get::<Vec<JobId>>().ok().flatten().unwrap_or_default();
	let mut gone = Vec::new();
	let alone = update(MISSING, |old: Option<BTreeMap<JobId, BlockNumber>>| {
		let before = old.unwrap_or_default();
		// Rebuilt from the list each time, so that it never outgrows it.
		let mut missing = BTreeMap::new();
		for job in posted.iter().filter(|job| !held.contains(job)) {
			// On a shorter fork, the wait starts again.
			let since = before.get(job).copied().filter(|since| *since <= now).unwrap_or(now);
			if now.saturating_sub(since) >= grace {
				gone.push(*job);
			} else {
				missing.insert(*job, since);
			}
		}
		(missing != before).then_some(missing)
	});
	if !alone {
		// Another run, perhaps of a fork that still holds the job, is at it: decide at the next block.
		return;
	}
	for job in gone {
		StorageValueRef::persistent(&request_key(job)).clear();
		update(JOBS, |old: Option<Vec<JobId>>| {
			let mut jobs = old?;
			let at = jobs.binary_search(&job).ok()?;
			jobs.remove(at);
			Some(jobs)
		});
		StorageValueRef::persistent(&response_key(job)).clear();
		log::info!(target: LOG_TARGET, "job {job}: no longer ours, its request is withdrawn");
	}
}

/// Compare-and-set: writes what `change` makes of the value, or nothing if it makes `None` of it. A value that cannot be
/// decoded counts as absent. False only if another run wrote at the same time: the next block tries again.
fn update<V: Codec>(key: &[u8], change: impl FnOnce(Option<V>) -> Option<V>) -> bool {
	let result: Result<V, MutateStorageError<V, ()>> = StorageValueRef::persistent(key)
		.mutate(|old: Result<Option<V>, StorageRetrievalError>| change(old.ok().flatten()).ok_or(()));
	!matches!(result, Err(MutateStorageError::ConcurrentModification(_)))
}
