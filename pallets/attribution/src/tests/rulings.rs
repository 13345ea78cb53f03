//! What rulings do to a settlement.

use crate::{Books, Liable, Settlements, mock::*};
use frame_support::{
	assert_ok,
	traits::{
		fungible::Unbalanced,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use openledger_primitives::{
	AccountId, Balance, BoundedVec, SessionId,
	influence::InfluenceVector,
	traits::{Conviction, Restitution, SettlementRegistry},
	usage::ContributionInfluence,
};

const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];
const ALL_20: [(u64, u32); 1] = [(20, 1_000_000_000)];
const MIXED: [(u64, u32); 3] = [(10, 250_000_000), (11, 250_000_000), (20, 500_000_000)];

fn vector(shares: &[(u64, u32)]) -> InfluenceVector {
	BoundedVec::truncate_from(shares.to_vec())
}

/// A settlement of 10,000 planck, half of whose influence is said to be contribution 20's.
fn settled() -> SessionId {
	let session = open(TUNED, 50_000);
	assert_ok!(settle(session, 10_000, &MIXED));
	session
}

/// A ruling finds answer 0 wrong, whose price is 5,000 planck and which named contribution 20 alone.
fn convict(session: SessionId, answer_differs: bool, right: Option<&InfluenceVector>) -> Restitution {
	let stated = vector(&ALL_20);
	let conviction = Conviction { answer: 0, price: 5_000, answer_differs, stated: &stated, right };
	let restitution = <Attribution as SettlementRegistry<AccountId>>::convict(session, 0, conviction);
	let restitution = restitution.expect("it is kept");
	Attribution::do_try_state().expect("every invariant holds");
	restitution
}

fn exposure() -> Balance {
	Liable::<Test>::get(account("provider")).map_or(0, |liability| liability.amount)
}

fn treasury() -> Balance {
	Balances::free_balance(account("treasury")) - ED + earned("treasury")
}

/// The window passes, and the rest is divided.
fn divide(session: SessionId) {
	pass(CHALLENGE_PERIOD + 1);
	assert_ok!(Attribution::distribute(by("other"), session, 0));
}

#[test]
fn another_answer_should_be_refunded_first() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		let restitution = convict(session, true, Some(&vector(&HALVES)));
		// Of 5,000 planck, 35/95 of what platform and royalty leave would have been the contributors'.
		assert_eq!(restitution, Restitution { refunded: 5_000, owed: vec![(10, 875), (11, 875)] });
		assert_eq!((earned("user"), Books::<Test>::get().pending, exposure()), (5_000, 5_000, 5_000));
		divide(session);
		// Contribution 20 was named beyond what is right; its half of the rest is nobody's.
		assert_eq!((earned("carol"), earned("dave")), (437, 437));
		assert_eq!((earned("provider"), earned("owner")), (2_000, 525 + 1));
		assert_eq!(treasury(), 250 + 875);
	});
}

#[test]
fn another_influence_should_be_paid_without_the_provider() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		assert_eq!(convict(session, false, Some(&vector(&HALVES))), Restitution::default());
		assert_eq!((earned("user"), earned("provider"), exposure()), (0, 0, 5_000));
		assert_eq!((earned("carol"), earned("dave"), earned("owner")), (875, 875, 525));
		assert_eq!(treasury(), 250 + 2_000);
		divide(session);
		assert_eq!((earned("carol"), earned("dave")), (875 + 437, 875 + 437));
		assert_eq!(earned("provider"), 2_000);
	});
}

#[test]
fn an_influence_that_nobody_agrees_on_should_be_the_treasurys() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		convict(session, false, None);
		assert_eq!((earned("carol"), earned("dave"), earned("owner")), (0, 0, 525));
		assert_eq!(treasury(), 250 + 2_000 + 1_750);
	});
}

#[test]
fn a_lie_that_outweighs_its_settlement_should_bring_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		// One answer of a planck names a friend, the others name nobody: the sum is the friend's alone.
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &ALL_20));
		let (stated, right) = (vector(&ALL_20), vector(&[]));
		let conviction =
			Conviction { answer: 0, price: 1, answer_differs: false, stated: &stated, right: Some(&right) };
		assert_ok!(<Attribution as SettlementRegistry<AccountId>>::convict(session, 0, conviction));
		divide(session);
		assert_eq!(earned("carol"), 0);
	});
}

#[test]
fn whoever_a_receipt_named_rightly_should_keep_its_share() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		let right = vector(&[(10, 400_000_000), (20, 600_000_000)]);
		let stated = vector(&MIXED);
		let conviction = Conviction {
			answer: 0,
			price: 5_000,
			answer_differs: false,
			stated: &stated,
			right: Some(&right),
		};
		assert_ok!(<Attribution as SettlementRegistry<AccountId>>::convict(session, 0, conviction));
		let kept = Settlements::<Test>::get(session, 0).expect("it is kept");
		assert_eq!((kept.forfeited.into_inner(), kept.convicted.into_inner()), (vec![11], vec![0]));
	});
}

#[test]
fn prices_beyond_what_is_left_should_take_only_that() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		for answer in 0..3 {
			let stated = vector(&ALL_20);
			let conviction =
				Conviction { answer, price: 4_000, answer_differs: true, stated: &stated, right: None };
			assert_ok!(<Attribution as SettlementRegistry<AccountId>>::convict(session, 0, conviction));
		}
		assert_eq!((earned("user"), exposure()), (10_000, 0));
		divide(session);
		assert_eq!(earned("provider"), 0);
	});
}

#[test]
fn a_condemned_settlement_should_go_back_to_its_user() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		convict(session, false, Some(&vector(&HALVES)));
		let condemned = <Attribution as SettlementRegistry<AccountId>>::condemn(session, 0);
		assert_eq!(condemned, Ok(5_000));
		assert_eq!((earned("user"), Books::<Test>::get().pending, exposure()), (5_000, 0, 0));
		let before = earned("carol");
		divide(session);
		assert_eq!((earned("carol"), earned("provider")), (before, 0));
	});
}

#[test]
fn fines_should_be_divided_among_those_they_are_for() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &HALVES));
		assert_ok!(settle(session, 20_000, &HALVES));
		let before = (earned("carol"), earned("dave"), earned("other"));
		// What is taken in must come off somebody's balance.
		let burnt = Balances::decrease_balance(
			&account("user"),
			100,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		);
		assert_ok!(burnt);
		assert_ok!(<Attribution as SettlementRegistry<AccountId>>::take_fine(100));
		let kept = Settlements::<Test>::get(session, 1).expect("it is kept");
		assert_ok!(<Attribution as SettlementRegistry<_>>::restore(&kept, &[(10, 30), (11, 20)]));
		assert_ok!(<Attribution as SettlementRegistry<_>>::reward(&[
			(account("other"), 49),
			(account("other"), 1),
			(account("dave"), 0),
		]));
		assert_eq!(
			(earned("carol"), earned("dave"), earned("other")),
			(before.0 + 30, before.1 + 20, before.2 + 50)
		);
		// What was made up for is in the graph, but is no settlement.
		assert_eq!(
			Attribution::influence(TUNED)[0],
			(10, ContributionInfluence { settlements: 1, earned: 1_750 + 30 })
		);
	});
}
