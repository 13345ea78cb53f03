//! Revealing: the provider shows evidence, and the chain checks what it can by itself.
//!
//! Evidence that is not what was committed is refused, and the provider may try again: whoever makes a
//! mistake is not punished for it. Evidence that is what was committed counts, for or against the provider.

use crate::{types::Question, Challenges, Config, Error, Event, OpenedAnswers, Pallet};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_primitives::{
	challenge::{ChallengeStage, KeptSettlement, OpenedAnswer, Opening, Refutation},
	influence,
	root::{self, HashProof},
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	usage::Receipt,
	AccountId, ChallengeId, Hash,
};
use sp_runtime::traits::Zero;

type Settled = KeptSettlement<AccountId>;

impl<T: Config> Pallet<T> {
	/// Checks whether `who` may reveal this now. Returns the stage that the challenge would be in then.
	/// Changes nothing, so the offchain worker asks it before it signs.
	pub(crate) fn check_reveal(
		who: &AccountId,
		id: ChallengeId,
		evidence: &Opening,
	) -> Result<ChallengeStage, Error<T>> {
		let challenge = Self::open_challenge(id)?;
		ensure!(T::Providers::acts_for(who, &challenge.provider), Error::<T>::NotTheAccused);
		let ChallengeStage::AwaitingResponse { until } = challenge.stage else {
			return Err(Error::<T>::AlreadyRevealed);
		};
		let now = Self::now();
		ensure!(now <= Self::last_chance(until), Error::<T>::RevealTooLate);
		let question = challenge.question;
		let settled = Self::settled(&question)?;
		let wrong = match (question.answer, evidence) {
			(None, Opening::Receipts(receipts)) => Self::examine_sum(&question, &settled, receipts)?,
			(Some(answer), Opening::Answer { opened_answer, proof }) => {
				Self::examine_answer(&question, &settled, answer, opened_answer, proof)?
			},
			_ => return Err(Error::<T>::WrongEvidence),
		};
		Ok(match (wrong, question.answer) {
			(Some(refutation), _) => ChallengeStage::ProvenWrong(refutation),
			(None, None) => ChallengeStage::ProvenRight,
			(None, Some(_)) => ChallengeStage::Drawing { at: Self::next_draw() },
		})
	}

	/// Takes evidence, and lays an answer open that has to be repeated.
	pub(crate) fn do_reveal(who: &AccountId, id: ChallengeId, evidence: Opening) -> DispatchResult {
		let stage = Self::check_reveal(who, id, &evidence)?;
		Self::charge_if_late(id)?;
		Challenges::<T>::mutate(id, |challenge| {
			if let Some(challenge) = challenge {
				challenge.stage = stage;
			}
		});
		// Only what is to be repeated has to lie in the state.
		if let (ChallengeStage::Drawing { at }, Opening::Answer { opened_answer, .. }) = (stage, evidence) {
			OpenedAnswers::<T>::insert(id, *opened_answer);
			Self::await_draw(id, at);
		}
		Self::deposit_event(Event::Revealed { challenge: id, stage });
		Ok(())
	}

	/// Returns what is wrong with the receipts of a settlement, if anything.
	fn examine_sum(
		question: &Question,
		settled: &Settled,
		receipts: &[Receipt],
	) -> Result<Option<Refutation>, Error<T>> {
		let hashes: Vec<Hash> = receipts.iter().map(Receipt::hash).collect();
		let complete = hashes.len() as u64 == u64::from(settled.answers);
		ensure!(complete && root::of_hashes(&hashes) == settled.receipts, Error::<T>::NotTheReceipts);
		let adapter = Self::adapter(settled);
		let fault = receipts.iter().find_map(|receipt| Self::fault(question, settled, adapter, receipt));
		let sum = influence::aggregate(receipts.iter().map(|r| (r.price, &r.influence[..])));
		Ok(fault.or((sum != settled.influence).then_some(Refutation::OtherSum)))
	}

	/// Returns what is wrong with an answer before anyone repeats it, if anything.
	fn examine_answer(
		question: &Question,
		settled: &Settled,
		answer: u32,
		opened_answer: &OpenedAnswer,
		proof: &HashProof,
	) -> Result<Option<Refutation>, Error<T>> {
		let receipt = &opened_answer.receipt;
		let proven = proof.holds(&settled.receipts, settled.answers.into(), answer.into(), &receipt.hash());
		ensure!(proven, Error::<T>::NotTheReceipts);
		ensure!(opened_answer.is_of_its_receipt(), Error::<T>::NotTheTokens);
		if !opened_answer.is_counted_right() {
			return Ok(Some(Refutation::WrongCount));
		}
		let known = T::Datanets::learnt_from(T::Models::lineage(settled.model).as_ref(), &receipt.influence)
			&& !T::Datanets::names_own(&settled.user, &receipt.influence);
		let fault = Self::fault(question, settled, Self::adapter(settled), receipt);
		Ok(fault.or((!known).then_some(Refutation::BadInfluence)))
	}

	/// Returns the root of the adapter that answers; a settlement is kept for tuned models only.
	fn adapter(settled: &Settled) -> Hash {
		T::Models::lineage(settled.model).map_or(Hash::zero(), |lineage| lineage.adapter)
	}

	/// Returns what is wrong with one receipt, if anything.
	fn fault(question: &Question, settled: &Settled, adapter: Hash, receipt: &Receipt) -> Option<Refutation> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let named = (receipt.genesis, receipt.session, receipt.model, receipt.adapter);
		if named != (genesis, question.session, settled.model, adapter) {
			return Some(Refutation::ForeignReceipt);
		}
		let tokens = (u64::from(receipt.prompt_tokens), u64::from(receipt.completion_tokens));
		if receipt.price != settled.price.of(tokens.0, tokens.1) {
			return Some(Refutation::WrongPrice);
		}
		influence::check(&receipt.influence).is_err().then_some(Refutation::BadInfluence)
	}
}
