//! The invariants notice each kind of damage.

use crate::{
	Accepted, Acceptors, Appeals, ByRoot, CommitmentCount, Commitments, ContributionAt, Contributions,
	Curators, Datanets as Stored, Flags, HoldReason, NextContributionId, NextDatanetId, PendingOf, Roots,
	Snapshots, Verdicts,
	mock::*,
	types::{Appeal, Commitment, Contribution, Datanet, Verdict},
};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use openledger_primitives::{
	BoundedVec,
	datanet::{Admission, ContributionStatus, ReviewDecision, Snapshot},
};

/// Datanet 0 with contributions 0 accepted and published, 1 pending and flagged, 2 rejected; then some
/// damage.
fn damaged(damage: impl FnOnce(), complaint: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let datanet = create(Admission::Curated);
		contribute_accepted(ALICE, datanet, 0);
		let flagged = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, flagged, root(8)));
		let rejected = contribute(CAROL, datanet, 2);
		assert_ok!(Datanets::review(signed(OWNER), datanet, rejected, ReviewDecision::Reject));
		assert_ok!(Datanets::publish_snapshot(signed(OWNER), datanet));
		assert_ok!(Datanets::do_try_state());
		damage();
		assert_eq!(Datanets::do_try_state(), Err(complaint.into()));
	});
}

fn datanet(change: impl FnOnce(&mut Datanet<AccountId>)) {
	Stored::<Test>::mutate(0, |datanet| change(datanet.as_mut().unwrap()));
}

fn contribution(id: u64, change: impl FnOnce(&mut Contribution<AccountId>)) {
	Contributions::<Test>::mutate(id, |record| change(record.as_mut().unwrap()));
}

fn snapshot(change: impl FnOnce(&mut Snapshot)) {
	Snapshots::<Test>::mutate(0, 1, |snapshot| change(snapshot.as_mut().unwrap()));
}

#[test]
fn wrong_ids_are_noticed() {
	damaged(|| NextDatanetId::<Test>::put(0), "a Datanet's id is not below the next id");
	damaged(|| NextContributionId::<Test>::put(2), "a contribution's id is not below the next id");
}

#[test]
fn wrong_bonds_are_noticed() {
	damaged(
		|| contribution(2, |record| record.status = ContributionStatus::Removed),
		"a removed contribution still has a bond",
	);
}

#[test]
fn wrong_holds_are_noticed() {
	let release = |reason: HoldReason, who| {
		assert_ok!(Balances::release(&reason.into(), &who, 1, Precision::Exact));
	};
	damaged(
		|| release(HoldReason::DatanetDeposit, OWNER),
		"Datanet deposits on hold differ from the records",
	);
	damaged(
		|| release(HoldReason::ContributionBond, ALICE),
		"contribution bonds on hold differ from the records",
	);
	damaged(|| release(HoldReason::FlagBond, BOB), "flag bonds on hold differ from the records");
}

#[test]
fn wrong_counts_are_noticed() {
	damaged(|| datanet(|datanet| datanet.contributions = 2), "a Datanet's count of contributions is wrong");
	damaged(|| datanet(|datanet| datanet.pending = 0), "a Datanet's count of pending contributions is wrong");
	damaged(|| ContributionAt::<Test>::remove(0, 1), "a Datanet's list of contributions is not ascending");
	damaged(|| ContributionAt::<Test>::insert(0, 2, 9), "a Datanet lists a contribution that is not its own");
	damaged(
		|| ContributionAt::<Test>::insert(0, 3, 9),
		"the lists of contributions are longer than the Datanets say",
	);
}

#[test]
fn wrong_accepted_lists_are_noticed() {
	damaged(
		|| Accepted::<Test>::insert(0, BoundedVec::truncate_from(vec![0, 1])),
		"an accepted list differs from the contributions",
	);
	damaged(|| Accepted::<Test>::remove(0), "an accepted contribution is in no list");
}

#[test]
fn wrong_roots_are_noticed() {
	damaged(|| ByRoot::<Test>::remove(0, root(0)), "a contribution does not occupy its root");
	damaged(|| ByRoot::<Test>::insert(0, root(2), 2), "a root is occupied by no contribution");
}

#[test]
fn wrong_flags_are_noticed() {
	let complaint = "a flag stands on nothing live, or on the flagger's own contribution";
	damaged(|| Flags::<Test>::insert(2, Flags::<Test>::take(1).unwrap()), complaint);
}

