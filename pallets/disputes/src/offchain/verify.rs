//! Challenges that a provider of this node was drawn for: it commits to what repeating the answer found, and
//! reveals it when nobody can repeat that any more.
//!
//! Between the two, finding and salt lie in the node's persistent storage, where a restart finds them. They
//! are written before the commitment is sent, and stay until the time to reveal is long over, whatever other
//! forks say.

use super::{
	local::Local,
	submit::{Submission, submit},
};
use crate::{
	Call, Commitments, Config, Draws, LOG_TARGET, OpenedAnswers, Pallet,
	types::{Challenge, Draw},
};
use alloc::collections::BTreeMap;
use codec::{Decode, Encode};
use frame_support::traits::Get;
use openledger_mailbox::{
	Mailbox, OffchainStorage, Slot, VerificationRequest, VerificationResponse, Verifications,
};
use openledger_primitives::{
	AccountId, BlockNumber, ChallengeId, Hash,
	challenge::{ChallengeStage, Finding},
};

/// Blocks after the time to reveal in which a secret is kept, for forks.
const KEPT_AFTER: BlockNumber = 256;

/// What a verifier has committed to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Secret {
	/// Hash of the receipt of the answer, which names it on every fork.
	receipt: Hash,
	/// Finding to reveal.
	finding: Finding,
	/// Salt of the commitment.
	salt: Hash,
	/// Last block to reveal it in.
	until: BlockNumber,
}

/// Secrets of a node, by challenge and stash.
type Secrets = BTreeMap<(ChallengeId, AccountId), Secret>;

fn secrets() -> Slot<Secrets, OffchainStorage> {
	Slot::new(OffchainStorage, *b"openledger::disputes::secrets")
}

/// Forgets secrets whose time is long over.
pub(super) fn forget_old<T: Config>() {
	let now = Pallet::<T>::now();
	// A contended one is forgotten at another block.
	let _ = secrets().update(|secrets| {
		let mut secrets = secrets?;
		let before = secrets.len();
		secrets.retain(|_, secret| secret.until.saturating_add(KEPT_AFTER) >= now);
		(secrets.len() < before).then_some(secrets)
	});
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
		Some(response) => response.outcome,
		// Silence costs more than to say that the answer cannot be repeated here.
		None if is_urgent::<T>(&draw) => Finding::Unrepeatable,
		None => return,
	};
	if let Err(error) = Pallet::<T>::check_finding(id, &finding) {
		log::warn!(target: LOG_TARGET, "challenge {id}: the chain would refuse the finding: {error:?}");
		return;
	}
	let Some(secret) = remember(local, id, Secret { receipt, finding, salt: salt(), until }) else { return };
	let commitment = secret.finding.commitment(&local.stash, id, &secret.salt);
	let call = Call::commit_vote { challenge: id, commitment };
	if submit(Submission::Vote(id), &local.account, call) {
		log::info!(target: LOG_TARGET, "challenge {id}: committed to a finding");
	}
}

/// Returns whether a commitment can only just be sent in time: in the last eighth, or two blocks.
fn is_urgent<T: Config>(draw: &Draw) -> bool {
	let margin = (T::CommitPeriod::get() / 8).max(2);
	Pallet::<T>::now().saturating_add(margin) >= draw.commit
}

fn salt() -> Hash {
	Hash::from(sp_io::offchain::random_seed())
}

/// Writes a secret down, unless one about the same answer is there already. Returns the one that is there
/// then; none if the storage is too contended, to try again at the next block.
fn remember<T: Config>(local: &Local<T>, id: ChallengeId, secret: Secret) -> Option<Secret> {
	let key = (id, local.stash.clone());
	let mut kept = None;
	let written = secrets().update(|secrets| {
		let mut secrets = secrets.unwrap_or_default();
		let known = secrets.get(&key).filter(|known| known.receipt == secret.receipt);
		kept = Some(known.unwrap_or(&secret).clone());
		match known {
			Some(_) => None,
			None => {
				secrets.insert(key.clone(), secret.clone());
				Some(secrets)
			},
		}
	});
	written.ok().and(kept)
}

/// Reveals what was committed to, once the chain takes it.
fn disclose<T: Config>(local: &Local<T>, id: ChallengeId, receipt: Hash, commitment: Hash) {
	let secrets = secrets().read().value().unwrap_or_default();
	let Some(secret) = secrets.get(&(id, local.stash.clone())).filter(|secret| secret.receipt == receipt)
	else {
		return;
	};
	let (finding, salt) = (&secret.finding, secret.salt);
	if commitment != finding.commitment(&local.stash, id, &salt) {
		return;
	}
	if Pallet::<T>::check_reveal_vote(&local.account.id, id, finding, &salt).is_err() {
		return;
	}
	let call = Call::reveal_vote { challenge: id, finding: finding.clone(), salt };
	if submit(Submission::Disclose(id), &local.account, call) {
		log::info!(target: LOG_TARGET, "challenge {id}: revealed its finding");
	}
}
