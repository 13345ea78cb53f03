//! Authors of roots over all Datanets: who may contribute a blob, and who takes it back from a copier.
//!
//! A root has one author at a time, who may place it in a few Datanets. Another account takes it over if it
//! had committed itself to the root before the author's own commitment, or contribution without one, and
//! shows that within `ReclaimPeriod` of the contribution. A copier learns of a root from the contribution
//! that it races, so that one is about to be in a block; the period is the time for which blocks could be
//! kept from the author, and the longest in which an honest contributor has to wait to be sure.

use crate::{
	Appeals, ByRoot, Config, Contributions, Datanets, Error, Event, Flags, HoldReason, Pallet, PendingOf,
	Roots, Verdicts,
	types::{Contribution, Datanet, RootClaim},
};
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	Balance, BlockNumber, ContributionId, DatanetId, Hash, datanet::ContributionStatus, traits::Commitments,
};

/// A blob as a contributor declares it.
pub(crate) struct Declared {
	/// Root of the blob.
	pub root: Hash,
	/// Number of records in it.
	pub records: u32,
	/// Length in bytes.
	pub bytes: u64,
}

/// Outcome of claiming a root.
pub(crate) struct Claimed {
	/// Contribution of a copier that is the caller's now.
	pub handed_over: Option<ContributionId>,
	/// Number of contributions that a copier lost.
	pub reclaimed: u32,
}

impl<T: Config> Pallet<T> {
	/// Makes the caller the author of a root, or checks that it is. Whatever a copier had of it is taken
	/// away.
	pub(crate) fn claim_root(
		who: &T::AccountId,
		id: DatanetId,
		blob: &Declared,
	) -> Result<Claimed, DispatchError> {
		let claim = Roots::<T>::get(blob.root);
		let occupant = ByRoot::<T>::get(id, blob.root);
		let removed = occupant.and_then(Contributions::<T>::get).is_some_and(|record| !record.is_live());
		ensure!(!removed, Error::<T>::RootRemoved);
		let now = Self::now();
		let committed = <Self as Commitments<T::AccountId>>::committed_at(who, &blob.root);
		let since = committed.unwrap_or(now);
		let mut claimed = Claimed { handed_over: None, reclaimed: 0 };
		match claim {
			Some(claim) if claim.author == *who => {
				ensure!(occupant.is_none(), Error::<T>::RootTaken);
				ensure!(!claim.places.is_full(), Error::<T>::TooManyPlaces);
			},
			Some(claim) => {
				let in_time = now <= claim.first_at.saturating_add(T::ReclaimPeriod::get());
				ensure!(since < claim.since && in_time, Error::<T>::RootTaken);
				ensure!(occupant.is_none_or(|at| claim.places.contains(&at)), Error::<T>::RootTaken);
				claimed = Self::reclaim(who, id, blob, claim)?;
				Self::note_author(who, blob.root, since, committed.is_some());
			},
			None => {
				// Contributions from before roots had authors.
				ensure!(occupant.is_none(), Error::<T>::RootTaken);
				Self::note_author(who, blob.root, since, committed.is_some());
			},
		}
		if let Some(contribution) = claimed.handed_over {
			Self::note_place(blob.root, contribution)?;
		}
		Ok(claimed)
	}

	/// Notes that a contribution holds the root of its author's.
	pub(crate) fn note_place(root: Hash, contribution: ContributionId) -> DispatchResult {
		Roots::<T>::try_mutate(root, |claim| {
			let claim = claim.as_mut().ok_or(Error::<T>::RootTaken)?;
			claim.places.try_push(contribution).map_err(|_| Error::<T>::TooManyPlaces.into())
		})
	}

	/// Notes that a contribution holds its root no more. A root that nobody holds is free.
	pub(crate) fn leave_root(root: Hash, contribution: ContributionId) {
		Roots::<T>::mutate_exists(root, |claim| {
			if let Some(here) = claim {
				here.places.retain(|place| *place != contribution);
				if here.places.is_empty() {
					*claim = None;
				}
			}
		});
	}

