//! The life of a contribution: offered, reviewed, revoked.

use crate::{
	Accepted, Acceptors, ByRoot, Config, ContributionAt, Contributions, Datanets, Error, Event, Flags,
	HoldReason, NextContributionId, Pallet, PendingOf, Roots,
	roots::{Claimed, Declared},
	types::{Contribution, Datanet},
};
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	Balance, ContributionId, DatanetId, Hash,
	datanet::{Admission, ContributionStatus, ReviewDecision},
};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	/// Takes a contribution in: accepted at once in an open Datanet, else pending. Returns its id, and how
	/// many contributions a copier lost by it.
	pub(crate) fn do_contribute(
		who: T::AccountId,
		id: DatanetId,
		root: Hash,
		records: u32,
		bytes: u64,
	) -> Result<(ContributionId, u32), DispatchError> {
		let mut datanet = Self::open_datanet(id)?;
		ensure!(records > 0 && bytes > 0, Error::<T>::EmptyContribution);
		ensure!(u64::from(records) <= bytes, Error::<T>::TooManyRecords);
		ensure!(bytes <= T::MaxContributionBytes::get(), Error::<T>::ContributionTooLarge);
		if datanet.admission == Admission::Permissioned {
			ensure!(Self::curates(id, &datanet, &who), Error::<T>::NotAdmitted);
		}
		let Claimed { handed_over, reclaimed } =
			Self::claim_root(&who, id, &Declared { root, records, bytes })?;
		if let Some(contribution) = handed_over {
			Self::announce(contribution, Self::known_contribution(id, contribution)?);
			return Ok((contribution, reclaimed));
		}
		// It may have been this Datanet that a copier left.
		datanet = if reclaimed > 0 { Self::open_datanet(id)? } else { datanet };

		let contribution = NextContributionId::<T>::get();
		NextContributionId::<T>::put(contribution.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		let bond = Self::contribution_bond(bytes)?;
		Self::hold(HoldReason::ContributionBond, &who, bond)?;
		let status = match datanet.admission {
			Admission::Open => {
				Self::add_accepted(id, contribution)?;
				ContributionStatus::Accepted
			},
			Admission::Curated | Admission::Permissioned => {
				ensure!(datanet.pending < T::MaxPending::get(), Error::<T>::TooManyPending);
				datanet.pending = datanet.pending.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Self::count_pending(id, &who, true)?;
				ContributionStatus::Pending
			},
		};
		ContributionAt::<T>::insert(id, datanet.contributions, contribution);
		datanet.contributions = datanet.contributions.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		ByRoot::<T>::insert(id, root, contribution);
		Self::note_place(root, contribution)?;
		let record = Contribution {
			datanet: id,
			contributor: who,
			root,
			records,
			bytes,
			bond,
			status,
			revocable: datanet.terms.revocable,
		};
		Contributions::<T>::insert(contribution, &record);
		Datanets::<T>::insert(id, datanet);
		Self::announce(contribution, record);
		Ok((contribution, reclaimed))
	}

	/// Says that a contribution was made, by whom and where it stands.
	fn announce(contribution: ContributionId, record: Contribution<T::AccountId>) {
		let Contribution { datanet, contributor, root, bond, status, .. } = record;
		Self::deposit_event(Event::Contributed { datanet, contribution, contributor, root, bond, status });
	}

	/// Accepts or rejects a pending contribution.
	pub(crate) fn do_review(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		verdict: ReviewDecision,
	) -> DispatchResult {
		let mut datanet = Self::known_datanet(id)?;
		let mut record = Self::known_contribution(id, contribution)?;
		ensure!(Self::curates(id, &datanet, &who), Error::<T>::NotCurator);
		ensure!(record.contributor != who, Error::<T>::OwnContribution);
		ensure!(record.status == ContributionStatus::Pending, Error::<T>::NotPending);
		ensure!(!Flags::<T>::contains_key(contribution), Error::<T>::FlagOpen);

		let mut returned = 0;
		match verdict {
			ReviewDecision::Accept => {
				ensure!(!datanet.closed, Error::<T>::DatanetClosed);
				Self::ensure_stake(id, &who)?;
				Self::add_accepted(id, contribution)?;
				Self::leave_pending(&mut datanet, &record)?;
				Acceptors::<T>::insert(contribution, &who);
				record.status = ContributionStatus::Accepted;
			},
			ReviewDecision::Reject => {
				// The last ones of a closed Datanet are cleared away, not judged.
				let fee = if datanet.closed { 0 } else { Self::rejection_fee(record.bond) };
				Self::leave_play(&mut datanet, contribution, &mut record, ContributionStatus::Rejected)?;
				ByRoot::<T>::remove(id, record.root);
				Self::pay_curator(&mut record, contribution, &who, fee)?;
				returned = Self::return_bond(&mut record)?;
			},
		}
		Self::note_act(id);
		Contributions::<T>::insert(contribution, record);
		Datanets::<T>::insert(id, datanet);
		Self::deposit_event(Event::Reviewed { datanet: id, contribution, reviewer: who, verdict, returned });
		Ok(())
	}

	/// Withdraws a contribution and returns its bond, but for what its record costs.
	pub(crate) fn do_revoke(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
	) -> DispatchResult {
		let mut datanet = Self::known_datanet(id)?;
		let mut record = Self::known_contribution(id, contribution)?;
		ensure!(record.contributor == who, Error::<T>::NotContributor);
		ensure!(record.is_live(), Error::<T>::NotLive);
		Self::ensure_unflagged(id, contribution)?;
		let free_to_go = record.status == ContributionStatus::Pending
			|| record.revocable
			|| datanet.closed
			|| Self::is_abandoned(id);
		ensure!(free_to_go, Error::<T>::NotRevocable);

		let fee = Self::withdrawal_fee(&datanet, &record);
		Self::leave_play(&mut datanet, contribution, &mut record, ContributionStatus::Revoked)?;
		ByRoot::<T>::remove(id, record.root);
		Self::pay_out(HoldReason::ContributionBond, &record.contributor, &T::Treasury::get(), fee)?;
		record.bond = record.bond.saturating_sub(fee);
		let returned = Self::return_bond(&mut record)?;
		Contributions::<T>::insert(contribution, record);
		Datanets::<T>::insert(id, datanet);
		Self::deposit_event(Event::Revoked { datanet: id, contribution, returned });
		Ok(())
	}

	/// Returns a contribution of this Datanet. One of another Datanet is unknown here.
	pub(crate) fn known_contribution(
		id: DatanetId,
		contribution: ContributionId,
	) -> Result<Contribution<T::AccountId>, DispatchError> {
		Contributions::<T>::get(contribution)
			.filter(|record| record.datanet == id)
			.ok_or(Error::<T>::UnknownContribution.into())
	}

	/// Moves a live contribution to a final status and takes it off the list or count it was on.
	pub(crate) fn leave_play(
		datanet: &mut Datanet<T::AccountId>,
		contribution: ContributionId,
		record: &mut Contribution<T::AccountId>,
		status: ContributionStatus,
	) -> DispatchResult {
		match record.status {
			ContributionStatus::Pending => Self::leave_pending(datanet, record)?,
			ContributionStatus::Accepted => Accepted::<T>::mutate(record.datanet, |accepted| {
				if let Ok(index) = accepted.binary_search(&contribution) {
					accepted.remove(index);
				}
			}),
			_ => return Err(Error::<T>::NotLive.into()),
		}
		Self::leave_root(record.root, contribution);
		Acceptors::<T>::remove(contribution);
		record.status = status;
		Ok(())
	}

	/// Returns the planck to hold for a blob of this length.
	pub(crate) fn contribution_bond(bytes: u64) -> Result<Balance, DispatchError> {
		T::ContributionBondPerByte::get()
			.checked_mul(bytes.into())
			.and_then(|by_length| by_length.checked_add(T::ContributionBondBase::get()))
			.ok_or(ArithmeticError::Overflow.into())
	}

	/// Returns the bond to the contributor, but for what the bytes of the record cost: they stay. Says how
	/// much was returned.
	pub(crate) fn return_bond(record: &mut Contribution<T::AccountId>) -> Result<Balance, DispatchError> {
		let returned = record.bond.saturating_sub(Self::contribution_record_deposit());
		Self::release(HoldReason::ContributionBond, &record.contributor, returned)?;
		record.bond = record.bond.saturating_sub(returned);
		Ok(returned)
	}

	/// Returns the part of a contribution's bond that its rejection costs: never more than the bond of the
	/// smallest contribution.
	pub(crate) fn rejection_fee(bond: Balance) -> Balance {
		T::RejectionFee::get().mul_floor(bond).min(T::ContributionBondBase::get())
	}

	/// Returns what withdrawing a contribution costs: as much as a rejection while it waits for a review that
	/// curators may be about to make, or nobody would be rejected. It goes to the treasury.
	fn withdrawal_fee(datanet: &Datanet<T::AccountId>, record: &Contribution<T::AccountId>) -> Balance {
		let fresh = Roots::<T>::get(record.root)
			.is_some_and(|claim| Self::now() <= claim.first_at.saturating_add(T::FlagPeriod::get()));
		match record.status == ContributionStatus::Pending && fresh && !datanet.closed {
			true => Self::rejection_fee(record.bond),
			false => 0,
		}
	}

	/// Pays the curator who rejected a contribution out of its bond.
	fn pay_curator(
		record: &mut Contribution<T::AccountId>,
		contribution: ContributionId,
		curator: &T::AccountId,
		fee: Balance,
	) -> DispatchResult {
		if fee == 0 {
			return Ok(());
		}
		Self::pay_out(HoldReason::ContributionBond, &record.contributor, curator, fee)?;
		record.bond = record.bond.saturating_sub(fee);
		Self::deposit_event(Event::RejectionPaid {
			datanet: record.datanet,
			contribution,
			curator: curator.clone(),
			amount: fee,
		});
		Ok(())
	}

	/// Counts one pending contribution of an account more or less.
	pub(crate) fn count_pending(id: DatanetId, who: &T::AccountId, more: bool) -> DispatchResult {
		let count = PendingOf::<T>::get(id, who);
		if more {
			ensure!(count < T::MaxPendingPerAccount::get(), Error::<T>::TooManyPendingOfYours);
		}
		match if more { count.saturating_add(1) } else { count.saturating_sub(1) } {
			0 => PendingOf::<T>::remove(id, who),
			count => PendingOf::<T>::insert(id, who, count),
		}
		Ok(())
	}

	/// Counts one pending contribution less.
	fn leave_pending(
		datanet: &mut Datanet<T::AccountId>,
		record: &Contribution<T::AccountId>,
	) -> DispatchResult {
		datanet.pending = datanet.pending.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
		Self::count_pending(record.datanet, &record.contributor, false)
	}

	/// Adds a contribution to those that the next snapshot freezes.
	fn add_accepted(id: DatanetId, contribution: ContributionId) -> DispatchResult {
		Accepted::<T>::try_mutate(id, |accepted| {
			let index = match accepted.binary_search(&contribution) {
				Ok(_) => return Ok(()),
				Err(index) => index,
			};
			accepted.try_insert(index, contribution).map_err(|_| Error::<T>::DatanetFull.into())
		})
	}
}
