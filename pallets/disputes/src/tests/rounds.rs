use super::*;
use crate::{Duties, Error, Event, ROUNDS};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::challenge::ChallengeStage;

fn stage(id: ChallengeId) -> ChallengeStage {
	Disputes::challenge_info(id).expect("it is open").stage
}

/// Resolves; what the bonds of these are less than before.
fn losses<const N: usize>(id: ChallengeId, names: [&str; N]) -> [u128; N] {
	let bonds = || names.map(|name| bond_of(&account(name)));
	let before = bonds();
	assert_ok!(Disputes::resolve(by("dave"), id));
	let after = bonds();
	std::array::from_fn(|at| before[at] - after[at])
}

/// What the treasury has and can claim.
fn treasury() -> u128 {
	Balances::free_balance(account("treasury")) + earned("treasury")
}

#[test]
fn silence_should_cost_and_decide_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id) = revealed(&ALL_20);
		pass(COMMIT_PERIOD + DISCLOSE_PERIOD);
		assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::NotYetDue);
		pass(1);
		let before = treasury();
		assert_eq!(losses(id, ["rival", "second", "third", "provider"]), [500, 500, 500, 0]);
		assert_eq!(treasury(), before + 1_500);
		System::assert_has_event(Event::DrawnAgain { challenge: id, round: 1 }.into());
		// Nobody is left to be drawn.
		pass((ROUNDS - 1) * DRAW_DELAY);
		assert_eq!(stage(id), ChallengeStage::Undecided);
		let before = Balances::free_balance(account("other"));
		assert_eq!(losses(id, ["rival", "second", "third", "provider"]), [0; 4]);
		assert_eq!(Balances::free_balance(account("other")), before + CHALLENGE_BOND);
		assert_noop!(Disputes::challenge(by("user"), session, 0, Some(0)), Error::<Test>::LeftToReferee);
		assert_ok!(Disputes::challenge(by("user"), session, 0, Some(1)));
	});
}

#[test]
fn whoever_does_not_reveal_should_lose_as_much_as_whoever_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		enlist(&["fourth", "fifth"]);
		let (_, id) = revealed(&ALL_20);
		commit("fourth", id, &MATCHES);
		vote(id, &agree(&OTHERS, &otherwise(&HALVES)));
		pass(DISCLOSE_PERIOD);
		// It saw that it stands alone, and kept silent; the fifth was not there at all.
		assert_eq!(losses(id, ["rival", "fourth", "fifth"]), [0, MINORITY_PENALTY, SILENCE_PENALTY]);
		assert_eq!(earned("rival"), VERIFIER_REWARD);
		assert_eq!(Duties::<Test>::iter().count(), 0);
	});
}

#[test]
fn two_thirds_should_not_be_enough() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		vote(id, &[("rival", otherwise(&HALVES)), ("second", otherwise(&HALVES)), ("third", MATCHES)]);
		// Nobody knows who is wrong.
		assert_eq!(losses(id, ["rival", "second", "third", "provider"]), [0; 4]);
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
	});
}

#[test]
fn findings_should_agree_to_the_bit() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		let near = [(10, 500_000_001), (11, 499_999_999)];
		vote(
			id,
			&[("rival", otherwise(&HALVES)), ("second", otherwise(&HALVES)), ("third", otherwise(&near))],
		);
		assert_eq!(losses(id, ["rival", "second", "third", "provider"]), [0; 4]);
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
	});
}

#[test]
fn fewer_than_a_quorum_should_decide_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		enlist(&["fourth", "fifth"]);
		let (_, id) = revealed(&ALL_20);
		vote(id, &agree(&["rival", "second"], &otherwise(&HALVES)));
		pass(DISCLOSE_PERIOD);
		let lost = losses(id, ["rival", "second", "third", "fourth", "fifth", "provider"]);
		assert_eq!(lost, [0, 0, 500, 500, 500, 0]);
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
	});
}

#[test]
fn others_should_be_drawn_for_the_next_round() {
	ExtBuilder::default().build_and_execute(|| {
		let names: Vec<_> = (0..12).map(|number| format!("more {number}")).collect();
		enlist(&names.iter().map(String::as_str).collect::<Vec<_>>());
		let (_, id) = revealed(&ALL_20);
		let mut seen = Vec::new();
		for round in 0..ROUNDS {
			let draw = Draws::<Test>::get(id).expect("verifiers are drawn");
			assert_eq!((draw.round, draw.verifiers.len()), (round, 5));
			assert!(draw.verifiers.iter().all(|who| !seen.contains(who)));
			assert_eq!(draw.passed.to_vec(), seen);
			seen.extend(draw.verifiers);
			pass(COMMIT_PERIOD + DISCLOSE_PERIOD + 1);
			assert_ok!(Disputes::resolve(by("dave"), id));
			pass(DRAW_DELAY);
		}
		assert_eq!(seen.len(), 15);
		assert!(seen.iter().all(|who| books::duties_of(who) == 0));
		assert!(Disputes::challenge_info(id).is_none());
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND);
	});
}

#[test]
fn data_that_nobody_can_have_should_cost_no_verifier() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &Finding::Unrepeatable));
		assert_eq!(losses(id, ["rival", "second", "third", "provider"]), [0; 4]);
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
	});
}

#[test]
fn not_repeating_what_others_can_should_cost_as_much_as_silence() {
	ExtBuilder::default().build_and_execute(|| {
		enlist(&["fourth"]);
		let (_, id) = revealed(&ALL_20);
		let mut findings = agree(&OTHERS, &MATCHES);
		findings.push(("fourth", Finding::Unrepeatable));
		vote(id, &findings);
		assert_eq!(losses(id, ["rival", "fourth", "provider"]), [0, SILENCE_PENALTY, 0]);
		assert!(Disputes::challenge_info(id).is_none());
	});
}

#[test]
fn a_ruling_on_the_whole_settlement_should_release_verifiers() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let sum = doubt(session, None);
		let one = doubt(session, Some(0));
		pass(REVEAL_PERIOD + LATE_PERIOD);
		assert_ok!(Disputes::reveal(by("worker"), one, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY);
		commit("rival", one, &MATCHES);
		assert_ok!(Disputes::resolve(by("dave"), sum));
		assert_eq!(losses(one, ["rival", "second", "third"]), [0; 3]);
		System::assert_last_event(Event::Dismissed { challenge: one }.into());
		assert!(OTHERS.iter().all(|name| books::duties_of(&account(name)) == 0));
	});
}
