//! Presenting: whoever holds a receipt that the provider signed shows that another was settled.
//!
//! A worker signs one paid receipt for each number in a session, and the settlement commits to it. Two that
//! differ convict their author, without a word of anybody else.

use crate::{Challenges, Config, Error, Event, OpenedAnswers, Pallet, PresentedReceipts, types::Challenge};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use openledger_primitives::{
	ChallengeId, Hash, Signature,
	challenge::{ChallengeStage, Refutation},
	traits::ProviderRegistry,
	usage::Receipt,
};
use sp_runtime::traits::Verify;

impl<T: Config> Pallet<T> {
	/// Takes a receipt that the accused provider's worker signed for the doubted answer.
	///
	/// Before the provider reveals, the first receipt is noted by its hash, and any other convicts. Once an
	/// answer lies open, any but its own does.
	pub(crate) fn do_present(id: ChallengeId, receipt: &Receipt, signature: &Signature) -> DispatchResult {
		let challenge = Self::open_challenge(id)?;
		let hash = Self::check_presented(id, &challenge, receipt, signature)?;
		let known = match challenge.stage {
			ChallengeStage::AwaitingResponse { .. } => PresentedReceipts::<T>::get(id),
			ChallengeStage::Drawing { .. } | ChallengeStage::Voting { .. } | ChallengeStage::Undecided => {
				OpenedAnswers::<T>::get(id).map(|open| open.receipt.hash())
			},
			ChallengeStage::ProvenWrong(_) | ChallengeStage::ProvenRight => {
				return Err(Error::<T>::NothingToPresent.into());
			},
		};
		ensure!(known != Some(hash), Error::<T>::SameReceipt);
		PresentedReceipts::<T>::insert(id, hash);
		if known.is_some() {
			Self::refute(id, challenge);
		}
		Self::deposit_event(Event::ReceiptPresented { challenge: id, receipt: hash });
		Ok(())
	}

	/// Checks that a receipt is one of the doubted answer, and signed. Returns its hash.
	fn check_presented(
		id: ChallengeId,
		challenge: &Challenge,
		receipt: &Receipt,
		signature: &Signature,
	) -> Result<Hash, Error<T>> {
		let question = &challenge.question;
		let settled = Self::settled(question)?;
		let answer = Self::answer_of(id, question, &settled).ok_or(Error::<T>::NothingToPresent)?;
		let index = settled.first.checked_add(answer);
		let is_of_answer = receipt.genesis == Self::genesis()
			&& receipt.session == question.session
			&& Some(receipt.index) == index
			// What costs nothing has the number of the next answer that does.
			&& receipt.price > 0;
		ensure!(is_of_answer, Error::<T>::OtherAnswer);
		let worker = T::Providers::worker_of(&challenge.provider).ok_or(Error::<T>::NotSigned)?;
		ensure!(signature.verify(&receipt.signing_bytes()[..], &worker), Error::<T>::NotSigned);
		Ok(receipt.hash())
	}

	/// Ends a challenge against the provider: nobody has to vote any more.
	fn refute(id: ChallengeId, mut challenge: Challenge) {
		challenge.stage = ChallengeStage::ProvenWrong(Refutation::OtherReceipt);
		challenge.votes = 0;
		Self::dismiss(id);
		OpenedAnswers::<T>::remove(id);
		Challenges::<T>::insert(id, challenge);
	}
}
