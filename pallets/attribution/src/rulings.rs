//! Rulings: what becomes of a settlement that was challenged.
//!
//! An answer that is found wrong takes its price out of the settlement's amount. If the model gives another
//! answer, the user gets the price back. If only its influence is wrong, the price is divided by the right
//! one and the provider's share goes to the treasury. A settlement that is found wrong as a whole goes back
//! to its user.

use crate::{
	AuditPurse, Config, Error, Liable, Pallet, Settlements,
	divide::{Credits, Kept, Part},
	types::Liability,
};
use frame_support::{pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, ContributionId, SessionId, SettlementNumber,
	shares::by_influence,
	traits::{Conviction, Restitution, SettlementRegistry},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Gives the user a part of what its settlement has left.
	fn refund(settled: &mut Kept, amount: Balance) -> Result<(), Error<T>> {
		Self::take_pending(amount)?;
		settled.taken = settled.taken.saturating_add(amount);
		Self::lower_exposure(&settled.provider, amount);
		Self::credit(&settled.user, amount)
	}

	/// Divides a part of what a settlement has left by another influence than it stated, without the
	/// provider.
	fn divide_rightly(
		settled: &mut Kept,
		amount: Balance,
		influence: &[(ContributionId, u32)],
	) -> DispatchResult {
		let part =
			Part { amount, influence, forfeited: &[], provider: T::Treasury::get(), is_settlement: false };
		Self::divide(settled, part)?;
		settled.taken = settled.taken.saturating_add(amount);
		Self::lower_exposure(&settled.provider, amount);
		Ok(())
	}
}

/// Notes what a false receipt named beyond what is right, as far as the settlement names it too.
///
/// The settlement's influence is a sum over answers, some of which were attributed to nobody and have no
/// weight in it. So nobody can tell how much of a contribution's share is the lie's.
fn forfeit(settled: &mut Kept, conviction: &Conviction) {
	let right = |contribution: &ContributionId| {
		let vector = conviction.right?;
		let at = vector.binary_search_by_key(contribution, |(id, _)| *id).ok()?;
		vector.get(at).map(|(_, share)| *share)
	};
	for (contribution, share) in conviction.stated {
		let is_beyond = *share > right(contribution).unwrap_or(0);
		let is_named = settled.influence.binary_search_by_key(contribution, |(id, _)| *id).is_ok();
		if let (true, true, Err(at)) = (is_beyond, is_named, settled.forfeited.binary_search(contribution)) {
			// There are no more of them than the settlement names, for which there is room.
			let _ = settled.forfeited.try_insert(at, *contribution);
		}
	}
}

impl<T: Config> SettlementRegistry<AccountId> for Pallet<T> {
	fn challenge_period() -> BlockNumber {
		T::ChallengePeriod::get()
	}

	fn kept_settlement(session: SessionId, number: SettlementNumber) -> Option<Kept> {
		Settlements::<T>::get(session, number)
	}

	fn challenge_opened(provider: &AccountId) {
		Liable::<T>::mutate(provider, |liability| {
			let known = liability.get_or_insert_with(Liability::default);
			known.open = known.open.saturating_add(1);
		});
	}

	fn challenge_resolved(provider: &AccountId) {
		Liable::<T>::mutate(provider, |liability| {
			if let Some(liability) = liability {
				liability.open = liability.open.saturating_sub(1);
			}
		});
		Self::tidy_liability(provider);
	}

	fn take_fine(amount: Balance) -> DispatchResult {
		Self::do_take_fine(amount)
	}

	fn convict(
		session: SessionId,
		number: SettlementNumber,
		conviction: Conviction<'_>,
	) -> Result<Restitution, DispatchError> {
		let mut settled = Settlements::<T>::get(session, number).ok_or(Error::<T>::UnknownSettlement)?;
		let right: &[_] = conviction.right.map_or(&[], |vector| &vector[..]);
		// Receipts whose prices do not add up may be worth more than what is left.
		let price = conviction.price.min(settled.left());
		let restitution = match conviction.answer_differs {
			true => {
				Self::refund(&mut settled, price)?;
				let share = Self::contributors_share(&settled, price);
				Restitution { refunded: price, owed: by_influence(share, right).0 }
			},
			false => {
				Self::divide_rightly(&mut settled, price, right)?;
				Restitution::default()
			},
		};
		forfeit(&mut settled, &conviction);
		if let Err(at) = settled.convicted.binary_search(&conviction.answer) {
			settled.convicted.try_insert(at, conviction.answer).map_err(|_| Error::<T>::Overflow)?;
		}
		Settlements::<T>::insert(session, number, settled);
		Ok(restitution)
	}

	fn condemn(session: SessionId, number: SettlementNumber) -> Result<Balance, DispatchError> {
		let mut settled = Settlements::<T>::get(session, number).ok_or(Error::<T>::UnknownSettlement)?;
		let refunded = settled.left();
		Self::refund(&mut settled, refunded)?;
		settled.condemned = true;
		Settlements::<T>::insert(session, number, settled);
		Ok(refunded)
	}

	fn restore(settled: &Kept, parts: &[(ContributionId, Balance)]) -> DispatchResult {
		let mut credits = Credits::default();
		Self::credit_parts(settled, parts, false, |_| true, &mut credits)?;
		Ok(Self::credit_all(credits)?)
	}

	fn audit_purse() -> Balance {
		AuditPurse::<T>::get()
	}

	fn put_in_purse(amount: Balance) -> DispatchResult {
		Self::fill_purse(amount)
	}

	fn pay_auditors(shares: &[(AccountId, Balance)]) -> DispatchResult {
		let total = shares.iter().try_fold(0, |sum: Balance, (_, amount)| sum.checked_add(*amount));
		Self::draw_on_purse(total.ok_or(Error::<T>::Overflow)?)?;
		Self::reward(shares)
	}

	fn reward(shares: &[(AccountId, Balance)]) -> DispatchResult {
		let mut credits = Credits::default();
		shares.iter().for_each(|(account, amount)| credits.add(account, *amount));
		Ok(Self::credit_all(credits)?)
	}

	fn ruled(session: SessionId, number: SettlementNumber) {
		Self::requeue_if_over(session, number);
		Self::pay_treasury();
	}
}
