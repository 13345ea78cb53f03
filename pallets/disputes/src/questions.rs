//! Questions: which are open, which were answered for good, and whose challenges are counted.
//!
//! Everything here is looked up by a key, so no call weighs more because many challenges are open.

use crate::{
	Against, Audited, Closed, Config, Error, Open, OpenAgainst, OpenBy, OpenedAnswers, Pallet, Questions,
	types::{Challenge, ClosedAnswer, ClosedQuestions, Question},
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, ChallengeId, SessionId, SettlementNumber,
	challenge::{Asked, KeptSettlement},
	traits::{ChallengeRegistry, SettlementRegistry},
};

impl<T: Config> Pallet<T> {
	/// Checks that a question is not being asked, and that the challenger has room for it.
	pub(crate) fn check_room(challenger: &AccountId, question: &Question) -> Result<(), Error<T>> {
		let at = (question.session, question.settlement);
		ensure!(!Questions::<T>::contains_key(at, question.asked), Error::<T>::AlreadyChallenged);
		ensure!(OpenBy::<T>::get(challenger) < T::MaxChallenges::get(), Error::<T>::TooManyChallenges);
		Ok(())
	}

	/// Checks that a question was not answered for good.
	pub(crate) fn check_unanswered(question: &Question) -> Result<(), Error<T>> {
		let closed = Closed::<T>::get((question.session, question.settlement));
		let Some(answer) = question.asked.answer() else {
			ensure!(!closed.sum, Error::<T>::AlreadyJudged);
			return Ok(());
		};
		match closed.find(answer) {
			None => Ok(()),
			Some(ClosedAnswer { is_right: false, .. }) => Err(Error::<T>::LeftToReferee),
			Some(ClosedAnswer { is_right: true, .. }) => Err(Error::<T>::AlreadyJudged),
		}
	}

	/// Enters a challenge into everything that knows of it.
	pub(crate) fn enter(id: ChallengeId, challenge: &Challenge) {
		let Question { session, settlement, asked } = challenge.question;
		Questions::<T>::insert((session, settlement), asked, id);
		Open::<T>::insert(id.to_be_bytes(), ());
		OpenBy::<T>::mutate(&challenge.challenger, |open| *open = open.saturating_add(1));
		Against::<T>::insert(&challenge.provider, id, ());
		OpenAgainst::<T>::mutate(&challenge.provider, |open| *open = open.saturating_add(1));
		T::Settlements::challenge_opened(&challenge.provider);
	}

	/// Takes a challenge out of everything that knows of it.
	pub(crate) fn leave(id: ChallengeId, challenge: &Challenge) {
		let Question { session, settlement, asked } = challenge.question;
		Questions::<T>::remove((session, settlement), asked);
		Open::<T>::remove(id.to_be_bytes());
		let less =
			|open: &mut Option<u32>| *open = open.and_then(|open| open.checked_sub(1)).filter(|n| *n > 0);
		OpenBy::<T>::mutate_exists(&challenge.challenger, less);
		Against::<T>::remove(&challenge.provider, id);
		OpenAgainst::<T>::mutate_exists(&challenge.provider, less);
		T::Settlements::challenge_resolved(&challenge.provider);
	}

	/// Returns the number, in its settlement, of the answer that a challenge is about, if it is about one.
	/// That of an audit is known once it lies open.
	pub(crate) fn answer_of(
		id: ChallengeId,
		question: &Question,
		settled: &KeptSettlement<AccountId>,
	) -> Option<u32> {
		match question.asked {
			Asked::Sum => None,
			Asked::Answer(answer) => Some(answer),
			Asked::Planck(_) => OpenedAnswers::<T>::get(id)?.receipt.index.checked_sub(settled.first),
		}
	}

	/// Closes a question for as long as its settlement is kept: an answer, or without one the sum.
	pub(crate) fn close_question(question: &Question, answer: Option<ClosedAnswer>) -> Result<(), Error<T>> {
		Closed::<T>::try_mutate((question.session, question.settlement), |closed: &mut ClosedQuestions| {
			let Some(entry) = answer else {
				closed.sum |= question.asked == Asked::Sum;
				return Ok(());
			};
			if let Err(at) = closed.answers.binary_search_by_key(&entry.answer, |known| known.answer) {
				closed.answers.try_insert(at, entry).map_err(|_| Error::<T>::Overflow)?;
			}
			Ok(())
		})
	}
}

impl<T: Config> ChallengeRegistry<AccountId> for Pallet<T> {
	fn settled(session: SessionId, number: SettlementNumber) {
		Self::await_audit(session, number);
	}

	fn is_challenged(session: SessionId, number: SettlementNumber) -> bool {
		Questions::<T>::iter_key_prefix((session, number)).next().is_some()
	}

	fn open_against(provider: &AccountId) -> u32 {
		OpenAgainst::<T>::get(provider)
	}

	fn forget(session: SessionId, number: SettlementNumber) {
		Closed::<T>::remove((session, number));
		Audited::<T>::remove((session, number));
	}
}
