//! Flags: throwing out bad contributions, at a cost to whoever was wrong.

use crate::{
	types::{Contribution, Datanet, Flag},
	Config, Contributions, Datanets, Error, Event, Flags, HoldReason, Pallet,
};
use frame_support::pallet_prelude::*;
use openledger_primitives::{datanet::ContributionStatus, ContributionId, DatanetId, Hash};

impl<T: Config> Pallet<T> {
	/// Opens a flag on a live contribution of somebody else.
	pub(crate) fn do_flag(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		evidence: Hash,
	) -> DispatchResult {
		let record = Self::known_contribution(id, contribution)?;
		ensure!(record.contributor != who, Error::<T>::OwnContribution);
		ensure!(record.is_live(), Error::<T>::NotLive);
		ensure!(!Flags::<T>::contains_key(contribution), Error::<T>::FlagOpen);
		let bond = T::FlagBond::get();
		Self::hold(HoldReason::FlagBond, &who, bond)?;
		let until = Self::now().saturating_add(T::FlagPeriod::get());
		Flags::<T>::insert(contribution, Flag { flagger: who.clone(), evidence, bond, until });
		Self::deposit_event(Event::Flagged { datanet: id, contribution, flagger: who, evidence, bond });
		Ok(())
	}

	/// Decides a flag, or clears one that was not decided in time.
	pub(crate) fn do_resolve_flag(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		uphold: bool,
	) -> DispatchResult {
		let datanet = Self::known_datanet(id)?;
		let record = Self::known_contribution(id, contribution)?;
		let flag = Flags::<T>::get(contribution).ok_or(Error::<T>::NotFlagged)?;
		if Self::now() > flag.until {
			ensure!(!uphold, Error::<T>::FlagExpired);
			return Self::clear_flag(id, contribution, flag);
		}
		ensure!(Self::curates(id, &datanet, &who), Error::<T>::NotCurator);
		ensure!(who != flag.flagger && who != record.contributor, Error::<T>::PartyToFlag);
		Flags::<T>::remove(contribution);
		if uphold {
			Self::uphold_flag(who, contribution, datanet, record, flag)
		} else {
			let to_contributor = flag.bond;
			Self::hand_over(HoldReason::FlagBond, &flag.flagger, &record.contributor, to_contributor)?;
			Self::deposit_event(Event::FlagDismissed {
				datanet: id,
				contribution,
				resolver: who,
				to_contributor,
			});
			Ok(())
		}
	}

	/// Removes the contribution for good. An odd planck of its bond goes to the treasury.
	fn uphold_flag(
		resolver: T::AccountId,
		contribution: ContributionId,
		mut datanet: Datanet<T::AccountId>,
		mut record: Contribution<T::AccountId>,
		flag: Flag<T::AccountId>,
	) -> DispatchResult {
		let id = record.datanet;
		Self::leave_play(&mut datanet, contribution, &mut record, ContributionStatus::Removed)?;
		let bond = core::mem::take(&mut record.bond);
		let to_flagger = bond / 2;
		let to_treasury = bond.saturating_sub(to_flagger);
		let reason = HoldReason::ContributionBond;
		Self::release(HoldReason::FlagBond, &flag.flagger, flag.bond)?;
		Self::hand_over(reason, &record.contributor, &flag.flagger, to_flagger)?;
		Self::hand_over(reason, &record.contributor, &T::Treasury::get(), to_treasury)?;
		Contributions::<T>::insert(contribution, record);
		Datanets::<T>::insert(id, datanet);
		Self::deposit_event(Event::FlagUpheld {
			datanet: id,
			contribution,
			resolver,
			to_flagger,
			to_treasury,
		});
		Ok(())
	}

	/// Drops a flag that nobody decided in time, so that absent curators cannot lock up anyone's bond.
	fn clear_flag(id: DatanetId, contribution: ContributionId, flag: Flag<T::AccountId>) -> DispatchResult {
		Self::release(HoldReason::FlagBond, &flag.flagger, flag.bond)?;
		Flags::<T>::remove(contribution);
		Self::deposit_event(Event::FlagLapsed { datanet: id, contribution, returned: flag.bond });
		Ok(())
	}
}
