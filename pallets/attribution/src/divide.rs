//! Dividing: what a settlement has left is credited to everyone with a part in it.
//!
//! That happens when its window is over and no challenge about it is open, so that nothing which a lie
//! brought leaves before it could be challenged.

use crate::{Config, Error, Event, Pallet, Settlements, graph::Note, split::Shares};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	AccountId, Balance, ContributionId, SessionId, SettlementNumber,
	challenge::KeptSettlement,
	model::Lineage,
	shares::by_influence,
	traits::{ChallengeRegistry, ModelRegistry},
};
use sp_runtime::{DispatchError, Permill};

/// Settlement as it is kept.
pub(crate) type Kept = KeptSettlement<AccountId>;

/// Part of a settlement that is divided at once.
pub(crate) struct Part<'a> {
	/// Planck to divide.
	pub amount: Balance,
	/// Influence that divides the contributors' share.
	pub influence: &'a [(ContributionId, u32)],
	/// Contributions that get nothing, ascending.
	pub forfeited: &'a [ContributionId],
	/// Account that gets the provider's share.
	pub provider: AccountId,
	/// True if the contributions are to be counted as named in a settlement.
	pub is_settlement: bool,
}

impl<T: Config> Pallet<T> {
	/// Divides what a settlement has left, once that is due, and drops it.
	pub(crate) fn do_distribute(session: SessionId, number: SettlementNumber) -> DispatchResult {
		let settled = Settlements::<T>::get(session, number).ok_or(Error::<T>::UnknownSettlement)?;
		let is_challenged = T::Challenges::is_challenged(session, number);
		ensure!(settled.until < Self::now() && !is_challenged, Error::<T>::NotDue);
		let amount = settled.left();
		let part = Part {
			amount,
			influence: &settled.influence,
			forfeited: &settled.forfeited,
			provider: settled.provider.clone(),
			is_settlement: true,
		};
		// Rulings may have taken all of it.
		if amount > 0 {
			let shares = Self::divide(&settled, part)?;
			Self::deposit_event(Event::Divided { session, settlement: number, amount, shares });
		}
		Settlements::<T>::remove(session, number);
		T::Challenges::forget(session, number);
		Self::lower_exposure(&settled.provider, amount);
		Self::pay_treasury();
		Ok(())
	}

	/// Returns the base model's royalty.
	fn royalty(lineage: Option<&Lineage>) -> Permill {
		let base = lineage.and_then(|lineage| T::Models::base(lineage.base));
		base.map_or(Permill::zero(), |(_, royalty)| royalty)
	}

	/// Returns the contributors' share of an amount that a settlement paid; a base model has none.
	pub(crate) fn contributors_share(settled: &Kept, amount: Balance) -> Balance {
		let lineage = T::Models::lineage(settled.model);
		let share = |lineage| T::Split::get().divide(amount, Self::royalty(Some(lineage))).contributors;
		lineage.as_ref().map_or(0, share)
	}

	/// Credits everyone with a share in a part of what waits to be divided. A part of the platform's share
	/// goes into the purse that pays audits.
	pub(crate) fn divide(settled: &Kept, part: Part) -> Result<Shares, DispatchError> {
		let treasury = T::Treasury::get();
		let lineage = T::Models::lineage(settled.model);
		let shares = T::Split::get().divide(part.amount, Self::royalty(lineage.as_ref()));
		let owner = T::Models::owner(settled.model).unwrap_or_else(|| treasury.clone());
		let base = lineage.as_ref().map(|lineage| lineage.base);
		let base_owner = base.and_then(T::Models::owner).unwrap_or_else(|| treasury.clone());

		let mut credits = Credits::default();
		let audits = T::AuditShare::get().mul_floor(shares.platform);
		credits.add(&treasury, shares.platform.saturating_sub(audits));
		credits.add(&base_owner, shares.royalty);
		credits.add(&part.provider, shares.provider);
		credits.add(&owner, shares.owner);
		match (lineage, part.influence.is_empty()) {
			// A base model has no contributors. Were their share its owner's, a tuned model would earn more
			// by being called a base. And a provider that leaves influence out must not gain by it, nor the
			// owner.
			(None, _) | (Some(_), true) => credits.add(&treasury, shares.contributors),
			(Some(_), false) => {
				let (parts, left) = by_influence(shares.contributors, part.influence);
				let pays =
					|contribution: ContributionId| part.forfeited.binary_search(&contribution).is_err();
				Self::credit_parts(settled, &parts, part.is_settlement, pays, &mut credits)?;
				credits.add(&owner, left);
			},
		}
		Self::take_pending(part.amount)?;
		Self::fill_purse(audits)?;
		Self::credit_all(credits)?;
		Ok(shares)
	}

	/// Credits each contributor with the part of its contribution, and notes these in the graph: as a
	/// settlement, which counts, or by a ruling, which does not.
	///
	/// The treasury gets the part of an unknown contributor, of what `pays` forbids, and of those who answer
	/// with the model or sell it: the provider and the model's owner. Their records may shape an answer, and
	/// bring them nothing. A worker's may, because a provider may name anybody's account as its worker.
	pub(crate) fn credit_parts(
		settled: &Kept,
		parts: &[(ContributionId, Balance)],
		is_settlement: bool,
		pays: impl Fn(ContributionId) -> bool,
		credits: &mut Credits,
	) -> Result<(), Error<T>> {
		let owner = T::Models::owner(settled.model);
		let pays = |contribution: ContributionId, who: &AccountId| {
			pays(contribution) && *who != settled.provider && Some(who) != owner.as_ref()
		};
		let mut earned: Balance = 0;
		let mut notes = Vec::new();
		for (contribution, part) in parts {
			let note = Note::of::<T>(*contribution, *part, pays);
			match &note.contributor {
				Some(who) if note.earned > 0 => credits.add(who, note.earned),
				_ => credits.add(&T::Treasury::get(), *part),
			}
			earned = earned.saturating_add(note.earned);
			notes.push(note);
		}
		Self::note(settled.model, &notes, is_settlement);
		Self::note_contributors(earned)
	}

	/// Adds all credits to earnings.
	pub(crate) fn credit_all(credits: Credits) -> Result<(), Error<T>> {
		for (account, amount) in credits.0 {
			Self::credit(&account, amount)?;
		}
		Ok(())
	}
}

/// Credits by account, so that an account is written once however often it is named.
#[derive(Default)]
pub(crate) struct Credits(BTreeMap<AccountId, Balance>);

impl Credits {
	/// Adds to an account's credit.
	pub fn add(&mut self, account: &AccountId, amount: Balance) {
		if amount > 0 {
			let credit = self.0.entry(account.clone()).or_default();
			*credit = credit.saturating_add(amount);
		}
	}
}
