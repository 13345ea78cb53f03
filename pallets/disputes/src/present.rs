//! Presenting: whoever holds a receipt that the provider signed shows that another was settled.
//!
//! A worker signs one paid receipt for each number in a session, and the settlement commits to it. Two that
//! differ convict their author, without a word of anybody else.

use crate::{
	Challenges, Closed, Config, Error, Event, OpenedAnswers, Pallet, PresentedReceipts,
	types::{Challenge, Question},
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use openledger_primitives::{
	AccountId, ChallengeId, Hash, SettlementNumber, Signature,
	challenge::{Asked, ChallengeStage, KeptSettlement, Refutation},
	traits::{ProviderRegistry, SettlementRegistry},
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

	/// Challenges the answer that a receipt of the worker's is about, and shows the receipt.
	///
	/// That verifiers have found the settled answer right, or could not decide about it, shields nobody:
	/// another receipt convicts then at once.
	pub(crate) fn do_challenge_with_receipt(
		challenger: AccountId,
		settlement: SettlementNumber,
		receipt: &Receipt,
		signature: &Signature,
	) -> DispatchResult {
		let session = receipt.session;
		let settled = T::Settlements::kept_settlement(session, settlement);
		let settled = settled.ok_or(Error::<T>::UnknownSettlement)?;
		let answer = receipt.index.checked_sub(settled.first).ok_or(Error::<T>::OtherAnswer)?;
		let question = Question { session, settlement, asked: Asked::Answer(answer) };
		let KeptSettlement { provider, .. } = Self::check_challenge(&challenger, &question)?;
		Self::check_signed(&provider, receipt, signature)?;
		let hash = receipt.hash();
		let closed = Closed::<T>::get((session, settlement)).find(answer).copied();
		ensure!(closed.is_none_or(|closed| closed.receipt != hash), Error::<T>::SameReceipt);
		let id = Self::doubt(challenger, question, provider)?;
		PresentedReceipts::<T>::insert(id, hash);
		if closed.is_some() {
			Self::refute(id, Self::open_challenge(id)?);
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
		let is_of_answer =
			receipt.session == question.session && Some(receipt.index) == settled.first.checked_add(answer);
		ensure!(is_of_answer, Error::<T>::OtherAnswer);
		Self::check_signed(&challenge.provider, receipt, signature)?;
		Ok(receipt.hash())
	}

	/// Checks that a receipt is one of a paid answer on this chain, and that a provider's worker signed it.
	fn check_signed(provider: &AccountId, receipt: &Receipt, signature: &Signature) -> Result<(), Error<T>> {
		// What costs nothing has the number of the next answer that does.
		let is_paid = receipt.genesis == Self::genesis() && receipt.price > 0;
		ensure!(is_paid, Error::<T>::OtherAnswer);
		let bytes = receipt.signing_bytes();
		let mut workers = T::Providers::workers_of(provider, receipt.session).into_iter();
		ensure!(workers.any(|worker| signature.verify(&bytes[..], &worker)), Error::<T>::NotSigned);
		Ok(())
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
