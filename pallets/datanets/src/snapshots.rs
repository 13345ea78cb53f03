//! Snapshots: numbered, immutable freezes of the accepted contributions, each with a deposit for its bytes.

use crate::{
	Accepted, Config, Contributions, Datanets, Error, Event, HoldReason, Pallet, SnapshotDeposits, Snapshots,
	types::SnapshotDeposit,
};
use codec::Encode;
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	Balance, DatanetId,
	datanet::{Snapshot, SnapshotEntry},
	root,
};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	/// Publishes the next snapshot and returns how many contributions it froze.
	pub(crate) fn do_publish_snapshot(who: T::AccountId, id: DatanetId) -> Result<u32, DispatchError> {
		let mut datanet = Self::open_datanet(id)?;
		ensure!(Self::curates(id, &datanet, &who), Error::<T>::NotCurator);
		let mut entries = BoundedVec::new();
		for contribution in Accepted::<T>::get(id) {
			let record = Contributions::<T>::get(contribution).ok_or(Error::<T>::UnknownContribution)?;
			let entry = SnapshotEntry {
				contribution,
				root: record.root,
				records: record.records,
				bytes: record.bytes,
			};
			entries.try_push(entry).map_err(|_| Error::<T>::DatanetFull)?;
		}
		ensure!(!entries.is_empty(), Error::<T>::NothingAccepted);
		let contributions = entries.len() as u32;
		let root = root::of(&entries.encode());
		let unchanged = Snapshots::<T>::get(id, datanet.latest_snapshot)
			.is_some_and(|previous| previous.root == root && previous.terms == datanet.terms);
		ensure!(!unchanged, Error::<T>::NothingChanged);

		let number = datanet.latest_snapshot.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		datanet.latest_snapshot = number;
		let snapshot = Snapshot { root, entries, terms: datanet.terms.clone(), published_at: Self::now() };
		let bytes = snapshot.encoded_size() as Balance;
		let amount = T::DepositPerByte::get().checked_mul(bytes).ok_or(ArithmeticError::Overflow)?;
		Self::hold(HoldReason::SnapshotDeposit, &who, amount)?;
		SnapshotDeposits::<T>::insert(id, number, SnapshotDeposit { publisher: who, amount });
		Snapshots::<T>::insert(id, number, snapshot);
		Datanets::<T>::insert(id, datanet);
		Self::note_act(id);
		Self::deposit_event(Event::SnapshotPublished { datanet: id, number, root, contributions });
		Ok(contributions)
	}
}
