//! The life of a contribution: offered, reviewed, revoked.

use crate::{
	types::{Contribution, Datanet},
	Accepted, ByRoot, Config, ContributionAt, Contributions, Datanets, Error, Event, Flags, HoldReason,
	NextContributionId, Pallet,
};
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	datanet::{Admission, ContributionStatus, ReviewDecision},
	Balance, ContributionId, DatanetId, Hash,
};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	/// Takes a contribution in and returns its id: accepted at once in an open Datanet, else pending.
	pub(crate) fn do_contribute(
		who: T::AccountId,
		id: DatanetId,
		root: Hash,
		records: u32,
		bytes: u64,
	) -> Result<ContributionId, DispatchError> {
		let mut datanet = Self::open_datanet(id)?;
		ensure!(records > 0 && bytes > 0, Error::<T>::EmptyContribution);
		ensure!(bytes <= T::MaxContributionBytes::get(), Error::<T>::ContributionTooLarge);
		if datanet.admission == Admission::Permissioned {
			ensure!(Self::curates(id, &datanet, &who), Error::<T>::NotAdmitted);
		}
		Self::ensure_root_free(id, &root)?;

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
				ContributionStatus::Pending
			},
		};
		ContributionAt::<T>::insert(id, datanet.contributions, contribution);
		datanet.contributions = datanet.contributions.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		ByRoot::<T>::insert(id, root, contribution);
		let record = Contribution {
			datanet: id,
			contributor: who.clone(),
			root,
			records,
			bytes,
			bond,
			status,
			revocable: datanet.terms.revocable,
		};
		Contributions::<T>::insert(contribution, record);
		Datanets::<T>::insert(id, datanet);
		Self::deposit_event(Event::Contributed {
			datanet: id,
			contribution,
			contributor: who,
			root,
			bond,
			status,
		});
		Ok(contribution)
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
				Self::add_accepted(id, contribution)?;
				Self::leave_pending(&mut datanet)?;
				record.status = ContributionStatus::Accepted;
			},
			ReviewDecision::Reject => {
				Self::leave_play(&mut datanet, contribution, &mut record, ContributionStatus::Rejected)?;
				ByRoot::<T>::remove(id, record.root);
				returned = Self::return_bond(&mut record)?;
			},
		}
		Contributions::<T>::insert(contribution, record);
		Datanets::<T>::insert(id, datanet);
		Self::deposit_event(Event::Reviewed { datanet: id, contribution, reviewer: who, verdict, returned });
		Ok(())
	}

	/// Withdraws a contribution and returns its bond.
	pub(crate) fn do_revoke(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
	) -> DispatchResult {
		let mut datanet = Self::known_datanet(id)?;
		let mut record = Self::known_contribution(id, contribution)?;
		ensure!(record.contributor == who, Error::<T>::NotContributor);
		ensure!(record.is_live(), Error::<T>::NotLive);
		ensure!(!Flags::<T>::contains_key(contribution), Error::<T>::FlagOpen);
		let free_to_go = record.status == ContributionStatus::Pending || record.revocable || datanet.closed;
		ensure!(free_to_go, Error::<T>::NotRevocable);

		Self::leave_play(&mut datanet, contribution, &mut record, ContributionStatus::Revoked)?;
		ByRoot::<T>::remove(id, record.root);
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
			ContributionStatus::Pending => Self::leave_pending(datanet)?,
			ContributionStatus::Accepted => Accepted::<T>::mutate(record.datanet, |accepted| {
				if let Ok(index) = accepted.binary_search(&contribution) {
					accepted.remove(index);
				}
			}),
			_ => return Err(Error::<T>::NotLive.into()),
		}
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

	/// Returns the bond to the contributor, and says how much it was.
	fn return_bond(record: &mut Contribution<T::AccountId>) -> Result<Balance, DispatchError> {
		let bond = core::mem::take(&mut record.bond);
		Self::release(HoldReason::ContributionBond, &record.contributor, bond)?;
		Ok(bond)
	}

	/// Counts one pending contribution less.
	fn leave_pending(datanet: &mut Datanet<T::AccountId>) -> DispatchResult {
		datanet.pending = datanet.pending.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
		Ok(())
	}

	/// Checks that no contribution occupies a root in this Datanet.
	fn ensure_root_free(id: DatanetId, root: &Hash) -> DispatchResult {
		match ByRoot::<T>::get(id, root).and_then(Contributions::<T>::get) {
			None => Ok(()),
			Some(earlier) if earlier.is_live() => Err(Error::<T>::RootTaken.into()),
			Some(_) => Err(Error::<T>::RootRemoved.into()),
		}
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
