//! Settlements that the serving side posted.

use super::{
	mailbox::{enlist, list, read, strike, withdraw, Posted},
	submit, Keys,
};
use crate::{Call, Config, Pallet, Sessions, LOG_TARGET};
use alloc::vec::Vec;
use frame_system::offchain::Account;
use openledger_mailbox::{settlement_key, SettlementRequest, SETTLEMENTS};
use openledger_primitives::SessionId;
use sp_runtime::offchain::storage::StorageValueRef;

/// Most requests looked at in a block.
const MAX_LOOKS: usize = 256;
/// Most settlements submitted in a block.
const MAX_SUBMISSIONS: usize = 16;

/// Key of the lock around a session's submission.
pub(crate) fn lock_key(session: SessionId) -> Vec<u8> {
	let mut key = settlement_key(session);
	key.extend_from_slice(b"::lock");
	key
}

/// One look at what is posted.
pub(super) fn attend<T: Config>(keys: &Keys<T>) {
	let mut posted: Vec<SessionId> = list(SETTLEMENTS);
	// Each block starts elsewhere, so that requests which cannot be settled hold up nobody.
	let start = (Pallet::<T>::now() as usize).checked_rem(posted.len()).unwrap_or(0);
	posted.rotate_left(start);
	let mut submitted = 0usize;
	for session in posted.into_iter().take(MAX_LOOKS) {
		if submitted < MAX_SUBMISSIONS && look(session, keys) {
			submitted = submitted.saturating_add(1);
		}
	}
}

/// Withdraws what is done, submits what is not; whether it submitted.
fn look<T: Config>(session: SessionId, keys: &Keys<T>) -> bool {
	let key = settlement_key(session);
	match read::<SettlementRequest>(&key) {
		Posted::Nothing => unlist(session),
		Posted::Broken(bytes) => {
			log::warn!(target: LOG_TARGET, "the settlement posted for session {session} is unreadable");
			if withdraw(&key, bytes) {
				unlist(session);
			}
		},
		Posted::Value(request, bytes) => match Sessions::<T>::get(session) {
			Some(open) if open.settled < request.voucher.cumulative => {
				if let Some(account) = keys.get(&request.worker) {
					return settle(session, request, account);
				}
			},
			// Settled, or gone: nothing is left to do.
			_ => {
				if withdraw(&key, bytes) {
					unlist(session);
				}
			},
		},
	}
	false
}

/// Takes a session off the list, and puts it back if a request appeared while it was taken off.
fn unlist(session: SessionId) {
	StorageValueRef::persistent(&lock_key(session)).clear();
	strike(SETTLEMENTS, session);
	if !matches!(read::<SettlementRequest>(&settlement_key(session)), Posted::Nothing) {
		enlist(SETTLEMENTS, session);
	}
}

/// Signs and submits, unless the chain would refuse it now or a submission is under way.
fn settle<T: Config>(session: SessionId, request: SettlementRequest, account: &Account<T>) -> bool {
	let SettlementRequest { worker, voucher, signature, settlement } = request;
	if let Err(error) = Pallet::<T>::check(&worker, session, &voucher, &signature, &settlement) {
		log::debug!(target: LOG_TARGET, "session {session} cannot be settled now: {error:?}");
		return false;
	}
	submit(&lock_key(session), account, Call::settle { session, voucher, signature, settlement })
}
