use crate::{Books, Error, Event, HoldReason, Settlements, Shares, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::usage::ContributionInfluence;

const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];

#[test]
fn dividing_should_divide_a_tuned_models_fee() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &HALVES));
		// 5 % of 10,000; then 40 : 35 : 20 of 9,500, the owner paying the base 10 % of that and taking what
		// rounding leaves.
		let shares =
			Shares { platform: 500, royalty: 950, provider: 4_000, contributors: 3_500, owner: 1_050 };
		System::assert_has_event(Event::Divided { session, settlement: 0, amount: 10_000, shares }.into());
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500);
		assert_eq!(earned("treasury"), 0);
		assert_eq!(earned("maker"), 950);
		assert_eq!(earned("provider"), 4_000);
		assert_eq!((earned("carol"), earned("dave")), (1_750, 1_750));
		assert_eq!(earned("owner"), 1_050);
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 40_000);
		assert_eq!(Books::<Test>::get().settled, 10_000);
	});
}

#[test]
fn dividing_should_send_the_treasury_the_contributors_share_of_a_base_model() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &[]));
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500 + 3_500);
		assert_eq!(earned("provider"), 4_000);
		assert_eq!(earned("maker"), 2_000);
	});
}

#[test]
fn dividing_should_send_the_treasury_what_a_tuned_model_leaves_unattributed() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &[]));
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500 + 3_500);
		assert_eq!(earned("provider"), 4_000);
		assert_eq!(earned("owner"), 1_050);
	});
}

#[test]
fn dividing_should_send_the_treasury_the_share_of_a_lost_contributor() {
	ExtBuilder::default().build_and_execute(|| {
		Contributors::mutate(|all| all.remove(&11));
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &HALVES));
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500 + 1_750);
		assert_eq!(
			Attribution::influence(TUNED),
			vec![
				(10, ContributionInfluence { settlements: 1, earned: 1_750 }),
				(11, ContributionInfluence { settlements: 1, earned: 0 }),
			]
		);
	});
}

#[test]
fn dividing_should_add_up_influence() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &HALVES));
		assert_ok!(settle_and_divide(session, 20_000, &[(20, 1_000_000_000)]));
		assert_ok!(settle_and_divide(session, 30_000, &[(10, 999_999_999), (20, 1)]));
		let influence = Attribution::influence(TUNED);
		assert_eq!(
			influence,
			vec![
				(10, ContributionInfluence { settlements: 2, earned: 1_750 + 3_499 }),
				(11, ContributionInfluence { settlements: 1, earned: 1_750 }),
				(20, ContributionInfluence { settlements: 2, earned: 3_500 }),
			]
		);
		// The planck that rounding left over is the owner's.
		assert_eq!(earned("owner"), 3 * 1_050 + 1);
		assert_eq!(earned("carol"), 1_750 + 3_499 + 3_500);
		assert_eq!(Attribution::influence(BASE), vec![]);
	});
}

#[test]
fn dividing_should_let_the_treasurys_share_wait_until_it_can_exist() {
	ExtBuilder { treasury: 0 }.build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 1_000, &HALVES));
		assert_eq!(earned("treasury"), 50);
		assert_ok!(settle_and_divide(session, 2_000, &HALVES));
		assert_eq!(earned("treasury"), 0);
		assert_eq!(Balances::free_balance(account("treasury")), 100);
	});
}

#[test]
fn dividing_should_take_a_single_planck() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 1, &HALVES));
		assert_eq!(earned("owner"), 1);
	});
}

#[test]
fn dividing_should_pay_nobody_who_answers_or_sells() {
	for name in ["provider", "owner"] {
		ExtBuilder::default().build_and_execute(|| {
			Contributors::mutate(|all| all.insert(11, account(name)));
			let session = open(TUNED, 50_000);
			assert_ok!(settle_and_divide(session, 10_000, &HALVES));
			assert_eq!(earned("carol"), 1_750);
			assert_eq!((earned("provider"), earned("owner")), (4_000, 1_050));
			assert_eq!(Balances::free_balance(account("treasury")), ED + 500 + 1_750);
			// It shaped the answer all the same.
			let influence = Attribution::influence(TUNED);
			assert_eq!(influence[1], (11, ContributionInfluence { settlements: 1, earned: 0 }));
		});
	}
}

#[test]
fn distribute_should_wait_for_the_window() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &HALVES));
		let attempt = || Attribution::distribute(by("other"), session, 0);
		assert_noop!(attempt(), Error::<Test>::NotDue);
		pass(CHALLENGE_PERIOD);
		assert_noop!(attempt(), Error::<Test>::NotDue);
		pass(1);
		Challenged::mutate(|open| open.push((session, 0, account("provider"))));
		assert_noop!(attempt(), Error::<Test>::NotDue);
		Challenged::mutate(|open| open.clear());
		assert_ok!(attempt());
		assert_eq!(earned("provider"), 4_000);
		assert_noop!(attempt(), Error::<Test>::UnknownSettlement);
		assert!(!Settlements::<Test>::contains_key(session, 0));
		assert_eq!(Books::<Test>::get().pending, 0);
	});
}

#[test]
fn distribute_should_outlive_the_session() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &HALVES));
		assert_ok!(Attribution::close_session(by("provider"), session));
		pass(CHALLENGE_PERIOD + 1);
		assert_ok!(Attribution::distribute(by("other"), session, 0));
		assert_eq!((earned("carol"), earned("dave")), (1_750, 1_750));
	});
}
