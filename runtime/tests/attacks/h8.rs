//! Seats that cost little, weigh as much as any, and cannot be taken away.
//!
//! Before: the first hundred candidates had a seat whatever their stake, and each seat counts the same for
//! finality. Beside three validators of 100,000 OPEN, two joins of 10,000 that stayed off-line left three of
//! five: no finality, at no risk, for as long as they liked, and rewards besides.
//!
//! Now: a seat takes three quarters of the median stake of the set, and who authors nothing for two sessions
//! loses it without a slash.

use crate::world::{account, call, chain};
use frame_support::assert_ok;
use openledger_runtime::{AccountId, Balance, OPEN, Runtime, Session, SessionKeys, Validators};
use pallet_session::SessionManager;
use sp_core::Pair;

/// Makes an account a candidate with a bond in OPEN.
fn join(name: u8, bond: u128) -> AccountId {
	let who = account(name, bond + 10);
	let keys = SessionKeys {
		babe: sp_core::sr25519::Pair::from_seed(&[name; 32]).public().into(),
		grandpa: sp_core::ed25519::Pair::from_seed(&[name; 32]).public().into(),
		authority_discovery: sp_core::sr25519::Pair::from_seed(&[name; 32]).public().into(),
	};
	// What `Session.set_keys` does once it has checked the proof.
	pallet_session::NextKeys::<Runtime>::insert(&who, keys);
	assert_ok!(call(&who, pallet_validators::Call::join { bond: bond * OPEN }));
	who
}

/// Plans the next set, lets it work at once, and returns it.
fn plan() -> Vec<AccountId> {
	let next = Session::current_index() + 1;
	<Validators as SessionManager<AccountId>>::end_session(next - 1);
	let set = pallet_validators::Validators::<Runtime>::get().into_inner();
	pallet_session::Validators::<Runtime>::put(set);
	pallet_session::CurrentIndex::<Runtime>::put(next);
	<Validators as SessionManager<AccountId>>::start_session(next);
	<Validators as SessionManager<AccountId>>::new_session(next + 1);
	pallet_validators::Validators::<Runtime>::get().into_inner()
}

/// Has each of them author so many blocks.
fn author(validators: &[AccountId], blocks: u64) {
	for validator in validators {
		pallet_validators::AuthoredBlocks::<Runtime>::mutate(validator, |authored| *authored += blocks);
	}
}

/// Three validators of 100,000 OPEN each.
fn three() -> Vec<AccountId> {
	join(51, 100_000);
	join(52, 100_000);
	let set = plan();
	assert_eq!(set.len(), 3);
	set
}

#[test]
fn two_joins_of_the_smallest_bond_get_no_seat() {
	chain().execute_with(|| {
		let honest = three();
		join(61, 10_000);
		join(62, 10_000);
		for _ in 0..5 {
			author(&honest, 30);
			assert_eq!(plan(), honest);
		}
	});
}

#[test]
fn seven_seats_cost_what_seven_of_the_others_have() {
	chain().execute_with(|| {
		let honest = three();
		let price: Balance = Validators::seat_price();
		assert_eq!(price, 75_000 * OPEN);
		for name in 61..68 {
			join(name, 74_999);
		}
		assert_eq!(plan(), honest);
		assert_eq!(plan(), honest);
		for name in 71..73 {
			join(name, 75_000);
		}
		assert_eq!(plan().len(), 5);
	});
}

#[test]
fn who_stays_silent_loses_the_seat_and_nothing_else() {
	chain().execute_with(|| {
		let honest = three();
		let silent = join(61, 100_000);
		let set = plan();
		assert!(set.contains(&silent));
		// In its first session it may still start its node.
		plan();
		let mut sessions = 0;
		while plan().contains(&silent) {
			author(&honest, 25);
			sessions += 1;
			assert!(sessions <= 3, "it must be gone by now");
		}
		let books = Validators::validator(silent.clone()).expect("it is known");
		assert_eq!((books.bond, books.is_candidate), (100_000 * OPEN, false));
		assert_ok!(call(&silent, pallet_validators::Call::rejoin {}));
		author(&honest, 25);
		assert!(plan().contains(&silent));
	});
}

#[test]
fn silence_never_empties_the_chain() {
	chain().execute_with(|| {
		let honest = three();
		for _ in 0..6 {
			author(&honest[..1], 100);
			assert!(!plan().is_empty());
		}
		assert_eq!(plan(), honest[..1].to_vec());
	});
}
