//! Rulings: what a challenge comes to.

use crate::{types::MAX_VOTES, Config, Error, OpenedAnswers, Pallet, Votes};
use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use openledger_primitives::{
	challenge::{ChallengeStage, Finding, OpenedAnswer},
	influence::InfluenceVector,
	AccountId, ChallengeId,
};

/// Ruling on a challenge.
pub(crate) enum Ruling {
	/// The provider said nothing, or its own evidence speaks against it.
	Defaulted,
	/// More than half of the verifiers found the answer wrong.
	Rejected {
		/// Stashes of those verifiers, ascending.
		verifiers: Vec<AccountId>,
		/// True if more than half of them say that the model gives another answer.
		answer_differs: bool,
		/// Right vector, if more than half of them name the same one.
		correction: Option<InfluenceVector>,
		/// Answer that is wrong.
		opened_answer: Box<OpenedAnswer>,
	},
	/// The evidence or the verifiers speak for the provider.
	Confirmed {
		/// Stashes of verifiers who did, ascending; none if the chain itself found so.
		verifiers: Vec<AccountId>,
	},
	/// Nobody judged, or another ruling has answered the question meanwhile.
	Inconclusive,
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
		if settled.is_judged(challenge.question.answer) {
			return Ok(Ruling::Inconclusive);
		}
		match challenge.stage {
			ChallengeStage::AwaitingResponse { until } => {
				ensure!(now > until, Error::<T>::NotYetDue);
				Ok(Ruling::Defaulted)
			},
			ChallengeStage::ProvenWrong(_) => Ok(Ruling::Defaulted),
			ChallengeStage::ProvenRight => Ok(Ruling::Confirmed { verifiers: Vec::new() }),
			ChallengeStage::Voting { until } => {
				ensure!(now > until || challenge.votes >= MAX_VOTES, Error::<T>::NotYetDue);
				Self::count(id)
			},
		}
	}

	/// Counts the votes on a challenge.
	fn count(id: ChallengeId) -> Result<Ruling, Error<T>> {
		let votes: BTreeMap<AccountId, Finding> = Votes::<T>::iter_prefix(id).collect();
		let total = votes.len();
		if total == 0 {
			return Ok(Ruling::Inconclusive);
		}
		let (right, wrong): (Vec<_>, Vec<_>) =
			votes.into_iter().partition(|(_, outcome)| *outcome == Finding::Matches);
		let names = |votes: Vec<(AccountId, Finding)>| votes.into_iter().map(|(who, _)| who).collect();
		if wrong.len().saturating_mul(2) <= total {
			return Ok(Ruling::Confirmed { verifiers: names(right) });
		}
		let opened_answer = OpenedAnswers::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?;
		let others =
			wrong.iter().filter(|(_, outcome)| matches!(outcome, Finding::AnswerDiffers { .. })).count();
		let answer_differs = others.saturating_mul(2) > wrong.len();
		let correction = agreed(&wrong);
		let opened_answer = Box::new(opened_answer);
		Ok(Ruling::Rejected { verifiers: names(wrong), answer_differs, correction, opened_answer })
	}
}

/// Returns the vector that more than half of those name who found an answer wrong.
fn agreed(wrong: &[(AccountId, Finding)]) -> Option<InfluenceVector> {
	let vectors: Vec<_> = wrong.iter().filter_map(|(_, outcome)| outcome.correction()).collect();
	let is_agreed = |vector: &&&InfluenceVector| {
		let same = vectors.iter().filter(|other| *other == *vector).count();
		same.saturating_mul(2) > vectors.len()
	};
	vectors.iter().find(is_agreed).map(|vector| (*vector).clone())
}
