//! Challenging: a settlement is doubted, and its provider must reveal.

use crate::{
	types::{Challenge, OpenChallenge, Question},
	Challenges, Config, Error, Event, NextChallenge, OpenChallenges, Pallet,
};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	challenge::{ChallengeStage, KeptSettlement},
	traits::SettlementRegistry,
	AccountId, BlockNumber, ChallengeId,
};
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// Returns the number of the current block.
	pub(crate) fn now() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// Opens a challenge, with the challenger's bond on hold.
	pub(crate) fn do_challenge(challenger: AccountId, question: Question) -> DispatchResult {
		let settled = Self::settled(&question)?;
		let now = Self::now();
		ensure!(now <= settled.until, Error::<T>::WindowOver);
		// A provider may name anybody's account as its worker, so a worker is not barred.
		ensure!(challenger != settled.provider, Error::<T>::OwnSettlement);
		let known = question.answer.is_none_or(|answer| answer < settled.answers);
		ensure!(known, Error::<T>::UnknownAnswer);
		ensure!(!settled.is_judged(question.answer), Error::<T>::AlreadyJudged);

		let id = NextChallenge::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;
		OpenChallenges::<T>::try_mutate(|open| {
			ensure!(open.iter().all(|other| other.question != question), Error::<T>::AlreadyChallenged);
			open.try_push(OpenChallenge { id, question }).map_err(|_| Error::<T>::TooManyChallenges)
		})?;
		let bond = T::ChallengeBond::get();
		Self::hold_bond(&challenger, bond)?;
		NextChallenge::<T>::put(next);
		let until = now.saturating_add(T::RevealPeriod::get());
		let provider = settled.provider;
		T::Settlements::challenge_opened(&provider);
		let challenge = Challenge {
			question,
			challenger: challenger.clone(),
			provider: provider.clone(),
			bond,
			stage: ChallengeStage::AwaitingResponse { until },
			votes: 0,
		};
		Challenges::<T>::insert(id, challenge);
		let Question { session, settlement, answer } = question;
		Self::deposit_event(Event::Challenged {
			challenge: id,
			session,
			settlement,
			answer,
			challenger,
			provider,
			until,
		});
		Ok(())
	}

	/// Returns the settlement that a question is about.
	pub(crate) fn settled(question: &Question) -> Result<KeptSettlement<AccountId>, Error<T>> {
		T::Settlements::kept_settlement(question.session, question.settlement)
			.ok_or(Error::<T>::UnknownSettlement)
	}

	/// Returns a challenge that is not resolved.
	pub(crate) fn open_challenge(id: ChallengeId) -> Result<Challenge, Error<T>> {
		Challenges::<T>::get(id).ok_or(Error::<T>::UnknownChallenge)
	}
}
