use super::*;
use crate::{Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{
	challenge::{ChallengeStage, Periods},
	traits::Liabilities,
};
use pallet_attribution::Liable;

#[test]
fn challenge_should_hold_a_bond_and_ask_the_provider() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&HALVES);
		let id = doubt(session, Some(1));
		let until = System::block_number() + REVEAL_PERIOD;
		System::assert_last_event(
			Event::Challenged {
				challenge: id,
				session,
				settlement: 0,
				answer: Some(1),
				challenger: account("other"),
				provider: account("provider"),
				until,
			}
			.into(),
		);
		let held = Balances::balance_on_hold(&HoldReason::ChallengeBond.into(), &account("other"));
		assert_eq!(held, CHALLENGE_BOND);
		let info = Disputes::challenge_info(id).expect("it is open");
		assert_eq!(info.stage, ChallengeStage::AwaitingResponse { until });
		assert_eq!(Disputes::challenges(), vec![info]);
		let settlement = Attribution::settlement(session, 0).expect("it is kept");
		assert_eq!((settlement.first, settlement.answers, settlement.amount), (0, 2, 10_000));
		let (challenge, reveal, vote) = (CHALLENGE_PERIOD, REVEAL_PERIOD, VOTE_PERIOD);
		assert_eq!(Disputes::periods(), Periods { challenge, reveal, vote });
	});
}

#[test]
fn challenge_should_be_open_to_anyone_with_a_bond_but_the_provider() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&HALVES);
		let own = Disputes::challenge(by("provider"), session, 0, None);
		assert_noop!(own, Error::<Test>::OwnSettlement);
		let poor = Disputes::challenge(by("carol"), session, 0, None);
		assert_noop!(poor, sp_runtime::TokenError::FundsUnavailable);
		assert_ok!(Disputes::challenge(by("user"), session, 0, None));
	});
}

#[test]
fn challenge_should_name_what_there_is() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&HALVES);
		for (session, number) in [(session, 1), (session + 7, 0)] {
			assert_noop!(
				Disputes::challenge(by("other"), session, number, None),
				Error::<Test>::UnknownSettlement
			);
		}
		assert_noop!(Disputes::challenge(by("other"), session, 0, Some(2)), Error::<Test>::UnknownAnswer);
	});
}

#[test]
fn answers_of_base_models_should_be_open_to_challenges() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let mut answer = opened_answer(session, 0, &[]);
		answer.receipt.model = BASE;
		settle_with(session, &[answer.clone()], honest(&[answer.clone()]));
		let (one, sum) = (doubt(session, Some(0)), doubt(session, None));
		assert_ok!(Disputes::reveal(by("worker"), one, answer_evidence(&[answer.clone()], 0)));
		assert_ok!(Disputes::reveal(by("worker"), sum, sum_evidence(&[answer])));
		vote("rival", one, Finding::AnswerDiffers { influence: vector(&[]) });
		vote("second", one, Finding::AnswerDiffers { influence: vector(&[]) });
		pass(VOTE_PERIOD + 1);
		assert_ok!(Disputes::resolve(by("dave"), one));
		// The user has its money back.
		assert_eq!(earned("user"), 5_000);
	});
}

#[test]
fn challenge_should_refuse_what_is_being_challenged() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&HALVES);
		for question in [None, Some(0), Some(1)] {
			doubt(session, question);
			assert_noop!(
				Disputes::challenge(by("user"), session, 0, question),
				Error::<Test>::AlreadyChallenged
			);
		}
		assert_eq!(Liable::<Test>::get(account("provider")).map(|liable| liable.open), Some(3));
	});
}

#[test]
fn challenge_should_bound_how_many_are_open() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 500_000);
		let opened_answers: Vec<_> = (0..9).map(|index| opened_answer(session, index, &HALVES)).collect();
		settle_with(session, &opened_answers, honest(&opened_answers));
		for answer in 0..8 {
			doubt(session, Some(answer));
		}
		assert_noop!(Disputes::challenge(by("other"), session, 0, Some(8)), Error::<Test>::TooManyChallenges);
	});
}

#[test]
fn challenge_should_end_with_the_window() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&HALVES);
		pass(CHALLENGE_PERIOD);
		doubt(session, None);
		pass(1);
		assert_noop!(Disputes::challenge(by("other"), session, 0, Some(0)), Error::<Test>::WindowOver);
	});
}

#[test]
fn a_provider_should_be_liable_while_it_can_be_challenged_or_is() {
	ExtBuilder::default().build_and_execute(|| {
		let is_liable = || <Attribution as Liabilities<_>>::is_liable(&account("provider"));
		assert!(!is_liable());
		let (session, _) = settled(&HALVES);
		assert!(is_liable());
		pass(CHALLENGE_PERIOD);
		assert!(is_liable());
		let id = doubt(session, None);
		pass(REVEAL_PERIOD + 1);
		assert!(is_liable());
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert!(!is_liable());
		assert!(!Liable::<Test>::contains_key(account("provider")));
	});
}
