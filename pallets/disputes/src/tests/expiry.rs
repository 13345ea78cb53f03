use super::*;
use crate::{Closed, ClosedAnswer, Event, ROUNDS};
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};
use pallet_attribution::{Expiring, Liable, Settlements};

fn kept() -> usize {
	Settlements::<Test>::iter().count()
}

/// A block with room for so many divisions.
fn idle(steps: u64) -> Weight {
	Attribution::on_idle(System::block_number(), Weight::from_parts(2 * steps + 1, 2 * steps + 1))
}

#[test]
fn a_challenged_settlement_should_stay_until_its_last_verdict() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		pass(CHALLENGE_PERIOD);
		let sum = doubt(session, None);
		let one = doubt(session, Some(0));
		pass(1);
		idle(10);
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (1, 0));
		assert_ok!(Disputes::reveal(by("worker"), sum, sum_evidence(&opened_answers)));
		assert_ok!(Disputes::resolve(by("dave"), sum));
		assert_eq!(kept(), 1);
		assert_ok!(Disputes::reveal(by("worker"), one, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY);
		vote(one, &agree(&OTHERS, &MATCHES));
		assert_ok!(Disputes::resolve(by("dave"), one));
		// Nothing was found wrong: it is divided in the next block.
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (1, 1));
		idle(10);
		// Half of one bond is its, and what three verifiers leave of the other.
		assert_eq!((kept(), earned("provider")), (0, 4_000 + CHALLENGE_BOND / 2 + 1));
		assert!(!Liable::<Test>::contains_key(account("provider")));
	});
}

#[test]
fn a_condemned_settlement_should_be_dropped_after_its_window() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&ALL_20);
		pass(CHALLENGE_PERIOD);
		let id = doubt(session, None);
		pass_silently();
		assert_ok!(Disputes::resolve(by("dave"), id));
		// It is still in the queue, and in it twice.
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (1, 2));
		idle(10);
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (0, 0));
		assert_eq!((earned("provider"), earned("user")), (0, 10_000));
	});
}

#[test]
fn a_settlement_should_outlive_its_session() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		assert_ok!(Attribution::close_session(by("provider"), session));
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
	});
}

#[test]
fn a_settlement_should_be_divided_as_stated_where_nobody_decides() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &Finding::Unrepeatable));
		assert_ok!(Disputes::resolve(by("dave"), id));
		pass(ROUNDS * DRAW_DELAY);
		assert_ok!(Disputes::resolve(by("dave"), id));
		let receipt = opened_answer(session, 0, &ALL_20).receipt.hash();
		System::assert_last_event(Event::Undecided { challenge: id, receipt }.into());
		let known = Closed::<Test>::get((session, 0)).answers;
		assert_eq!(known.into_inner(), [ClosedAnswer { answer: 0, receipt, is_right: false }]);
		// It waits for the end of its window as if nobody had asked.
		let early = Attribution::distribute(by("dave"), session, 0);
		assert_noop!(early, pallet_attribution::Error::<Test>::NotDue);
		pass(CHALLENGE_PERIOD);
		assert_ok!(Attribution::distribute(by("dave"), session, 0));
		assert_eq!((kept(), earned("provider")), (0, 4_000));
		assert_eq!(Closed::<Test>::iter().count(), 0);
		assert!(!Liable::<Test>::contains_key(account("provider")));
	});
}
