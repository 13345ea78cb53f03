//! Challenges: a settlement is doubted, laid open, judged.

mod payouts;
mod reveal;
mod ruling;
mod vote;

use crate::{
	types::{Challenge, Open, Question, Settled},
	Challenges, Config, Error, Event, HoldReason, Liable, NextChallenge, OpenChallenges, Pallet, Settlements,
};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::MutateHold, Get},
};
use openledger_primitives::{challenge::ChallengeStage, AccountId, ChallengeId};

/// Most votes on one challenge.
pub const MAX_VOTES: u32 = 15;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_challenge(challenger: AccountId, question: Question) -> DispatchResult {
		let settled = Self::settled(&question)?;
		let now = Self::now();
		ensure!(now <= settled.until, Error::<T>::WindowOver);
		ensure!(!Self::acts_for(&challenger, &settled.provider), Error::<T>::OwnSettlement);
		let known = question.answer.is_none_or(|answer| answer < settled.answers);
		ensure!(known, Error::<T>::UnknownAnswer);
		ensure!(!is_judged(&settled, &question), Error::<T>::AlreadyJudged);

		let id = NextChallenge::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;
		OpenChallenges::<T>::try_mutate(|open| {
			ensure!(open.iter().all(|other| other.question != question), Error::<T>::AlreadyChallenged);
			open.try_push(Open { id, question }).map_err(|_| Error::<T>::TooManyChallenges)
		})?;
		let bond = T::ChallengeBond::get();
		T::Currency::hold(&HoldReason::ChallengeBond.into(), &challenger, bond)?;
		NextChallenge::<T>::put(next);
		let until = now.saturating_add(T::RevealPeriod::get());
		let provider = settled.provider;
		Liable::<T>::mutate(&provider, |liability| {
			let known = liability.get_or_insert_with(Default::default);
			known.open = known.open.saturating_add(1);
		});
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

	/// The settlement that a question is about.
	pub(crate) fn settled(question: &Question) -> Result<Settled, Error<T>> {
		Settlements::<T>::get(question.session, question.settlement).ok_or(Error::<T>::UnknownSettlement)
	}

	/// A challenge that is not resolved.
	pub(crate) fn open_challenge(id: ChallengeId) -> Result<Challenge, Error<T>> {
		Challenges::<T>::get(id).ok_or(Error::<T>::UnknownChallenge)
	}
}

/// Whether a verdict has answered a question already.
pub(crate) fn is_judged(settled: &Settled, question: &Question) -> bool {
	settled.condemned
		|| question.answer.is_some_and(|answer| settled.convicted.binary_search(&answer).is_ok())
}
