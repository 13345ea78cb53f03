//! Tests of contributing and revoking.

use crate::{Accepted, Contributions, Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	MAX_SNAPSHOT_CONTRIBUTIONS,
	datanet::{Admission, ContributionStatus, ReviewDecision},
};
use sp_runtime::TokenError;

fn status(id: u64) -> ContributionStatus {
	Contributions::<Test>::get(id).unwrap().status
}

#[test]
fn contribute_to_an_open_datanet_is_accepted_at_once() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		assert_ok!(Datanets::contribute(signed(ALICE), datanet, root(1), 7, 100));
		System::assert_last_event(
			Event::Contributed {
				datanet,
				contribution: 0,
				contributor: ALICE,
				root: root(1),
				bond: BOND,
				status: ContributionStatus::Accepted,
			}
			.into(),
		);
		assert_eq!(held(HoldReason::ContributionBond, ALICE), BOND);
		assert_eq!(Accepted::<Test>::get(datanet).into_inner(), vec![0]);
	});
}

#[test]
fn contribute_to_a_curated_datanet_waits() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_eq!(status(id), ContributionStatus::Pending);
		assert!(Accepted::<Test>::get(datanet).is_empty());
		assert_eq!(held(HoldReason::ContributionBond, ALICE), BOND);
	});
}

#[test]
fn contribute_to_a_permissioned_datanet_is_for_curators() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Permissioned);
		assert_noop!(Datanets::contribute(signed(ALICE), datanet, root(1), 1, 1), Error::<Test>::NotAdmitted);
		let by_owner = contribute(OWNER, datanet, 1);
		let by_curator = contribute(CURATOR, datanet, 2);
		assert_eq!(status(by_owner), ContributionStatus::Pending);
		assert_eq!(status(by_curator), ContributionStatus::Pending);
		assert_ok!(Datanets::review(signed(CURATOR), datanet, by_owner, ReviewDecision::Accept));
		assert_ok!(Datanets::review(signed(OWNER), datanet, by_curator, ReviewDecision::Accept));
	});
}

#[test]
fn contribute_refuses_bad_input() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let offer = |who, records, bytes| Datanets::contribute(signed(who), datanet, root(1), records, bytes);
		assert_noop!(offer(ALICE, 0, 1), Error::<Test>::EmptyContribution);
		assert_noop!(offer(ALICE, 1, 0), Error::<Test>::EmptyContribution);
		assert_noop!(offer(ALICE, 1, 10_001), Error::<Test>::ContributionTooLarge);
		assert_noop!(
			dispatch(POOR, crate::Call::contribute { datanet, root: root(1), records: 1, bytes: 1 }),
			TokenError::FundsUnavailable
		);
		assert_noop!(Datanets::contribute(signed(ALICE), 9, root(1), 1, 1), Error::<Test>::UnknownDatanet);
		assert_ok!(offer(ALICE, 1, 10_000));
	});
}

#[test]
fn contribute_refuses_a_root_in_use_but_not_a_freed_one() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create_with(Admission::Curated, true);
		let other = create(Admission::Open);
		let again = |who| Datanets::contribute(signed(who), datanet, root(1), 1, 1);
		let rejected = contribute(ALICE, datanet, 1);
		assert_noop!(again(BOB), Error::<Test>::RootTaken);
		let elsewhere = |who| Datanets::contribute(signed(who), other, root(1), 1, 1);
		assert_noop!(elsewhere(BOB), Error::<Test>::RootTaken);
		assert_ok!(elsewhere(ALICE));
		assert_noop!(again(ALICE), Error::<Test>::RootTaken);
		assert_ok!(Datanets::revoke(signed(ALICE), other, 1).or(Datanets::close(signed(OWNER), other)));
		assert_ok!(Datanets::revoke(signed(ALICE), other, 1));

		assert_ok!(Datanets::review(signed(CURATOR), datanet, rejected, ReviewDecision::Reject));
		let revoked = contribute_accepted(BOB, datanet, 1);
		assert_noop!(again(ALICE), Error::<Test>::RootTaken);
		assert_ok!(Datanets::revoke(signed(BOB), datanet, revoked));

		let removed = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, removed, root(8)));
		decide(CURATOR, datanet, removed, true);
		assert_noop!(again(ALICE), Error::<Test>::RootRemoved);
		assert_noop!(again(BOB), Error::<Test>::RootRemoved);
	});
}

