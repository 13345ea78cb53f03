//! The verdict: what a challenge comes to.

use super::{is_judged, MAX_VOTES};
use crate::{Config, Error, Exhibits, Pallet, Votes};
use alloc::{boxed::Box, collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use openledger_primitives::{
	challenge::{ChallengeStage, Exhibit, Outcome},
	influence::InfluenceVector,
	AccountId, ChallengeId,
};

/// What a challenge comes to.
pub(crate) enum Verdict {
	/// The provider said nothing, or its own evidence speaks against it.
	Condemned,
	/// More than half of the verifiers found the answer wrong.
	Convicted {
		/// Who did, ascending.
		verifiers: Vec<AccountId>,
		/// The right vector, if more than half of them name the same one.
		correction: Option<InfluenceVector>,
		/// The answer.
		exhibit: Box<Exhibit>,
	},
	/// The evidence or the verifiers speak for the provider.
	Acquitted {
		/// Verifiers who did, ascending; none if the chain itself found so.
		verifiers: Vec<AccountId>,
	},
	/// Nobody judged, or another verdict has answered the question meanwhile.
	Dismissed,
}

impl Verdict {
	/// Whether it is against the provider.
	pub fn is_guilty(&self) -> bool {
		matches!(self, Self::Condemned | Self::Convicted { .. })
	}
}

impl<T: Config> Pallet<T> {
	/// What a challenge has come to. Changes nothing, so the offchain worker asks it before it signs.
	pub(crate) fn verdict(id: ChallengeId) -> Result<Verdict, Error<T>> {
		let challenge = Self::open_challenge(id)?;
		let now = Self::now();
		let settled = Self::settled(&challenge.question)?;
		if is_judged(&settled, &challenge.question) {
			return Ok(Verdict::Dismissed);
		}
		match challenge.stage {
			ChallengeStage::Asked { until } => {
				ensure!(now > until, Error::<T>::NotYetDue);
				Ok(Verdict::Condemned)
			},
			ChallengeStage::Refuted(_) => Ok(Verdict::Condemned),
			ChallengeStage::Upheld => Ok(Verdict::Acquitted { verifiers: Vec::new() }),
			ChallengeStage::Revealed { until } => {
				ensure!(now > until || challenge.votes >= MAX_VOTES, Error::<T>::NotYetDue);
				Self::count(id)
			},
		}
	}

	/// Counts the votes.
	fn count(id: ChallengeId) -> Result<Verdict, Error<T>> {
		let votes: BTreeMap<AccountId, Outcome> = Votes::<T>::iter_prefix(id).collect();
		let total = votes.len();
		if total == 0 {
			return Ok(Verdict::Dismissed);
		}
		let (right, wrong): (Vec<_>, Vec<_>) =
			votes.into_iter().partition(|(_, outcome)| *outcome == Outcome::Right);
		let names = |votes: Vec<(AccountId, Outcome)>| votes.into_iter().map(|(who, _)| who).collect();
		if wrong.len().saturating_mul(2) <= total {
			return Ok(Verdict::Acquitted { verifiers: names(right) });
		}
		let exhibit = Exhibits::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?;
		let correction = agreed(&wrong);
		Ok(Verdict::Convicted { verifiers: names(wrong), correction, exhibit: Box::new(exhibit) })
	}
}

/// The vector that more than half of those name who found an answer wrong.
fn agreed(wrong: &[(AccountId, Outcome)]) -> Option<InfluenceVector> {
	let vectors: Vec<_> = wrong.iter().filter_map(|(_, outcome)| outcome.correction()).collect();
	let is_agreed = |vector: &&&InfluenceVector| {
		let same = vectors.iter().filter(|other| *other == *vector).count();
		same.saturating_mul(2) > vectors.len()
	};
	vectors.iter().find(is_agreed).map(|vector| (*vector).clone())
}
