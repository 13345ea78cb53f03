//! What the runtime API answers.

use crate::{
	graph::page, Challenges, Config, ContributorDatanets, ContributorModels, DatanetBoards, DatanetInfluence,
	Earnings, Influence, ModelBoards, OpenChallenges, OpenedAnswers, Pallet, Sessions, Settlements, Votes,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::traits::Get;
use openledger_primitives::{
	challenge::{ChallengeInfo, OpenedAnswer, Periods, SettlementInfo},
	usage::{ContributionInfluence, SessionInfo},
	AccountId, Balance, ChallengeId, ContributionId, DatanetId, ModelId, SessionId, SettlementNumber,
};

/// Most entries of one page.
const MAX_PAGE: u32 = 1_000;

impl<T: Config> Pallet<T> {
	/// What each contribution did for a model, ascending. A model has at most as many as its snapshots hold.
	pub fn influence(model: ModelId) -> Vec<(ContributionId, ContributionInfluence)> {
		let mut influence: Vec<_> = Influence::<T>::iter_prefix(model).collect();
		influence.sort_by_key(|(contribution, _)| *contribution);
		influence
	}

	/// What contributions of a Datanet did for all models: a page, ascending.
	pub fn influence_of_datanet(
		datanet: DatanetId,
		from: ContributionId,
		limit: u32,
	) -> Vec<(ContributionId, ContributionInfluence)> {
		page(DatanetInfluence::<T>::iter_prefix(datanet), from, limit.min(MAX_PAGE))
	}

	/// What a contributor did for each model: a page, ascending.
	pub fn models_shaped_by(
		who: AccountId,
		from: ModelId,
		limit: u32,
	) -> Vec<(ModelId, ContributionInfluence)> {
		page(ContributorModels::<T>::iter_prefix(who), from, limit.min(MAX_PAGE))
	}

	/// What a contributor's part of each Datanet did: a page, ascending.
	pub fn datanets_shared_by(
		who: AccountId,
		from: DatanetId,
		limit: u32,
	) -> Vec<(DatanetId, ContributionInfluence)> {
		page(ContributorDatanets::<T>::iter_prefix(who), from, limit.min(MAX_PAGE))
	}

	/// The contributors who earned most with a model, best first.
	pub fn model_board(model: ModelId) -> Vec<(AccountId, ContributionInfluence)> {
		let total = |who: &AccountId| ContributorModels::<T>::get(who, model);
		Self::with_totals(ModelBoards::<T>::get(model), total)
	}

	/// The contributors who earned most with a Datanet, best first.
	pub fn datanet_board(datanet: DatanetId) -> Vec<(AccountId, ContributionInfluence)> {
		let total = |who: &AccountId| ContributorDatanets::<T>::get(who, datanet);
		Self::with_totals(DatanetBoards::<T>::get(datanet), total)
	}

	/// Planck that an account can claim.
	pub fn earnings(account: AccountId) -> Balance {
		Earnings::<T>::get(account)
	}

	/// One session.
	pub fn session(id: SessionId) -> Option<SessionInfo<AccountId>> {
		Sessions::<T>::get(id).map(|session| session.info(id))
	}

	/// How long what takes.
	pub fn periods() -> Periods {
		Periods {
			challenge: T::ChallengePeriod::get(),
			reveal: T::RevealPeriod::get(),
			vote: T::VotePeriod::get(),
		}
	}

	/// A settlement that is still kept.
	pub fn settlement(session: SessionId, number: SettlementNumber) -> Option<SettlementInfo<AccountId>> {
		Settlements::<T>::get(session, number).map(|settled| settled.info(number))
	}

	/// A challenge that is not resolved.
	pub fn challenge_info(id: ChallengeId) -> Option<ChallengeInfo<AccountId>> {
		let challenge = Challenges::<T>::get(id)?;
		// Ascending by account: storage has them in the order of their hashes.
		let votes: BTreeMap<_, _> = Votes::<T>::iter_prefix(id).collect();
		Some(ChallengeInfo {
			id,
			session: challenge.question.session,
			settlement: challenge.question.settlement,
			answer: challenge.question.answer,
			challenger: challenge.challenger,
			provider: challenge.provider,
			bond: challenge.bond,
			stage: challenge.stage,
			votes: votes.into_iter().collect(),
		})
	}

	/// Every challenge that is not resolved, ascending.
	pub fn challenges() -> Vec<ChallengeInfo<AccountId>> {
		OpenChallenges::<T>::get().iter().filter_map(|open| Self::challenge_info(open.id)).collect()
	}

	/// The answer that was laid open in a challenge.
	pub fn opened_answer(challenge: ChallengeId) -> Option<OpenedAnswer> {
		OpenedAnswers::<T>::get(challenge)
	}
}