#[test]
fn contribute_refuses_more_pending_than_allowed() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let waiting: Vec<_> = (0..4).map(|seed| contribute(ALICE, datanet, seed)).collect();
		assert_noop!(
			dispatch(ALICE, crate::Call::contribute { datanet, root: root(5), records: 1, bytes: 1 }),
			Error::<Test>::TooManyPending
		);
		assert_noop!(
			dispatch(BOB, crate::Call::contribute { datanet, root: root(5), records: 1, bytes: 1 }),
			Error::<Test>::TooManyPending
		);
		assert_ok!(Datanets::review(signed(CURATOR), datanet, waiting[0], ReviewDecision::Reject));
		contribute(BOB, datanet, 5);
	});
}

#[test]
fn a_full_datanet_accepts_no_more() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create_with(Admission::Open, true);
		for seed in 0..u64::from(MAX_SNAPSHOT_CONTRIBUTIONS) {
			contribute(ALICE, datanet, seed);
		}
		assert_noop!(
			dispatch(BOB, crate::Call::contribute { datanet, root: root(999), records: 1, bytes: 1 }),
			Error::<Test>::DatanetFull
		);
		assert_ok!(Datanets::publish_snapshot(signed(OWNER), datanet));
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, 17));
		contribute(BOB, datanet, 999);
	});
}

#[test]
fn revoke_returns_the_bond_of_a_pending_contribution() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_noop!(Datanets::revoke(signed(BOB), datanet, id), Error::<Test>::NotContributor);
		assert_noop!(Datanets::revoke(signed(ALICE), datanet, 9), Error::<Test>::UnknownContribution);
		assert_noop!(Datanets::revoke(signed(ALICE), 9, id), Error::<Test>::UnknownDatanet);

		// Curators have had the time to review it.
		wait(FLAG_PERIOD + 1);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, id));
		System::assert_last_event(
			Event::Revoked { datanet, contribution: id, returned: BOND - RECORD }.into(),
		);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - RECORD);
		assert_eq!(held(HoldReason::ContributionBond, ALICE), RECORD);
		assert_eq!(status(id), ContributionStatus::Revoked);
		assert_noop!(Datanets::revoke(signed(ALICE), datanet, id), Error::<Test>::NotLive);
	});
}

#[test]
fn revoking_before_a_review_costs_as_much_as_a_rejection() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		wait(FLAG_PERIOD);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, id));
		System::assert_last_event(
			Event::Revoked { datanet, contribution: id, returned: BOND - RECORD - 30 }.into(),
		);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + 30);
	});
}

#[test]
fn revoke_knows_a_contribution_by_its_own_datanet_alone() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, other) = (create(Admission::Curated), create(Admission::Curated));
		let id = contribute(ALICE, datanet, 1);
		assert_noop!(Datanets::revoke(signed(ALICE), other, id), Error::<Test>::UnknownContribution);
	});
}

#[test]
fn revoke_of_accepted_goes_by_the_terms_it_was_contributed_under() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create_with(Admission::Curated, true);
		let free = contribute_accepted(ALICE, datanet, 1);
		assert_ok!(Datanets::set_terms(signed(OWNER), datanet, terms(false)));
		let bound = contribute_accepted(ALICE, datanet, 2);
		assert_ok!(Datanets::set_terms(signed(OWNER), datanet, terms(true)));

		assert_noop!(Datanets::revoke(signed(ALICE), datanet, bound), Error::<Test>::NotRevocable);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, free));
		assert_eq!(Accepted::<Test>::get(datanet).into_inner(), vec![bound]);

		assert_ok!(Datanets::close(signed(OWNER), datanet));
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, bound));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 2 * RECORD);
	});
}

#[test]
fn revoke_waits_for_an_open_flag() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		assert_noop!(Datanets::revoke(signed(ALICE), datanet, id), Error::<Test>::FlagOpen);
		assert_ok!(Datanets::resolve_flag(signed(CURATOR), datanet, id, false));
		assert_noop!(Datanets::revoke(signed(ALICE), datanet, id), Error::<Test>::FlagOpen);
		wait(APPEAL_PERIOD + 1);
		assert_ok!(Datanets::conclude_flag(signed(POOR), datanet, id));
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, id));
	});
}

#[test]
fn revoke_clears_a_flag_that_ran_out() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		wait(FLAG_PERIOD + 1);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, id));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
	});
}

#[test]
fn no_more_records_than_bytes_can_be_stated() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let offer = |records, bytes| Datanets::contribute(signed(ALICE), datanet, root(1), records, bytes);
		assert_noop!(offer(7, 6), Error::<Test>::TooManyRecords);
		assert_ok!(offer(7, 7));
	});
}

#[test]
fn an_author_places_a_blob_in_a_few_datanets() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..crate::types::MAX_PLACES {
			let datanet = create(Admission::Open);
			contribute(ALICE, datanet, 1);
		}
		let more = create(Admission::Open);
		assert_noop!(
			Datanets::contribute(signed(ALICE), more, root(1), 7, 100),
			Error::<Test>::TooManyPlaces
		);
	});
}
