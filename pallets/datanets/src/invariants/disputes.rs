//! Invariants of commitments, authors of roots, curators' bonds, verdicts and appeals.

use super::sum;
use crate::{
	Acceptors, Appeals, CommitmentCount, Commitments, Config, Contributions, CuratorStakes, Flags,
	HoldReason, Pallet, PendingOf, Roots, SnapshotDeposits, Snapshots, Verdicts,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use openledger_primitives::{DatanetId, datanet::ContributionStatus};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// For every account, what is held for commitments, decisions, appeals and snapshots is the sum of what
	/// the records say.
	pub(super) fn check_later_holds() -> Result<(), TryRuntimeError> {
		let commitments =
			sum(&mut Commitments::<T>::iter().map(|(who, _, commitment)| (who, commitment.deposit)));
		let stakes = sum(&mut CuratorStakes::<T>::iter().map(|(_, who, stake)| (who, stake.bond)));
		let appeals = sum(&mut Appeals::<T>::iter_values().map(|appeal| (appeal.appellant, appeal.bond)));
		let snapshots =
			sum(&mut SnapshotDeposits::<T>::iter_values().map(|deposit| (deposit.publisher, deposit.amount)));
		let wrong = [
			(
				commitments,
				HoldReason::CommitmentDeposit,
				"commitment deposits on hold differ from the records",
			),
			(stakes, HoldReason::CuratorBond, "curators' bonds on hold differ from the records"),
			(appeals, HoldReason::AppealBond, "appeal bonds on hold differ from the records"),
			(snapshots, HoldReason::SnapshotDeposit, "snapshot deposits on hold differ from the records"),
		];
		for (sums, reason, complaint) in wrong {
			for (who, total) in sums {
				ensure!(Self::held(reason, &who) == total, complaint);
			}
		}
		ensure!(
			SnapshotDeposits::<T>::iter_keys().all(|(id, number)| Snapshots::<T>::contains_key(id, number)),
			"a deposit stands behind no snapshot"
		);
		Ok(())
	}

	/// Commitments are counted by account, and nobody has more than allowed.
	pub(super) fn check_commitments() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<T::AccountId, u32>::new();
		for (who, _) in Commitments::<T>::iter_keys() {
			let count = counts.entry(who).or_default();
			*count = count.saturating_add(1);
		}
		for (who, count) in CommitmentCount::<T>::iter() {
			ensure!(counts.remove(&who) == Some(count), "an account's count of commitments is wrong");
		}
		ensure!(counts.is_empty(), "commitments of an account are not counted");
		Ok(())
	}

	/// An author's places are its live contributions with the root, at most one in each Datanet.
	pub(super) fn check_claims() -> Result<(), TryRuntimeError> {
		for (root, claim) in Roots::<T>::iter() {
			ensure!(!claim.places.is_empty(), "a root that is nowhere has an author");
			ensure!(claim.since <= claim.first_at, "an author came before it contributed");
			let mut homes = Vec::<DatanetId>::new();
			for place in &claim.places {
				let record = Contributions::<T>::get(place).filter(|record| record.is_live());
				let record = record.ok_or("an author's place is not live")?;
				ensure!(record.root == root, "an author's place has another root");
				ensure!(record.contributor == claim.author, "an author's place is another account's");
				ensure!(!homes.contains(&record.datanet), "an author has a root in a Datanet twice");
				homes.push(record.datanet);
			}
		}
		Ok(())
	}

	/// Pending contributions are counted by account, and only accepted ones have an acceptor.
	pub(super) fn check_pending() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<(DatanetId, T::AccountId), u32>::new();
		for record in Contributions::<T>::iter_values() {
			if record.status == ContributionStatus::Pending {
				let count = counts.entry((record.datanet, record.contributor)).or_default();
				*count = count.saturating_add(1);
			}
		}
		for (id, who, count) in PendingOf::<T>::iter() {
			ensure!(
				counts.remove(&(id, who)) == Some(count),
				"an account's pending contributions are miscounted"
			);
		}
		ensure!(counts.is_empty(), "an account's pending contributions are not counted");
		for contribution in Acceptors::<T>::iter_keys() {
			let status = Contributions::<T>::get(contribution).map(|record| record.status);
			ensure!(status == Some(ContributionStatus::Accepted), "what is not accepted has an acceptor");
		}
		Ok(())
	}

	/// Verdicts and appeals stand on flags, and only a party appeals.
	pub(super) fn check_judgements() -> Result<(), TryRuntimeError> {
		ensure!(Verdicts::<T>::iter_keys().all(Flags::<T>::contains_key), "a verdict stands on no flag");
		for (contribution, appeal) in Appeals::<T>::iter() {
			let flag = Flags::<T>::get(contribution).ok_or("an appeal stands on no flag")?;
			let contributor = Contributions::<T>::get(contribution).map(|record| record.contributor);
			ensure!(
				appeal.appellant == flag.flagger || Some(&appeal.appellant) == contributor.as_ref(),
				"an appeal is a stranger's"
			);
			ensure!(appeal.until.is_some() || appeal.jury.is_empty(), "a jury without a term");
		}
		Ok(())
	}
}
