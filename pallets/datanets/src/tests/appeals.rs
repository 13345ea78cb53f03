//! Appeals, and what a jury's decision costs whom.

use crate::{Appeals, Contributions, Error, Event, Flags, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	Balance,
	datanet::{Admission, ContributionStatus},
};

fn draw(datanet: u32, id: u64) -> sp_runtime::DispatchResult {
	Datanets::draw_jury(signed(POOR), datanet, id)
}

fn conclude(datanet: u32, id: u64) -> sp_runtime::DispatchResult {
	Datanets::conclude_flag(signed(POOR), datanet, id)
}

fn vote(who: AccountId, datanet: u32, id: u64, uphold: bool) {
	assert_ok!(Datanets::vote_on_flag(signed(who), datanet, id, uphold));
}

/// A contribution of ALICE's that CURATOR accepted and BOB flagged.
fn flagged() -> (u32, u64) {
	let datanet = create(Admission::Curated);
	let id = contribute_accepted(ALICE, datanet, 1);
	assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
	(datanet, id)
}

/// An appeal, with its jury drawn.
fn appealed(who: AccountId, datanet: u32, id: u64) {
	assert_ok!(Datanets::appeal(signed(who), datanet, id));
	wait(1);
	assert_noop!(draw(datanet, id), Error::<Test>::LotUnknown);
	wait(1);
	assert_ok!(draw(datanet, id));
	assert_noop!(draw(datanet, id), Error::<Test>::JuryDrawn);
}

fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

#[test]
fn only_the_loser_appeals_and_in_time() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, id) = flagged();
		let appeal = |who| Datanets::appeal(signed(who), datanet, id);
		assert_ok!(Datanets::resolve_flag(signed(OWNER), datanet, id, true));
		assert_noop!(appeal(BOB), Error::<Test>::NotLoser);
		assert_noop!(appeal(CAROL), Error::<Test>::NotLoser);
		assert_noop!(draw(datanet, id), Error::<Test>::NotAppealed);
		wait(APPEAL_PERIOD + 1);
		assert_noop!(appeal(ALICE), Error::<Test>::TooLateToAppeal);
		assert_ok!(conclude(datanet, id));
		assert_noop!(appeal(ALICE), Error::<Test>::NotFlagged);
	});
}

#[test]
fn a_jury_acquits_and_the_curator_who_judged_pays_it() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, id) = flagged();
		assert_ok!(Datanets::resolve_flag(signed(OWNER), datanet, id, true));
		appealed(ALICE, datanet, id);
		assert_eq!(held(HoldReason::AppealBond, ALICE), APPEAL_BOND);
		assert_noop!(Datanets::vote_on_flag(signed(CAROL), datanet, id, true), Error::<Test>::NotJuror);
		vote(11, datanet, id, false);
		// A worker votes for its stash.
		vote(112, datanet, id, false);
		assert_noop!(Datanets::vote_on_flag(signed(12), datanet, id, true), Error::<Test>::AlreadyVoted);
		assert_noop!(conclude(datanet, id), Error::<Test>::VoteOpen);
		wait(JURY_PERIOD + 1);
		assert_noop!(Datanets::vote_on_flag(signed(13), datanet, id, true), Error::<Test>::VoteOver);
		assert_ok!(conclude(datanet, id));
		assert_eq!(Contributions::<Test>::get(id).unwrap().status, ContributionStatus::Accepted);
		assert_eq!((free(ALICE), free(BOB)), (ENDOWMENT - BOND, ENDOWMENT - FLAG_BOND));
		// Half of the owner's bond, for the two who voted; the silent one gets nothing.
		assert_eq!(held(HoldReason::CuratorBond, OWNER), CURATOR_BOND / 2);
		assert_eq!((free(11), free(12), free(13)), (ENDOWMENT + 125, ENDOWMENT + 125, ENDOWMENT));
		// Who accepted it was right.
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), CURATOR_BOND);
	});
}

