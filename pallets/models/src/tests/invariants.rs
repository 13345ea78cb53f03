//! The invariants notice each kind of damage.

use crate::{BaseByRoot, HoldReason, Models as Stored, NextModelId, mock::*, types::Model};
use frame_support::{
	assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};
use openledger_primitives::{
	Hash,
	model::{ModelKind, Price},
};

/// A base (0), a listed tuned model (1), then some damage.
fn damaged(damage: impl FnOnce(), complaint: &'static str) {
	ExtBuilder.build().execute_with(|| {
		let small = base(ALICE, 1);
		let model = tuned(BOB, small, Some((20, 10)));
		assert_ok!(Models::list(signed(BOB), model, PRICE));
		assert_ok!(Models::do_try_state());
		damage();
		assert_eq!(Models::do_try_state(), Err(complaint.into()));
	});
}

fn change(id: u32, change: impl FnOnce(&mut Model<AccountId>)) {
	Stored::<Test>::mutate(id, |model| change(model.as_mut().unwrap()));
}

#[test]
fn wrong_ids_are_noticed() {
	damaged(|| NextModelId::<Test>::put(1), "a model's id is not below the next id");
	damaged(|| NextModelId::<Test>::put(9), "a model is missing");
}

#[test]
fn wrong_holds_are_noticed() {
	let release = |reason: HoldReason, who| {
		assert_ok!(Balances::release(&reason.into(), &who, 1, Precision::Exact));
	};
	damaged(
		|| release(HoldReason::Registration, ALICE),
		"registration deposits on hold differ from the models",
	);
	damaged(|| release(HoldReason::Listing, BOB), "listing deposits on hold differ from the models");
	damaged(|| change(1, |model| model.listing = None), "listing deposits on hold differ from the models");
}

#[test]
fn wrong_roots_are_noticed() {
	damaged(|| BaseByRoot::<Test>::remove(manifest(1).root), "a base model is not found by its root");
	damaged(|| BaseByRoot::<Test>::insert(Hash::zero(), 1), "a root names no base model");
}

#[test]
fn wrong_lineages_are_noticed() {
	let orphan = |model: &mut Model<AccountId>| model.kind = ModelKind::Tuned(lineage(1, None));
	damaged(|| change(1, orphan), "a tuned model is older than its base");
	let unlicensed = |model: &mut Model<AccountId>| model.licence = name("LicenseRef-Conflict");
	damaged(|| change(1, unlicensed), "a listed model has no licence");
	let second_hand = || {
		let id = tuned(BOB, 0, None);
		change(id, |model| model.kind = ModelKind::Tuned(lineage(1, None)));
	};
	damaged(second_hand, "a tuned model's base is tuned itself");
}

#[test]
fn wrong_listings_are_noticed() {
	damaged(
		|| change(1, |model| model.listing.as_mut().unwrap().price = Price::default()),
		"a listed model is free",
	);
	let worse = |model: &mut Model<AccountId>| model.kind = ModelKind::Tuned(lineage(0, Some((10, 10))));
	damaged(|| change(1, worse), "a listed model is no better than its base");
}
