//! Retention: settlements are kept while they may be challenged, and providers are liable for so long.

use crate::{
	settle::Credits,
	types::{Liability, Queue, Session},
	Config, Error, Expiring, ExpiryQueue, Liable, Pallet, Settlements, WeightInfo,
};
use frame_support::{pallet_prelude::DispatchResult, traits::Get, weights::Weight};
use openledger_primitives::{
	challenge::KeptSettlement,
	traits::{ChallengeRegistry, Liabilities, SettlementRegistry},
	usage::Settlement,
	AccountId, Balance, BlockNumber, ContributionId, ModelId, SessionId, SettlementNumber,
};

/// Most settlements looked at after a block, whatever room is left in it.
const MAX_PRUNED: u64 = 2_048;

impl<T: Config> Pallet<T> {
	/// Keeps a settlement of a tuned model until its window is over. Returns its number.
	pub(crate) fn keep(
		id: SessionId,
		session: &mut Session,
		amount: Balance,
		contributors: Balance,
		settlement: &Settlement,
	) -> Result<SettlementNumber, Error<T>> {
		let number = session.settlements;
		session.settlements = number.checked_add(1).ok_or(Error::<T>::Overflow)?;
		let at = Self::now();
		let until = at.saturating_add(T::ChallengePeriod::get());
		let settled = KeptSettlement {
			user: session.user.clone(),
			provider: session.provider.clone(),
			model: session.model,
			price: session.price,
			at,
			until,
			answers: settlement.answers,
			receipts: settlement.receipts,
			amount,
			contributors,
			restored: 0,
			influence: settlement.influence.clone(),
			convicted: Default::default(),
			condemned: false,
		};
		Settlements::<T>::insert(id, number, settled);
		ExpiryQueue::<T>::try_mutate(|queue| {
			Expiring::<T>::insert(queue.next, (id, number));
			queue.next = queue.next.checked_add(1).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		Liable::<T>::mutate(&session.provider, |liability| {
			let known = liability.get_or_insert_with(Liability::default);
			known.until = known.until.max(until);
		});
		Ok(number)
	}

	/// Drops settlements whose windows are over, as far as the weight left in a block allows.
	pub(crate) fn prune_within(room: Weight) -> Weight {
		let base = T::WeightInfo::prune(0);
		let each = T::WeightInfo::prune(1).saturating_sub(base);
		let most = room.saturating_sub(base).checked_div_per_component(&each).unwrap_or(0).min(MAX_PRUNED);
		// Looking costs something even if nothing is there to drop.
		if most == 0 {
			return Weight::zero();
		}
		T::WeightInfo::prune(Self::prune(most as u32))
	}

	/// Drops at most so many settlements whose windows are over. Returns how many it looked at.
	pub(crate) fn prune(most: u32) -> u32 {
		let Queue { first, next } = ExpiryQueue::<T>::get();
		let now = Self::now();
		let mut looked: u32 = 0;
		let mut at = first;
		while looked < most && at < next {
			if let Some((session, number)) = Expiring::<T>::get(at) {
				// The queue is in the order of windows' ends: the first that stands ends the look.
				if !Self::expire(session, number, now) {
					break;
				}
				Expiring::<T>::remove(at);
			}
			at = at.saturating_add(1);
			looked = looked.saturating_add(1);
		}
		if at > first {
			ExpiryQueue::<T>::put(Queue { first: at, next });
		}
		looked
	}

	/// Drops a settlement if its window is over, unless a challenge still needs it. Returns whether it is
	/// over.
	fn expire(session: SessionId, number: SettlementNumber, now: BlockNumber) -> bool {
		let Some(settled) = Settlements::<T>::get(session, number) else { return true };
		if settled.until >= now {
			return false;
		}
		if !T::Challenges::is_challenged(session, number) {
			Settlements::<T>::remove(session, number);
			T::Challenges::forget(session, number);
		}
		Self::tidy_liability(&settled.provider);
		true
	}

	/// Drops a settlement whose last challenge was resolved after its window.
	fn drop_if_over(session: SessionId, number: SettlementNumber) {
		let over = Settlements::<T>::get(session, number).is_some_and(|settled| settled.until < Self::now());
		if over && !T::Challenges::is_challenged(session, number) {
			Settlements::<T>::remove(session, number);
			T::Challenges::forget(session, number);
		}
	}

	/// Forgets a liability that is over.
	fn tidy_liability(provider: &AccountId) {
		if !<Self as Liabilities<AccountId>>::is_liable(provider) {
			Liable::<T>::remove(provider);
		}
	}
}

impl<T: Config> Liabilities<AccountId> for Pallet<T> {
	fn is_liable(stash: &AccountId) -> bool {
		Liable::<T>::get(stash).is_some_and(|liability| liability.open > 0 || Self::now() <= liability.until)
	}
}

impl<T: Config> SettlementRegistry<AccountId> for Pallet<T> {
	fn challenge_period() -> BlockNumber {
		T::ChallengePeriod::get()
	}

	fn kept_settlement(session: SessionId, number: SettlementNumber) -> Option<KeptSettlement<AccountId>> {
		Settlements::<T>::get(session, number)
	}

	fn replace(session: SessionId, number: SettlementNumber, settlement: KeptSettlement<AccountId>) {
		Settlements::<T>::insert(session, number, settlement);
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

	fn restore(model: ModelId, parts: &[(ContributionId, Balance)]) -> DispatchResult {
		let mut credits = Credits::default();
		Self::credit_parts(model, parts, false, &mut credits)?;
		Ok(Self::credit_all(credits)?)
	}

	fn reward(shares: &[(AccountId, Balance)]) -> DispatchResult {
		let mut credits = Credits::default();
		shares.iter().for_each(|(account, amount)| credits.add(account, *amount));
		Ok(Self::credit_all(credits)?)
	}

	fn ruled(session: SessionId, number: SettlementNumber) {
		Self::drop_if_over(session, number);
		Self::pay_treasury();
	}
}
