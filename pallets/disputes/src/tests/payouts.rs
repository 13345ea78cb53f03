use super::*;
use crate::{Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::usage::ContributionInfluence;
use pallet_attribution::Books;

/// What names can claim.
fn earned_by<const N: usize>(names: [&str; N]) -> [u128; N] {
	names.map(earned)
}

/// Resolves, and tells what names can claim more than before.
fn gains<const N: usize>(id: ChallengeId, names: [&str; N]) -> [u128; N] {
	let before = earned_by(names);
	assert_ok!(Disputes::resolve(by("dave"), id));
	let after = earned_by(names);
	std::array::from_fn(|at| after[at] - before[at])
}

fn treasury() -> u128 {
	Balances::free_balance(account("treasury"))
}

fn held() -> u128 {
	Balances::balance_on_hold(&HoldReason::ChallengeBond.into(), &account("other"))
}

#[test]
fn silence_should_condemn() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		pass(REVEAL_PERIOD + LATE_PERIOD);
		assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::NotYetDue);
		pass(1);
		let before = treasury();
		// 3,150 planck by records: a third for each of three contributions, two of them Carol's.
		assert_eq!(gains(id, ["carol", "dave", "other", "provider"]), [2_100, 1_050, 5_000, 0]);
		assert_eq!(treasury(), before + 5_000);
		System::assert_has_event(
			Event::Convicted {
				challenge: id,
				provider: account("provider"),
				slashed: 13_150,
				contributors: 3_150,
				challenger: 5_000,
				verifiers: 0,
				treasury: 5_000,
			}
			.into(),
		);
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - 13_150);
		assert_eq!((held(), Books::<Test>::get().fines), (0, 13_150));
		let settlement = Attribution::settlement(session, 0).expect("its window is not over");
		assert!(settlement.condemned && settlement.restored == 3_150);
		// What was made up for is in the graph, but is no settlement.
		let influence = Attribution::influence(TUNED);
		assert_eq!(influence[0], (10, ContributionInfluence { settlements: 1, earned: 787 + 1_050 }));
		assert_noop!(Disputes::challenge(by("other"), session, 0, Some(1)), Error::<Test>::AlreadyJudged);
		assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::UnknownChallenge);
	});
}

#[test]
fn a_false_sum_should_condemn_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let opened_answers = vec![opened_answer(session, 0, &HALVES), opened_answer(session, 1, &HALVES)];
		let settlement = Settlement { influence: vector(&ALL_20), ..honest(&opened_answers) };
		settle_with(session, &opened_answers, settlement);
		let id = doubt(session, None);
		assert_ok!(Disputes::reveal(by("worker"), id, sum_evidence(&opened_answers)));
		assert_eq!(gains(id, ["carol", "dave", "other"]), [2_100, 1_050, 5_000]);
	});
}

#[test]
fn votes_should_convict_and_correct() {
	ExtBuilder::default().build_and_execute(|| {
		enlist(&["fourth"]);
		let (session, id) = revealed(&ALL_20);
		commit("fourth", id, &Finding::Matches);
		vote(id, &agree(&OTHERS, &otherwise(&HALVES)));
		// There is one more to reveal.
		assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::NotYetDue);
		disclose("fourth", id, Finding::Matches);
		let before = treasury();
		let names = ["carol", "dave", "other", "rival", "second", "fourth"];
		// Half of 3,150 is the answer's; half of that, rounded down, each of contributions 10 and 11 should
		// have had.
		assert_eq!(gains(id, names), [787, 787, 5_000, 600, 600, 0]);
		assert_eq!(treasury(), before + 3_200 + MINORITY_PENALTY);
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - 11_574);
		assert_eq!(bond_of(&account("fourth")), PROVIDER_BOND - MINORITY_PENALTY);
		assert_eq!(held(), 0);
		// This answer is judged, the other is not, nor is the sum.
		let again = |answer| Disputes::challenge(by("other"), session, 0, answer);
		assert_noop!(again(Some(0)), Error::<Test>::AlreadyJudged);
		assert_ok!(again(Some(1)));
		assert_ok!(again(None));
		// Silence about the rest is then about what is left.
		pass_silently();
		pass(1);
		let left = 3_150 - 1_574;
		assert_eq!(gains(id + 1, ["carol", "dave"]), [left / 3 * 2, left / 3]);
		System::assert_has_event(
			Event::Convicted {
				challenge: id + 1,
				provider: account("provider"),
				slashed: 10_000 + left / 3 * 3,
				contributors: left / 3 * 3,
				challenger: 5_000,
				verifiers: 0,
				treasury: 5_000,
			}
			.into(),
		);
		// The sum cannot be judged again.
		assert_eq!(gains(id + 2, ["carol", "other"]), [0, 0]);
		System::assert_last_event(Event::Dismissed { challenge: id + 2 }.into());
		assert_eq!(held(), 0);
	});
}

#[test]
fn a_settlement_without_influence_should_owe_the_whole_right_vector() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let opened_answers = vec![opened_answer(session, 0, &[])];
		settle_with(session, &opened_answers, honest(&opened_answers));
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY);
		vote(id, &agree(&OTHERS, &otherwise(&HALVES)));
		// 5,000 − 250 − 475 = 4,275, of which 35/95 are 1,575.
		assert_eq!(gains(id, ["carol", "dave"]), [787, 787]);
	});
}

#[test]
fn a_small_bond_should_be_shared_by_many_verifiers() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &Finding::Matches));
		assert_eq!(gains(id, ["provider", "rival", "second", "third"]), [1, 333, 333, 333]);
		System::assert_last_event(Event::Acquitted { challenge: id, verifiers: 999, provider: 1 }.into());
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND);
		assert_eq!((held(), Books::<Test>::get().fines), (0, CHALLENGE_BOND));
	});
}

#[test]
fn a_true_sum_should_cost_the_challenger_its_bond() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, None);
		assert_ok!(Disputes::reveal(by("worker"), id, sum_evidence(&opened_answers)));
		let before = treasury();
		// Half of it goes to neither, so that friends shield nothing for free.
		assert_eq!(gains(id, ["provider", "other"]), [CHALLENGE_BOND / 2, 0]);
		assert_eq!((held(), treasury()), (0, before + CHALLENGE_BOND / 2));
	});
}

#[test]
fn a_bond_that_does_not_reach_should_go_to_contributors_first() {
	ExtBuilder::default().build_and_execute(|| {
		let ((one, _), (two, _)) = (settled(&ALL_20), settled(&ALL_20));
		Bonds::mutate(|all| all.insert(account("provider"), 2_000));
		let (one, two) = (doubt(one, None), doubt(two, None));
		pass_silently();
		pass(1);
		assert_eq!(gains(one, ["carol", "dave", "other"]), [1_332, 666, 1]);
		assert_eq!(bond_of(&account("provider")), 0);
		assert_eq!(gains(two, ["carol", "dave", "other"]), [0, 0, 0]);
		assert_eq!(held(), 0);
	});
}

#[test]
fn what_a_lost_contributor_is_owed_should_go_to_the_treasury() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&ALL_20);
		Contributors::mutate(|all| all.remove(&11));
		let id = doubt(session, None);
		pass_silently();
		pass(1);
		let before = treasury();
		assert_eq!(gains(id, ["carol", "dave"]), [2_100, 0]);
		assert_eq!(treasury(), before + 5_000 + 1_050);
	});
}
