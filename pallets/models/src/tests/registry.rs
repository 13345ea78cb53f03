//! Tests of registering, cards and transfers.

use crate::{Error, Event, HoldReason, Models as Stored, NextModelId, mock::*};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::Unbalanced,
		tokens::{Fortitude::Polite, Precision::Exact, Preservation::Preserve},
	},
};
use openledger_primitives::{
	Hash, Name,
	model::{Manifest, ModelKind},
	traits::ModelRegistry,
};
use sp_runtime::{ArithmeticError, Permill, TokenError, traits::BadOrigin};

fn register(
	who: AccountId,
	title: Name,
	manifest: Manifest,
	licence: Name,
	royalty: Permill,
) -> sp_runtime::DispatchResult {
	dispatch(who, crate::Call::register_base { name: title, manifest, licence, royalty })
}

#[test]
fn register_base_holds_the_deposit() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(register(ALICE, name("Small"), manifest(1), name("MIT"), ROYALTY));
		let root = manifest(1).root;
		System::assert_last_event(
			Event::BaseRegistered { model: 0, owner: ALICE, root, deposit: REGISTRATION }.into(),
		);
		assert_eq!(held(HoldReason::Registration, ALICE), REGISTRATION);
		// Somebody with a better claim may come forward yet.
		assert_eq!(Models::base(0), Some((manifest(1), Permill::zero())));
		wait(CLAIM_PERIOD);
		assert_eq!(Models::base(0), Some((manifest(1), Permill::zero())));
		wait(1);
		assert_eq!(Models::base(0), Some((manifest(1), ROYALTY)));
	});
}

#[test]
fn register_base_refuses_bad_input() {
	ExtBuilder.build_and_execute(|| {
		let mit = || name("MIT");
		let small = || name("Small");
		for bad in [name(""), name("\t"), Name::truncate_from(vec![0xff])] {
			assert_noop!(register(ALICE, bad, manifest(1), mit(), ROYALTY), Error::<Test>::BadName);
		}
		for bad in [name(""), name("no/such")] {
			assert_noop!(register(ALICE, small(), manifest(1), bad, ROYALTY), Error::<Test>::BadLicence);
		}
		let good = manifest(1);
		for bad in [
			Manifest { root: Hash::zero(), ..good.clone() },
			Manifest { bytes: 0, ..good.clone() },
			Manifest { parameters: 0, ..good.clone() },
			Manifest { context: 0, ..good },
		] {
			assert_noop!(register(ALICE, small(), bad, mit(), ROYALTY), Error::<Test>::BadManifest);
		}
		let greedy = Permill::from_parts(300_001);
		assert_noop!(register(ALICE, small(), manifest(1), mit(), greedy), Error::<Test>::RoyaltyTooHigh);
		assert_noop!(register(POOR, small(), manifest(1), mit(), ROYALTY), TokenError::FundsUnavailable);
		assert_noop!(
			Models::register_base(RuntimeOrigin::none(), small(), manifest(1), mit(), ROYALTY),
			BadOrigin
		);
		assert_ok!(register(ALICE, small(), manifest(1), mit(), MaxRoyalty::get()));
	});
}

#[test]
fn register_base_knows_its_bytes() {
	ExtBuilder.build_and_execute(|| {
		base(ALICE, 1);
		let twin = Manifest { context: 1, ..manifest(1) };
		assert_noop!(
			register(BOB, name("Other"), twin, name("MIT"), ROYALTY),
			Error::<Test>::AlreadyRegistered
		);
		base(BOB, 2);
	});
}

#[test]
fn create_tuned_succeeds_whatever_the_owner_has() {
	ExtBuilder.build_and_execute(|| {
		let base = base(ALICE, 1);
		let id = tuned(NOBODY, base, Some((20, 10)));
		System::assert_last_event(Event::TunedRegistered { model: id, owner: NOBODY, base, job: 7 }.into());
		let model = Stored::<Test>::get(id).unwrap();
		assert_eq!((model.owner, model.licence), (NOBODY, name("Apache-2.0")));
		assert_eq!(model.registration_deposit, 0);
		assert_eq!(model.kind, ModelKind::Tuned(lineage(base, Some((20, 10)))));
	});
}

