//! Challenges in which a provider of this node is accused, or may vote.
//!
//! What to do is read from the chain at each block; nothing is remembered but what lies in the mailbox. A
//! request stands there for as long as the chain asks for it. Its response names what it is about and is
//! checked against the chain before it is signed, so that neither a restart nor another fork, where a number
//! may stand for another challenge, makes the worker say something else than what was asked.

use super::submit::{in_flight, submit, Submission};
use crate::{types::Challenge, Call, Config, OpenChallenges, OpenedAnswers, Pallet, Votes, LOG_TARGET};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_system::{
	offchain::{Account, ForAll, Signer},
	pallet_prelude::BlockNumberFor,
};
use openledger_mailbox::{
	Mailbox, RevealRequest, RevealResponse, Reveals, VerificationRequest, VerificationResponse, Verifications,
};
use openledger_primitives::{
	challenge::ChallengeStage, traits::ProviderRegistry, AccountId, ChallengeId, Hash,
};
use sp_runtime::traits::Zero;

/// A provider whose worker key is in this node's keystore.
// Rustdoc of this toolchain panics over the automatic traits of an `Account<T>`.
#[doc(hidden)]
struct Local<T: Config> {
	stash: AccountId,
	account: Account<T>,
}

impl<T: Config> Pallet<T> {
	/// Runs the offchain worker once: looks at every open challenge, and withdraws requests that the chain no
	/// longer asks for.
	pub(crate) fn run_offchain_worker() {
		let (mut reveals, mut verifications) = (BTreeSet::new(), BTreeSet::new());
		let locals = locals::<T>();
		if !locals.is_empty() {
			for open in OpenChallenges::<T>::get() {
				let Ok(challenge) = Self::open_challenge(open.id) else { continue };
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
		for id in Mailbox::<Reveals, _>::offchain().sweep(|id| reveals.contains(&id)) {
			in_flight().forget(Submission::Reveal(id));
		}
		for id in Mailbox::<Verifications, _>::offchain().sweep(|id| verifications.contains(&id)) {
			in_flight().forget(Submission::Vote(id));
		}
	}
}

/// Returns local providers in the order of their worker accounts: a keystore lists keys in no particular
/// order.
fn locals<T: Config>() -> Vec<Local<T>> {
	let accounts: BTreeMap<AccountId, Account<T>> = Signer::<T, T::AuthorityId, ForAll>::keystore_accounts()
		.map(|account| (account.id.clone(), account))
		.collect();
	accounts
		.into_values()
		.filter_map(|account| Some(Local { stash: T::Providers::stash_of(&account.id)?, account }))
		.collect()
}

fn genesis<T: Config>() -> Hash {
	frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
}

/// Has the evidence against the accusation looked up, and reveals it. Returns whether the chain still waits
/// for that.
fn defend<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) -> bool {
	let ChallengeStage::AwaitingResponse { until } = challenge.stage else { return false };
	if local.stash != challenge.provider || Pallet::<T>::now() > until {
		return false;
	}
	let Ok(settled) = Pallet::<T>::settled(&challenge.question) else { return false };
	let (receipts, answer) = (settled.receipts, challenge.question.answer);
	let session = challenge.question.session;
	let mailbox = Mailbox::<Reveals, _>::offchain();
	// Native services count in blocks.
	let until = Pallet::<T>::block_of(until);
	mailbox.post(id, &RevealRequest { genesis: genesis::<T>(), session, receipts, answer, until });

	let is_current = |response: &RevealResponse| response.receipts == receipts && response.answer == answer;
	let Some(response) = mailbox.response_if(id, is_current) else { return true };
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
	true
}

/// Has a revealed answer repeated, and votes. Returns whether the chain still waits for that.
fn verify<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) -> bool {
	if Pallet::<T>::check_voter(&local.account.id, id).is_err() {
		return false;
	}
	let ChallengeStage::Voting { until } = challenge.stage else { return false };
	let Ok(settled) = Pallet::<T>::settled(&challenge.question) else { return false };
	let Some(opened_answer) = OpenedAnswers::<T>::get(id) else { return false };
	let receipt = opened_answer.receipt.hash();
	let user = settled.user;
	let mailbox = Mailbox::<Verifications, _>::offchain();
	let until = Pallet::<T>::block_of(until);
	mailbox.post(id, &VerificationRequest { genesis: genesis::<T>(), user, opened_answer, until });

	let is_current = |response: &VerificationResponse| response.receipt == receipt;
	let Some(response) = mailbox.response_if(id, is_current) else { return true };
	match Pallet::<T>::check_vote(&local.account.id, id, &response.outcome) {
		Ok(_) => {
			let call = Call::vote { challenge: id, verdict: response.outcome };
			if submit(Submission::Vote(id), &local.account, call) {
				log::info!(target: LOG_TARGET, "challenge {id}: voted");
			}
		},
		Err(error) => {
			log::warn!(target: LOG_TARGET, "challenge {id}: the chain would refuse the vote: {error:?}");
		},
	}
	true
}

/// Resolves what is due, if this provider gains by it: as a verifier, or as one who is found right.
fn resolve<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) {
	let Ok(ruling) = Pallet::<T>::ruling(id) else { return };
	let is_accused = local.stash == challenge.provider;
	let gains = match is_accused {
		true => !ruling.is_guilty(),
		false => Votes::<T>::contains_key(id, &local.stash),
	};
	if gains {
		submit(Submission::Resolve, &local.account, Call::resolve { challenge: id });
	}
}
