//! Curators: their bond, and what they lose when they are proven wrong.

use crate::{Config, CuratorStakes, Error, Event, HoldReason, Pallet, types::CuratorStake};
use frame_support::pallet_prelude::*;
use openledger_primitives::{Balance, DatanetId};

impl<T: Config> Pallet<T> {
	/// Holds the bond of a curator that decides something, up to its full height, for `CuratorPeriod` from
	/// now.
	pub(crate) fn ensure_stake(id: DatanetId, who: &T::AccountId) -> DispatchResult {
		let had = CuratorStakes::<T>::get(id, who).map_or(0, |stake| stake.bond);
		let bond = had.max(T::CuratorBond::get());
		let missing = bond.saturating_sub(had);
		if missing > 0 {
			Self::hold(HoldReason::CuratorBond, who, missing)?;
			Self::deposit_event(Event::CuratorBonded { datanet: id, curator: who.clone(), bond });
		}
		let until = Self::now().saturating_add(T::CuratorPeriod::get());
		CuratorStakes::<T>::insert(id, who, CuratorStake { bond, until });
		Ok(())
	}

	/// Returns a curator's bond once what it decided last lies `CuratorPeriod` back.
	pub(crate) fn do_release_curator_bond(who: T::AccountId, id: DatanetId) -> DispatchResult {
		let stake = CuratorStakes::<T>::get(id, &who).ok_or(Error::<T>::NoCuratorBond)?;
		ensure!(Self::now() > stake.until, Error::<T>::CuratorLiable);
		CuratorStakes::<T>::remove(id, &who);
		Self::release(HoldReason::CuratorBond, &who, stake.bond)?;
		Self::deposit_event(Event::CuratorBondReleased { datanet: id, curator: who, returned: stake.bond });
		Ok(())
	}

	/// Takes half of what is left of a curator's bond for a jury that proved it wrong, and returns how much
	/// that was.
	pub(crate) fn punish_curator(
		id: DatanetId,
		curator: &T::AccountId,
		jurors: &[T::AccountId],
	) -> Result<Balance, DispatchError> {
		let Some(mut stake) = CuratorStakes::<T>::get(id, curator) else { return Ok(0) };
		let lost = stake.bond.div_ceil(2);
		stake.bond = stake.bond.saturating_sub(lost);
		if stake.bond > 0 {
			CuratorStakes::<T>::insert(id, curator, stake);
		} else {
			CuratorStakes::<T>::remove(id, curator);
		}
		Self::share_out(HoldReason::CuratorBond, curator, jurors, lost)?;
		Self::deposit_event(Event::CuratorPunished { datanet: id, curator: curator.clone(), lost });
		Ok(lost)
	}
}