#[test]
fn create_tuned_puts_the_deposit_on_hold_and_it_moves_with_the_model() {
	ExtBuilder.build_and_execute(|| {
		let base = base(ALICE, 1);
		let deposit = Models::tuned_record_deposit();
		assert!(deposit > 0);
		// As a job does: the planck come off a hold, so they are in no free balance.
		assert_ok!(Balances::decrease_balance(&BOB, deposit, Exact, Preserve, Polite));
		let id = Models::create_tuned(&BOB, name("Smaller"), lineage(base, None), deposit).unwrap();
		assert_eq!(Stored::<Test>::get(id).unwrap().registration_deposit, deposit);
		assert_eq!(held(HoldReason::Registration, BOB), deposit);
		assert_noop!(Models::transfer(signed(BOB), id, NOBODY), Error::<Test>::RecipientCannotHold);
		assert_ok!(Models::transfer(signed(BOB), id, CAROL));
		assert_eq!(held(HoldReason::Registration, BOB), 0);
		assert_eq!(held(HoldReason::Registration, CAROL), deposit);
	});
}

#[test]
fn create_tuned_refuses_what_is_not_a_base() {
	ExtBuilder.build_and_execute(|| {
		let base = base(ALICE, 1);
		let model = tuned(BOB, base, None);
		for not_a_base in [model, 99] {
			assert_noop!(
				Models::create_tuned(&BOB, name("x"), lineage(not_a_base, None), 0),
				Error::<Test>::NotABase
			);
		}
	});
}

#[test]
fn ids_are_never_reused_even_when_they_run_out() {
	ExtBuilder.build().execute_with(|| {
		NextModelId::<Test>::put(u32::MAX);
		assert_noop!(
			register(ALICE, name("Last"), manifest(1), name("MIT"), ROYALTY),
			ArithmeticError::Overflow
		);
	});
}

#[test]
fn set_card_is_for_the_owner() {
	ExtBuilder.build_and_execute(|| {
		let model = base(ALICE, 1);
		let card = Hash::repeat_byte(9);
		assert_ok!(Models::set_card(signed(ALICE), model, card));
		System::assert_last_event(Event::CardSet { model, card }.into());
		assert_eq!(Models::model(model).unwrap().card, card);
		assert_noop!(Models::set_card(signed(BOB), model, card), Error::<Test>::NotOwner);
		assert_noop!(Models::set_card(signed(ALICE), 9, card), Error::<Test>::UnknownModel);
	});
}

#[test]
fn transfer_moves_the_deposit_on_hold() {
	ExtBuilder.build_and_execute(|| {
		let model = base(ALICE, 1);
		assert_ok!(Models::transfer(signed(ALICE), model, POOR));
		System::assert_last_event(
			Event::Transferred { model, from: ALICE, to: POOR, deposit: REGISTRATION }.into(),
		);
		assert_eq!(held(HoldReason::Registration, ALICE), 0);
		assert_eq!(held(HoldReason::Registration, POOR), REGISTRATION);
		assert_eq!(Balances::free_balance(POOR), 20);
		assert_eq!(Models::owner(model), Some(POOR));
		assert_noop!(Models::set_card(signed(ALICE), model, Hash::zero()), Error::<Test>::NotOwner);
		assert_ok!(Models::transfer(signed(POOR), model, BOB));
	});
}

#[test]
fn transfer_refuses_strangers_listed_models_and_accounts_that_cannot_hold() {
	ExtBuilder.build_and_execute(|| {
		let model = base(ALICE, 1);
		let transfer = |who, to| Models::transfer(signed(who), model, to);
		assert_noop!(transfer(BOB, BOB), Error::<Test>::NotOwner);
		assert_noop!(transfer(ALICE, ALICE), Error::<Test>::AlreadyOwner);
		assert_noop!(transfer(ALICE, NOBODY), Error::<Test>::RecipientCannotHold);
		assert_noop!(Models::transfer(signed(ALICE), 9, BOB), Error::<Test>::UnknownModel);
		assert_ok!(Models::list(signed(ALICE), model, PRICE));
		assert_noop!(transfer(ALICE, BOB), Error::<Test>::StillListed);
		assert_ok!(Models::unlist(signed(ALICE), model));
		assert_ok!(transfer(ALICE, BOB));
	});
}

#[test]
fn transfer_of_a_tuned_model_needs_no_account() {
	ExtBuilder.build_and_execute(|| {
		let model = tuned(BOB, base(ALICE, 1), None);
		assert_ok!(Models::transfer(signed(BOB), model, NOBODY));
		assert_eq!(Models::owner(model), Some(NOBODY));
	});
}
