//! Settlements are kept for as long as they can be challenged.

use crate::{Expiring, ExpiryQueue, Liable, Queue, Settlements, mock::*};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use openledger_primitives::{
	AccountId, SessionId,
	traits::{Liabilities, SettlementRegistry},
};

const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];

/// A settlement of a tuned model on a new session.
fn settled() -> SessionId {
	let session = open(TUNED, 50_000);
	assert_ok!(settle(session, 10_000, &HALVES));
	assert!(Settlements::<Test>::contains_key(session, 0));
	session
}

fn kept() -> usize {
	Settlements::<Test>::iter().count()
}

/// A block with room for so many divisions.
fn idle(steps: u64) -> Weight {
	Attribution::on_idle(System::block_number(), Weight::from_parts(2 * steps + 1, 2 * steps + 1))
}

#[test]
fn settlements_should_be_divided_after_their_windows() {
	ExtBuilder::default().build_and_execute(|| {
		settled();
		pass(5);
		let session = settled();
		assert_eq!(kept(), 2);
		pass(CHALLENGE_PERIOD - 5);
		idle(10);
		assert_eq!(kept(), 2);
		pass(1);
		idle(10);
		assert_eq!(kept(), 1);
		assert!(Settlements::<Test>::contains_key(session, 0));
		assert!(Liable::<Test>::contains_key(account("provider")));
		pass(5);
		idle(10);
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (0, 0));
		assert_eq!(ExpiryQueue::<Test>::get(), Queue { first: 2, next: 2 });
		assert!(!Liable::<Test>::contains_key(account("provider")));
	});
}

#[test]
fn dividing_should_take_no_more_room_than_there_is() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..5 {
			let session = open(TUNED, 50_000);
			assert_ok!(settle(session, 1_000, &HALVES));
		}
		pass(CHALLENGE_PERIOD + 1);
		assert_eq!(Attribution::on_idle(1, Weight::zero()), Weight::zero());
		assert_eq!(kept(), 5);
		assert_eq!(idle(2), Weight::from_parts(5, 5));
		assert_eq!(kept(), 3);
		assert_eq!(idle(100), Weight::from_parts(7, 7));
		assert_eq!(kept(), 0);
	});
}

#[test]
fn a_challenged_settlement_should_stay_until_it_is_ruled_on() {
	ExtBuilder::default().build_and_execute(|| {
		let session = settled();
		let provider = account("provider");
		let is_liable = || <Attribution as Liabilities<_>>::is_liable(&provider);
		Challenged::mutate(|open| open.push((session, 0, provider.clone())));
		<Attribution as SettlementRegistry<_>>::challenge_opened(&provider);
		pass(CHALLENGE_PERIOD + 1);
		idle(10);
		assert_eq!((kept(), Expiring::<Test>::iter().count(), is_liable()), (1, 0, true));
		Attribution::do_try_state().expect("every invariant holds");

		Challenged::mutate(|open| open.clear());
		<Attribution as SettlementRegistry<_>>::challenge_resolved(&provider);
		// What waits to be divided is still answered for.
		assert!(is_liable());
		<Attribution as SettlementRegistry<AccountId>>::ruled(session, 0);
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (1, 1));
		idle(1);
		assert_eq!((kept(), is_liable()), (0, false));
		assert!(!Liable::<Test>::contains_key(provider));
	});
}

#[test]
fn a_ruling_should_queue_a_settlement_though_no_position_before_is_free() {
	ExtBuilder::default().build_and_execute(|| {
		let (first, second) = (settled(), settled());
		let provider = account("provider");
		let open = [(first, 0, provider.clone()), (second, 0, provider.clone())];
		Challenged::mutate(|challenged| challenged.extend(open.clone()));
		open.iter().for_each(|_| <Attribution as SettlementRegistry<_>>::challenge_opened(&provider));
		pass(CHALLENGE_PERIOD + 1);
		// Room to look at one: the first leaves the queue.
		Attribution::on_idle(System::block_number(), Weight::from_parts(2, 2));
		assert_eq!(Expiring::<Test>::iter().count(), 1);
		// The ruling on the second takes its position, though the second is in the queue.
		for (session, ..) in open.iter().rev() {
			Challenged::mutate(|challenged| challenged.retain(|other| other.0 != *session));
			<Attribution as SettlementRegistry<_>>::challenge_resolved(&provider);
			<Attribution as SettlementRegistry<AccountId>>::ruled(*session, 0);
			Attribution::do_try_state().expect("every invariant holds");
		}
		idle(10);
		assert_eq!((kept(), Expiring::<Test>::iter().count()), (0, 0));
	});
}