	fn note_author(who: &T::AccountId, root: Hash, since: BlockNumber, committed: bool) {
		let claim = RootClaim {
			author: who.clone(),
			since,
			first_at: Self::now(),
			committed,
			places: Default::default(),
		};
		Roots::<T>::insert(root, claim);
	}

	/// Takes all that a copier has of a root: its place in this Datanet for the author, if both declare the
	/// same, and anything else away for good.
	fn reclaim(
		who: &T::AccountId,
		id: DatanetId,
		blob: &Declared,
		claim: RootClaim<T::AccountId>,
	) -> Result<Claimed, DispatchError> {
		let mut claimed = Claimed { handed_over: None, reclaimed: 0 };
		for contribution in &claim.places {
			let Some(mut record) = Contributions::<T>::get(contribution) else { continue };
			let mut datanet = Self::known_datanet(record.datanet)?;
			Self::drop_flag(record.datanet, *contribution)?;
			let same = (record.datanet, record.records, record.bytes) == (id, blob.records, blob.bytes);
			let forfeited = Self::forfeit(&mut record, claim.committed, same)?;
			let copier = record.contributor.clone();
			if same {
				Self::give_place(who, &datanet, &mut record)?;
				claimed.handed_over = Some(*contribution);
			} else {
				let status = ContributionStatus::Reclaimed;
				Self::leave_play(&mut datanet, *contribution, &mut record, status)?;
				ByRoot::<T>::remove(record.datanet, record.root);
				Datanets::<T>::insert(record.datanet, datanet);
			}
			Self::deposit_event(Event::Reclaimed {
				datanet: record.datanet,
				contribution: *contribution,
				author: who.clone(),
				copier,
				forfeited,
			});
			Contributions::<T>::insert(contribution, record);
			claimed.reclaimed = claimed.reclaimed.saturating_add(1);
		}
		Ok(claimed)
	}

	/// Makes the author the contributor of a live record, with a bond of its own behind it.
	fn give_place(
		who: &T::AccountId,
		datanet: &Datanet<T::AccountId>,
		record: &mut Contribution<T::AccountId>,
	) -> DispatchResult {
		let bond = Self::contribution_bond(record.bytes)?;
		Self::hold(HoldReason::ContributionBond, who, bond)?;
		if record.status == ContributionStatus::Pending {
			Self::count_pending(record.datanet, &record.contributor, false)?;
			PendingOf::<T>::mutate(record.datanet, who, |count| *count = count.saturating_add(1));
		}
		record.contributor = who.clone();
		record.bond = bond;
		record.revocable = datanet.terms.revocable;
		Ok(())
	}

	/// Takes the bond of a copier for the treasury. One that had committed itself too, only later, gets it
	/// back: it can have come by the blob honestly. Its record costs it nothing if the author takes it over.
	/// Returns what the treasury got.
	fn forfeit(
		record: &mut Contribution<T::AccountId>,
		committed: bool,
		taken_over: bool,
	) -> Result<Balance, DispatchError> {
		if committed && !taken_over {
			return Self::return_bond(record).map(|_| 0);
		}
		let bond = core::mem::take(&mut record.bond);
		if committed {
			return Self::release(HoldReason::ContributionBond, &record.contributor, bond).map(|()| 0);
		}
		Self::pay_out(HoldReason::ContributionBond, &record.contributor, &T::Treasury::get(), bond)?;
		Ok(bond)
	}

	/// Drops whatever is being decided about a contribution, and returns the bonds behind it.
	fn drop_flag(id: DatanetId, contribution: ContributionId) -> DispatchResult {
		let Some(flag) = Flags::<T>::take(contribution) else { return Ok(()) };
		Verdicts::<T>::remove(contribution);
		if let Some(appeal) = Appeals::<T>::take(contribution) {
			Self::release(HoldReason::AppealBond, &appeal.appellant, appeal.bond)?;
		}
		Self::release(HoldReason::FlagBond, &flag.flagger, flag.bond)?;
		Self::deposit_event(Event::FlagLapsed { datanet: id, contribution, returned: flag.bond });
		Ok(())
	}
}
