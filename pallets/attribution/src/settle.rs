//! Settling: a voucher is checked, then its amount is divided.

use crate::{graph::Note, split::Shares, types::Session, Config, Error, Event, Pallet, Sessions};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	influence,
	model::Lineage,
	shares::by_influence,
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	usage::{Settlement, Voucher},
	AccountId, Balance, ContributionId, ModelId, SessionId, Signature, MAX_SETTLEMENT_ANSWERS,
};
use sp_runtime::{
	traits::{Verify, Zero},
	Permill,
};

/// Settlement that passed every check.
pub(crate) struct Checked {
	session: Session,
	lineage: Option<Lineage>,
	amount: Balance,
}

impl<T: Config> Pallet<T> {
	/// Checks whether `who` may settle this now. Changes nothing, so the offchain worker asks it before it
	/// signs.
	pub(crate) fn check(
		who: &AccountId,
		id: SessionId,
		voucher: &Voucher,
		signature: &Signature,
		settlement: &Settlement,
	) -> Result<Checked, Error<T>> {
		let session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		ensure!(T::Providers::acts_for(who, &session.provider), Error::<T>::NotTheProvider);
		ensure!(!session.is_over(Self::now()), Error::<T>::Closed);
		let genesis =
			frame_system::Pallet::<T>::block_hash(frame_system::pallet_prelude::BlockNumberFor::<T>::zero());
		ensure!(voucher.genesis == genesis, Error::<T>::WrongChain);
		ensure!(voucher.session == id, Error::<T>::WrongSession);
		ensure!(voucher.cumulative <= session.deposited, Error::<T>::AboveDeposit);
		let amount = voucher.cumulative.saturating_sub(session.settled);
		ensure!(amount > 0, Error::<T>::StaleVoucher);
		ensure!(settlement.answers <= MAX_SETTLEMENT_ANSWERS, Error::<T>::TooManyAnswers);
		ensure!(amount <= ceiling(&session, settlement), Error::<T>::Overcharged);
		influence::check(&settlement.influence)?;
		let lineage = T::Models::lineage(session.model);
		let known = T::Datanets::learnt_from(lineage.as_ref(), &settlement.influence);
		ensure!(known, Error::<T>::UnknownContribution);
		ensure!(!T::Datanets::names_own(&session.user, &settlement.influence), Error::<T>::OwnContribution);
		// Last, because it costs most.
		ensure!(is_signed(voucher, signature, &session.user), Error::<T>::BadSignature);
		Ok(Checked { session, lineage, amount })
	}

	/// Turns a voucher into earnings.
	pub(crate) fn do_settle(
		who: &AccountId,
		id: SessionId,
		voucher: &Voucher,
		signature: &Signature,
		settlement: &Settlement,
	) -> DispatchResult {
		let Checked { mut session, lineage, amount } = Self::check(who, id, voucher, signature, settlement)?;

		Self::collect(&session.user, amount)?;
		let shares = Self::divide(&session, lineage.as_ref(), amount, settlement)?;
		session.settled = voucher.cumulative;
		let settled = session.settled;
		// A base model has no influence to lie about.
		let number = match lineage {
			Some(_) => Some(Self::keep(id, &mut session, amount, shares.contributors, settlement)?),
			None => None,
		};
		Sessions::<T>::insert(id, session);
		Self::pay_treasury();
		let Settlement { answers, receipts, .. } = *settlement;
		Self::deposit_event(Event::Settled {
			session: id,
			amount,
			settled,
			shares,
			answers,
			receipts,
			settlement: number,
		});
		Ok(())
	}

	/// Credits everyone with a part in `amount`.
	fn divide(
		session: &Session,
		lineage: Option<&Lineage>,
		amount: Balance,
		settlement: &Settlement,
	) -> Result<Shares, Error<T>> {
		let treasury = T::Treasury::get();
		let base = lineage.map(|lineage| lineage.base);
		let royalty = base.and_then(T::Models::base).map_or(Permill::zero(), |(_, royalty)| royalty);
		let shares = T::Split::get().divide(amount, royalty);
		let owner = T::Models::owner(session.model).unwrap_or_else(|| treasury.clone());
		let base_owner = base.and_then(T::Models::owner).unwrap_or_else(|| treasury.clone());

		let mut credits = Credits::default();
		credits.add(&treasury, shares.platform);
		credits.add(&base_owner, shares.royalty);
		credits.add(&session.provider, shares.provider);
		credits.add(&owner, shares.owner);
		match (lineage, settlement.influence.is_empty()) {
			// A base model has no contributors: their share is its owner's.
			(None, _) => credits.add(&owner, shares.contributors),
			// A provider that leaves influence out must not gain by it, nor the owner with it.
			(Some(_), true) => credits.add(&treasury, shares.contributors),
			(Some(_), false) => {
				let left = Self::credit_contributors(session, shares.contributors, settlement, &mut credits)?;
				credits.add(&owner, left);
			},
		}
		Self::credit_all(credits)?;
		Ok(shares)
	}

	/// Credits contributors and notes what each contribution did. Returns the planck that rounding left over.
	fn credit_contributors(
		session: &Session,
		amount: Balance,
		settlement: &Settlement,
		credits: &mut Credits,
	) -> Result<Balance, Error<T>> {
		let (parts, left) = by_influence(amount, &settlement.influence);
		Self::credit_parts(session.model, &parts, true, credits)?;
		Ok(left)
	}

	/// Credits each contributor with the part of its contribution, and notes these in the graph: as a
	/// settlement, which counts, or by a ruling, which does not. The part of an unknown contributor is the
	/// treasury's.
	pub(crate) fn credit_parts(
		model: ModelId,
		parts: &[(ContributionId, Balance)],
		is_settlement: bool,
		credits: &mut Credits,
	) -> Result<(), Error<T>> {
		let mut earned: Balance = 0;
		let mut notes = Vec::new();
		for (contribution, part) in parts {
			let note = Note::of::<T>(*contribution, *part);
			credits.add(&note.contributor.clone().unwrap_or_else(T::Treasury::get), *part);
			earned = earned.saturating_add(note.earned);
			notes.push(note);
		}
		Self::note(model, &notes, is_settlement);
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

/// Returns the most that a settlement may cost: the price of all its tokens at once, and two planck an
/// answer, because each answer's price rounds up once for the tokens read and once for the tokens written.
fn ceiling(session: &Session, settlement: &Settlement) -> Balance {
	let price = session.price.of(settlement.prompt_tokens, settlement.completion_tokens);
	price.saturating_add(Balance::from(settlement.answers).saturating_mul(2))
}

/// Returns whether the user signed the voucher, plain or as browser wallets wrap it.
fn is_signed(voucher: &Voucher, signature: &Signature, user: &AccountId) -> bool {
	signature.verify(&voucher.signing_bytes()[..], user)
		|| signature.verify(&voucher.wrapped_signing_bytes()[..], user)
}
