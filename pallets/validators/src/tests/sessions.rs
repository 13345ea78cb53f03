use crate::{
	mock::*, AuthoredBlocks, Error, Event, Ledger, Queue, Stake, StakeOf, Status, ValidatorLedger,
	ValidatorOf, Validators as Set,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pallet_authorship::EventHandler;
use pallet_session::historical::{HistoricalSessions, StoredRange};
use sp_runtime::{key_types::DUMMY, testing::UintAuthorityId, traits::Convert, RuntimeAppPublic};

fn know(validator: u64) {
	Ledger::<Test>::insert(validator, ValidatorLedger { status: Status::Idle, ..ValidatorLedger::genesis() });
}

fn rotate_keys(validator: u64, seed: u64) -> frame_support::dispatch::DispatchResult {
	let proof = UintAuthorityId(seed).sign(&validator.encode()).expect("test keys sign anything");
	Session::set_keys(RuntimeOrigin::signed(validator), keys(seed), proof.encode())
}

#[test]
fn sessions_should_repeat_the_set_when_nothing_changes() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(4);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		// The first plan was genesis; no later session announces a change.
		assert_eq!(Changes::get(), vec![false; 4]);
	});
}

#[test]
fn queued_set_should_take_over_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::queue_set(vec![2, 3]));
		System::assert_last_event(Event::SetQueued { validators: 2 }.into());
		run_to_session(1);
		System::assert_has_event(Event::SetPlanned { session: 2, validators: 2 }.into());
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		assert_eq!(Set::<Test>::get().into_inner(), vec![2, 3]);
		assert_eq!(Queue::<Test>::get(), None);
		assert_eq!(Ledger::<Test>::get(1).map(|l| l.status), Some(Status::Idle));
		assert_eq!(Ledger::<Test>::get(2).map(|l| l.status), Some(Status::Active));
		run_to_session(2);
		assert_eq!(Session::validators(), vec![2, 3]);
	});
}

#[test]
fn queue_set_should_refuse_unsound_sets() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Validators::queue_set(vec![]), Error::<Test>::EmptySet);
		assert_noop!(Validators::queue_set(vec![1, 1]), Error::<Test>::DuplicateValidator);
		assert_noop!(Validators::queue_set(vec![1, 9]), Error::<Test>::UnknownValidator);
		assert_noop!(Validators::queue_set((1..=9).collect()), Error::<Test>::TooManyValidators);
	});
}

#[test]
fn set_should_survive_when_a_queued_validator_has_no_keys() {
	ExtBuilder::default().build_and_execute(|| {
		know(5);
		assert_ok!(Validators::queue_set(vec![4, 5]));
		run_to_session(2);
		assert_eq!(Session::validators(), vec![4]);
		// Once it has keys, it joins the session after next.
		assert_ok!(<Balances as Mutate<u64>>::mint_into(&5, 10));
		assert_ok!(rotate_keys(5, 5));
		run_to_session(4);
		assert_eq!(Session::validators(), vec![4, 5]);
	});
}

#[test]
fn queue_should_be_dropped_when_nobody_in_it_has_keys() {
	ExtBuilder::default().build_and_execute(|| {
		know(5);
		assert_ok!(Validators::queue_set(vec![5]));
		run_to_session(2);
		System::assert_has_event(Event::QueueDropped { session: 2 }.into());
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		assert_eq!(Queue::<Test>::get(), None);
	});
}

#[test]
fn rotated_keys_should_renew_the_historical_root() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		assert_eq!(HistoricalSessions::<Test>::get(0), HistoricalSessions::<Test>::get(2));
		assert_ok!(rotate_keys(1, 11));
		run_to_session(2);
		assert_ne!(HistoricalSessions::<Test>::get(2), HistoricalSessions::<Test>::get(3));
		assert!(Session::key_owner(DUMMY, &UintAuthorityId(11).encode()).is_some());
	});
}

#[test]
fn only_known_validators_should_set_keys() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(ValidatorOf::<Test>::convert(1), Some(1));
		assert_eq!(ValidatorOf::<Test>::convert(9), None);
		assert_eq!(StakeOf::<Test>::convert(1), Some(Stake::default()));
		assert_eq!(StakeOf::<Test>::convert(9), None);
		assert_noop!(rotate_keys(9, 9), pallet_session::Error::<Test>::NoAssociatedValidatorId);
	});
}

#[test]
fn historical_roots_should_be_pruned() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(10);
		// Session 9 ended: sessions 7 to 9, the current one and the planned one are kept.
		assert_eq!(StoredRange::<Test>::get(), Some((7, 12)));
		assert_eq!(HistoricalSessions::<Test>::iter().count(), 5);
	});
}

#[test]
fn authored_blocks_should_count_validators_only() {
	ExtBuilder::default().build_and_execute(|| {
		for author in [1, 2, 1, 9] {
			<Validators as EventHandler<u64, u64>>::note_author(author);
		}
		assert_eq!(AuthoredBlocks::<Test>::get(1), 2);
		assert_eq!(AuthoredBlocks::<Test>::get(2), 1);
		assert!(!AuthoredBlocks::<Test>::contains_key(9));
	});
}
