//! Invariants that hold after every block. Anyone may have a node check them through `IntegrityApi`.

mod disputes;

use crate::{
	Accepted, ByRoot, Config, ContributionAt, Contributions, Curators, Datanets, Flags, HoldReason,
	NextContributionId, NextDatanetId, Pallet, Snapshots, types::Contribution,
};
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::ensure;
use openledger_primitives::{
	Balance, ContributionId, DatanetId,
	datanet::{ContributionStatus, Snapshot},
	root,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. The error names the first one broken.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_ids()?;
		Self::check_bonds()?;
		Self::check_holds()?;
		Self::check_counts()?;
		Self::check_accepted()?;
		Self::check_roots()?;
		Self::check_flags()?;
		Self::check_curators()?;
		Self::check_snapshots()?;
		Self::check_later_holds()?;
		Self::check_commitments()?;
		Self::check_claims()?;
		Self::check_pending()?;
		Self::check_judgements()
	}

	/// Next ids lie above all ids in use.
	fn check_ids() -> Result<(), TryRuntimeError> {
		let next = NextDatanetId::<T>::get();
		ensure!(Datanets::<T>::iter_keys().all(|id| id < next), "a Datanet's id is not below the next id");
		let next = NextContributionId::<T>::get();
		ensure!(
			Contributions::<T>::iter_keys().all(|id| id < next),
			"a contribution's id is not below the next id"
		);
		Ok(())
	}

	/// A contribution that was removed has no bond left.
	fn check_bonds() -> Result<(), TryRuntimeError> {
		let removed = |record: &Contribution<T::AccountId>| record.status == ContributionStatus::Removed;
		ensure!(
			Contributions::<T>::iter_values().all(|record| !removed(&record) || record.bond == 0),
			"a removed contribution still has a bond"
		);
		Ok(())
	}

	/// For every account and reason, the balance on hold is the sum of what the records say.
	fn check_holds() -> Result<(), TryRuntimeError> {
		let agrees = |reason: fn() -> HoldReason, sums: BTreeMap<T::AccountId, Balance>| {
			sums.iter().all(|(who, total)| Self::held(reason(), who) == *total)
		};
		let deposits = sum(&mut Datanets::<T>::iter_values().map(|datanet| (datanet.owner, datanet.deposit)));
		ensure!(
			agrees(|| HoldReason::DatanetDeposit, deposits),
			"Datanet deposits on hold differ from the records"
		);
		let bonds =
			sum(&mut Contributions::<T>::iter_values().map(|record| (record.contributor, record.bond)));
		ensure!(
			agrees(|| HoldReason::ContributionBond, bonds),
			"contribution bonds on hold differ from the records"
		);
		let flags = sum(&mut Flags::<T>::iter_values().map(|flag| (flag.flagger, flag.bond)));
		ensure!(agrees(|| HoldReason::FlagBond, flags), "flag bonds on hold differ from the records");
		Ok(())
	}

	/// A Datanet's counters equal what they count, and its list of contributions is ascending and complete.
	fn check_counts() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<DatanetId, (u32, u32)>::new();
		for record in Contributions::<T>::iter_values() {
			let (all, pending) = counts.entry(record.datanet).or_default();
			*all = all.saturating_add(1);
			if record.status == ContributionStatus::Pending {
				*pending = pending.saturating_add(1);
			}
		}
		for (id, datanet) in Datanets::<T>::iter() {
			let (all, pending) = counts.remove(&id).unwrap_or_default();
			ensure!(datanet.contributions == all, "a Datanet's count of contributions is wrong");
			ensure!(datanet.pending == pending, "a Datanet's count of pending contributions is wrong");
			let mut last = None;
			for index in 0..all {
				let here = ContributionAt::<T>::get(id, index);
				ensure!(here.is_some() && last < here, "a Datanet's list of contributions is not ascending");
				let datanet = here.and_then(Contributions::<T>::get).map(|record| record.datanet);
				ensure!(datanet == Some(id), "a Datanet lists a contribution that is not its own");
				last = here;
			}
		}
		ensure!(counts.is_empty(), "a contribution's Datanet does not exist");
		ensure!(
			ContributionAt::<T>::iter_values().count() == Contributions::<T>::iter_keys().count(),
			"the lists of contributions are longer than the Datanets say"
		);
		Ok(())
	}

	/// The accepted list of a Datanet is exactly its accepted contributions, ascending.
	fn check_accepted() -> Result<(), TryRuntimeError> {
		let mut accepted = BTreeMap::<DatanetId, BTreeSet<ContributionId>>::new();
		for (contribution, record) in Contributions::<T>::iter() {
			if record.status == ContributionStatus::Accepted {
				accepted.entry(record.datanet).or_default().insert(contribution);
			}
		}
		for (id, listed) in Accepted::<T>::iter() {
			let expected = accepted.remove(&id).unwrap_or_default();
			ensure!(expected.iter().eq(listed.iter()), "an accepted list differs from the contributions");
		}
		ensure!(accepted.is_empty(), "an accepted contribution is in no list");
		Ok(())
	}

	/// A root is occupied by exactly one pending, accepted or removed contribution of a Datanet.
	fn check_roots() -> Result<(), TryRuntimeError> {
		let mut occupied = 0usize;
		for (contribution, record) in Contributions::<T>::iter() {
			if record.is_live() || record.status == ContributionStatus::Removed {
				occupied = occupied.saturating_add(1);
				ensure!(
					ByRoot::<T>::get(record.datanet, record.root) == Some(contribution),
					"a contribution does not occupy its root"
				);
			}
		}
		ensure!(ByRoot::<T>::iter_values().count() == occupied, "a root is occupied by no contribution");
		Ok(())
	}

	/// Flags stand only on pending or accepted contributions of others.
	fn check_flags() -> Result<(), TryRuntimeError> {
		for (contribution, flag) in Flags::<T>::iter() {
			let record = Contributions::<T>::get(contribution).filter(|record| record.is_live());
			ensure!(
				record.is_some_and(|record| record.contributor != flag.flagger),
				"a flag stands on nothing live, or on the flagger's own contribution"
			);
		}
		Ok(())
	}

	/// Curators are ascending, without repeats, and belong to a Datanet.
	fn check_curators() -> Result<(), TryRuntimeError> {
		for (id, curators) in Curators::<T>::iter() {
			ensure!(Datanets::<T>::contains_key(id), "curators of no Datanet");
			ensure!(curators.is_sorted_by(|a, b| a < b), "curators are not ascending");
		}
		Ok(())
	}

	/// Snapshots are numbered 1 to the latest, and each is what it says.
	fn check_snapshots() -> Result<(), TryRuntimeError> {
		let mut published = 0u64;
		for (id, datanet) in Datanets::<T>::iter() {
			published = published.saturating_add(datanet.latest_snapshot.into());
			for number in 1..=datanet.latest_snapshot {
				let snapshot = Snapshots::<T>::get(id, number).ok_or("a numbered snapshot is missing")?;
				Self::check_snapshot(id, &snapshot)?;
			}
		}
		ensure!(Snapshots::<T>::iter_keys().count() as u64 == published, "a snapshot beyond the latest");
		Ok(())
	}

	/// A snapshot holds contributions of its Datanet, ascending, as they are on record, under the right root.
	fn check_snapshot(id: DatanetId, snapshot: &Snapshot) -> Result<(), TryRuntimeError> {
		let entries = &snapshot.entries;
		ensure!(!entries.is_empty(), "a snapshot is empty");
		ensure!(entries.is_sorted_by(|a, b| a.contribution < b.contribution), "a snapshot is not ascending");
		ensure!(root::of(&entries.encode()) == snapshot.root, "a snapshot's root is wrong");
		for entry in entries {
			let same = Contributions::<T>::get(entry.contribution).is_some_and(|record| {
				(record.datanet, record.root, record.records, record.bytes)
					== (id, entry.root, entry.records, entry.bytes)
			});
			ensure!(same, "a snapshot's entry differs from its contribution");
		}
		Ok(())
	}
}

/// Adds up amounts by account.
fn sum<AccountId: Ord>(
	records: &mut dyn Iterator<Item = (AccountId, Balance)>,
) -> BTreeMap<AccountId, Balance> {
	records.fold(BTreeMap::new(), |mut sums, (who, amount)| {
		let total: &mut Balance = sums.entry(who).or_default();
		*total = total.saturating_add(amount);
		sums
	})
}
