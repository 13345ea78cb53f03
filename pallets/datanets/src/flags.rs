//! Flags: throwing out bad contributions, at a cost to whoever was wrong.
//!
//! A curator's verdict moves nothing yet. It stands once `AppealPeriod` has passed and nobody appealed, and
//! then nobody gains by it: what is lost goes to the treasury.

use crate::{
	Acceptors, Appeals, Config, Contributions, Datanets, Error, Event, Flags, HoldReason, Pallet, Verdicts,
	types::{Flag, Verdict},
};
use frame_support::pallet_prelude::*;
use openledger_primitives::{Balance, ContributionId, DatanetId, Hash, datanet::ContributionStatus};

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

	/// Notes a curator's verdict on a flag, or clears a flag that nobody decided in time.
	pub(crate) fn do_resolve_flag(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		uphold: bool,
	) -> DispatchResult {
		let datanet = Self::known_datanet(id)?;
		let record = Self::known_contribution(id, contribution)?;
		let flag = Flags::<T>::get(contribution).ok_or(Error::<T>::NotFlagged)?;
		ensure!(!Verdicts::<T>::contains_key(contribution), Error::<T>::FlagDecided);
		ensure!(!Appeals::<T>::contains_key(contribution), Error::<T>::Appealed);
		if Self::now() > flag.until {
			ensure!(!uphold, Error::<T>::FlagExpired);
			return Self::clear_flag(id, contribution, flag);
		}
		ensure!(Self::curates(id, &datanet, &who), Error::<T>::NotCurator);
		ensure!(who != flag.flagger && who != record.contributor, Error::<T>::PartyToFlag);
		Self::ensure_stake(id, &who)?;
		Self::note_act(id);
		let until = Self::now().saturating_add(T::AppealPeriod::get());
		Verdicts::<T>::insert(contribution, Verdict { resolver: who.clone(), uphold, until });
		Self::deposit_event(Event::FlagDecided { datanet: id, contribution, resolver: who, uphold, until });
		Ok(())
	}

	/// Carries a verdict out that nobody appealed against in time, or the decision of a jury.
	pub(crate) fn do_conclude_flag(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
	) -> DispatchResult {
		Self::known_contribution(id, contribution)?;
		let flag = Flags::<T>::get(contribution).ok_or(Error::<T>::NotFlagged)?;
		if let Some(appeal) = Appeals::<T>::get(contribution) {
			return Self::conclude_appeal(who, id, contribution, flag, appeal);
		}
		let verdict = Verdicts::<T>::get(contribution).ok_or(Error::<T>::NotDecided)?;
		ensure!(Self::now() > verdict.until, Error::<T>::AppealOpen);
		Verdicts::<T>::remove(contribution);
		Flags::<T>::remove(contribution);
		match verdict.uphold {
			true => Self::uphold_flag(verdict.resolver, contribution, flag, 0),
			false => Self::dismiss_flag(verdict.resolver, id, contribution, flag),
		}
	}

	/// Removes the contribution for good. At most `most_to_flagger` of its bond is the flagger's, the rest
	/// the treasury's.
	pub(crate) fn uphold_flag(
		resolver: T::AccountId,
		contribution: ContributionId,
		flag: Flag<T::AccountId>,
		most_to_flagger: Balance,
	) -> DispatchResult {
		let mut record = Contributions::<T>::get(contribution).ok_or(Error::<T>::UnknownContribution)?;
		let id = record.datanet;
		let mut datanet = Self::known_datanet(id)?;
		Self::leave_play(&mut datanet, contribution, &mut record, ContributionStatus::Removed)?;
		let bond = core::mem::take(&mut record.bond);
		let to_flagger = most_to_flagger.min(bond);
		let to_treasury = bond.saturating_sub(to_flagger);
		let reason = HoldReason::ContributionBond;
		Self::release(HoldReason::FlagBond, &flag.flagger, flag.bond)?;
		Self::pay_out(reason, &record.contributor, &flag.flagger, to_flagger)?;
		Self::pay_out(reason, &record.contributor, &T::Treasury::get(), to_treasury)?;
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

	/// Leaves the contribution as it is. The flag's bond is the treasury's: nobody profits by being accused.
	pub(crate) fn dismiss_flag(
		resolver: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		flag: Flag<T::AccountId>,
	) -> DispatchResult {
		Self::pay_out(HoldReason::FlagBond, &flag.flagger, &T::Treasury::get(), flag.bond)?;
		Self::deposit_event(Event::FlagDismissed { datanet: id, contribution, resolver, to_contributor: 0 });
		Ok(())
	}

	/// Drops a flag that nobody decided, so that absent curators cannot lock up anyone's bond.
	pub(crate) fn clear_flag(
		id: DatanetId,
		contribution: ContributionId,
		flag: Flag<T::AccountId>,
	) -> DispatchResult {
		Self::release(HoldReason::FlagBond, &flag.flagger, flag.bond)?;
		Flags::<T>::remove(contribution);
		Self::deposit_event(Event::FlagLapsed { datanet: id, contribution, returned: flag.bond });
		Ok(())
	}

	/// Clears a flag that has run out undecided, and refuses to go on while one is open.
	pub(crate) fn ensure_unflagged(id: DatanetId, contribution: ContributionId) -> DispatchResult {
		let Some(flag) = Flags::<T>::get(contribution) else { return Ok(()) };
		let open = Verdicts::<T>::contains_key(contribution) || Appeals::<T>::contains_key(contribution);
		ensure!(!open && Self::now() > flag.until, Error::<T>::FlagOpen);
		Self::clear_flag(id, contribution, flag)
	}

	/// Returns the curator that accepted a contribution, if one did since this was noted.
	pub(crate) fn acceptor(contribution: ContributionId) -> Option<T::AccountId> {
		Acceptors::<T>::get(contribution)
	}
}
