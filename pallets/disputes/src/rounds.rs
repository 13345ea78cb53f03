//! Rounds: how those who were drawn are released, and what silence and a wrong finding cost them.

use crate::{
	Challenges, Commitments, Config, Draws, Duties, Event, LOG_TARGET, Pallet, Votes,
	ruling::{Agreed, Ruling, agreed},
	types::{Challenge, Draw, MAX_DRAWN},
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{storage::with_storage_layer, traits::Get};
use openledger_primitives::{
	AccountId, Balance, BoundedVec, ChallengeId,
	challenge::{ChallengeStage, Finding},
	traits::ProviderRegistry,
};

impl<T: Config> Pallet<T> {
	/// Ends a round: releases those who were drawn, and takes what silence and a wrong finding cost.
	///
	/// A verifier that says that it could not repeat the answer loses as much as a silent one, and that only
	/// if others could: nobody loses because data is nowhere to be had. One that committed and did not reveal
	/// loses as much as a wrong one where there was a ruling: else it would look at what the others reveal
	/// first, and stay silent where it stands alone.
	pub(crate) fn end_round(id: ChallengeId, ruling: &Ruling) {
		let Some(draw) = Draws::<T>::get(id) else { return };
		let votes: BTreeMap<AccountId, Finding> = Votes::<T>::iter_prefix(id).collect();
		let agreed = agreed(&votes, T::Quorum::get());
		for stash in &draw.verifiers {
			if !matches!(ruling, Ruling::Inconclusive) {
				let committed = Commitments::<T>::contains_key(id, stash);
				let cost = Self::cost(votes.get(stash), committed, agreed);
				let paid = with_storage_layer(|| match cost {
					0 => Ok(()),
					cost => Self::penalise(id, stash, cost),
				});
				// Whoever cannot be made to pay does not keep the others from being released.
				if let Err(error) = paid {
					log::error!(target: LOG_TARGET, "challenge {id}: a verifier paid no penalty: {error:?}");
				}
			}
		}
		Self::release_verifiers(id, &draw);
	}

	/// Sends those home who were drawn, at no cost: the question has answered itself.
	pub(crate) fn dismiss(id: ChallengeId) {
		if let Some(draw) = Draws::<T>::take(id) {
			Self::release_verifiers(id, &draw);
		}
	}

	/// Releases those who were drawn, and forgets what they found.
	fn release_verifiers(id: ChallengeId, draw: &Draw) {
		for stash in &draw.verifiers {
			T::Providers::unbind(stash);
			Duties::<T>::remove(stash, id);
		}
		let _ = Votes::<T>::clear_prefix(id, MAX_DRAWN, None);
		let _ = Commitments::<T>::clear_prefix(id, MAX_DRAWN, None);
	}

	/// Returns what a round costs a verifier that was drawn for it.
	fn cost(found: Option<&Finding>, committed: bool, agreed: Option<Agreed<'_>>) -> Balance {
		let (wrong, silent) = (T::MinorityPenalty::get(), T::SilencePenalty::get());
		match (found, agreed) {
			(Some(Finding::Unrepeatable), Some(_)) => silent,
			(Some(found), Some(Agreed { finding, is_exact: true })) if found != finding => wrong,
			(Some(found), Some(Agreed { finding, .. })) if !found.agrees_with(finding) => wrong,
			(Some(_), _) => 0,
			(None, Some(_)) if committed => wrong,
			(None, _) => silent,
		}
	}

	/// Has other verifiers drawn for the next round.
	pub(crate) fn draw_again(id: ChallengeId, mut challenge: Challenge) {
		let at = Self::next_draw();
		let mut draw = Draws::<T>::get(id).unwrap_or_default();
		let drawn = core::mem::take(&mut draw.verifiers);
		let passed: Vec<_> = draw.passed.into_iter().chain(drawn).collect();
		draw.passed = BoundedVec::truncate_from(passed);
		draw.round = draw.round.saturating_add(1);
		draw.committed = 0;
		let round = draw.round;
		Draws::<T>::insert(id, draw);
		challenge.stage = ChallengeStage::Drawing { at };
		challenge.votes = 0;
		Challenges::<T>::insert(id, challenge);
		Self::await_draw(id, at);
		Self::deposit_event(Event::DrawnAgain { challenge: id, round });
	}
}
