//! Flags and what they cost.

use crate::{Accepted, Contributions, Error, Event, Flags, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use openledger_primitives::{
	datanet::{Admission, ContributionStatus},
	traits::DatanetRegistry,
};
use sp_runtime::TokenError;

fn resolve(who: AccountId, datanet: u32, id: u64, uphold: bool) -> sp_runtime::DispatchResult {
	Datanets::resolve_flag(signed(who), datanet, id, uphold)
}

fn conclude(datanet: u32, id: u64) -> sp_runtime::DispatchResult {
	Datanets::conclude_flag(signed(POOR), datanet, id)
}

#[test]
fn flag_holds_a_bond() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		System::assert_last_event(
			Event::Flagged { datanet, contribution: id, flagger: BOB, evidence: root(8), bond: FLAG_BOND }
				.into(),
		);
		assert_eq!(held(HoldReason::FlagBond, BOB), FLAG_BOND);
	});
}

#[test]
fn flag_refuses_own_repeated_settled_and_unknown() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create_with(Admission::Open, true);
		let id = contribute(ALICE, datanet, 1);
		let flag = |who, id| Datanets::flag(signed(who), datanet, id, root(8));
		assert_noop!(flag(ALICE, id), Error::<Test>::OwnContribution);
		assert_noop!(flag(BOB, 9), Error::<Test>::UnknownContribution);
		assert_noop!(flag(POOR, id), TokenError::FundsUnavailable);
		assert_ok!(flag(BOB, id));
		assert_noop!(flag(CAROL, id), Error::<Test>::FlagOpen);

		let gone = contribute(ALICE, datanet, 2);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, gone));
		assert_noop!(flag(BOB, gone), Error::<Test>::NotLive);
	});
}

#[test]
fn upheld_flag_removes_the_contribution_and_slashes_its_bond() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let (bad, good) = (contribute(ALICE, datanet, 1), contribute(ALICE, datanet, 2));
		assert_ok!(Datanets::flag(signed(BOB), datanet, bad, root(8)));
		assert_noop!(conclude(datanet, bad), Error::<Test>::NotDecided);
		assert_ok!(resolve(CURATOR, datanet, bad, true));
		let until = 1 + APPEAL_PERIOD;
		System::assert_last_event(
			Event::FlagDecided { datanet, contribution: bad, resolver: CURATOR, uphold: true, until }.into(),
		);
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), CURATOR_BOND);
		assert_eq!(Accepted::<Test>::get(datanet).into_inner(), vec![bad, good]);
		assert_noop!(resolve(OWNER, datanet, bad, false), Error::<Test>::FlagDecided);
		wait(APPEAL_PERIOD);
		assert_noop!(conclude(datanet, bad), Error::<Test>::AppealOpen);
		wait(1);
		assert_ok!(conclude(datanet, bad));
		// Nobody who could have had a hand in it gains.
		System::assert_last_event(
			Event::FlagUpheld {
				datanet,
				contribution: bad,
				resolver: CURATOR,
				to_flagger: 0,
				to_treasury: BOND,
			}
			.into(),
		);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + BOND);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 2 * BOND);
		assert_eq!(held(HoldReason::ContributionBond, ALICE), BOND);
		assert_eq!(Accepted::<Test>::get(datanet).into_inner(), vec![good]);
		let record = Contributions::<Test>::get(bad).unwrap();
		assert_eq!((record.status, record.bond), (ContributionStatus::Removed, 0));
		assert_noop!(resolve(CURATOR, datanet, bad, true), Error::<Test>::NotFlagged);
		assert_noop!(conclude(datanet, bad), Error::<Test>::NotFlagged);
	});
}

#[test]
fn removed_for_cause_earns_no_more_but_revoked_does() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create_with(Admission::Open, true);
		let (removed, revoked) = (contribute(ALICE, datanet, 1), contribute(ALICE, datanet, 2));
		assert_ok!(Datanets::publish_snapshot(signed(OWNER), datanet));
		assert_ok!(Datanets::flag(signed(BOB), datanet, removed, root(8)));
		decide(CURATOR, datanet, removed, true);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, revoked));
		assert_eq!(Datanets::contributor(removed), None);
		assert_eq!(Datanets::contributor(revoked), Some(ALICE));
	});
}

#[test]
fn upheld_flag_removes_a_pending_contribution() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		decide(OWNER, datanet, id, true);
		assert_eq!(Datanets::datanet(datanet).unwrap().pending, 0);
	});
}

#[test]
fn dismissed_flag_costs_its_bond_and_pays_no_party() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		decide(CURATOR, datanet, id, false);
		System::assert_last_event(
			Event::FlagDismissed { datanet, contribution: id, resolver: CURATOR, to_contributor: 0 }.into(),
		);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - BOND);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT - FLAG_BOND);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + FLAG_BOND);
		assert_eq!(Accepted::<Test>::get(datanet).into_inner(), vec![id]);
		// A new flag may follow.
		assert_ok!(Datanets::flag(signed(CAROL), datanet, id, root(8)));
	});
}

#[test]
fn resolve_flag_refuses_strangers_and_parties() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let by_owner = contribute(OWNER, datanet, 1);
		assert_noop!(resolve(CURATOR, datanet, by_owner, true), Error::<Test>::NotFlagged);
		assert_ok!(Datanets::flag(signed(CURATOR), datanet, by_owner, root(8)));
		assert_noop!(resolve(BOB, datanet, by_owner, true), Error::<Test>::NotCurator);
		assert_noop!(resolve(OWNER, datanet, by_owner, false), Error::<Test>::PartyToFlag);
		assert_noop!(resolve(CURATOR, datanet, by_owner, true), Error::<Test>::PartyToFlag);
		assert_noop!(resolve(CURATOR, datanet, 9, true), Error::<Test>::UnknownContribution);
		assert_noop!(resolve(CURATOR, 9, by_owner, true), Error::<Test>::UnknownDatanet);
	});
}

#[test]
fn undecided_flag_lapses_so_that_no_bond_is_stuck() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let id = contribute(ALICE, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		System::set_block_number(u64::from(1 + FLAG_PERIOD));
		assert_noop!(resolve(ALICE, datanet, id, false), Error::<Test>::NotCurator);
		System::set_block_number(u64::from(2 + FLAG_PERIOD));
		assert_noop!(resolve(CURATOR, datanet, id, true), Error::<Test>::FlagExpired);
		assert_ok!(resolve(ALICE, datanet, id, false));
		System::assert_last_event(
			Event::FlagLapsed { datanet, contribution: id, returned: FLAG_BOND }.into(),
		);
		assert!(!Flags::<Test>::contains_key(id));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, id));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - RECORD);
	});
}

#[test]
fn upheld_flag_slashes_to_the_last_planck_of_an_account() {
	ExtBuilder.build_and_execute(|| {
		// The contributor is left with the existential deposit alone.
		let datanet = create(Admission::Open);
		let id = contribute(ALICE, datanet, 1);
		let spare = Balances::free_balance(ALICE) - 10;
		assert_ok!(Balances::transfer_keep_alive(signed(ALICE), BOB, spare));
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		decide(CURATOR, datanet, id, true);
		assert_eq!(Balances::total_balance(&ALICE), 10);
	});
}
