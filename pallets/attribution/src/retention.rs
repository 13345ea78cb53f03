//! Retention: settlements are kept while they may be challenged, and providers are liable for so long.

use crate::{
	Config, Error, Expiring, ExpiryQueue, Liable, NextSession, Pallet, Settlements, WeightInfo,
	divide::Kept,
	types::{Liability, Queue, Session},
};
use frame_support::{storage::with_storage_layer, traits::Get, weights::Weight};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, SessionId, SettlementNumber,
	traits::{ChallengeRegistry, Liabilities},
	usage::{Settlement, Voucher},
};

/// Most settlements looked at after a block, whatever room is left in it.
const MAX_LOOKS: u32 = 2_048;

/// State of an entry at the head of the queue.
pub(crate) enum Head {
	/// Its window is not over.
	Open,
	/// It is divided already, or waits for a ruling.
	Passed,
	/// It is to be divided, by so many shares of influence.
	Due(u32),
}

impl<T: Config> Pallet<T> {
	/// Keeps a settlement until its window is over. Returns its number.
	pub(crate) fn keep(
		id: SessionId,
		session: &Session,
		voucher: &Voucher,
		amount: Balance,
		settlement: Settlement,
	) -> Result<SettlementNumber, Error<T>> {
		let number = session.settlements;
		let at = Self::now();
		let until = at.saturating_add(T::ChallengePeriod::get());
		let settled = Kept {
			user: session.user.clone(),
			provider: session.provider.clone(),
			model: session.model,
			price: session.price,
			at,
			until,
			first: session.answers,
			answers: voucher.answers.saturating_sub(session.answers),
			before: session.settled,
			head: session.receipts,
			receipts: voucher.receipts,
			amount,
			influence: settlement.influence,
			taken: 0,
			convicted: Default::default(),
			forfeited: Default::default(),
			condemned: false,
		};
		Settlements::<T>::insert(id, number, settled);
		ExpiryQueue::<T>::try_mutate(|queue| {
			Expiring::<T>::insert(queue.next, (id, number));
			queue.next = queue.next.checked_add(1).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		Liable::<T>::try_mutate(&session.provider, |liability| {
			let known = liability.get_or_insert_with(Liability::default);
			known.until = known.until.max(until);
			known.amount = known.amount.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok::<_, Error<T>>(())
		})?;
		T::Challenges::settled(id, number);
		Ok(number)
	}

	/// Divides settlements whose windows are over, as far as the weight left in a block allows. Returns the
	/// weight used.
	pub(crate) fn divide_within(room: Weight) -> Weight {
		let base = T::WeightInfo::prune(0);
		let look = T::WeightInfo::prune(1).saturating_sub(base);
		// Looking costs something even if nothing is there to divide.
		if base.any_gt(room) {
			return Weight::zero();
		}
		let Queue { first, next } = ExpiryQueue::<T>::get();
		let (mut at, mut used, mut looks) = (first, base, 0u32);
		while at < next && looks < MAX_LOOKS {
			let with_look = used.saturating_add(look);
			if with_look.any_gt(room) {
				break;
			}
			used = with_look;
			looks = looks.saturating_add(1);
			let entry = Expiring::<T>::get(at);
			match entry.map_or(Head::Passed, |(session, number)| Self::look(session, number)) {
				// The queue is in the order of windows' ends: the first that stands ends the look.
				Head::Open => break,
				Head::Passed => (),
				Head::Due(shares) => {
					let with = used.saturating_add(T::WeightInfo::distribute(shares));
					if with.any_gt(room) {
						break;
					}
					used = with;
					Self::divide_or_leave(entry);
				},
			}
			Expiring::<T>::remove(at);
			at = at.saturating_add(1);
		}
		if at > first {
			ExpiryQueue::<T>::put(Queue { first: at, next });
		}
		used
	}

	/// Returns what is to be done about a settlement in the queue.
	pub(crate) fn look(session: SessionId, number: SettlementNumber) -> Head {
		match Settlements::<T>::get(session, number) {
			None => Head::Passed,
			Some(settled) if settled.until >= Self::now() => Head::Open,
			// The ruling puts it back.
			Some(_) if T::Challenges::is_challenged(session, number) => Head::Passed,
			Some(settled) => Head::Due(settled.influence.len() as u32),
		}
	}

	/// Divides a settlement that is due. What cannot be divided stays, and [`Self::do_distribute`] says why.
	fn divide_or_leave(entry: Option<(SessionId, SettlementNumber)>) {
		let Some((session, number)) = entry else { return };
		if let Err(error) = with_storage_layer(|| Self::do_distribute(session, number)) {
			log::error!(
				target: crate::LOG_TARGET,
				"settlement {number} of session {session} cannot be divided: {error:?}",
			);
		}
	}

	/// Puts a settlement whose last challenge was resolved after its window at the head of the queue, or at
	/// its end where no position before the head is free.
	///
	/// It may be in the queue already, and being in it twice does no harm.
	pub(crate) fn requeue_if_over(session: SessionId, number: SettlementNumber) {
		let over = Settlements::<T>::get(session, number).is_some_and(|settled| settled.until < Self::now());
		if !over || T::Challenges::is_challenged(session, number) {
			return;
		}
		ExpiryQueue::<T>::mutate(|queue| {
			if let Some(first) = queue.first.checked_sub(1) {
				queue.first = first;
				Expiring::<T>::insert(first, (session, number));
			} else {
				Expiring::<T>::insert(queue.next, (session, number));
				queue.next = queue.next.saturating_add(1);
			}
		});
	}

	/// Lowers what a provider may still lose, and forgets a liability that is over.
	pub(crate) fn lower_exposure(provider: &AccountId, amount: Balance) {
		Liable::<T>::mutate(provider, |liability| {
			if let Some(liability) = liability {
				liability.amount = liability.amount.saturating_sub(amount);
			}
		});
		Self::tidy_liability(provider);
	}

	/// Forgets a liability that is over.
	pub(crate) fn tidy_liability(provider: &AccountId) {
		if !<Self as Liabilities<AccountId>>::is_liable(provider) {
			Liable::<T>::remove(provider);
		}
	}
}

impl<T: Config> Liabilities<AccountId> for Pallet<T> {
	/// Returns whether something of a provider can be challenged, is, or waits to be divided.
	fn is_liable(stash: &AccountId) -> bool {
		let now: BlockNumber = Self::now();
		Liable::<T>::get(stash)
			.is_some_and(|liability| liability.open > 0 || liability.amount > 0 || now <= liability.until)
	}

	fn next_session() -> SessionId {
		NextSession::<T>::get()
	}
}
