//! Voting: other providers say what repeating an answer found.

use crate::{types::MAX_VOTES, Challenges, Config, Error, Event, OpenedAnswers, Pallet, Votes};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use openledger_primitives::{
	challenge::{ChallengeStage, Finding},
	influence,
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	AccountId, ChallengeId,
};

impl<T: Config> Pallet<T> {
	/// Returns the provider in whose name `who` would vote, if it may. Changes nothing, so the offchain
	/// worker asks it before it has anything repeated.
	pub(crate) fn check_voter(who: &AccountId, id: ChallengeId) -> Result<AccountId, Error<T>> {
		let challenge = Self::open_challenge(id)?;
		let ChallengeStage::Voting { until } = challenge.stage else {
			return Err(Error::<T>::NothingToVoteOn);
		};
		ensure!(Self::now() <= until, Error::<T>::VoteTooLate);
		let stash = match T::Providers::is_provider(who) {
			true => who.clone(),
			false => T::Providers::stash_of(who)
				.filter(T::Providers::is_provider)
				.ok_or(Error::<T>::NotAVerifier)?,
		};
		let is_party = stash == challenge.provider || T::Providers::acts_for(&challenge.challenger, &stash);
		ensure!(!is_party, Error::<T>::PartyToChallenge);
		ensure!(!Votes::<T>::contains_key(id, &stash), Error::<T>::AlreadyVoted);
		ensure!(challenge.votes < MAX_VOTES, Error::<T>::TooManyVotes);
		Ok(stash)
	}

	/// Checks whether `who` may give this vote now. Returns the provider in whose name it would.
	pub(crate) fn check_vote(
		who: &AccountId,
		id: ChallengeId,
		outcome: &Finding,
	) -> Result<AccountId, Error<T>> {
		let stash = Self::check_voter(who, id)?;
		let Some(correction) = outcome.correction() else { return Ok(stash) };
		let receipt = OpenedAnswers::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?.receipt;
		influence::check(correction)?;
		let lineage = T::Models::lineage(receipt.model);
		ensure!(T::Datanets::learnt_from(lineage.as_ref(), correction), Error::<T>::UnknownContribution);
		let settled = Self::settled(&Self::open_challenge(id)?.question)?;
		ensure!(!T::Datanets::names_own(&settled.user, correction), Error::<T>::OwnContribution);
		let contradicts =
			matches!(outcome, Finding::InfluenceDiffers { influence } if *influence == receipt.influence);
		ensure!(!contradicts, Error::<T>::NotAnother);
		Ok(stash)
	}

	/// Notes a vote.
	pub(crate) fn do_vote(who: &AccountId, id: ChallengeId, outcome: Finding) -> DispatchResult {
		let verifier = Self::check_vote(who, id, &outcome)?;
		Challenges::<T>::try_mutate(id, |challenge| {
			let challenge = challenge.as_mut().ok_or(Error::<T>::UnknownChallenge)?;
			challenge.votes = challenge.votes.checked_add(1).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		let is_right = outcome == Finding::Matches;
		Votes::<T>::insert(id, &verifier, outcome);
		Self::deposit_event(Event::Voted { challenge: id, verifier, is_right });
		Ok(())
	}
}
