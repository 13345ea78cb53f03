//! Settlements that the serving side posted.

use crate::{Call, Config, LOG_TARGET, Pallet, Sessions};
use alloc::collections::BTreeMap;
use frame_system::offchain::{Account, ForAll, SendSignedTransaction, Signer};
use openledger_mailbox::{InFlight, Mailbox, OffchainStorage, SettlementRequest, Settlements, Stored};
use openledger_primitives::{AccountId, SessionId};

/// Milliseconds after which a submission that had no effect is repeated.
const SUBMIT_LOCK_TTL: u64 = 30_000;

/// Most requests looked at in a block.
const MAX_LOOKS: usize = 256;
/// Most settlements submitted in a block.
const MAX_SUBMISSIONS: usize = 16;

type Posted = Mailbox<Settlements, OffchainStorage>;

/// Worker keys in this node's keystore, by their accounts.
type Keys<T> = BTreeMap<AccountId, Account<T>>;

/// Returns the locks around settlements that may be on their way.
pub(crate) fn in_flight() -> InFlight<SessionId> {
	InFlight::new(b"openledger::attribution::in-flight")
}

impl<T: Config> Pallet<T> {
	/// Runs the offchain worker once: looks at what is posted, and submits some of it.
	pub(crate) fn run_offchain_worker() {
		let keys: Keys<T> = Signer::<T, T::AuthorityId, ForAll>::keystore_accounts()
			.map(|account| (account.id.clone(), account))
			.collect();
		process(&keys);
	}
}

fn process<T: Config>(keys: &Keys<T>) {
	let mailbox = Posted::offchain();
	let mut posted = mailbox.ids();
	// Each block starts elsewhere, so that requests which cannot be settled hold up nobody.
	let start = (Pallet::<T>::now() as usize).checked_rem(posted.len()).unwrap_or(0);
	posted.rotate_left(start);
	let mut submitted = 0usize;
	for session in posted.into_iter().take(MAX_LOOKS) {
		if submitted < MAX_SUBMISSIONS && process_one(&mailbox, session, keys) {
			submitted = submitted.saturating_add(1);
		}
	}
}

/// Withdraws what is done, submits what is not. Returns whether it submitted.
fn process_one<T: Config>(mailbox: &Posted, session: SessionId, keys: &Keys<T>) -> bool {
	match mailbox.request(session) {
		Stored::Absent => unlist(mailbox, session),
		Stored::Broken(bytes) => {
			log::warn!(target: LOG_TARGET, "the settlement posted for session {session} is unreadable");
			if mailbox.withdraw(session, bytes) {
				unlist(mailbox, session);
			}
		},
		Stored::Value(request, bytes) => match Sessions::<T>::get(session) {
			Some(open) if open.settled < request.voucher.cumulative => {
				if let Some(account) = keys.get(&request.worker) {
					return settle(session, request, account);
				}
			},
			// Settled, or gone: nothing is left to do.
			_ => {
				if mailbox.withdraw(session, bytes) {
					unlist(mailbox, session);
				}
			},
		},
	}
	false
}

/// Takes a session off the list, and puts it back if a request appeared while it was taken off.
fn unlist(mailbox: &Posted, session: SessionId) {
	in_flight().forget(session);
	mailbox.remove_from_index(session);
	if mailbox.request(session) != Stored::Absent {
		mailbox.add_to_index(session);
	}
}

/// Signs and submits, unless the chain would refuse it now or a submission is under way. Returns whether it
/// did.
fn settle<T: Config>(session: SessionId, request: SettlementRequest, account: &Account<T>) -> bool {
	let SettlementRequest { worker, voucher, signature, settlement } = request;
	if let Err(error) = Pallet::<T>::check(&worker, session, &voucher, &signature, &settlement) {
		log::debug!(target: LOG_TARGET, "session {session} cannot be settled now: {error:?}");
		return false;
	}
	let call = Call::settle { session, voucher, signature, settlement };
	in_flight().submit(session, SUBMIT_LOCK_TTL, || {
		let signer = Signer::<T, T::AuthorityId, ForAll>::all_accounts();
		let sent = matches!(signer.send_single_signed_transaction(account, call), Some(Ok(())));
		if !sent {
			log::debug!(target: LOG_TARGET, "a call was refused by the pool; it is submitted again later");
		}
		sent
	})
}
