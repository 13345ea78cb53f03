//! Resolving: what a challenge has come to is carried out.

use crate::{
	ruling::Ruling,
	types::{Challenge, MAX_VOTES},
	Challenges, Config, Event, OpenChallenges, OpenedAnswers, Pallet, PresentedReceipts, Votes,
};
use openledger_primitives::{
	traits::{Conviction, SettlementRegistry},
	ChallengeId,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Carries out what a challenge has come to. Returns how many contributions it looked at.
	pub(crate) fn do_resolve(id: ChallengeId) -> Result<u32, DispatchError> {
		let ruling = Self::ruling(id)?;
		let challenge = Self::open_challenge(id)?;
		let settled = Self::settled(&challenge.question)?;
		Self::close(id, &challenge);
		let looked = match ruling {
			Ruling::Defaulted => Self::punish_default(id, &challenge, &settled)?,
			Ruling::Rejected { verifiers, answer_differs, correction, opened_answer } => {
				let receipt = &opened_answer.receipt;
				let conviction = Conviction {
					answer: receipt.index.saturating_sub(settled.first),
					price: receipt.price,
					answer_differs,
					stated: &receipt.influence,
					right: correction.as_ref(),
				};
				Self::punish_answer(id, &challenge, &settled, conviction, &verifiers)?
			},
			Ruling::Confirmed { verifiers } => {
				Self::compensate(id, &challenge, &verifiers)?;
				0
			},
			Ruling::Inconclusive => {
				Self::release_bond(&challenge.challenger, challenge.bond)?;
				Self::deposit_event(Event::Dismissed { challenge: id });
				0
			},
		};
		T::Settlements::ruled(challenge.question.session, challenge.question.settlement);
		Ok(looked)
	}

	/// Takes a challenge out of everything that knows of it.
	fn close(id: ChallengeId, challenge: &Challenge) {
		Challenges::<T>::remove(id);
		OpenedAnswers::<T>::remove(id);
		PresentedReceipts::<T>::remove(id);
		let _ = Votes::<T>::clear_prefix(id, MAX_VOTES, None);
		OpenChallenges::<T>::mutate(|open| open.retain(|other| other.id != id));
		T::Settlements::challenge_resolved(&challenge.provider);
	}
}
