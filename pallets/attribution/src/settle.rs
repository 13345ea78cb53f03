//! Settling: a voucher is checked, and its amount waits for the end of its window.

use crate::{Config, Error, Event, Liable, Pallet, Sessions, types::Session};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	AccountId, Balance, SessionId, Signature,
	boundary::Settles,
	influence,
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	usage::{Settlement, Voucher},
};
use sp_runtime::traits::Zero;

/// Settlement that passed every check.
pub(crate) struct Checked {
	/// Session as it was before.
	pub session: Session,
	/// Planck that the voucher adds.
	pub amount: Balance,
	/// Number of answers that it adds.
	pub answers: u32,
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
		let Settles { answers, amount } =
			voucher.settles(settlement.first, &session.boundary(), session.deposited)?;
		ensure!(amount <= Self::headroom(session.provider.clone()), Error::<T>::BondTooLow);
		influence::check(&settlement.influence)?;
		let lineage = T::Models::lineage(session.model);
		let known = T::Datanets::learnt_from(lineage.as_ref(), &settlement.influence);
		ensure!(known, Error::<T>::UnknownContribution);
		ensure!(!T::Datanets::names_own(&session.user, &settlement.influence), Error::<T>::OwnContribution);
		// Last, because it costs most.
		voucher.check_signature(signature, &session.user, session.key.as_ref(), Self::now())?;
		Ok(Checked { session, amount, answers })
	}

	/// Turns a voucher into an amount that waits to be divided.
	pub(crate) fn do_settle(
		who: &AccountId,
		id: SessionId,
		voucher: &Voucher,
		signature: &Signature,
		settlement: Settlement,
	) -> DispatchResult {
		let checked = Self::check(who, id, voucher, signature, &settlement)?;
		let Checked { amount, answers, .. } = checked;

		Self::collect(&checked.session.user, amount)?;
		let mut session = checked.session;
		let number = Self::keep(id, &session, voucher, amount, settlement)?;
		session.settlements = number.checked_add(1).ok_or(Error::<T>::Overflow)?;
		session.settled = voucher.cumulative;
		session.answers = voucher.answers;
		session.receipts = voucher.receipts;
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::Settled {
			session: id,
			amount,
			settled: voucher.cumulative,
			answers,
			receipts: voucher.receipts,
			settlement: number,
		});
		Ok(())
	}

	/// Returns how many planck a provider can settle now: its bond less the penalty of a lie and all that its
	/// settlements have left.
	pub fn headroom(provider: AccountId) -> Balance {
		let exposed = Liable::<T>::get(&provider).map_or(0, |liability| liability.amount);
		T::Providers::bond(&provider).saturating_sub(T::Penalty::get()).saturating_sub(exposed)
	}
}
