//! Tests of reviewing contributions.

use crate::{mock::*, Accepted, Contributions, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	datanet::{Admission, ContributionStatus, ReviewDecision},
	MAX_SNAPSHOT_CONTRIBUTIONS,
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
fn review_rejects_and_returns_the_bond() {
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
				returned: BOND,
			}
			.into(),
		);
		let record = Contributions::<Test>::get(id).unwrap();
		assert_eq!((record.status, record.bond), (ContributionStatus::Rejected, 0));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
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
