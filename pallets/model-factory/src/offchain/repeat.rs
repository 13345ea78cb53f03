//! Jobs of other providers that a provider of this node was drawn to repeat: it has them trained, commits to
//! what that gave, and reveals it.
//!
//! Between the two, finding and salt lie in the node's persistent storage: see [`Secrets`].

use super::{Action, Local, requests, submit};
use crate::{
	Call, Config, Confirmations, Jobs, LOG_TARGET, Pallet, Repetitions,
	types::{Confirmation, Job, after},
};
use alloc::vec::Vec;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_mailbox::{
	Mailbox, OffchainStorage, RepetitionRequest, RepetitionResponse, Repetitions as RepetitionsTopic, Secret,
	Secrets,
};
use openledger_primitives::{
	BlockNumber, Hash, JobId,
	job::{ConfirmationStage, FailReason, JobStatus, Repetition},
	root::HashProof,
};
use sp_runtime::traits::Zero;

/// Most jobs to repeat that are looked at for each provider in a block.
const MAX_REPETITIONS: usize = 64;

/// Digest of the result, with the proof of a state under its trace; or why there is none.
type Found = Result<(Hash, HashProof), FailReason>;

/// Returns what this node's providers have committed to; the seed of a draw names it.
fn secrets() -> Secrets<JobId, Found, OffchainStorage> {
	Secrets::new(OffchainStorage, *b"openledger::model-factory::secrets")
}

/// Forgets secrets whose time is long over, and withdraws requests that the chain no longer asks for.
pub(super) fn forget_old<T: Config>() {
	secrets().forget_old(Pallet::<T>::now());
	let mailbox = Mailbox::<RepetitionsTopic, _>::offchain();
	mailbox.sweep(|id| {
		let asked = mailbox.request(id).value();
		asked.is_some_and(|asked| Repetitions::<T>::contains_key(&asked.stash, id))
	});
}

/// Moves every job forward that a local provider was drawn to repeat.
pub(super) fn repeat_drawn<T: Config>(local: &Local<T>) {
	let drawn = Repetitions::<T>::iter_key_prefix(&local.stash).take(MAX_REPETITIONS);
	for id in drawn.collect::<Vec<_>>() {
		let (Some(job), Some(confirmation)) = (Jobs::<T>::get(id), Confirmations::<T>::get(id)) else {
			continue;
		};
		match confirmation.stage {
			ConfirmationStage::Repeating { until } if Pallet::<T>::now() <= until => {
				repeat(local, id, &job, &confirmation, until)
			},
			ConfirmationStage::Revealing { until } if Pallet::<T>::now() <= until => {
				disclose(local, id, &job, &confirmation)
			},
			_ => (),
		}
	}
}

/// Has a job repeated, and commits to what that gave.
fn repeat<T: Config>(
	local: &Local<T>,
	id: JobId,
	job: &Job<T>,
	confirmation: &Confirmation,
	until: BlockNumber,
) {
	post(local, id, job, confirmation, until);
	let seed = confirmation.seed;
	let mailbox = Mailbox::<RepetitionsTopic, _>::offchain();
	let found = match mailbox.response_if(id, |response: &RepetitionResponse| response.seed == seed) {
		Some(response) => response.outcome.map(|(result, proof)| (Repetition::digest(&result), proof)),
		// Silence costs more than to say that the job cannot be repeated here.
		None if after(Pallet::<T>::now(), margin::<T>()) >= until => Err(FailReason::OutOfResources),
		None => return,
	};
	let until = after(until, T::ChallengePeriod::get());
	let secret = Secret { about: seed, found, salt: Hash::from(sp_io::offchain::random_seed()), until };
	let Some(secret) = secrets().remember(&local.stash, id, secret) else { return };
	let bound = Repetition::bound(&local.stash, &digest(&secret.found));
	let commitment = Repetition::commitment(id, confirmation.attempt, &bound, &secret.salt);
	submit(local, id, Action::CommitRepetition, Call::commit_repetition { job: id, commitment });
}

/// Posts the request to repeat a job, unless it stands already.
fn post<T: Config>(
	local: &Local<T>,
	id: JobId,
	job: &Job<T>,
	confirmation: &Confirmation,
	until: BlockNumber,
) {
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	// The native worker counts in blocks.
	let deadline = Pallet::<T>::block_of(until);
	let (seed, worker) = (confirmation.seed, local.account.id.clone());
	Mailbox::<RepetitionsTopic, _>::offchain().post_with(id, |old| {
		let stands = old.is_some_and(|old| {
			old.seed == seed && old.work.deadline == deadline && old.work.worker == worker
		});
		if stands {
			return None;
		}
		let work = requests::request(genesis, worker.clone(), id, job, deadline)?;
		Some(RepetitionRequest { work, stash: local.stash.clone(), seed })
	});
}

/// Returns how many blocks before the end of its time a verifier says that it has found nothing.
fn margin<T: Config>() -> BlockNumber {
	(T::ClaimPeriod::get() / 32).max(2)
}

/// Returns the digest that is committed to.
fn digest(found: &Found) -> Hash {
	match found {
		Ok((digest, _)) => *digest,
		Err(reason) => Repetition::digest_of_failure(*reason),
	}
}

/// Reveals what was committed to, in the form that the chain takes.
fn disclose<T: Config>(local: &Local<T>, id: JobId, job: &Job<T>, confirmation: &Confirmation) {
	let Some(secret) = secrets().get(&local.stash, id, confirmation.seed) else { return };
	let JobStatus::Submitted { result, .. } = &job.status else { return };
	let repetition = match &secret.found {
		Err(reason) => Repetition::Unrepeatable { reason: *reason },
		Ok((digest, proof)) if *digest == Repetition::digest(result) => {
			Repetition::Same { proof: proof.clone() }
		},
		Ok((digest, _)) if confirmation.differing() == 0 => {
			Repetition::Differs { bound: Repetition::bound(&local.stash, digest) }
		},
		Ok((digest, _)) => Repetition::DiffersAs { digest: *digest },
	};
	let salt = secret.salt;
	match Pallet::<T>::check_reveal(&local.account.id, id, &repetition, &salt) {
		Ok(_) => {
			let call = Call::reveal_repetition { job: id, repetition, salt };
			submit(local, id, Action::RevealRepetition, call);
		},
		Err(error) => {
			log::warn!(target: LOG_TARGET, "job {id}: the chain would refuse what was found: {error:?}");
		},
	}
}
