//! Presence: who authors nothing loses its seat, without a slash, and comes back by asking.
//!
//! In a session of `b` blocks and `n` validators, each that is there authors `b / n` of them on average: a
//! slot of BABE has a secondary author drawn by VRF, whoever else has a primary slot. The chance that one
//! that is there authors none is below `e^(−b/n)`. So a validator is silent for as long as it authors
//! nothing, and is sent home once it has been silent for `MaxSilence` sessions in which `MinExpected` blocks
//! were to be expected of it. Blocks that the set did not make count for nobody: when the whole chain stands
//! still, nobody is silent.

use crate::{AuthoredBlocks, Config, Event, Ledger, Pallet, Presences, Status, types::Presence};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{BoundedVec, traits::Get};
use pallet_session::Pallet as Session;

impl<T: Config> Pallet<T> {
	/// Looks who was silent in the session that ended, and starts to count for the one that begins.
	pub(crate) fn review_presence() {
		let mut silent = BTreeMap::new();
		let ended = Presences::<T>::take();
		let made = |one: &Presence<T::AccountId>| {
			AuthoredBlocks::<T>::get(&one.validator).saturating_sub(one.authored)
		};
		let blocks = ended.iter().fold(0u64, |sum, one| sum.saturating_add(made(one)));
		let expected = blocks.checked_div(ended.len() as u64).unwrap_or(0);
		for one in &ended {
			if made(one) > 0 {
				continue;
			}
			let sessions = one.silent.saturating_add(1);
			let missed = one.missed.saturating_add(expected);
			let is_gone = sessions >= T::MaxSilence::get() && missed >= T::MinExpected::get();
			// Whoever cannot be spared is asked again after the next session.
			if !is_gone || !Self::send_home(&one.validator) {
				silent.insert(one.validator.clone(), (sessions, missed));
			}
		}
		let begun: Vec<_> = Session::<T>::validators()
			.into_iter()
			.map(|validator| {
				let (silent, missed) = silent.get(&validator).copied().unwrap_or_default();
				let authored = AuthoredBlocks::<T>::get(&validator);
				Presence { validator, authored, silent, missed }
			})
			.collect();
		Presences::<T>::put(BoundedVec::truncate_from(begun));
	}

	/// Takes a silent validator out of the candidates, unless too few would be left. Returns whether it did.
	fn send_home(validator: &T::AccountId) -> bool {
		let Some(mut ledger) = Ledger::<T>::get(validator) else { return false };
		if ledger.status != Status::Candidate || Self::withdraw_candidate(validator).is_err() {
			return false;
		}
		ledger.status = Status::Idle;
		Ledger::<T>::insert(validator, ledger);
		Self::deposit_event(Event::SentHome { validator: validator.clone() });
		true
	}
}