#[test]
fn a_jury_confirms_and_whoever_accepted_pays_too() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, id) = flagged();
		assert_ok!(Datanets::resolve_flag(signed(OWNER), datanet, id, true));
		appealed(ALICE, datanet, id);
		JURORS.iter().for_each(|juror| vote(*juror, datanet, id, *juror != 13));
		assert_ok!(conclude(datanet, id));
		System::assert_last_event(
			Event::FlagUpheld {
				datanet,
				contribution: id,
				resolver: OWNER,
				to_flagger: 30,
				to_treasury: BOND - 30,
			}
			.into(),
		);
		assert_eq!(free(BOB), ENDOWMENT + 30);
		assert_eq!(free(ALICE), ENDOWMENT - BOND - APPEAL_BOND);
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), CURATOR_BOND / 2);
		assert_eq!(held(HoldReason::CuratorBond, OWNER), CURATOR_BOND);
		let each = APPEAL_BOND / 3 + CURATOR_BOND / 2 / 3;
		JURORS.iter().for_each(|juror| assert_eq!(free(*juror), ENDOWMENT + each));
	});
}

#[test]
fn a_flagger_goes_past_curators_who_do_not_decide() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let id = contribute(OWNER, datanet, 1);
		assert_ok!(Datanets::flag(signed(BOB), datanet, id, root(8)));
		appealed(BOB, datanet, id);
		assert_noop!(Datanets::resolve_flag(signed(CURATOR), datanet, id, false), Error::<Test>::Appealed);
		JURORS.iter().for_each(|juror| vote(*juror, datanet, id, true));
		assert_ok!(conclude(datanet, id));
		assert_eq!(Contributions::<Test>::get(id).unwrap().status, ContributionStatus::Removed);
		assert_eq!(free(BOB), ENDOWMENT + 30);
	});
}

#[test]
fn a_wrongly_dismissed_flag_costs_the_curator() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, id) = flagged();
		assert_ok!(Datanets::resolve_flag(signed(OWNER), datanet, id, false));
		appealed(BOB, datanet, id);
		JURORS.iter().for_each(|juror| vote(*juror, datanet, id, true));
		assert_ok!(conclude(datanet, id));
		assert_eq!(Contributions::<Test>::get(id).unwrap().status, ContributionStatus::Removed);
		assert_eq!(held(HoldReason::CuratorBond, OWNER), CURATOR_BOND / 2);
		assert_eq!(held(HoldReason::CuratorBond, CURATOR), CURATOR_BOND / 2);
	});
}

#[test]
fn an_undecided_jury_leaves_everything_as_it_was() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, id) = flagged();
		assert_ok!(Datanets::resolve_flag(signed(OWNER), datanet, id, true));
		appealed(ALICE, datanet, id);
		vote(11, datanet, id, true);
		vote(12, datanet, id, false);
		wait(JURY_PERIOD + 1);
		assert_ok!(conclude(datanet, id));
		System::assert_has_event(Event::JuryDecided { datanet, contribution: id, uphold: None }.into());
		assert_eq!(Contributions::<Test>::get(id).unwrap().status, ContributionStatus::Accepted);
		assert_eq!((free(ALICE), free(BOB)), (ENDOWMENT - BOND, ENDOWMENT));
		assert_eq!(held(HoldReason::CuratorBond, OWNER), CURATOR_BOND);
		assert!(!Flags::<Test>::contains_key(id));
	});
}

#[test]
fn a_lot_that_nobody_drew_in_time_is_cast_anew() {
	ExtBuilder.build_and_execute(|| {
		let (datanet, id) = flagged();
		assert_ok!(Datanets::appeal(signed(BOB), datanet, id));
		wait(500);
		assert_ok!(draw(datanet, id));
		assert_eq!(Appeals::<Test>::get(id).unwrap().until, None);
		assert_noop!(draw(datanet, id), Error::<Test>::LotUnknown);
		wait(2);
		assert_ok!(draw(datanet, id));
		wait(JURY_PERIOD + 1);
		assert_ok!(conclude(datanet, id));
	});
}
