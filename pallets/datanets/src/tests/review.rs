//! Tests of reviewing contributions.

use crate::{Accepted, Contributions, Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	MAX_SNAPSHOT_CONTRIBUTIONS,
	datanet::{Admission, ContributionStatus, ReviewDecision},
};

#[test]
fn review_accepts() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let (first, second) = (contribute(ALICE, datanet, 1), contribute(BOB, datanet, 2));
		// Acceptance out of order still gives an ascending list.
		assert_ok!(Datanets::review(signed(OWNER), datanet, second, ReviewDecision::Accept));
		assert_ok!(Datanets::review(signed(CURATOR), datanet, first, ReviewDecision::Accept));
		System::assert_last_event(
			Event::Reviewed {
				datanet,
				contribution: first,
				reviewer: CURATOR,
				verdict: ReviewDecision::Accept,
				returned: 0,
			}
			.into(),
		);
		assert_eq!(Accepted::<Test>::get(datanet).into_inner(), vec![first, second]);
		assert_eq!(held(HoldReason::ContributionBond, ALICE), BOND);
	});
}

#[test]
fn review_rejects_and_returns_the_bond_but_for_a_fee() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::review(signed(CURATOR), datanet, id, ReviewDecision::Reject));
		System::assert_last_event(
			Event::Reviewed {
				datanet,
				contribution: id,
				reviewer: CURATOR,
				verdict: ReviewDecision::Reject,
				returned: BOND - RECORD - 30,
			}
			.into(),
		);
		let paid = Event::RejectionPaid { datanet, contribution: id, curator: CURATOR, amount: 30 };
		System::assert_has_event(paid.into());
		let record = Contributions::<Test>::get(id).unwrap();
		assert_eq!((record.status, record.bond), (ContributionStatus::Rejected, RECORD));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - RECORD - 30);
		assert_eq!(Balances::free_balance(CURATOR), ENDOWMENT + 30);
	});
}

#[test]
fn review_refuses_strangers_contributors_and_the_decided() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		let own = contribute(CURATOR, datanet, 2);
		let review = |who, id| Datanets::review(signed(who), datanet, id, ReviewDecision::Accept);
		assert_noop!(review(BOB, id), Error::<Test>::NotCurator);
		assert_noop!(review(CURATOR, own), Error::<Test>::OwnContribution);
		assert_noop!(review(CURATOR, 9), Error::<Test>::UnknownContribution);
		assert_noop!(
			Datanets::review(signed(OWNER), 9, id, ReviewDecision::Accept),
			Error::<Test>::UnknownDatanet
		);
		assert_ok!(review(CURATOR, id));
		assert_noop!(review(CURATOR, id), Error::<Test>::NotPending);

		assert_ok!(Datanets::flag(signed(BOB), datanet, own, root(8)));
		assert_noop!(review(OWNER, own), Error::<Test>::FlagOpen);
	});
}

#[test]
fn review_accepts_no_more_than_a_snapshot_holds() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		for seed in 0..u64::from(MAX_SNAPSHOT_CONTRIBUTIONS) {
			contribute_accepted(ALICE, datanet, seed);
		}
		let id = contribute(ALICE, datanet, 999);
		assert_noop!(
			Datanets::review(signed(CURATOR), datanet, id, ReviewDecision::Accept),
			Error::<Test>::DatanetFull
		);
		assert_ok!(Datanets::review(signed(CURATOR), datanet, id, ReviewDecision::Reject));
	});
}

#[test]
fn the_fee_for_a_rejection_is_bounded_and_none_after_closing() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		assert_ok!(Datanets::contribute(signed(ALICE), datanet, root(1), 1, 10_000));
		assert_ok!(Datanets::review(signed(CURATOR), datanet, 0, ReviewDecision::Reject));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - RECORD - BOND_BASE);
		let last = contribute(BOB, datanet, 2);
		assert_ok!(Datanets::close(signed(OWNER), datanet));
		assert_ok!(Datanets::review(signed(CURATOR), datanet, last, ReviewDecision::Reject));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT - RECORD);
	});
}

#[test]
fn accepting_holds_a_bond_of_the_curator_for_its_period() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		contribute_accepted(ALICE, datanet, 1);
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), CURATOR_BOND);
		wait(500);
		contribute_accepted(ALICE, datanet, 2);
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), CURATOR_BOND);
		wait(1_000);
		let release = |who| Datanets::release_curator_bond(signed(who), datanet);
		assert_noop!(release(CURATOR), Error::<Test>::CuratorLiable);
		wait(1);
		assert_noop!(release(OWNER), Error::<Test>::NoCuratorBond);
		assert_ok!(release(CURATOR));
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), 0);
	});
}
