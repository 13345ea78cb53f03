//! The offchain worker: settles what the serving side posted, and has challenges revealed, verified and resolved.
//!
//! It reads lists, asks the chain, signs and submits; it never waits and never computes. Every step may be repeated,
//! skipped or seen from another fork: a request stays until the chain shows it done.

mod challenges;
mod settlements;

use crate::{Call, Config, Pallet, LOG_TARGET};
use alloc::collections::BTreeMap;
use codec::{Decode, Encode};
use frame_system::offchain::{Account, ForAll, SendSignedTransaction, Signer};
use openledger_mailbox::InFlight;
use openledger_primitives::{AccountId, ChallengeId, SessionId};

/// Milliseconds after which a submission that had no effect is repeated.
const SUBMIT_LOCK_TTL: u64 = 30_000;

/// Worker keys in this node's keystore, by their accounts.
type Keys<T> = BTreeMap<AccountId, Account<T>>;

/// Submission that may be on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(crate) enum Submission {
	/// `settle` of a session.
	#[codec(index = 0)]
	Settle(SessionId),
	/// `reveal` in a challenge.
	#[codec(index = 1)]
	Reveal(ChallengeId),
	/// `vote` on a challenge.
	#[codec(index = 2)]
	Vote(ChallengeId),
	/// `resolve` of any challenge: one at a time is often enough.
	#[codec(index = 3)]
	Resolve,
}

/// Returns the locks around submissions.
pub(crate) fn in_flight() -> InFlight<Submission> {
	InFlight::new(b"openledger::attribution::in-flight")
}

impl<T: Config> Pallet<T> {
	/// Runs the offchain worker once: looks at the mailbox and at open challenges.
	pub(crate) fn run_offchain_worker() {
		let keys: Keys<T> = Signer::<T, T::AuthorityId, ForAll>::keystore_accounts()
			.map(|account| (account.id.clone(), account))
			.collect();
		settlements::process(&keys);
		challenges::process(&keys);
	}
}

/// Signs and submits a call, unless the same is under way. Returns whether it did. What was submitted is not submitted
/// again while its lock stands.
fn submit<T: Config>(submission: Submission, account: &Account<T>, call: Call<T>) -> bool {
	in_flight().submit(submission, SUBMIT_LOCK_TTL, || {
		let signer = Signer::<T, T::AuthorityId, ForAll>::all_accounts();
		let sent = matches!(signer.send_single_signed_transaction(account, call), Some(Ok(())));
		if !sent {
			log::debug!(target: LOG_TARGET, "a call was not accepted by the pool; it is submitted again later");
		}
		sent
	})
}
