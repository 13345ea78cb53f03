//! Challenges in which a provider of this node is accused.
//!
//! What to do is read from the chain at each block; nothing is remembered but what lies in the mailbox. A
//! request stands there for as long as the chain asks for it. Its response names what it is about and is
//! checked against the chain before it is signed, so that neither a restart nor another fork, where a number
//! may stand for another challenge, makes the worker say something else than what was asked.

use super::{
	local::{Local, locals},
	submit::{Submission, in_flight, submit},
	verify::{forget_old, is_wanted, verify},
};
use crate::{
	Against, Call, Challenges, Config, Duties, LOG_TARGET, Pallet, Votes, ruling::Ruling, types::Challenge,
};
use alloc::vec::Vec;
use openledger_mailbox::{Mailbox, RevealRequest, RevealResponse, Reveals, Verifications};
use openledger_primitives::{ChallengeId, challenge::ChallengeStage};

/// Challenges that are looked at for each provider in a block; if there are more, others in the next.
const MAX_LOOKED: usize = 64;

/// Numbers of challenges that are read for each provider in a block.
const MAX_READ: usize = 4_096;

impl<T: Config> Pallet<T> {
	/// Runs the offchain worker once: looks at the challenges that the providers of this node are accused in
	/// or drawn for, and withdraws requests that the chain no longer asks for.
	pub(crate) fn run_offchain_worker() {
		let locals = locals::<T>();
		for local in &locals {
			for id in some_of::<T>(Against::<T>::iter_key_prefix(&local.stash)) {
				let Some(challenge) = Challenges::<T>::get(id) else { continue };
				defend(local, id, &challenge);
				resolve(local, id, &challenge);
			}
			for id in some_of::<T>(Duties::<T>::iter_key_prefix(&local.stash)) {
				let Some(challenge) = Challenges::<T>::get(id) else { continue };
				verify(local, id, &challenge);
				resolve(local, id, &challenge);
			}
		}
		let asked = |id, is_asked: fn(&Local<T>, ChallengeId, &Challenge) -> bool| {
			let challenge = Challenges::<T>::get(id);
			challenge.is_some_and(|challenge| locals.iter().any(|local| is_asked(local, id, &challenge)))
		};
		for id in Mailbox::<Reveals, _>::offchain().sweep(|id| asked(id, is_accused)) {
			in_flight().forget(Submission::Reveal(id));
		}
		Mailbox::<Verifications, _>::offchain().sweep(|id| asked(id, is_wanted));
		forget_old::<T>();
	}
}

/// Returns the challenges to look at in this block. If they are many, each has its turn within a few blocks,
/// so that none can be hidden behind others.
fn some_of<T: Config>(ids: impl Iterator<Item = ChallengeId>) -> Vec<ChallengeId> {
	let mut ids: Vec<_> = ids.take(MAX_READ).collect();
	ids.sort_unstable();
	if ids.len() > MAX_LOOKED {
		let turn = (Pallet::<T>::now() as usize).saturating_mul(MAX_LOOKED).checked_rem(ids.len());
		ids.rotate_left(turn.unwrap_or(0));
		ids.truncate(MAX_LOOKED);
	}
	ids
}

/// Returns whether the chain waits for this provider's evidence.
fn is_accused<T: Config>(local: &Local<T>, _: ChallengeId, challenge: &Challenge) -> bool {
	let ChallengeStage::AwaitingResponse { until } = challenge.stage else { return false };
	local.stash == challenge.provider && Pallet::<T>::now() <= Pallet::<T>::last_chance(until)
}

/// Has the evidence against the accusation looked up, and reveals it.
fn defend<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) {
	let ChallengeStage::AwaitingResponse { until } = challenge.stage else { return };
	if !is_accused(local, id, challenge) {
		return;
	}
	let Ok(settled) = Pallet::<T>::settled(&challenge.question) else { return };
	let (receipts, asked) = (settled.receipts, challenge.question.asked);
	let session = challenge.question.session;
	let until = Pallet::<T>::last_chance(until);
	let mailbox = Mailbox::<Reveals, _>::offchain();
	// Native services count in blocks.
	let until = Pallet::<T>::block_of(until);
	let genesis = Pallet::<T>::genesis();
	mailbox.post(id, &RevealRequest { genesis, session, receipts, asked, until });

	let is_current = |response: &RevealResponse| response.receipts == receipts && response.asked == asked;
	let Some(response) = mailbox.response_if(id, is_current) else { return };
	match Pallet::<T>::check_reveal(&local.account.id, id, &response.evidence) {
		// Its own evidence may speak against it. Silence costs as much, and the provider should learn why.
		Ok(_) => {
			let call = Call::reveal { challenge: id, evidence: response.evidence };
			if submit(Submission::Reveal(id), &local.account, call) {
				log::info!(target: LOG_TARGET, "challenge {id}: revealed what it asks for");
			}
		},
		Err(error) => {
			log::warn!(target: LOG_TARGET, "challenge {id}: the chain would refuse the evidence: {error:?}");
		},
	}
}

/// Resolves what is due, if this provider gains by it: as a verifier, or as one who is not found wrong.
fn resolve<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) {
	let Ok(ruling) = Pallet::<T>::ruling(id) else { return };
	let gains = match (local.stash == challenge.provider, &ruling) {
		(true, ruling) => !ruling.is_guilty(),
		// It is released.
		(false, Ruling::Inconclusive) => true,
		(false, _) => Votes::<T>::contains_key(id, &local.stash),
	};
	if gains {
		submit(Submission::Resolve, &local.account, Call::resolve { challenge: id });
	}
}
