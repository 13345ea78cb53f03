use crate::{mock::*, Event, Identity, ValidatorOf};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::KeyOwnerProofSystem};
use pallet_session::historical::{HistoricalSessions, StoredRange};
use sp_runtime::{key_types::DUMMY, testing::UintAuthorityId, traits::Convert};

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
fn the_set_should_go_on_when_too_few_candidates_have_keys() {
	ExtBuilder::default().build_and_execute(|| {
		// No call does this: a runtime without the filter would let Session.purge_keys.
		for validator in 1..=3 {
			assert_ok!(Session::purge_keys(signed(validator)));
		}
		run_to_session(1);
		System::assert_has_event(Event::SetKept { session: 2 }.into());
		for validator in 1..=3 {
			assert_ok!(set_keys(validator, validator));
		}
		run_to_session(3);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn rotated_keys_should_renew_the_historical_root() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		assert_eq!(HistoricalSessions::<Test>::get(0), HistoricalSessions::<Test>::get(2));
		assert_ok!(set_keys(1, 11));
		run_to_session(2);
		assert_ne!(HistoricalSessions::<Test>::get(2), HistoricalSessions::<Test>::get(3));
		assert!(Session::key_owner(DUMMY, &UintAuthorityId(11).encode()).is_some());
	});
}

#[test]
fn a_key_proof_should_outlive_changes_of_stake() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		let key = (DUMMY, UintAuthorityId(2).encode());
		let proof = Historical::prove(key.clone()).expect("2 is in the set");
		assert_ok!(Validators::delegate(signed(20), 2, 500));
		assert_eq!(Historical::check_proof(key.clone(), proof.clone()), Some((2, ())));
		assert_ok!(Validators::leave(signed(2)));
		run_to_session(3);
		assert_eq!(Session::validators(), vec![1, 3, 4]);
		assert_eq!(Historical::check_proof(key, proof), Some((2, ())));
	});
}

#[test]
fn session_keys_should_need_their_proof_and_be_ones_own() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(ValidatorOf::<Test>::convert(9), Some(9));
		assert_eq!(Identity::<Test>::convert(9), Some(()));
		assert_noop!(set_keys(9, 1), pallet_session::Error::<Test>::DuplicatedKey);
		assert_noop!(
			Session::set_keys(signed(9), keys(9), Vec::new()),
			pallet_session::Error::<Test>::InvalidProof
		);
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
