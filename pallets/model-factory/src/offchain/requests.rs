//! Requests for the native worker.
//!
//! A request stands for as long as its job is *held*: claimed by a local provider at that attempt, or in the
//! challenge window of its result, when the answer may have to be sent again after a reorganisation. When a
//! job is no longer held, the height is noted. When it is still not held [`crate::Config::CancelGrace`]
//! blocks later, with no run in between that saw it held, its request is swept: the native worker sees it
//! disappear and stops. A run on a fork that lost is therefore harmless, and a cancelled job costs the
//! provider a few blocks of training at most. A job held again at another attempt is new work: its request is
//! replaced at once.

use crate::{Config, LOG_TARGET, fees, types::Job};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_mailbox::{JobRequest, JobResponse, Jobs, Mailbox, OffchainStorage, Slot};
use openledger_primitives::{
	AccountId, BlockNumber, Hash, JobId, traits::DatanetRegistry, traits::ModelRegistry,
};
use sp_runtime::traits::Zero;

/// Key of the heights at which posted jobs were first seen not to be held: `BTreeMap<JobId, BlockNumber>`.
pub(crate) const MISSING: &[u8] = b"openledger::model-factory::missing";

/// Posts the request of a claimed job, unless it stands already. A request of another claim is replaced.
pub(crate) fn post<T: Config>(worker: &AccountId, id: JobId, job: &Job<T>, deadline: BlockNumber) {
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	Mailbox::<Jobs, _>::offchain().post_with(id, |old| {
		let stands = old.is_some_and(|r| {
			r.genesis == genesis && r.attempt == job.attempts && r.worker == *worker && r.deadline == deadline
		});
		if stands { None } else { request(genesis, worker.clone(), id, job, deadline) }
	});
}

/// Returns everything the native worker needs for a claimed job, or `None`, with a log line, if the chain
/// cannot say.
pub(super) fn request<T: Config>(
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

/// Returns the native worker's answer to an attempt, once there is one. An answer to another attempt is
/// withdrawn.
pub(crate) fn response(job: JobId, attempt: u8) -> Option<JobResponse> {
	Mailbox::<Jobs, _>::offchain().response_if(job, |response| response.attempt() == attempt)
}

/// Removes what is no longer held by a local provider, once it has been so for `grace` blocks.
pub(crate) fn sweep(held: &BTreeSet<JobId>, now: BlockNumber, grace: BlockNumber) {
	let mailbox = Mailbox::<Jobs, _>::offchain();
	let posted = mailbox.ids();
	let mut gone = BTreeSet::new();
	let missing = Slot::<BTreeMap<JobId, BlockNumber>, _>::new(OffchainStorage, MISSING);
	let noted = missing.update(|old| {
		let before = old.unwrap_or_default();
		// Rebuilt from the list each time, so that it never outgrows it.
		let mut missing = BTreeMap::new();
		gone.clear();
		for job in posted.iter().filter(|job| !held.contains(job)) {
			// On a shorter fork, the wait starts again.
			let since = before.get(job).copied().filter(|since| *since <= now).unwrap_or(now);
			if now.saturating_sub(since) >= grace {
				gone.insert(*job);
			} else {
				missing.insert(*job, since);
			}
		}
		(missing != before).then_some(missing)
	});
	if noted.is_err() {
		// Other runs, perhaps of a fork that still holds the job, are at it: decide at the next block.
		return;
	}
	for job in mailbox.sweep(|job| !gone.contains(&job)) {
		log::info!(target: LOG_TARGET, "job {job}: no longer ours, its request is withdrawn");
	}
}
