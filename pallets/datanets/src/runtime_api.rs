//! Reads of others: the runtime API page by page, and the service that other pallets use.

use crate::{
	Accepted, Config, ContributionAt, Contributions, Datanets, NextDatanetId, Pallet, Snapshots,
	types::Contribution,
};
use alloc::vec::Vec;
use openledger_primitives::{
	ContributionId, DatanetId,
	datanet::{ContributionInfo, DatanetInfo, Snapshot, SnapshotRef},
	traits::DatanetRegistry,
};

/// Largest number of entries of one page.
const MAX_PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	/// Returns one Datanet as clients read it.
	pub fn datanet(id: DatanetId) -> Option<DatanetInfo<T::AccountId>> {
		let datanet = Datanets::<T>::get(id)?;
		Some(DatanetInfo {
			id,
			owner: datanet.owner,
			name: datanet.name,
			domain: datanet.domain,
			card: datanet.card,
			terms: datanet.terms,
			admission: datanet.admission,
			closed: datanet.closed,
			pending: datanet.pending,
			accepted: Accepted::<T>::decode_len(id).unwrap_or(0) as u32,
			latest_snapshot: datanet.latest_snapshot,
		})
	}

	/// Returns Datanets with ids from `from`, ascending: at most `limit`, and at most 100.
	pub fn datanets(from: DatanetId, limit: u32) -> Vec<DatanetInfo<T::AccountId>> {
		let page = (from..NextDatanetId::<T>::get()).take(limit.min(MAX_PAGE) as usize);
		page.filter_map(Self::datanet).collect()
	}

	/// Returns one contribution as clients read it.
	pub fn contribution(id: ContributionId) -> Option<ContributionInfo<T::AccountId>> {
		let Contribution { datanet, contributor, root, records, bytes, bond, status, .. } =
			Contributions::<T>::get(id)?;
		Some(ContributionInfo { id, datanet, contributor, root, records, bytes, bond, status })
	}

	/// Returns contributions of a Datanet with ids from `from`, ascending: at most `limit`, and at most 100.
	pub fn contributions(
		datanet: DatanetId,
		from: ContributionId,
		limit: u32,
	) -> Vec<ContributionInfo<T::AccountId>> {
		let count = Datanets::<T>::get(datanet).map_or(0, |datanet| datanet.contributions);
		let page = (Self::first_index(datanet, count, from)..count).take(limit.min(MAX_PAGE) as usize);
		page.filter_map(|index| ContributionAt::<T>::get(datanet, index))
			.filter_map(Self::contribution)
			.collect()
	}

	/// Returns a published snapshot.
	pub fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
		Snapshots::<T>::get(at.datanet, at.number)
	}

	/// Returns the index of the first of a Datanet's contributions whose id is at least `from`. It bisects:
	/// the list is ascending and may be long.
	fn first_index(datanet: DatanetId, count: u32, from: ContributionId) -> u32 {
		let (mut low, mut high) = (0, count);
		while low < high {
			let middle = low.midpoint(high);
			if ContributionAt::<T>::get(datanet, middle).is_some_and(|id| id < from) {
				low = middle.saturating_add(1);
			} else {
				high = middle;
			}
		}
		low
	}
}

impl<T: Config> DatanetRegistry<T::AccountId> for Pallet<T> {
	fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
		Pallet::<T>::snapshot(at)
	}

	fn contributor(contribution: ContributionId) -> Option<T::AccountId> {
		Contributions::<T>::get(contribution).filter(Contribution::earns).map(|record| record.contributor)
	}

	fn datanet_of(contribution: ContributionId) -> Option<DatanetId> {
		Contributions::<T>::get(contribution).map(|record| record.datanet)
	}
}
