use super::*;
use crate::{Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
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
		// The user has all of it back, and contributors get nothing by what nobody has shown.
		let names = ["user", "carol", "dave", "other", "provider"];
		assert_eq!(gains(id, names), [10_000, 0, 0, PENALTY / 2, 0]);
		assert_eq!(treasury(), before + 10_000 + PENALTY / 2);
		System::assert_has_event(
			Event::Convicted {
				challenge: id,
				provider: account("provider"),
				slashed: PENALTY + 10_000,
				contributors: 0,
				challenger: PENALTY / 2,
				verifiers: 0,
				treasury: 15_000,
				refunded: 10_000,
			}
			.into(),
		);
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - PENALTY - 10_000);
		assert_eq!((held(), Books::<Test>::get().fines), (0, PENALTY + 10_000));
		assert!(Attribution::settlement(session, 0).expect("its window is not over").condemned);
		assert_eq!(Attribution::influence(TUNED), vec![]);
		assert_noop!(Disputes::challenge(by("other"), session, 0, Some(1)), Error::<Test>::AlreadyJudged);
		assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::UnknownChallenge);
	});
}

#[test]
fn a_false_sum_should_condemn_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let opened_answers = vec![opened_answer(session, 0, &HALVES), opened_answer(session, 1, &HALVES)];
		settle_with(session, &opened_answers, Settlement { first: 0, influence: vector(&ALL_20) });
		let id = doubt(session, None);
		assert_ok!(Disputes::reveal(by("worker"), id, sum_evidence(&opened_answers)));
		assert_eq!(gains(id, ["user", "carol", "dave", "other"]), [10_000, 0, 0, 5_000]);
	});
}

#[test]
fn another_influence_should_be_divided_rightly() {
	ExtBuilder::default().build_and_execute(|| {
		enlist(&["fourth"]);
		let (session, id) = revealed(&ALL_20);
		commit("fourth", id, &MATCHES);
		vote(id, &agree(&OTHERS, &otherwise(&HALVES)));
		// There is one more to reveal.
		assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::NotYetDue);
		disclose("fourth", id, MATCHES);
		let before = treasury();
		let names = ["user", "carol", "dave", "owner", "provider", "other", "rival", "second", "fourth"];
		// Half of the contributors' 3,150 is the answer's.
		assert_eq!(gains(id, names), [0, 875, 875, 525, 0, 5_000, 600, 600, 0]);
		// Of the answer its fee and the provider's share, of the slash the rest, and what the fourth pays.
		let rest = 15_000 - 5_000 - 3 * 600;
		assert_eq!(treasury(), before + 250 + 2_000 + rest + MINORITY_PENALTY);
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - PENALTY - 5_000);
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
		assert_eq!(gains(id + 1, ["user", "carol", "dave"]), [5_000, 0, 0]);
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - 2 * (PENALTY + 5_000));
		// The sum cannot be judged again.
		assert_eq!(gains(id + 2, ["carol", "other"]), [0, 0]);
		System::assert_last_event(Event::Dismissed { challenge: id + 2 }.into());
		assert_eq!(held(), 0);
	});
}

#[test]
fn another_answer_should_be_refunded_and_made_up_for() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &Finding::AnswerDiffers { influence: vector(&HALVES) }));
		let before = treasury();
		let names = ["user", "carol", "dave", "owner", "provider", "other", "rival", "second", "third"];
		assert_eq!(gains(id, names), [5_000, 875, 875, 0, 0, 5_000, 600, 600, 600]);
		assert_eq!(treasury(), before + 15_000 - 1_750 - 5_000 - 1_800);
		System::assert_has_event(
			Event::Convicted {
				challenge: id,
				provider: account("provider"),
				slashed: 15_000,
				contributors: 1_750,
				challenger: 5_000,
				verifiers: 1_800,
				treasury: 15_000 - 1_750 - 5_000 - 1_800,
				refunded: 5_000,
			}
			.into(),
		);
	});
}

#[test]
fn no_lie_should_pay() {
	// Whatever a lie is about, and whoever of its author's friends challenges it and votes.
	let convicting = [
		Some(Finding::AnswerDiffers { influence: vector(&ALL_20) }),
		Some(otherwise(&[(10, 1_000_000_000)])),
		None,
	];
	for finding in convicting {
		ExtBuilder::default().build_and_execute(|| {
			let friends = ["provider", "other", "carol", "rival", "second", "third"];
			let id = match finding {
				Some(finding) => {
					let (_, id) = revealed(&ALL_20);
					vote(id, &agree(&OTHERS, &finding));
					id
				},
				None => {
					let (session, _) = settled(&ALL_20);
					let id = doubt(session, None);
					pass_silently();
					id
				},
			};
			let gained: u128 = gains(id, friends).iter().sum();
			let lost = PROVIDER_BOND - bond_of(&account("provider"));
			assert!(lost > gained, "{lost} were lost and {gained} gained");
		});
	}
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
		assert_eq!(gains(id, ["carol", "dave"]), [875, 875]);
	});
}

#[test]
fn a_small_bond_should_be_shared_by_many_verifiers() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &MATCHES));
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
		let (_, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &Finding::AnswerDiffers { influence: vector(&HALVES) }));
		Bonds::mutate(|all| all.insert(account("provider"), 2_000));
		// The user is paid out of the settlement, whatever became of the bond.
		assert_eq!(gains(id, ["user", "carol", "dave", "other"]), [5_000, 875, 875, 125]);
		assert_eq!((bond_of(&account("provider")), held()), (0, 0));
	});
}

#[test]
fn what_a_lost_contributor_is_owed_should_go_to_the_treasury() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		Contributors::mutate(|all| all.remove(&11));
		vote(id, &agree(&OTHERS, &Finding::AnswerDiffers { influence: vector(&HALVES) }));
		let before = treasury();
		assert_eq!(gains(id, ["carol", "dave", "rival"]), [875, 0, 600]);
		assert_eq!(treasury(), before + 875 + 15_000 - 1_750 - 5_000 - 3 * 600);
	});
}
