//! Challenges move to a pallet of their own.

use super::{DbWeight, division::old_challenges};
use crate::{Balance, Runtime, RuntimeHoldReason};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{
	storage::{migration::move_prefix, storage_prefix, unhashed},
	traits::UncheckedOnRuntimeUpgrade,
	weights::Weight,
};

/// Moves open challenges, with what belongs to them, and their bonds. Settlements and liabilities stay where
/// they are.
///
/// At most 64 challenges are open, each with one answer laid open and 15 votes, so the move fits a block.
pub struct DisputesMoved<T>(PhantomData<T>);

/// Storage of challenges as `Attribution` named it, and as `Disputes` does. Answers laid open were called
/// exhibits up to version 1 of the runtime.
pub const MOVED: [(&[u8], &[u8]); 6] = [
	(b"NextChallenge", b"NextChallenge"),
	(b"Challenges", b"Challenges"),
	(b"OpenChallenges", b"OpenChallenges"),
	(b"Exhibits", b"OpenedAnswers"),
	(b"OpenedAnswers", b"OpenedAnswers"),
	(b"Votes", b"Votes"),
];

/// A hold as it is encoded: the index of its pallet, the index of its reason in that, and the planck.
pub type EncodedHold = ([u8; 2], Balance);

/// The reason for which `Attribution` held a challenger's bond.
pub const OLD_BOND: [u8; 2] = [43, 2];

/// Moves one value and everything below its key. Returns how many values that were.
fn move_item(from: &[u8], to: &[u8]) -> u64 {
	let (from, to) = (storage_prefix(b"Attribution", from), storage_prefix(b"Disputes", to));
	let single = unhashed::get_raw(&from).map(|value| {
		unhashed::put_raw(&to, &value);
		unhashed::kill(&from);
	});
	let entries =
		frame_support::storage::KeyPrefixIterator::new(from.to_vec(), from.to_vec(), |_| Ok(())).count();
	move_prefix(&from, &to);
	(entries as u64).saturating_add(single.is_some().into())
}

impl UncheckedOnRuntimeUpgrade for DisputesMoved<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		let moved = MOVED.iter().fold(0u64, |moved, (from, to)| moved.saturating_add(move_item(from, to)));
		let bond = RuntimeHoldReason::Disputes(pallet_disputes::HoldReason::ChallengeBond).encode();
		let mut challengers: Vec<_> = old_challenges().into_iter().map(|open| open.challenger).collect();
		challengers.sort_unstable();
		challengers.dedup();
		// Only challengers have such a hold, so no other account has to be looked at.
		for who in &challengers {
			let key = pallet_balances::Holds::<Runtime>::hashed_key_for(who);
			let Some(mut holds) = unhashed::get::<Vec<EncodedHold>>(&key) else { continue };
			for (reason, _) in holds.iter_mut().filter(|(reason, _)| *reason == OLD_BOND) {
				reason.copy_from_slice(&bond);
			}
			unhashed::put(&key, &holds);
		}
		let holds = challengers.len() as u64;
		let items = MOVED.len() as u64;
		// Each value is found, read, written and removed; each challenge is read once more.
		DbWeight::get().reads_writes(
			moved.saturating_mul(3).saturating_add(items.saturating_mul(2)).saturating_add(holds),
			moved.saturating_mul(2).saturating_add(holds),
		)
	}
}
