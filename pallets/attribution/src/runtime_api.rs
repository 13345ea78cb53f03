//! Answers of the runtime API.

use crate::{
	Config, ContributorDatanets, ContributorModels, DatanetBoards, DatanetInfluence, Earnings, Influence,
	ModelBoards, Pallet, Sessions, Settlements, graph::page,
};
use alloc::vec::Vec;
use openledger_primitives::{
	AccountId, Balance, ContributionId, DatanetId, ModelId, SessionId, SettlementNumber,
	challenge::SettlementInfo,
	usage::{ContributionInfluence, SessionInfo},
};

/// Most entries of one page.
const MAX_PAGE: u32 = 1_000;

impl<T: Config> Pallet<T> {
	/// Returns the influence of each contribution on a model, ascending. A model has at most as many as its
	/// snapshots hold.
	pub fn influence(model: ModelId) -> Vec<(ContributionId, ContributionInfluence)> {
		let mut influence: Vec<_> = Influence::<T>::iter_prefix(model).collect();
		influence.sort_by_key(|(contribution, _)| *contribution);
		influence
	}

	/// Returns the influence of a Datanet's contributions on all models: a page, ascending.
	pub fn influence_of_datanet(
		datanet: DatanetId,
		from: ContributionId,
		limit: u32,
	) -> Vec<(ContributionId, ContributionInfluence)> {
		page(DatanetInfluence::<T>::iter_prefix(datanet), from, limit.min(MAX_PAGE))
	}

	/// Returns the influence of a contributor on each model: a page, ascending.
	pub fn models_shaped_by(
		who: AccountId,
		from: ModelId,
		limit: u32,
	) -> Vec<(ModelId, ContributionInfluence)> {
		page(ContributorModels::<T>::iter_prefix(who), from, limit.min(MAX_PAGE))
	}

	/// Returns the influence of a contributor's part of each Datanet: a page, ascending.
	pub fn datanets_shared_by(
		who: AccountId,
		from: DatanetId,
		limit: u32,
	) -> Vec<(DatanetId, ContributionInfluence)> {
		page(ContributorDatanets::<T>::iter_prefix(who), from, limit.min(MAX_PAGE))
	}

	/// Returns the contributors who earned most with a model, best first.
	pub fn model_board(model: ModelId) -> Vec<(AccountId, ContributionInfluence)> {
		let total = |who: &AccountId| ContributorModels::<T>::get(who, model);
		Self::with_totals(ModelBoards::<T>::get(model), total)
	}

	/// Returns the contributors who earned most with a Datanet, best first.
	pub fn datanet_board(datanet: DatanetId) -> Vec<(AccountId, ContributionInfluence)> {
		let total = |who: &AccountId| ContributorDatanets::<T>::get(who, datanet);
		Self::with_totals(DatanetBoards::<T>::get(datanet), total)
	}

	/// Returns how many planck an account can claim.
	pub fn earnings(account: AccountId) -> Balance {
		Earnings::<T>::get(account)
	}

	/// Returns a session.
	pub fn session(id: SessionId) -> Option<SessionInfo<AccountId>> {
		Sessions::<T>::get(id).map(|session| session.info(id))
	}

	/// Returns a settlement that is still kept.
	pub fn settlement(session: SessionId, number: SettlementNumber) -> Option<SettlementInfo<AccountId>> {
		Settlements::<T>::get(session, number).map(|settled| settled.info(number))
	}
}
