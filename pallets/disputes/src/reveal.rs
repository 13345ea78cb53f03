//! Revealing: the provider shows evidence, and the chain checks what it can by itself.
//!
//! Evidence that is not what was committed is refused, and the provider may try again: whoever makes a
//! mistake is not punished for it. Evidence that is what was committed counts, for or against the provider.

use crate::{
	Audits, Challenges, Config, Error, Event, OpenedAnswers, Pallet, PresentedReceipts, types::Question,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, Pays},
	ensure,
};
use openledger_primitives::{
	AccountId, Balance, ChallengeId, Hash,
	challenge::{Asked, ChallengeStage, KeptSettlement, OpenedAnswer, Opening, Refutation},
	influence,
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	usage::{Receipt, head},
};

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
		let wrong = match (question.asked, evidence) {
			(Asked::Sum, Opening::Receipts(receipts)) => Self::examine_sum(&question, &settled, receipts)?,
			(Asked::Answer(_) | Asked::Planck(_), Opening::Answer { opened_answer, receipts }) => {
				let answer =
					shown(question.asked, &settled, &opened_answer.receipt).ok_or(Error::<T>::OtherPlanck)?;
				let fault = Self::examine_answer(&question, &settled, answer, opened_answer, receipts)?;
				let other = PresentedReceipts::<T>::get(id);
				let differs = other.is_some_and(|other| other != opened_answer.receipt.hash());
				fault.or(differs.then_some(Refutation::OtherReceipt))
			},
			_ => return Err(Error::<T>::WrongEvidence),
		};
		Ok(match (wrong, question.asked) {
			(Some(refutation), _) => ChallengeStage::ProvenWrong(refutation),
			(None, Asked::Sum) => ChallengeStage::ProvenRight,
			(None, Asked::Answer(_) | Asked::Planck(_)) => ChallengeStage::Drawing { at: Self::next_draw() },
		})
	}

	/// Takes evidence, and lays an answer open that has to be repeated.
	///
	/// A provider that chance had audited pays no fee for it.
	pub(crate) fn do_reveal(
		who: &AccountId,
		id: ChallengeId,
		evidence: Opening,
	) -> DispatchResultWithPostInfo {
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
		Ok(if Audits::<T>::contains_key(id) { Pays::No.into() } else { Pays::Yes.into() })
	}

	/// Returns what is wrong with the receipts of a settlement, if anything.
	fn examine_sum(
		question: &Question,
		settled: &Settled,
		receipts: &[Receipt],
	) -> Result<Option<Refutation>, Error<T>> {
		let hashes: Vec<Hash> = receipts.iter().map(Receipt::hash).collect();
		ensure!(are_settled(settled, &hashes), Error::<T>::NotTheReceipts);
		let adapter = Self::adapter(settled);
		let fault = receipts.iter().find_map(|receipt| Self::fault(question, settled, adapter, receipt));
		let chain = (!is_chain(settled, receipts)).then_some(Refutation::BrokenChain);
		let sum = influence::aggregate(receipts.iter().map(|r| (r.price, &r.influence[..])));
		Ok(fault.or(chain).or((sum != settled.influence).then_some(Refutation::OtherSum)))
	}

	/// Returns what is wrong with an answer before anyone repeats it, if anything.
	fn examine_answer(
		question: &Question,
		settled: &Settled,
		answer: u32,
		opened_answer: &OpenedAnswer,
		receipts: &[Hash],
	) -> Result<Option<Refutation>, Error<T>> {
		let receipt = &opened_answer.receipt;
		let is_at = receipts.get(answer as usize) == Some(&receipt.hash());
		ensure!(is_at && are_settled(settled, receipts), Error::<T>::NotTheReceipts);
		ensure!(opened_answer.is_of_its_receipt(), Error::<T>::NotTheTokens);
		if !opened_answer.is_counted_right() {
			return Ok(Some(Refutation::WrongCount));
		}
		let known = T::Datanets::learnt_from(T::Models::lineage(settled.model).as_ref(), &receipt.influence)
			&& !T::Datanets::names_own(&settled.user, &receipt.influence);
		let fault = Self::fault(question, settled, Self::adapter(settled), receipt);
		let chain = (!is_link(settled, answer, receipt)).then_some(Refutation::BrokenChain);
		Ok(fault.or(chain).or((!known).then_some(Refutation::BadInfluence)))
	}

	/// Returns the root of the adapter that answers: zero for a base model.
	fn adapter(settled: &Settled) -> Hash {
		T::Models::lineage(settled.model).map_or(Hash::zero(), |lineage| lineage.adapter)
	}

	/// Returns what is wrong with one receipt, if anything.
	fn fault(question: &Question, settled: &Settled, adapter: Hash, receipt: &Receipt) -> Option<Refutation> {
		let named = (receipt.genesis, receipt.session, receipt.model, receipt.adapter);
		if named != (Self::genesis(), question.session, settled.model, adapter) {
			return Some(Refutation::ForeignReceipt);
		}
		let tokens = (u64::from(receipt.prompt_tokens), u64::from(receipt.completion_tokens));
		if receipt.price != settled.price.of(tokens.0, tokens.1) {
			return Some(Refutation::WrongPrice);
		}
		influence::check(&receipt.influence).is_err().then_some(Refutation::BadInfluence)
	}
}

/// Returns the number, in its settlement, that the answer with this receipt must have to be what was asked
/// for.
pub(crate) fn shown(asked: Asked, settled: &Settled, receipt: &Receipt) -> Option<u32> {
	match asked {
		Asked::Sum => None,
		Asked::Answer(answer) => Some(answer),
		Asked::Planck(planck) => {
			let number = receipt.index.checked_sub(settled.first)?;
			receipt.pays_for(planck).then_some(number)
		},
	}
}

/// Returns whether these are the hashes of the settlement's receipts, all of them and in order.
fn are_settled(settled: &Settled, hashes: &[Hash]) -> bool {
	hashes.len() as u64 == u64::from(settled.answers) && head(settled.head, hashes) == settled.receipts
}

/// Returns whether numbers and cumulative amounts of receipts go on from the settlement before without gap or
/// repeat, and end at the amount that was settled.
fn is_chain(settled: &Settled, receipts: &[Receipt]) -> bool {
	let mut owed: Balance = settled.before;
	let mut numbers = settled.first..;
	let goes_on = receipts.iter().all(|receipt| {
		owed = owed.saturating_add(receipt.price);
		numbers.next() == Some(receipt.index) && receipt.cumulative == owed
	});
	goes_on && owed == settled.before.saturating_add(settled.amount)
}

/// Returns whether a receipt can be the one of this answer, as far as it alone tells.
fn is_link(settled: &Settled, answer: u32, receipt: &Receipt) -> bool {
	let least = settled.before.saturating_add(receipt.price);
	let most = settled.before.saturating_add(settled.amount);
	settled.first.checked_add(answer) == Some(receipt.index) && (least..=most).contains(&receipt.cumulative)
}
