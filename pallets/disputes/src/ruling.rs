//! Rulings: what a challenge comes to.

use crate::{Config, Draws, Error, OpenedAnswers, Pallet, Votes, types::ROUNDS};
use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, ChallengeId,
	challenge::{ChallengeStage, Finding, OpenedAnswer},
	influence::InfluenceVector,
};

/// Ruling on a challenge.
pub(crate) enum Ruling {
	/// The provider said nothing, or its own evidence speaks against it.
	Defaulted,
	/// Verifiers agree that the answer is wrong.
	Rejected {
		/// Stashes of those verifiers, ascending.
		verifiers: Vec<AccountId>,
		/// True if they say that the model gives another answer.
		answer_differs: bool,
		/// Right vector, if they name one.
		correction: Option<InfluenceVector>,
		/// Answer that is wrong.
		opened_answer: Box<OpenedAnswer>,
	},
	/// The evidence or the verifiers speak for the provider.
	Confirmed {
		/// Stashes of verifiers who did, ascending; none if the chain itself found so.
		verifiers: Vec<AccountId>,
	},
	/// Another ruling has answered the question meanwhile.
	Inconclusive,
	/// Verifiers do not agree: others are drawn.
	Redrawn,
	/// Verifiers do not agree, or are too few, and there is no further round.
	Undecided,
}

impl Ruling {
	/// Returns whether the ruling is against the provider.
	pub fn is_guilty(&self) -> bool {
		matches!(self, Self::Defaulted | Self::Rejected { .. })
	}
}

impl<T: Config> Pallet<T> {
	/// Returns what a challenge has come to. Changes nothing, so the offchain worker asks it before it signs.
	pub(crate) fn ruling(id: ChallengeId) -> Result<Ruling, Error<T>> {
		let challenge = Self::open_challenge(id)?;
		let now = Self::now();
		let settled = Self::settled(&challenge.question)?;
		if settled.is_judged(Self::answer_of(id, &challenge.question, &settled)) {
			return Ok(Ruling::Inconclusive);
		}
		match challenge.stage {
			ChallengeStage::AwaitingResponse { until } => {
				ensure!(now > Self::last_chance(until), Error::<T>::NotYetDue);
				Ok(Ruling::Defaulted)
			},
			ChallengeStage::ProvenWrong(_) => Ok(Ruling::Defaulted),
			ChallengeStage::ProvenRight => Ok(Ruling::Confirmed { verifiers: Vec::new() }),
			ChallengeStage::Drawing { .. } => Err(Error::<T>::NotYetDue),
			ChallengeStage::Undecided => Ok(Ruling::Undecided),
			ChallengeStage::Voting { until } => {
				let draw = Draws::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?;
				let is_complete = challenge.votes as usize >= draw.verifiers.len();
				ensure!(now > until || is_complete, Error::<T>::NotYetDue);
				let is_last = draw.round.saturating_add(1) >= ROUNDS;
				Self::count(id, if is_last { Ruling::Undecided } else { Ruling::Redrawn })
			},
		}
	}

	/// Counts the findings on a challenge. `otherwise` is what it comes to if they do not decide it.
	fn count(id: ChallengeId, otherwise: Ruling) -> Result<Ruling, Error<T>> {
		let votes: BTreeMap<AccountId, Finding> = Votes::<T>::iter_prefix(id).collect();
		let Some(agreed) = agreed(&votes, T::Quorum::get()) else { return Ok(otherwise) };
		let agreed = agreed.finding.clone();
		let verifiers =
			votes.into_iter().filter(|(_, finding)| *finding == agreed).map(|(who, _)| who).collect();
		if matches!(agreed, Finding::Matches { .. }) {
			return Ok(Ruling::Confirmed { verifiers });
		}
		let opened_answer = OpenedAnswers::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?;
		let answer_differs = matches!(agreed, Finding::AnswerDiffers { .. });
		let correction = agreed.correction().cloned();
		let opened_answer = Box::new(opened_answer);
		Ok(Ruling::Rejected { verifiers, answer_differs, correction, opened_answer })
	}
}

/// What the findings of a round come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Agreed<'a> {
	/// Finding that rules. Whoever has exactly this is right, and paid.
	pub finding: &'a Finding,
	/// True if more than two thirds have exactly this, and not only agree with it: then whoever agrees
	/// without the work is wrong.
	pub is_exact: bool,
}

/// Returns the finding of more than two thirds of those who revealed one, if they are a quorum. Findings are
/// reproducible to the bit, so whoever repeated the answer has exactly the same.
///
/// Those who find the answer true agree whatever their work, so that a few who did none leave no question
/// open; but a quorum of them must have the same work.
pub(crate) fn agreed(votes: &BTreeMap<AccountId, Finding>, quorum: u32) -> Option<Agreed<'_>> {
	let total = votes.len();
	if (total as u64) < u64::from(quorum) {
		return None;
	}
	let count = |is: &dyn Fn(&Finding) -> bool| votes.values().filter(|finding| is(finding)).count();
	let rules = |same: usize| same.saturating_mul(3) > total.saturating_mul(2);
	let exact = |finding: &Finding| count(&|other| other == finding);
	let finding = votes
		.values()
		.filter(|finding| **finding != Finding::Unrepeatable)
		.filter(|finding| rules(count(&|other| other.agrees_with(finding))))
		.max_by_key(|finding| exact(finding))?;
	let same = exact(finding);
	let is_exact = rules(same);
	let is_alone = || votes.values().all(|other| other == finding || exact(other) < same);
	let decides = is_exact || (same as u64 >= u64::from(quorum) && is_alone());
	decides.then_some(Agreed { finding, is_exact })
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_primitives::Hash;

	const fn matches(work: u8) -> Finding {
		Finding::Matches { work: Hash::repeat_byte(work) }
	}

	fn votes(findings: &[Finding]) -> BTreeMap<AccountId, Finding> {
		(0..).map(|n| AccountId::from([n; 32])).zip(findings.iter().cloned()).collect()
	}

	#[test]
	fn those_without_the_work_leave_no_question_open() {
		let other = Finding::AnswerDiffers { influence: Default::default() };
		for (findings, right) in [
			(vec![matches(1); 5], Some((matches(1), true))),
			(vec![matches(1), matches(1), matches(1), matches(1), matches(2)], Some((matches(1), true))),
			(vec![matches(2), matches(1), matches(1), matches(3), matches(1)], Some((matches(1), false))),
			(vec![matches(2), matches(2), matches(1), matches(1), matches(1)], Some((matches(1), false))),
			// Too few have the same work, or none has more than others.
			(vec![matches(1), matches(1), matches(2), matches(3), matches(4)], None),
			(vec![matches(1), matches(1), matches(1), matches(2), matches(2), matches(2)], None),
			(vec![matches(1), matches(1), matches(2)], None),
			// Most must find it true.
			(vec![matches(1), matches(1), matches(1), other.clone(), other.clone()], None),
			(
				vec![other.clone(), other.clone(), other.clone(), other.clone(), matches(1)],
				Some((other, true)),
			),
			(vec![Finding::Unrepeatable; 5], None),
		] {
			let votes = votes(&findings);
			let found = agreed(&votes, 3).map(|agreed| (agreed.finding.clone(), agreed.is_exact));
			assert_eq!(found, right, "{findings:?}");
		}
	}
}
