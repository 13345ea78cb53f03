//! The offchain worker: settles what the serving side posted in the mailbox.
//!
//! It reads a list, asks the chain, signs and submits; it never waits. Every step may be repeated, skipped or seen
//! from another fork: a request stays until the chain shows it done.
//!
//! A request is withdrawn by a compare-and-set to an **empty value**, because the store has no compare-and-remove. So
//! an empty value means that there is no request, and a newer one written meanwhile survives.

use crate::{Call, Config, Pallet, Sessions, LOG_TARGET};
use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use codec::Decode;
use frame_system::offchain::{Account, ForAll, SendSignedTransaction, Signer};
use openledger_primitives::{
	mailbox::{settlement_key, SettlementRequest, SETTLEMENTS},
	AccountId, SessionId,
};
use sp_runtime::offchain::{
	storage::StorageValueRef,
	storage_lock::{StorageLock, Time},
	Duration, StorageKind,
};

/// How long a submission may take before it is repeated.
const LOCK: Duration = Duration::from_millis(30_000);
/// Most requests looked at in a block.
const MAX_LOOKS: usize = 256;
/// Most settlements submitted in a block.
const MAX_SUBMISSIONS: usize = 16;
/// Attempts at a contended list before the next block tries again.
const MAX_TRIES: usize = 8;

/// Key of the lock around a session's submission.
pub(crate) fn lock_key(session: SessionId) -> Vec<u8> {
	let mut key = settlement_key(session);
	key.extend_from_slice(b"::lock");
	key
}

/// A request as it lies in the mailbox.
enum Posted {
	/// Nothing, or withdrawn.
	Nothing,
	/// Not a request: these bytes.
	Broken(Vec<u8>),
	/// A request, and its bytes.
	Request(Box<SettlementRequest>, Vec<u8>),
}

fn read(session: SessionId) -> Posted {
	match sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, &settlement_key(session)) {
		None => Posted::Nothing,
		Some(bytes) if bytes.is_empty() => Posted::Nothing,
		Some(bytes) => match SettlementRequest::decode(&mut &bytes[..]) {
			Ok(request) => Posted::Request(Box::new(request), bytes),
			Err(_) => Posted::Broken(bytes),
		},
	}
}

/// Withdraws a request, unless it was replaced meanwhile.
fn withdraw(session: SessionId, bytes: Vec<u8>) -> bool {
	let key = settlement_key(session);
	sp_io::offchain::local_storage_compare_and_set(StorageKind::PERSISTENT, &key, Some(bytes), &[])
}

/// Takes a session off the list, and puts it back if a request appeared while it was taken off.
fn unlist(session: SessionId) {
	StorageValueRef::persistent(&lock_key(session)).clear();
	edit_list(|list| list.retain(|id| *id != session));
	if !matches!(read(session), Posted::Nothing) {
		edit_list(|list| {
			if let Err(place) = list.binary_search(&session) {
				list.insert(place, session);
			}
		});
	}
}

fn edit_list(edit: impl Fn(&mut Vec<SessionId>)) {
	let list = StorageValueRef::persistent(SETTLEMENTS);
	for _ in 0..MAX_TRIES {
		let changed = list.mutate::<Vec<SessionId>, (), _>(|before| {
			let mut ids = before.map_err(|_| ())?.unwrap_or_default();
			edit(&mut ids);
			Ok(ids)
		});
		if changed.is_ok() {
			return;
		}
	}
	log::debug!(target: LOG_TARGET, "the list of settlements is contended; the next block tries again");
}

impl<T: Config> Pallet<T> {
	/// One look at the mailbox.
	pub(crate) fn work() {
		let Ok(Some(mut list)) = StorageValueRef::persistent(SETTLEMENTS).get::<Vec<SessionId>>() else {
			return;
		};
		// Each block starts elsewhere, so that requests which cannot be settled hold up nobody.
		let start = (Self::now() as usize).checked_rem(list.len()).unwrap_or(0);
		list.rotate_left(start);
		if list.is_empty() {
			return;
		}
		let keys: BTreeMap<AccountId, Account<T>> = Signer::<T, T::AuthorityId, ForAll>::keystore_accounts()
			.map(|account| (account.id.clone(), account))
			.collect();
		let mut submitted = 0usize;
		for session in list.into_iter().take(MAX_LOOKS) {
			if submitted < MAX_SUBMISSIONS && Self::attend(session, &keys) {
				submitted = submitted.saturating_add(1);
			}
		}
	}

	/// Withdraws what is done, submits what is not; whether it submitted.
	fn attend(session: SessionId, keys: &BTreeMap<AccountId, Account<T>>) -> bool {
		match read(session) {
			Posted::Nothing => unlist(session),
			Posted::Broken(bytes) => {
				log::warn!(target: LOG_TARGET, "the settlement posted for session {session} is unreadable");
				if withdraw(session, bytes) {
					unlist(session);
				}
			},
			Posted::Request(request, bytes) => match Sessions::<T>::get(session) {
				Some(open) if open.settled < request.voucher.cumulative => {
					if let Some(account) = keys.get(&request.worker) {
						return Self::submit(session, *request, account);
					}
				},
				// Settled, or gone: nothing is left to do.
				_ => {
					if withdraw(session, bytes) {
						unlist(session);
					}
				},
			},
		}
		false
	}

	/// Signs and submits, unless the chain would refuse it now or a submission is under way.
	fn submit(session: SessionId, request: SettlementRequest, account: &Account<T>) -> bool {
		let SettlementRequest { worker, voucher, signature, settlement } = request;
		if let Err(error) = Self::check(&worker, session, &voucher, &signature, &settlement) {
			log::debug!(target: LOG_TARGET, "session {session} cannot be settled now: {error:?}");
			return false;
		}
		let key = lock_key(session);
		let mut lock = StorageLock::<Time>::with_deadline(&key, LOCK);
		let Ok(guard) = lock.try_lock() else { return false };
		let call = Call::settle { session, voucher, signature, settlement };
		let signer = Signer::<T, T::AuthorityId, ForAll>::all_accounts();
		match signer.send_single_signed_transaction(account, call) {
			Some(Ok(())) => {
				// Kept until it expires: until then the transaction is on its way.
				guard.forget();
				true
			},
			_ => {
				log::debug!(target: LOG_TARGET, "the settlement of session {session} was not accepted; later");
				false
			},
		}
	}
}
