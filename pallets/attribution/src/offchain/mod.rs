//! The offchain worker: settles what the serving side posted, and has challenges revealed, verified and resolved.
//!
//! It reads lists, asks the chain, signs and submits; it never waits and never computes. Every step may be repeated,
//! skipped or seen from another fork: a request stays until the chain shows it done.

mod challenges;
mod mailbox;
mod settlements;

use crate::{Call, Config, Pallet, LOG_TARGET};
use alloc::collections::BTreeMap;
use frame_system::offchain::{Account, ForAll, SendSignedTransaction, Signer};
use openledger_primitives::AccountId;
use sp_runtime::offchain::{
	storage_lock::{StorageLock, Time},
	Duration,
};

#[cfg(test)]
pub(crate) use settlements::lock_key;

/// How long a submission may take before it is repeated.
const LOCK: Duration = Duration::from_millis(30_000);

/// Worker keys in this node's keystore, by their accounts.
type Keys<T> = BTreeMap<AccountId, Account<T>>;

impl<T: Config> Pallet<T> {
	/// One look at the mailbox and at open challenges.
	pub(crate) fn work() {
		let keys: Keys<T> = Signer::<T, T::AuthorityId, ForAll>::keystore_accounts()
			.map(|account| (account.id.clone(), account))
			.collect();
		settlements::attend(&keys);
		challenges::attend(&keys);
	}
}

/// Signs and submits a call, unless the same is under way; whether it did. What was submitted is not submitted again
/// while its lock stands.
fn submit<T: Config>(lock: &[u8], account: &Account<T>, call: Call<T>) -> bool {
	let mut lock = StorageLock::<Time>::with_deadline(lock, LOCK);
	let Ok(guard) = lock.try_lock() else { return false };
	let signer = Signer::<T, T::AuthorityId, ForAll>::all_accounts();
	match signer.send_single_signed_transaction(account, call) {
		Some(Ok(())) => {
			// Kept until it expires: until then the transaction is on its way.
			guard.forget();
			true
		},
		_ => {
			log::debug!(target: LOG_TARGET, "a call was not accepted by the pool; it is submitted again later");
			false
		},
	}
}
