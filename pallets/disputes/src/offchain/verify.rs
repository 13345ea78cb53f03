//! Challenges that a provider of this node was drawn for: it commits to what repeating the answer found, and
//! reveals it when nobody can repeat that any more.
//!
//! Between the two, finding and salt lie in the node's persistent storage: see [`Secrets`].

use super::{
	local::Local,
	submit::{Submission, submit},
};
use crate::{
	Call, Commitments, Config, Draws, LOG_TARGET, OpenedAnswers, Pallet,
	types::{Challenge, Draw},
};
use frame_support::traits::Get;
use openledger_mailbox::{
	Mailbox, OffchainStorage, Secret, Secrets, VerificationRequest, VerificationResponse, Verifications,
};
use openledger_primitives::{
	ChallengeId, Hash,
	challenge::{ChallengeStage, Finding},
};

/// Returns what this node's providers have committed to; the hash of the answer's receipt names it.
fn secrets() -> Secrets<ChallengeId, Finding, OffchainStorage> {
	Secrets::new(OffchainStorage, *b"openledger::disputes::secrets")
}

/// Forgets secrets whose time is long over.
pub(super) fn forget_old<T: Config>() {
	secrets().forget_old(Pallet::<T>::now());
}

/// Returns whether the chain waits for this provider to have an answer repeated.
pub(super) fn is_wanted<T: Config>(local: &Local<T>, id: ChallengeId, _: &Challenge) -> bool {
	Pallet::<T>::check_commit(&local.account.id, id).is_ok()
}

/// Has a revealed answer repeated, commits to what was found, and reveals it in its time.
pub(super) fn verify<T: Config>(local: &Local<T>, id: ChallengeId, challenge: &Challenge) {
	let ChallengeStage::Voting { until } = challenge.stage else { return };
	let (Some(draw), Some(opened_answer)) = (Draws::<T>::get(id), OpenedAnswers::<T>::get(id)) else {
		return;
	};
	let receipt = opened_answer.receipt.hash();
	if let Some(commitment) = Commitments::<T>::get(id, &local.stash) {
		return disclose(local, id, receipt, commitment);
	}
	if !is_wanted(local, id, challenge) {
		return;
	}
	let Ok(settled) = Pallet::<T>::settled(&challenge.question) else { return };
	let mailbox = Mailbox::<Verifications, _>::offchain();
	let request = VerificationRequest {
		genesis: Pallet::<T>::genesis(),
		user: settled.user,
		opened_answer,
		// Native services count in blocks.
		until: Pallet::<T>::block_of(draw.commit),
	};
	mailbox.post(id, &request);

	let is_current = |response: &VerificationResponse| response.receipt == receipt;
	let finding = match mailbox.response_if(id, is_current) {
		Some(response) => response.outcome.bound_to(id, draw.round),
		// Silence costs more than to say that the answer cannot be repeated here.
		None if is_urgent::<T>(&draw) => Finding::Unrepeatable,
		None => return,
	};
	if let Err(error) = Pallet::<T>::check_finding(id, &finding) {
		log::warn!(target: LOG_TARGET, "challenge {id}: the chain would refuse the finding: {error:?}");
		return;
	}
	let salt = Hash::from(sp_io::offchain::random_seed());
	let secret = Secret { about: receipt, found: finding, salt, until };
	let Some(secret) = secrets().remember(&local.stash, id, secret) else { return };
	let commitment = secret.found.commitment(&local.stash, id, &secret.salt);
	let call = Call::commit_vote { challenge: id, commitment };
	if submit(Submission::Vote(id, local.account.id.clone().into()), &local.account, call) {
		log::info!(target: LOG_TARGET, "challenge {id}: committed to a finding");
	}
}

/// Returns whether a commitment can only just be sent in time: in the last eighth, or two blocks.
fn is_urgent<T: Config>(draw: &Draw) -> bool {
	let margin = (T::CommitPeriod::get() / 8).max(2);
	Pallet::<T>::now().saturating_add(margin) >= draw.commit
}

/// Reveals what was committed to, once the chain takes it.
fn disclose<T: Config>(local: &Local<T>, id: ChallengeId, receipt: Hash, commitment: Hash) {
	let Some(secret) = secrets().get(&local.stash, id, receipt) else { return };
	let (finding, salt) = (&secret.found, secret.salt);
	if commitment != finding.commitment(&local.stash, id, &salt) {
		return;
	}
	if Pallet::<T>::check_reveal_vote(&local.account.id, id, finding, &salt).is_err() {
		return;
	}
	let call = Call::reveal_vote { challenge: id, finding: finding.clone(), salt };
	if submit(Submission::Disclose(id, local.account.id.clone().into()), &local.account, call) {
		log::info!(target: LOG_TARGET, "challenge {id}: revealed its finding");
	}
}
