//! Answers of the runtime API.

use crate::{
	Challenges, Commitments, Config, Draws, MAX_PAGE, Open, OpenedAnswers, Pallet, Votes,
	challenge::MOST_QUARTERS,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::traits::Get;
use openledger_primitives::{
	AccountId, ChallengeId,
	challenge::{ChallengeInfo, DrawInfo, OpenedAnswer, Periods},
	traits::SettlementRegistry,
};

impl<T: Config> Pallet<T> {
	/// Returns the periods of challenges.
	pub fn periods() -> Periods {
		let voting = T::CommitPeriod::get().saturating_add(T::DisclosePeriod::get());
		Periods {
			challenge: T::Settlements::challenge_period(),
			reveal: Self::last_chance(Self::time_to_reveal(MOST_QUARTERS)),
			vote: T::DrawDelay::get().saturating_add(voting),
		}
	}

	/// Returns a challenge that is not resolved.
	pub fn challenge_info(id: ChallengeId) -> Option<ChallengeInfo<AccountId>> {
		let challenge = Challenges::<T>::get(id)?;
		// Ascending by account: storage has them in the order of their hashes.
		let votes: BTreeMap<_, _> = Votes::<T>::iter_prefix(id).collect();
		Some(ChallengeInfo {
			id,
			session: challenge.question.session,
			settlement: challenge.question.settlement,
			answer: Self::settled(&challenge.question)
				.ok()
				.and_then(|settled| Self::answer_of(id, &challenge.question, &settled)),
			challenger: challenge.challenger,
			provider: challenge.provider,
			bond: challenge.bond,
			stage: challenge.stage,
			votes: votes.into_iter().collect(),
			draw: Self::draw_info(id),
			planck: challenge.question.asked.planck(),
		})
	}

	/// Returns the draw of a challenge's verifiers.
	fn draw_info(id: ChallengeId) -> Option<DrawInfo<AccountId>> {
		let draw = Draws::<T>::get(id)?;
		let has_committed = |stash: &&AccountId| Commitments::<T>::contains_key(id, stash);
		let committed = draw.verifiers.iter().filter(has_committed).cloned().collect();
		let verifiers = draw.verifiers.into();
		Some(DrawInfo { round: draw.round, seed: draw.seed, verifiers, committed, commit: draw.commit })
	}

	/// Returns the oldest challenges that are not resolved, ascending, at most [`MAX_PAGE`].
	pub fn challenges() -> Vec<ChallengeInfo<AccountId>> {
		Self::challenges_from(0, MAX_PAGE)
	}

	/// Returns challenges that are not resolved, ascending, from a number on: at most `most` or [`MAX_PAGE`].
	pub fn challenges_from(from: ChallengeId, most: u32) -> Vec<ChallengeInfo<AccountId>> {
		let ids = match from.checked_sub(1) {
			None => Open::<T>::iter_keys(),
			Some(before) => Open::<T>::iter_keys_from(Open::<T>::hashed_key_for(before.to_be_bytes())),
		};
		ids.take(most.min(MAX_PAGE) as usize)
			.filter_map(|id| Self::challenge_info(ChallengeId::from_be_bytes(id)))
			.collect()
	}

	/// Returns the answer that was laid open in a challenge.
	pub fn opened_answer(challenge: ChallengeId) -> Option<OpenedAnswer> {
		OpenedAnswers::<T>::get(challenge)
	}
}
