use super::*;
use crate::{Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{
	challenge::{ChallengeInfo, ChallengeStage, Periods},
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
		let reveal = 4 * REVEAL_PERIOD + LATE_PERIOD;
		let vote = DRAW_DELAY + COMMIT_PERIOD + DISCLOSE_PERIOD;
		assert_eq!(Disputes::periods(), Periods { challenge: CHALLENGE_PERIOD, reveal, vote });
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
		pass(DRAW_DELAY);
		vote(one, &agree(&OTHERS, &Finding::AnswerDiffers { influence: vector(&[]) }));
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
fn challenge_should_bound_how_many_a_challenger_has_open() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 500_000);
		let opened_answers: Vec<_> = (0..9).map(|index| opened_answer(session, index, &HALVES)).collect();
		settle_with(session, &opened_answers, honest(&opened_answers));
		for answer in 0..8 {
			doubt(session, Some(answer));
		}
		assert_noop!(Disputes::challenge(by("other"), session, 0, Some(8)), Error::<Test>::TooManyChallenges);
		// Nobody takes another's place.
		assert_ok!(Disputes::challenge(by("user"), session, 0, Some(8)));
		let ids = |page: Vec<ChallengeInfo<_>>| page.into_iter().map(|open| open.id).collect::<Vec<_>>();
		assert_eq!(ids(Disputes::challenges()), (0..9).collect::<Vec<_>>());
		assert_eq!(ids(Disputes::challenges_from(3, 2)), [3, 4]);
		assert_eq!(ids(Disputes::challenges_from(8, 300)), [8]);
		assert_eq!(ids(Disputes::challenges_from(9, 300)), Vec::<u64>::new());
	});
}

#[test]
fn challenge_should_give_whoever_is_asked_much_more_time() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 500_000);
		let opened_answers: Vec<_> = (0..16).map(|index| opened_answer(session, index, &HALVES)).collect();
		settle_with(session, &opened_answers, honest(&opened_answers));
		let until = |id| match Disputes::challenge_info(id).expect("it is open").stage {
			ChallengeStage::AwaitingResponse { until } => until,
			other => panic!("it is {other:?}"),
		};
		for answer in 0..16 {
			let name = if answer < 8 { "other" } else { "user" };
			assert_ok!(Disputes::challenge(by(name), session, 0, Some(answer)));
			assert_eq!(until(answer.into()), 1 + REVEAL_PERIOD + answer.min(12) * REVEAL_PERIOD / 4);
		}
	});
}

#[test]
fn challenge_should_not_ask_what_was_answered() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let (sum, one) = (doubt(session, None), doubt(session, Some(0)));
		assert_ok!(Disputes::reveal(by("worker"), sum, sum_evidence(&opened_answers)));
		assert_ok!(Disputes::reveal(by("worker"), one, answer_evidence(&opened_answers, 0)));
		assert_ok!(Disputes::resolve(by("dave"), sum));
		pass(DRAW_DELAY);
		vote(one, &agree(&OTHERS, &MATCHES));
		assert_ok!(Disputes::resolve(by("dave"), one));
		for question in [None, Some(0)] {
			let again = Disputes::challenge(by("user"), session, 0, question);
			assert_noop!(again, Error::<Test>::AlreadyJudged);
		}
		assert_ok!(Disputes::challenge(by("user"), session, 0, Some(1)));
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
		pass_silently();
		assert!(is_liable());
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert!(!is_liable());
		assert!(!Liable::<Test>::contains_key(account("provider")));
	});
}
