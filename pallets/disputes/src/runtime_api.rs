//! Answers of the runtime API.

use crate::{Challenges, Config, OpenChallenges, OpenedAnswers, Pallet, Votes};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::traits::Get;
use openledger_primitives::{
	challenge::{ChallengeInfo, OpenedAnswer, Periods},
	traits::{ChallengeRegistry, SettlementRegistry},
	AccountId, ChallengeId, SessionId, SettlementNumber,
};

impl<T: Config> Pallet<T> {
	/// Returns the periods of challenges.
	pub fn periods() -> Periods {
		Periods {
			challenge: T::Settlements::challenge_period(),
			reveal: T::RevealPeriod::get(),
			vote: T::VotePeriod::get(),
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
			answer: challenge.question.answer,
			challenger: challenge.challenger,
			provider: challenge.provider,
			bond: challenge.bond,
			stage: challenge.stage,
			votes: votes.into_iter().collect(),
		})
	}

	/// Returns every challenge that is not resolved, ascending.
	pub fn challenges() -> Vec<ChallengeInfo<AccountId>> {
		OpenChallenges::<T>::get().iter().filter_map(|open| Self::challenge_info(open.id)).collect()
	}

	/// Returns the answer that was laid open in a challenge.
	pub fn opened_answer(challenge: ChallengeId) -> Option<OpenedAnswer> {
		OpenedAnswers::<T>::get(challenge)
	}
}

impl<T: Config> ChallengeRegistry<AccountId> for Pallet<T> {
	fn is_challenged(session: SessionId, number: SettlementNumber) -> bool {
		OpenChallenges::<T>::get()
			.iter()
			.any(|open| open.question.session == session && open.question.settlement == number)
	}

	fn open_against(provider: &AccountId) -> u32 {
		Challenges::<T>::iter_values().filter(|challenge| challenge.provider == *provider).count() as u32
	}
}
