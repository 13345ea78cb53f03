//! Challenges in which a provider of this node is accused, or may vote.
//!
//! What to do is read from the chain at each block; nothing is remembered but what lies in the mailbox. A request stands
//! there for as long as the chain asks for it. Its response names what it is about and is checked against the chain before
//! it is signed, so that neither a restart nor another fork, where a number may stand for another challenge, makes the
//! worker say something else than what was asked.

use super::{
	mailbox::{enlist, list, post, read, strike, withdraw, Posted},
	submit, Keys,
};
use crate::{types::Challenge, Call, Config, OpenChallenges, OpenedAnswers, Pallet, LOG_TARGET};
use alloc::{collections::BTreeSet, format, vec::Vec};
use codec::Decode;
use frame_system::{offchain::Account, pallet_prelude::BlockNumberFor};
use openledger_mailbox::{
	reveal_request_key, reveal_response_key, verification_request_key, verification_response_key,
	RevealRequest, RevealResponse, VerificationRequest, VerificationResponse, REVEALS, VERIFICATIONS,
};
use openledger_primitives::{
	challenge::ChallengeStage, traits::ProviderRegistry, AccountId, ChallengeId, Hash,
};
use sp_runtime::{offchain::storage::StorageValueRef, traits::Zero};

/// Key of the lock around a reveal or a vote.
fn lock_key(challenge: ChallengeId, action: &str) -> Vec<u8> {
	format!("openledger::challenge::{challenge}::{action}::lock").into_bytes()
}

/// Key of the lock around resolving: one at a time is often enough, and it is never left behind.
const RESOLVE_LOCK: &[u8] = b"openledger::challenges::resolve::lock";

/// A provider whose worker key is in this node's keystore.
struct Local<'a, T: Config> {
	stash: AccountId,
	account: &'a Account<T>,
}

/// One look at every open challenge.
pub(super) fn attend<T: Config>(keys: &Keys<T>) {
	let locals: Vec<Local<T>> = keys
		.values()
		.filter_map(|account| Some(Local { stash: T::Providers::stash_of(&account.id)?, account }))
		.collect();
	let (mut reveals, mut verifications) = (BTreeSet::new(), BTreeSet::new());
	if !locals.is_empty() {
		for open in OpenChallenges::<T>::get() {
			let Ok(challenge) = Pallet::<T>::open_challenge(open.id) else { continue };
			for local in &locals {
				if defend(local, open.id, &challenge) {
					reveals.insert(open.id);
				}
				if verify(local, open.id, &challenge) {
					verifications.insert(open.id);
				}
				resolve(local, open.id, &challenge);
			}
		}
	}
	sweep(REVEALS, &reveals, &[reveal_request_key, reveal_response_key], "reveal");
	sweep(VERIFICATIONS, &verifications, &[verification_request_key, verification_response_key], "vote");
}

fn genesis<T: Config>() -> Hash {
	frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
}

/// Has the evidence against the accusation looked up, and reveals it; whether the chain still waits for that.
fn defend<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) -> bool {
	let ChallengeStage::AwaitingResponse { until } = challenge.stage else { return false };
	if local.stash != challenge.provider || Pallet::<T>::now() > until {
		return false;
	}
	let Ok(settled) = Pallet::<T>::settled(&challenge.question) else { return false };
	let (receipts, answer) = (settled.receipts, challenge.question.answer);
	let session = challenge.question.session;
	post(
		&reveal_request_key(id),
		&RevealRequest { genesis: genesis::<T>(), session, receipts, answer, until },
	);
	enlist(REVEALS, id);

	let key = reveal_response_key(id);
	let about = |response: &RevealResponse| response.receipts == receipts && response.answer == answer;
	let Some(response) = response(&key, about) else { return true };
	match Pallet::<T>::check_reveal(&local.account.id, id, &response.evidence) {
		// Its own evidence may speak against it. Silence costs as much, and the provider should learn why.
		Ok(_) => {
			let call = Call::reveal { challenge: id, evidence: response.evidence };
			if submit(&lock_key(id, "reveal"), local.account, call) {
				log::info!(target: LOG_TARGET, "challenge {id}: revealed what it asks for");
			}
		},
		Err(error) => {
			log::warn!(target: LOG_TARGET, "challenge {id}: the chain would refuse the evidence: {error:?}");
		},
	}
	true
}

/// Has a revealed answer repeated, and votes; whether the chain still waits for that.
fn verify<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) -> bool {
	if Pallet::<T>::check_voter(&local.account.id, id).is_err() {
		return false;
	}
	let ChallengeStage::Voting { until } = challenge.stage else { return false };
	let Ok(settled) = Pallet::<T>::settled(&challenge.question) else { return false };
	let Some(opened_answer) = OpenedAnswers::<T>::get(id) else { return false };
	let receipt = opened_answer.receipt.hash();
	let user = settled.user;
	post(
		&verification_request_key(id),
		&VerificationRequest { genesis: genesis::<T>(), user, opened_answer, until },
	);
	enlist(VERIFICATIONS, id);

	let about = |response: &VerificationResponse| response.receipt == receipt;
	let Some(response) = response(&verification_response_key(id), about) else { return true };
	match Pallet::<T>::check_vote(&local.account.id, id, &response.outcome) {
		Ok(_) => {
			let call = Call::vote { challenge: id, verdict: response.outcome };
			if submit(&lock_key(id, "vote"), local.account, call) {
				log::info!(target: LOG_TARGET, "challenge {id}: voted");
			}
		},
		Err(error) => {
			log::warn!(target: LOG_TARGET, "challenge {id}: the chain would refuse the vote: {error:?}");
		},
	}
	true
}

/// Resolves what is due, if this provider gains by it: as a verifier, or as one who is acquitted.
fn resolve<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) {
	let Ok(verdict) = Pallet::<T>::verdict(id) else { return };
	let is_accused = local.stash == challenge.provider;
	let gains = match is_accused {
		true => !verdict.is_guilty(),
		false => crate::Votes::<T>::contains_key(id, &local.stash),
	};
	if gains {
		submit(RESOLVE_LOCK, local.account, Call::resolve { challenge: id });
	}
}

/// A response that is about what the chain asks now. Any other is cleared: it would hide the one to come.
fn response<V: Decode>(key: &[u8], is_about_this: impl Fn(&V) -> bool) -> Option<V> {
	match read::<V>(key) {
		Posted::Nothing => None,
		Posted::Value(value, _) if is_about_this(&value) => Some(value),
		Posted::Value(_, bytes) | Posted::Broken(bytes) => {
			withdraw(key, bytes);
			None
		},
	}
}

/// Withdraws requests that the chain no longer asks for, with their responses and locks.
fn sweep(listed: &[u8], asked: &BTreeSet<ChallengeId>, keys: &[fn(ChallengeId) -> Vec<u8>], action: &str) {
	for id in list::<ChallengeId>(listed).into_iter().filter(|id| !asked.contains(id)) {
		for key in keys {
			StorageValueRef::persistent(&key(id)).clear();
		}
		StorageValueRef::persistent(&lock_key(id, action)).clear();
		strike(listed, id);
	}
}
