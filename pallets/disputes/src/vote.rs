//! Voting: those who were drawn commit to what repeating an answer found, then reveal it.

use crate::{
	Challenges, Commitments, Config, Draws, Error, Event, OpenedAnswers, Pallet, Votes, types::Draw,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use openledger_primitives::{
	AccountId, BlockNumber, ChallengeId, Hash,
	challenge::{ChallengeStage, Finding},
	influence,
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
};

impl<T: Config> Pallet<T> {
	/// Returns the drawn provider in whose name `who` acts, the draw, and the last block to reveal in.
	fn drawn(who: &AccountId, id: ChallengeId) -> Result<(AccountId, Draw, BlockNumber), Error<T>> {
		let challenge = Self::open_challenge(id)?;
		let ChallengeStage::Voting { until } = challenge.stage else {
			return Err(Error::<T>::NothingToVoteOn);
		};
		let draw = Draws::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?;
		let stash = match draw.verifiers.contains(who) {
			true => who.clone(),
			false => T::Providers::stash_of(who)
				.filter(|stash| draw.verifiers.contains(stash))
				.ok_or(Error::<T>::NotAVerifier)?,
		};
		Ok((stash, draw, until))
	}

	/// Checks whether `who` may commit to a finding now. Returns the provider in whose name it would. Changes
	/// nothing, so the offchain worker asks it before it has anything repeated.
	pub(crate) fn check_commit(who: &AccountId, id: ChallengeId) -> Result<AccountId, Error<T>> {
		let (stash, draw, _) = Self::drawn(who, id)?;
		ensure!(Self::now() <= draw.commit, Error::<T>::CommitTooLate);
		ensure!(!Commitments::<T>::contains_key(id, &stash), Error::<T>::AlreadyVoted);
		Ok(stash)
	}

	/// Notes a commitment.
	pub(crate) fn do_commit_vote(who: &AccountId, id: ChallengeId, commitment: Hash) -> DispatchResult {
		let verifier = Self::check_commit(who, id)?;
		Draws::<T>::mutate(id, |draw| {
			if let Some(draw) = draw {
				draw.committed = draw.committed.saturating_add(1);
			}
		});
		Commitments::<T>::insert(id, &verifier, commitment);
		Self::deposit_event(Event::Committed { challenge: id, verifier });
		Ok(())
	}

	/// Checks whether a finding makes sense about an answer that lies open.
	pub(crate) fn check_finding(id: ChallengeId, finding: &Finding) -> Result<(), Error<T>> {
		let Some(correction) = finding.correction() else { return Ok(()) };
		let receipt = OpenedAnswers::<T>::get(id).ok_or(Error::<T>::NothingToVoteOn)?.receipt;
		influence::check(correction)?;
		let lineage = T::Models::lineage(receipt.model);
		ensure!(T::Datanets::learnt_from(lineage.as_ref(), correction), Error::<T>::UnknownContribution);
		let settled = Self::settled(&Self::open_challenge(id)?.question)?;
		ensure!(!T::Datanets::names_own(&settled.user, correction), Error::<T>::OwnContribution);
		let contradicts =
			matches!(finding, Finding::InfluenceDiffers { influence } if *influence == receipt.influence);
		ensure!(!contradicts, Error::<T>::NotAnother);
		Ok(())
	}

	/// Checks whether `who` may reveal this finding now. Returns the provider in whose name it would.
	pub(crate) fn check_reveal_vote(
		who: &AccountId,
		id: ChallengeId,
		finding: &Finding,
		salt: &Hash,
	) -> Result<AccountId, Error<T>> {
		let (stash, draw, until) = Self::drawn(who, id)?;
		let now = Self::now();
		ensure!(now > draw.commit || draw.is_committed(), Error::<T>::VoteTooEarly);
		ensure!(now <= until, Error::<T>::VoteTooLate);
		ensure!(!Votes::<T>::contains_key(id, &stash), Error::<T>::AlreadyVoted);
		let commitment = Commitments::<T>::get(id, &stash).ok_or(Error::<T>::NotCommitted)?;
		ensure!(commitment == finding.commitment(&stash, id, salt), Error::<T>::OtherCommitment);
		Self::check_finding(id, finding)?;
		Ok(stash)
	}

	/// Notes a finding.
	pub(crate) fn do_reveal_vote(
		who: &AccountId,
		id: ChallengeId,
		finding: Finding,
		salt: Hash,
	) -> DispatchResult {
		let verifier = Self::check_reveal_vote(who, id, &finding, &salt)?;
		Challenges::<T>::mutate(id, |challenge| {
			if let Some(challenge) = challenge {
				challenge.votes = challenge.votes.saturating_add(1);
			}
		});
		let is_right = matches!(finding, Finding::Matches { .. });
		Votes::<T>::insert(id, &verifier, finding);
		Self::deposit_event(Event::Voted { challenge: id, verifier, is_right });
		Ok(())
	}
}