#[test]
fn wrong_curators_are_noticed() {
	let set = |datanet, curators| Curators::<Test>::insert(datanet, BoundedVec::truncate_from(curators));
	damaged(|| set(0, vec![BOB, ALICE]), "curators are not ascending");
	damaged(|| set(9, vec![ALICE]), "curators of no Datanet");
}

#[test]
fn wrong_snapshots_are_noticed() {
	damaged(|| Snapshots::<Test>::remove(0, 1), "a numbered snapshot is missing");
	damaged(
		|| Snapshots::<Test>::insert(0, 2, Snapshots::<Test>::get(0, 1).unwrap()),
		"a snapshot beyond the latest",
	);
	damaged(|| snapshot(|snapshot| snapshot.entries.clear()), "a snapshot is empty");
	damaged(|| snapshot(|snapshot| snapshot.root = root(0)), "a snapshot's root is wrong");
	let repeated = |snapshot: &mut Snapshot| {
		let entry = snapshot.entries[0].clone();
		snapshot.entries.try_push(entry).unwrap();
	};
	damaged(|| snapshot(repeated), "a snapshot is not ascending");
	damaged(
		|| contribution(0, |record| record.records = 8),
		"a snapshot's entry differs from its contribution",
	);
	damaged(
		|| {
			contribution(2, |record| (record.status, record.bond) = (ContributionStatus::Removed, 0));
			let bond = HoldReason::ContributionBond.into();
			assert_ok!(Balances::release(&bond, &CAROL, RECORD, Precision::Exact));
		},
		"a contribution does not occupy its root",
	);
}

#[test]
fn wrong_authors_and_counts_of_accounts_are_noticed() {
	let claim = |change: fn(&mut crate::types::RootClaim<AccountId>)| {
		Roots::<Test>::mutate(root(0), |claim| change(claim.as_mut().unwrap()));
	};
	damaged(|| claim(|claim| claim.places.clear()), "a root that is nowhere has an author");
	damaged(|| claim(|claim| claim.since = 9), "an author came before it contributed");
	damaged(|| claim(|claim| claim.places[0] = 2), "an author's place is not live");
	damaged(|| claim(|claim| claim.places[0] = 1), "an author's place has another root");
	damaged(|| claim(|claim| claim.author = BOB), "an author's place is another account's");
	damaged(|| claim(|claim| claim.places.try_push(0).unwrap()), "an author has a root in a Datanet twice");
	let miscounted = "an account's pending contributions are miscounted";
	damaged(|| PendingOf::<Test>::insert(0, ALICE, 2), miscounted);
	damaged(|| PendingOf::<Test>::remove(0, ALICE), "an account's pending contributions are not counted");
	damaged(|| Acceptors::<Test>::insert(1, OWNER), "what is not accepted has an acceptor");
	let uncounted = "commitments of an account are not counted";
	let commitment = Commitment { at: 1, deposit: 0 };
	damaged(|| Commitments::<Test>::insert(BOB, root(0), commitment), uncounted);
	damaged(|| CommitmentCount::<Test>::insert(BOB, 1), "an account's count of commitments is wrong");
}

#[test]
fn wrong_judgements_and_their_bonds_are_noticed() {
	let verdict = |id| Verdicts::<Test>::insert(id, Verdict { resolver: OWNER, uphold: true, until: 9 });
	damaged(|| verdict(0), "a verdict stands on no flag");
	let appeal = |id, appellant, bond| {
		let appeal = Appeal { appellant, bond, at: 1, jury: Default::default(), until: None };
		Appeals::<Test>::insert(id, appeal);
	};
	damaged(|| appeal(0, ALICE, 0), "an appeal stands on no flag");
	damaged(|| appeal(1, CAROL, 0), "an appeal is a stranger's");
	damaged(|| appeal(1, ALICE, 1), "appeal bonds on hold differ from the records");
	let release = |reason: HoldReason, who| {
		assert_ok!(Balances::release(&reason.into(), &who, 1, Precision::Exact));
	};
	damaged(|| release(HoldReason::CuratorBond, CURATOR), "curators' bonds on hold differ from the records");
	damaged(
		|| release(HoldReason::SnapshotDeposit, OWNER),
		"snapshot deposits on hold differ from the records",
	);
}
