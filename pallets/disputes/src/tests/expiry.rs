use super::*;
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use pallet_attribution::{Expiring, Liable, Settlements};

fn kept() -> usize {
	Settlements::<Test>::iter().count()
}

/// A block with room for so many steps of pruning.
fn idle(steps: u64) -> Weight {
	Attribution::on_idle(System::block_number(), Weight::from_parts(steps + 1, steps + 1))
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
		vote(one, &agree(&OTHERS, &Finding::Matches));
		assert_ok!(Disputes::resolve(by("dave"), one));
		assert_eq!(kept(), 0);
		assert!(!Liable::<Test>::contains_key(account("provider")));
	});
}

#[test]
fn a_verdict_before_pruning_should_drop_the_settlement_too() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&ALL_20);
		pass(CHALLENGE_PERIOD);
		let id = doubt(session, None);
		pass_silently();
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (0, 1));
		idle(10);
		assert_eq!(Expiring::<Test>::iter().count(), 0);
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
