//! What the runtime API answers.

use crate::{Config, Earnings, Influence, Pallet, Sessions};
use alloc::vec::Vec;
use openledger_primitives::{
	usage::{ContributionInfluence, SessionInfo},
	AccountId, Balance, ContributionId, ModelId, SessionId,
};

impl<T: Config> Pallet<T> {
	/// What each contribution did for a model, ascending. A model has at most as many as its snapshots hold.
	pub fn influence(model: ModelId) -> Vec<(ContributionId, ContributionInfluence)> {
		let mut influence: Vec<_> = Influence::<T>::iter_prefix(model).collect();
		influence.sort_by_key(|(contribution, _)| *contribution);
		influence
	}

	/// Planck that an account can claim.
	pub fn earnings(account: AccountId) -> Balance {
		Earnings::<T>::get(account)
	}

	/// One session.
	pub fn session(id: SessionId) -> Option<SessionInfo<AccountId>> {
		Sessions::<T>::get(id).map(|session| session.info(id))
	}
}
