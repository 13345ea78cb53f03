use crate::{Event, KeyHistory, KeyOwnership, Ledger, Status, ValidatorOf, mock::*};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::KeyOwnerProofSystem};
use sp_runtime::{KeyTypeId, Perbill, key_types::DUMMY, testing::UintAuthorityId, traits::Convert};

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

/// A session key as reports name it.
fn key(seed: u64) -> (KeyTypeId, Vec<u8>) {
	(DUMMY, UintAuthorityId(seed).encode())
}

#[test]
fn rotated_keys_should_be_planned_like_a_new_set() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(set_keys(1, 11));
		assert!(Session::key_owner(DUMMY, &key(11).1).is_some());
		run_to_session(4);
		// Planned when session 2 began, at work from session 3 on.
		assert_eq!(Changes::get(), vec![false, false, true, false]);
		assert_eq!(KeyHistory::<Test>::get(3)[0].keys, keys(11).encode());
	});
}

#[test]
fn a_key_should_be_provable_as_long_as_it_is_at_work() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		// The old key serves to the end of the next session, whatever is set meanwhile and by whomever.
		assert_ok!(set_keys(2, 12));
		assert_ok!(set_keys(3, 13));
		for session in 1..=2 {
			run_to_session(session);
			assert_eq!(Validators::prove(key(12)), None);
			let proof = Validators::prove(key(2)).expect("2 works with it");
			assert_eq!(proof, KeyOwnership { session, validator_count: 4 });
			assert_eq!(Validators::check_proof(key(2), proof), Some(2));
		}
		let proof = Validators::prove(key(2)).expect("2 works with it");
		run_to_session(3);
		assert_eq!(Validators::prove(key(2)), None);
		assert!(Validators::prove(key(12)).is_some());
		assert_eq!(Validators::check_proof(key(2), proof.clone()), Some(2));
		assert_eq!(Validators::check_proof(key(12), proof), None);
	});
}

#[test]
fn a_key_proof_should_outlive_changes_of_stake_and_set() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		let proof = Validators::prove(key(2)).expect("2 is in the set");
		assert_ok!(Validators::delegate(signed(20), 2, 500));
		assert_eq!(Validators::check_proof(key(2), proof.clone()), Some(2));
		assert_ok!(Validators::leave(signed(2)));
		run_to_session(3);
		assert_ok!(Validators::purge_keys(signed(2)));
		assert_eq!(Session::validators(), vec![1, 3, 4]);
		assert_eq!(Validators::check_proof(key(2), proof), Some(2));
	});
}

#[test]
fn a_forged_key_proof_should_prove_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		let proof = Validators::prove(key(2)).expect("2 is in the set");
		for forged in [
			// Fewer validators would make the offence weigh more, another session does not exist.
			KeyOwnership { validator_count: 1, ..proof.clone() },
			KeyOwnership { session: 9, ..proof.clone() },
			KeyOwnership { session: 9, validator_count: 0 },
		] {
			assert_eq!(Validators::check_proof(key(2), forged), None);
		}
		assert_eq!(Validators::check_proof(key(9), proof.clone()), None);
		assert_eq!(Validators::check_proof((KeyTypeId(*b"none"), key(2).1), proof), None);
	});
}

#[test]
fn session_keys_should_need_their_proof_and_be_ones_own() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(ValidatorOf::<Test>::convert(9), Some(9));
		assert_noop!(set_keys(9, 1), pallet_session::Error::<Test>::DuplicatedKey);
		assert_noop!(
			Session::set_keys(signed(9), keys(9), Vec::new()),
			pallet_session::Error::<Test>::InvalidProof
		);
	});
}

#[test]
fn keys_should_be_forgotten_when_their_session_cannot_be_reported() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(10);
		let mut known: Vec<_> = KeyHistory::<Test>::iter_keys().collect();
		known.sort();
		assert_eq!(known, (10 - UNBONDING..=10).collect::<Vec<_>>());
	});
}

#[test]
fn a_seat_should_take_a_part_of_what_the_others_have() {
	ExtBuilder::default().build_and_execute(|| {
		SeatShare::set(Perbill::from_percent(75));
		join(5, 7_490);
		run_to_session(3);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		// Others may lend it what is missing.
		assert_ok!(Validators::delegate(signed(20), 5, 10));
		run_to_session(5);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4, 5]);
		// The price follows the median of the set, not its largest.
		assert_ok!(Validators::delegate(signed(21), 1, 500_000));
		assert_eq!(Validators::seat_price(), 7_500);
	});
}

#[test]
fn a_seat_should_not_be_refused_below_the_minimum() {
	ExtBuilder { minimum: 4, ..Default::default() }.build_and_execute(|| {
		SeatShare::set(Perbill::one());
		for validator in [2, 3] {
			assert_ok!(Validators::delegate(signed(20), validator, 5_000));
		}
		run_to_session(3);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_silent_validator_should_lose_its_seat_and_return_by_asking() {
	ExtBuilder::default().build_and_execute(|| {
		let round = || [1, 2, 3].into_iter().for_each(|author| (0..3).for_each(|_| block_by(author, 0)));
		run_to_session(1);
		round();
		run_to_session(2);
		assert_eq!(Ledger::<Test>::get(4).map(|ledger| ledger.status), Some(Status::Candidate));
		round();
		run_to_session(3);
		System::assert_has_event(Event::SentHome { validator: 4 }.into());
		run_to_session(4);
		assert_eq!(Session::validators(), vec![1, 2, 3]);
		assert_eq!(Validators::validator(4).map(|info| info.bond), Some(BOND));
		assert_ok!(Validators::rejoin(signed(4)));
		run_to_session(6);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_block_should_make_up_for_silence() {
	ExtBuilder::default().build_and_execute(|| {
		for session in 1..8 {
			run_to_session(session);
			[1, 2, 3].into_iter().for_each(|author| (0..3).for_each(|_| block_by(author, 0)));
			if session % 2 == 0 {
				block_by(4, 0);
			}
		}
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn nobody_should_be_silent_when_the_chain_stands_still() {
	ExtBuilder::default().build_and_execute(|| {
		for session in 1..9 {
			run_to_session(session);
			block_by(1, 0);
		}
		// A quarter of a block was to be expected of each, a session.
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn the_silent_should_stay_when_they_cannot_be_spared() {
	ExtBuilder { minimum: 4, ..Default::default() }.build_and_execute(|| {
		for session in 1..6 {
			run_to_session(session);
			(0..12).for_each(|_| block_by(1, 0));
		}
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}
