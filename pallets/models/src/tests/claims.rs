//! Claims to base models.

use crate::{Contests, Error, Event, HoldReason, Models as Stored, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	Hash,
	model::{Manifest, ModelKind},
	traits::ModelRegistry,
};
use sp_runtime::{DispatchResult, Permill, traits::BadOrigin};

fn commit(who: AccountId, seed: u64, at: u32) {
	Committed::mutate(|all| all.push((who, manifest(seed).root, at)));
}

fn register(who: AccountId, seed: u64, royalty: Permill) -> DispatchResult {
	let call = crate::Call::register_base {
		name: name("Mine"),
		manifest: manifest(seed),
		licence: name("MIT"),
		royalty,
	};
	dispatch(who, call)
}

fn resolve(model: u32, uphold: bool) -> DispatchResult {
	Models::resolve_contest(RuntimeOrigin::root(), model, uphold)
}

#[test]
fn an_older_commitment_takes_a_base_over() {
	ExtBuilder.build_and_execute(|| {
		commit(ALICE, 1, 0);
		let model = base(BOB, 1);
		assert_ok!(Models::list(signed(BOB), model, PRICE));
		assert_ok!(Models::contest_base(signed(CAROL), model, Hash::zero()));
		assert_noop!(register(CAROL, 1, ROYALTY), Error::<Test>::AlreadyRegistered);
		assert_ok!(register(ALICE, 1, Permill::zero()));
		System::assert_last_event(
			Event::BaseReclaimed { model, owner: ALICE, from: BOB, forfeited: REGISTRATION }.into(),
		);
		let entry = Stored::<Test>::get(model).unwrap();
		assert_eq!((entry.owner, entry.name, entry.licence), (ALICE, name("Mine"), name("MIT")));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT - REGISTRATION);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + REGISTRATION);
		assert_eq!(Balances::free_balance(CAROL), ENDOWMENT);
		assert_eq!(Models::price(model), None);
		assert_noop!(register(ALICE, 1, ROYALTY), Error::<Test>::AlreadyRegistered);
	});
}

#[test]
fn of_two_commitments_the_older_wins_and_the_other_loses_no_deposit() {
	ExtBuilder.build_and_execute(|| {
		System::set_block_number(5);
		commit(BOB, 1, 2);
		commit(ALICE, 1, 1);
		commit(CAROL, 1, 1);
		assert_ok!(register(BOB, 1, ROYALTY));
		assert_ok!(register(ALICE, 1, ROYALTY));
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
		assert_noop!(register(BOB, 1, ROYALTY), Error::<Test>::AlreadyRegistered);
		assert_noop!(register(CAROL, 1, ROYALTY), Error::<Test>::AlreadyRegistered);
	});
}

#[test]
fn a_base_is_taken_over_for_a_period_only() {
	ExtBuilder.build_and_execute(|| {
		commit(ALICE, 1, 0);
		base(BOB, 1);
		wait(CLAIM_PERIOD + 1);
		assert_noop!(register(ALICE, 1, ROYALTY), Error::<Test>::AlreadyRegistered);
	});
}

#[test]
fn a_contest_that_is_upheld_moves_the_model_with_the_bond() {
	ExtBuilder.build_and_execute(|| {
		let model = base(BOB, 1);
		assert_noop!(Models::contest_base(signed(BOB), model, Hash::zero()), Error::<Test>::AlreadyOwner);
		assert_ok!(Models::contest_base(signed(ALICE), model, Hash::zero()));
		assert_noop!(Models::contest_base(signed(CAROL), model, Hash::zero()), Error::<Test>::ContestOpen);
		assert_noop!(Models::resolve_contest(signed(ALICE), model, true), BadOrigin);
		assert_ok!(resolve(model, true));
		assert_eq!(Models::owner(model), Some(ALICE));
		assert_eq!(held(HoldReason::Registration, ALICE), REGISTRATION);
		assert_eq!(held(HoldReason::Registration, BOB), 0);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + REGISTRATION);
		assert_noop!(resolve(model, true), Error::<Test>::NotContested);
	});
}

#[test]
fn a_contest_that_is_dismissed_costs_its_bond() {
	ExtBuilder.build_and_execute(|| {
		let model = base(BOB, 1);
		assert_ok!(Models::contest_base(signed(ALICE), model, Hash::zero()));
		assert_ok!(resolve(model, false));
		assert_eq!(Models::owner(model), Some(BOB));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - REGISTRATION);
		assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + REGISTRATION);
	});
}

#[test]
fn a_contest_puts_the_royalty_off_once_and_ends_by_itself() {
	ExtBuilder.build_and_execute(|| {
		let model = base(BOB, 1);
		let royalty = || Models::base(model).unwrap().1;
		wait(CLAIM_PERIOD);
		assert_ok!(Models::contest_base(signed(ALICE), model, Hash::zero()));
		wait(CONTEST_PERIOD);
		assert_eq!(royalty(), Permill::zero());
		assert_noop!(Models::clear_contest(signed(POOR), model), Error::<Test>::ContestOpen);
		wait(1);
		assert_eq!(royalty(), ROYALTY);
		assert_ok!(Models::clear_contest(signed(POOR), model));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
		assert_ok!(Models::contest_base(signed(ALICE), model, Hash::zero()));
		assert_eq!(royalty(), ROYALTY);
		assert!(Contests::<Test>::contains_key(model));
	});
}

#[test]
fn a_manifest_is_corrected_before_anybody_uses_it() {
	ExtBuilder.build_and_execute(|| {
		let model = base(ALICE, 1);
		let longer = Manifest { context: 4096, ..manifest(1) };
		let correct = |who, manifest| Models::correct_manifest(signed(who), model, manifest);
		assert_noop!(correct(BOB, longer.clone()), Error::<Test>::NotOwner);
		assert_noop!(correct(ALICE, manifest(2)), Error::<Test>::OtherRoot);
		assert_noop!(correct(ALICE, Manifest { bytes: 0, ..manifest(1) }), Error::<Test>::BadManifest);
		assert_ok!(correct(ALICE, longer.clone()));
		let kind = Stored::<Test>::get(model).unwrap().kind;
		assert_eq!(kind, ModelKind::Base { manifest: longer, royalty: ROYALTY });
		tuned(BOB, model, None);
		assert_noop!(correct(ALICE, manifest(1)), Error::<Test>::InUse);
		let other = base(ALICE, 2);
		wait(CLAIM_PERIOD + 1);
		assert_noop!(
			Models::correct_manifest(signed(ALICE), other, manifest(2)),
			Error::<Test>::TooLateToCorrect
		);
	});
}
