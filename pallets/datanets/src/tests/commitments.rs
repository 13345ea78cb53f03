//! Commitments, and roots that go back to who committed to them first.

use crate::{Contributions, Error, Event, Flags, HoldReason, Roots, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	commitment,
	datanet::{Admission, ContributionStatus, ReviewDecision},
	traits::{Commitments, DatanetRegistry},
};

fn commit(who: AccountId, seed: u64) {
	assert_ok!(Datanets::commit(signed(who), commitment::of(&who, &root(seed))));
}

fn offer(who: AccountId, datanet: u32, seed: u64) -> sp_runtime::DispatchResult {
	dispatch(who, crate::Call::contribute { datanet, root: root(seed), records: 7, bytes: 100 })
}

#[test]
fn a_commitment_counts_from_the_next_block_for_its_period() {
	ExtBuilder.build_and_execute(|| {
		commit(ALICE, 1);
		assert_eq!(held(HoldReason::CommitmentDeposit, ALICE), COMMITMENT_DEPOSIT);
		assert_eq!(Datanets::committed_at(&ALICE, &root(1)), None);
		wait(1);
		assert_eq!(Datanets::committed_at(&ALICE, &root(1)), Some(1));
		assert_eq!(Datanets::committed_at(&BOB, &root(1)), None);
		wait(30);
		assert_eq!(Datanets::committed_at(&ALICE, &root(1)), None);
	});
}

#[test]
fn a_commitment_seen_by_others_is_of_no_use_to_them() {
	ExtBuilder.build_and_execute(|| {
		let of_alice = commitment::of(&ALICE, &root(1));
		assert_ok!(Datanets::commit(signed(BOB), of_alice));
		assert_ok!(Datanets::commit(signed(ALICE), of_alice));
		wait(1);
		assert_eq!(Datanets::committed_at(&BOB, &root(1)), None);
		assert_eq!(Datanets::committed_at(&ALICE, &root(1)), Some(1));
	});
}

#[test]
fn commitments_are_few_and_their_deposits_return() {
	ExtBuilder.build_and_execute(|| {
		let hash = |seed| commitment::of(&ALICE, &root(seed));
		(0..3).for_each(|seed| commit(ALICE, seed));
		assert_noop!(Datanets::commit(signed(ALICE), hash(0)), Error::<Test>::AlreadyCommitted);
		assert_noop!(Datanets::commit(signed(ALICE), hash(3)), Error::<Test>::TooManyCommitments);
		assert_noop!(Datanets::withdraw_commitment(signed(BOB), hash(0)), Error::<Test>::UnknownCommitment);
		for seed in 0..3 {
			assert_ok!(Datanets::withdraw_commitment(signed(ALICE), hash(seed)));
		}
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
	});
}

#[test]
fn a_copied_contribution_goes_to_who_committed_to_it_with_its_place() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		commit(ALICE, 1);
		wait(1);
		let id = contribute(BOB, datanet, 1);
		assert_ok!(Datanets::publish_snapshot(signed(OWNER), datanet));
		assert_ok!(offer(ALICE, datanet, 1));
		System::assert_has_event(
			Event::Reclaimed { datanet, contribution: id, author: ALICE, copier: BOB, forfeited: BOND }
				.into(),
		);
		System::assert_last_event(
			Event::Contributed {
				datanet,
				contribution: id,
				contributor: ALICE,
				root: root(1),
				bond: BOND,
				status: ContributionStatus::Accepted,
			}
			.into(),
		);
		assert_eq!(Datanets::contributor(id), Some(ALICE));
		assert_eq!(held(HoldReason::ContributionBond, BOB), 0);
		assert_eq!(held(HoldReason::ContributionBond, ALICE), BOND);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + BOND);
		assert_noop!(offer(ALICE, datanet, 1), Error::<Test>::RootTaken);
		assert_noop!(offer(BOB, datanet, 1), Error::<Test>::RootTaken);
	});
}

#[test]
fn a_copy_elsewhere_or_under_other_counts_is_taken_away() {
	ExtBuilder.build_and_execute(|| {
		let (mine, other) = (create(Admission::Curated), create(Admission::Open));
		commit(ALICE, 1);
		wait(1);
		assert_ok!(Datanets::contribute(signed(BOB), mine, root(1), 9, 100));
		let elsewhere = contribute(BOB, other, 1);
		assert_ok!(offer(ALICE, mine, 1));
		for id in [0, elsewhere] {
			let record = Contributions::<Test>::get(id).unwrap();
			assert_eq!((record.status, record.bond), (ContributionStatus::Reclaimed, 0));
			assert_eq!(Datanets::contributor(id), None);
		}
		assert_eq!(Contributions::<Test>::get(2).unwrap().contributor, ALICE);
		assert_eq!(Roots::<Test>::get(root(1)).unwrap().places.to_vec(), vec![2]);
		assert_eq!(held(HoldReason::ContributionBond, BOB), 0);
		// The root is not banned where the copy was.
		assert_ok!(offer(ALICE, other, 1));
	});
}

#[test]
fn of_two_commitments_the_earlier_wins_and_the_later_loses_no_bond() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		commit(ALICE, 1);
		wait(1);
		commit(BOB, 1);
		wait(1);
		let id = contribute(BOB, datanet, 1);
		assert_ok!(offer(ALICE, datanet, 1));
		assert_eq!(Datanets::contributor(id), Some(ALICE));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT - COMMITMENT_DEPOSIT);
		assert_noop!(offer(BOB, datanet, 1), Error::<Test>::RootTaken);
	});
}

#[test]
fn commitments_in_the_same_block_leave_the_root_where_it_is() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		commit(ALICE, 1);
		commit(BOB, 1);
		wait(1);
		contribute(BOB, datanet, 1);
		assert_noop!(offer(ALICE, datanet, 1), Error::<Test>::RootTaken);
	});
}

#[test]
fn a_root_is_taken_back_for_a_period_only() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		commit(ALICE, 1);
		wait(1);
		contribute(BOB, datanet, 1);
		wait(RECLAIM_PERIOD + 1);
		assert_noop!(offer(ALICE, datanet, 1), Error::<Test>::RootTaken);
	});
}

#[test]
fn taking_back_needs_a_commitment_from_before_and_leave_to_contribute() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Permissioned);
		contribute(CURATOR, datanet, 1);
		commit(OWNER, 1);
		wait(1);
		assert_noop!(offer(OWNER, datanet, 1), Error::<Test>::RootTaken);
		commit(ALICE, 2);
		wait(1);
		contribute(CURATOR, datanet, 2);
		assert_noop!(offer(ALICE, datanet, 2), Error::<Test>::NotAdmitted);
	});
}

#[test]
fn a_flag_on_a_copy_is_no_way_to_keep_it() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		commit(ALICE, 1);
		wait(1);
		let id = contribute(BOB, datanet, 1);
		assert_ok!(Datanets::flag(signed(CAROL), datanet, id, root(8)));
		assert_ok!(Datanets::resolve_flag(signed(CURATOR), datanet, id, true));
		assert_ok!(Datanets::appeal(signed(BOB), datanet, id));
		assert_ok!(offer(ALICE, datanet, 1));
		assert!(!Flags::<Test>::contains_key(id));
		assert_eq!(held(HoldReason::FlagBond, CAROL), 0);
		assert_eq!(held(HoldReason::AppealBond, BOB), 0);
		assert_ok!(Datanets::review(signed(CURATOR), datanet, id, ReviewDecision::Accept));
	});
}
