//! Becoming a validator, and ceasing to be one.

use crate::{
	Config, CoolDowns, Error, Event, Ledger, Pallet, PendingCommission, PendingCommissions, Positions,
	Status, ValidatorLedger,
};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use frame_system::RawOrigin;
use openledger_primitives::Balance;
use pallet_session::Pallet as Session;
use sp_runtime::Perbill;
use sp_staking::SessionIndex;

impl<T: Config> Pallet<T> {
	/// Returns the books of a validator that has not left.
	fn present(who: &T::AccountId) -> Result<ValidatorLedger, Error<T>> {
		Ledger::<T>::get(who).filter(|ledger| ledger.status != Status::Left).ok_or(Error::<T>::NotValidator)
	}

	/// Checks that an account has what every candidate needs besides its bond: keys, and no cool-down.
	fn ensure_eligible(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(Session::<T>::load_keys(who).is_some(), Error::<T>::NoSessionKeys);
		let until = CoolDowns::<T>::get(who).unwrap_or_default();
		ensure!(Session::<T>::current_index() >= until, Error::<T>::CoolingDown);
		Ok(())
	}

	/// Makes an account a candidate with a bond of its own.
	pub(crate) fn do_join(who: T::AccountId, bond: Balance) -> DispatchResult {
		ensure!(bond >= T::MinBond::get(), Error::<T>::BondTooLow);
		let mut ledger = Ledger::<T>::get(&who).unwrap_or_default();
		let is_new = !Ledger::<T>::contains_key(&who) || ledger.status == Status::Left;
		ensure!(is_new, Error::<T>::AlreadyValidator);
		Self::ensure_eligible(&who)?;
		Self::add_stake(&who, &who, &mut ledger, bond)?;
		ledger.status = Status::Candidate;
		Self::enter(&who, ledger.pool.stake)?;
		Ledger::<T>::insert(&who, ledger);
		CoolDowns::<T>::remove(&who);
		Self::deposit_event(Event::Joined { validator: who, bond });
		Ok(())
	}

	/// Changes a validator's commission.
	pub(crate) fn do_set_commission(who: T::AccountId, commission: Perbill) -> DispatchResult {
		ensure!(commission <= T::MaxCommission::get(), Error::<T>::CommissionTooHigh);
		let mut ledger = Self::present(&who)?;
		let has_delegators = ledger.positions > u32::from(Positions::<T>::contains_key(&who, &who));
		if commission > ledger.commission && has_delegators {
			let session = Session::<T>::current_index().saturating_add(T::CommissionNotice::get());
			PendingCommissions::<T>::insert(&who, PendingCommission { commission, session });
			Self::deposit_event(Event::CommissionAnnounced { validator: who, commission, session });
			return Ok(());
		}
		PendingCommissions::<T>::remove(&who);
		ledger.commission = commission;
		Ledger::<T>::insert(&who, ledger);
		Self::deposit_event(Event::CommissionSet { validator: who, commission });
		Ok(())
	}

	/// Raises the commissions whose notice ends with the session that begins.
	pub(crate) fn raise_commissions(begun: SessionIndex) {
		let due: Vec<_> =
			PendingCommissions::<T>::iter().filter(|(_, pending)| pending.session <= begun).collect();
		for (validator, PendingCommission { commission, .. }) in due {
			PendingCommissions::<T>::remove(&validator);
			if let Some(mut ledger) = Ledger::<T>::get(&validator) {
				ledger.commission = commission;
				Ledger::<T>::insert(&validator, ledger);
				Self::deposit_event(Event::CommissionSet { validator, commission });
			}
		}
	}

	/// Makes an idle validator a candidate again.
	pub(crate) fn do_rejoin(who: T::AccountId) -> DispatchResult {
		let mut ledger = Self::present(&who)?;
		ensure!(ledger.status == Status::Idle, Error::<T>::AlreadyCandidate);
		Self::ensure_eligible(&who)?;
		ensure!(!ledger.pool.is_wiped(), Error::<T>::PoolWiped);
		let own = Positions::<T>::get(&who, &who).map_or(0, |position| ledger.pool.value(position.shares));
		ensure!(own >= T::MinBond::get(), Error::<T>::BondTooLow);
		let stake = ledger.pool.stake;
		ledger.status = Status::Candidate;
		Self::enter(&who, stake)?;
		Ledger::<T>::insert(&who, ledger);
		CoolDowns::<T>::remove(&who);
		Self::deposit_event(Event::Rejoined { validator: who, stake });
		Ok(())
	}

	/// Takes a validator out of the candidates and unbonds its own bond.
	pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
		let mut ledger = Self::present(&who)?;
		Self::withdraw_candidate(&who)?;
		ledger.status = Status::Left;
		let (bond, _, session) = Self::take_stake(&who, &who, &mut ledger, Balance::MAX)?;
		Ledger::<T>::insert(&who, ledger);
		Self::deposit_event(Event::Left { validator: who.clone(), bond, session });
		Self::tidy(&who)
	}

	/// Removes the session keys of an account that is in no planned session.
	///
	/// The session pallet lets anybody purge its keys, and drops a validator that did. So the runtime filters
	/// that call, and this one asks first.
	pub(crate) fn do_purge_keys(who: T::AccountId) -> DispatchResult {
		let is_candidate = Self::present(&who).is_ok_and(|ledger| ledger.status == Status::Candidate);
		ensure!(!is_candidate && !Self::is_in_set(&who), Error::<T>::StillValidator);
		Session::<T>::purge_keys(RawOrigin::Signed(who.clone()).into())?;
		Self::deposit_event(Event::KeysPurged { who: who.clone() });
		Self::tidy(&who)
	}
}
