//! Resolving: what a challenge has come to is carried out.

use crate::{
	Challenges, Config, Draws, Event, OpenedAnswers, Pallet, PresentedReceipts,
	reveal::shown,
	ruling::Ruling,
	types::{Challenge, ClosedAnswer, Question},
};
use frame_support::traits::Get;
use openledger_primitives::{
	AccountId, Balance, ChallengeId, Hash,
	challenge::{Asked, KeptSettlement},
	traits::{Conviction, SettlementRegistry},
};
use sp_runtime::DispatchError;

type Settled = KeptSettlement<AccountId>;

impl<T: Config> Pallet<T> {
	/// Carries out what a challenge has come to. Returns how many contributions it looked at.
	pub(crate) fn do_resolve(id: ChallengeId) -> Result<u32, DispatchError> {
		let ruling = Self::ruling(id)?;
		let mut challenge = Self::open_challenge(id)?;
		let question = challenge.question;
		let settled = Self::settled(&question)?;
		let closed = match ruling {
			Ruling::Confirmed { .. } | Ruling::Undecided => Self::closed_answer(id, &question, &settled),
			_ => None,
		};
		Self::end_round(id, &ruling);
		let fees = match ruling {
			Ruling::Redrawn => None,
			_ => Self::close(id, &challenge),
		};
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
				Self::close_question(&question, closed)?;
				if question.asked == Asked::Sum && fees.is_none() {
					Self::tax_bond(id, &mut challenge)?;
				}
				match fees {
					Some(fees) => Self::pay_verifiers(id, fees, &verifiers)?,
					None => Self::compensate(id, &challenge, &verifiers)?,
				}
				0
			},
			Ruling::Inconclusive => {
				Self::release_bond(&challenge.challenger, challenge.bond)?;
				Self::deposit_event(Event::Dismissed { challenge: id });
				0
			},
			Ruling::Redrawn => {
				Self::draw_again(id, challenge);
				0
			},
			Ruling::Undecided => {
				let undecided = closed.map(|closed| ClosedAnswer { is_right: false, ..closed });
				Self::leave_open(id, &challenge, undecided)?;
				0
			},
		};
		T::Settlements::ruled(question.session, question.settlement);
		Ok(looked)
	}

	/// Returns the answer that lies open, as one that was found right.
	fn closed_answer(id: ChallengeId, question: &Question, settled: &Settled) -> Option<ClosedAnswer> {
		let receipt = OpenedAnswers::<T>::get(id)?.receipt;
		let answer = shown(question.asked, settled, &receipt)?;
		Some(ClosedAnswer { answer, receipt: receipt.hash(), is_right: true })
	}

	/// Takes half of the bond behind a challenge to a true sum for the treasury: the accused would get all of
	/// it otherwise, and lend it to a friend who shields a lie by asking what is true.
	fn tax_bond(id: ChallengeId, challenge: &mut Challenge) -> Result<(), DispatchError> {
		let tax = challenge.bond.div_ceil(2);
		Self::forfeit_bond(&challenge.challenger, tax)?;
		T::Settlements::take_fine(tax)?;
		T::Settlements::reward(&[(T::Treasury::get(), tax)])?;
		challenge.bond = challenge.bond.saturating_sub(tax);
		let who = challenge.challenger.clone();
		Self::deposit_event(Event::Penalised { challenge: id, who, amount: tax });
		Ok(())
	}

	/// Leaves a question to the referee: the settlement stays as stated, and nobody asks verifiers again.
	fn leave_open(
		id: ChallengeId,
		challenge: &Challenge,
		answer: Option<ClosedAnswer>,
	) -> Result<(), DispatchError> {
		let receipt = answer.map_or(Hash::zero(), |answer| answer.receipt);
		Self::close_question(&challenge.question, answer)?;
		Self::release_bond(&challenge.challenger, challenge.bond)?;
		Self::deposit_event(Event::Undecided { challenge: id, receipt });
		Ok(())
	}

	/// Takes a challenge out of everything that knows of it. Returns the fees that were set aside, if it is
	/// an audit.
	fn close(id: ChallengeId, challenge: &Challenge) -> Option<Balance> {
		Challenges::<T>::remove(id);
		OpenedAnswers::<T>::remove(id);
		PresentedReceipts::<T>::remove(id);
		Draws::<T>::remove(id);
		Self::leave(id, challenge);
		Self::end_audit(id)
	}
}
