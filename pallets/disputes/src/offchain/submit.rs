//! Signing and submitting, once at a time.

use crate::{Call, Config, LOG_TARGET};
use codec::{Decode, Encode};
use frame_system::offchain::{Account, ForAll, SendSignedTransaction, Signer};
use openledger_mailbox::InFlight;
use openledger_primitives::ChallengeId;

/// Milliseconds after which a submission that had no effect is repeated.
const SUBMIT_LOCK_TTL: u64 = 30_000;

/// Submission that may be on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(super) enum Submission {
	/// `reveal` in a challenge.
	#[codec(index = 0)]
	Reveal(ChallengeId),
	/// `commit_vote` on a challenge, by the worker of this account: a node may have several that were drawn.
	#[codec(index = 1)]
	Vote(ChallengeId, [u8; 32]),
	/// `resolve` of any challenge: one at a time is often enough.
	#[codec(index = 2)]
	Resolve,
	/// `reveal_vote` on a challenge, by the worker of this account.
	#[codec(index = 3)]
	Disclose(ChallengeId, [u8; 32]),
}

/// Returns the locks around submissions.
pub(super) fn in_flight() -> InFlight<Submission> {
	InFlight::new(b"openledger::disputes::in-flight")
}

/// Signs and submits a call, unless the same is under way. Returns whether it did. What was submitted is not
/// submitted again while its lock stands.
pub(super) fn submit<T: Config>(submission: Submission, account: &Account<T>, call: Call<T>) -> bool {
	in_flight().submit(submission, SUBMIT_LOCK_TTL, || {
		let signer = Signer::<T, T::AuthorityId, ForAll>::all_accounts();
		let sent = matches!(signer.send_single_signed_transaction(account, call), Some(Ok(())));
		if !sent {
			log::debug!(target: LOG_TARGET, "a call was refused by the pool; it is submitted again later");
		}
		sent
	})
}
