//! Creating, changing and closing a Datanet.

use crate::{Curators, Datanets as Stored, Error, Event, HoldReason, mock::*};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::{
	BoundedVec, Name, TOTAL_SUPPLY,
	datanet::{Admission, ReviewDecision, Terms},
};
use sp_runtime::{TokenError, traits::BadOrigin};

fn try_create(who: AccountId, name: Name, domain: Name, terms: Terms) -> sp_runtime::DispatchResult {
	Datanets::create(signed(who), name, domain, root(9), terms, Admission::Open)
}

#[test]
fn create_holds_the_deposit() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(try_create(ALICE, name("Cooking"), name("food"), terms(true)));
		System::assert_last_event(Event::Created { datanet: 0, owner: ALICE, deposit: DEPOSIT }.into());
		assert_eq!(held(HoldReason::DatanetDeposit, ALICE), DEPOSIT);
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - DEPOSIT);
		assert_ok!(try_create(ALICE, name("Cooking"), name("food"), terms(true)));
		System::assert_last_event(Event::Created { datanet: 1, owner: ALICE, deposit: DEPOSIT }.into());
		assert_eq!(held(HoldReason::DatanetDeposit, ALICE), 2 * DEPOSIT);
	});
}

#[test]
fn create_refuses_bad_input() {
	ExtBuilder.build_and_execute(|| {
		let (good, food) = (name("Cooking"), name("food"));
		let invalid = Name::truncate_from(vec![0xff]);
		for bad in [name(""), name(" "), name("a\nb"), invalid] {
			assert_noop!(try_create(ALICE, bad.clone(), food.clone(), terms(true)), Error::<Test>::BadName);
			assert_noop!(try_create(ALICE, good.clone(), bad, terms(true)), Error::<Test>::BadName);
		}
		for bad in [name(""), name("MIT\n"), name("Ελ")] {
			let terms = Terms { licence: bad, ..terms(true) };
			assert_noop!(try_create(ALICE, good.clone(), food.clone(), terms), Error::<Test>::BadLicence);
		}
		let dear = Terms { fee_per_1k_tokens: TOTAL_SUPPLY + 1, ..terms(true) };
		assert_noop!(try_create(ALICE, good.clone(), food.clone(), dear), Error::<Test>::FeeTooHigh);
		let poor = crate::Call::create {
			name: good.clone(),
			domain: food.clone(),
			card: root(0),
			terms: terms(true),
			admission: Admission::Open,
		};
		assert_noop!(dispatch(POOR, poor), TokenError::FundsUnavailable);
		let none = RuntimeOrigin::none();
		assert_noop!(Datanets::create(none, good, food, root(0), terms(true), Admission::Open), BadOrigin);
	});
}

#[test]
fn set_terms_is_for_the_owner_of_an_open_datanet() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let fresh = Terms { fee_per_1k_tokens: 77, ..terms(true) };
		assert_ok!(Datanets::set_terms(signed(OWNER), datanet, fresh.clone()));
		System::assert_last_event(Event::TermsSet { datanet, terms: fresh.clone() }.into());
		assert_eq!(Stored::<Test>::get(datanet).unwrap().terms, fresh);

		assert_noop!(Datanets::set_terms(signed(CURATOR), datanet, fresh.clone()), Error::<Test>::NotOwner);
		assert_noop!(Datanets::set_terms(signed(OWNER), 9, fresh.clone()), Error::<Test>::UnknownDatanet);
		let bad = Terms { licence: name(""), ..terms(true) };
		assert_noop!(Datanets::set_terms(signed(OWNER), datanet, bad), Error::<Test>::BadLicence);
		assert_ok!(Datanets::close(signed(OWNER), datanet));
		assert_noop!(Datanets::set_terms(signed(OWNER), datanet, fresh), Error::<Test>::DatanetClosed);
	});
}

#[test]
fn set_curators_sorts_and_refuses_repeats() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let set = |who, curators: Vec<AccountId>| {
			Datanets::set_curators(signed(who), datanet, BoundedVec::truncate_from(curators))
		};
		assert_ok!(set(OWNER, vec![CAROL, ALICE, BOB]));
		let curators = vec![ALICE, BOB, CAROL];
		System::assert_last_event(Event::CuratorsSet { datanet, curators: curators.clone() }.into());
		assert_eq!(Curators::<Test>::get(datanet).into_inner(), curators);

		assert_noop!(set(OWNER, vec![BOB, ALICE, BOB]), Error::<Test>::DuplicateCurator);
		assert_noop!(set(ALICE, vec![ALICE]), Error::<Test>::NotOwner);
		assert_noop!(
			Datanets::set_curators(signed(OWNER), 9, BoundedVec::new()),
			Error::<Test>::UnknownDatanet
		);
		assert_ok!(Datanets::close(signed(OWNER), datanet));
		assert_ok!(set(OWNER, vec![]));
	});
}

#[test]
fn close_returns_the_deposit_and_ends_contributions() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let waiting = contribute(ALICE, datanet, 1);
		let turned_away = contribute(BOB, datanet, 2);
		assert_noop!(Datanets::close(signed(CURATOR), datanet), Error::<Test>::NotOwner);
		assert_noop!(Datanets::close(signed(OWNER), 9), Error::<Test>::UnknownDatanet);

		assert_ok!(Datanets::close(signed(OWNER), datanet));
		System::assert_last_event(Event::Closed { datanet, returned: DEPOSIT - CLOSED }.into());
		assert_eq!(Balances::free_balance(OWNER), ENDOWMENT - CLOSED);
		assert_noop!(Datanets::close(signed(OWNER), datanet), Error::<Test>::DatanetClosed);
		assert_noop!(
			Datanets::contribute(signed(ALICE), datanet, root(3), 1, 1),
			Error::<Test>::DatanetClosed
		);
		assert_noop!(Datanets::publish_snapshot(signed(OWNER), datanet), Error::<Test>::DatanetClosed);

		// What waits can still be turned away or withdrawn, but not accepted.
		let review = |id, verdict| Datanets::review(signed(CURATOR), datanet, id, verdict);
		assert_noop!(review(waiting, ReviewDecision::Accept), Error::<Test>::DatanetClosed);
		assert_ok!(review(turned_away, ReviewDecision::Reject));
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, waiting));
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - RECORD);
		assert_eq!(Balances::free_balance(BOB), ENDOWMENT - RECORD);
	});
}

#[test]
fn a_datanet_is_handed_over_with_its_deposit() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let (offer, take) = (
			|who, to| Datanets::transfer(signed(who), datanet, to),
			|who| Datanets::accept_transfer(signed(who), datanet),
		);
		assert_noop!(offer(ALICE, ALICE), Error::<Test>::NotOwner);
		assert_noop!(take(ALICE), Error::<Test>::NotOffered);
		assert_ok!(offer(OWNER, ALICE));
		assert_noop!(take(BOB), Error::<Test>::NotOffered);
		assert_ok!(offer(OWNER, OWNER));
		assert_noop!(take(ALICE), Error::<Test>::NotOffered);
		assert_ok!(offer(OWNER, ALICE));
		assert_ok!(take(ALICE));
		assert_eq!(Balances::free_balance(OWNER), ENDOWMENT);
		assert_eq!(held(HoldReason::DatanetDeposit, ALICE), DEPOSIT);
		assert_noop!(Datanets::close(signed(OWNER), datanet), Error::<Test>::NotOwner);
		assert_ok!(Datanets::close(signed(ALICE), datanet));
		// What its record costs is handed over too.
		assert_ok!(offer(ALICE, BOB));
		assert_ok!(take(BOB));
		assert_eq!(held(HoldReason::DatanetDeposit, ALICE), 0);
		assert_eq!(held(HoldReason::DatanetDeposit, BOB), CLOSED);
	});
}

#[test]
fn contributors_leave_a_datanet_that_nobody_looks_after() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		let id = contribute(ALICE, datanet, 1);
		let revoke = || Datanets::revoke(signed(ALICE), datanet, id);
		wait(ABANDON_PERIOD);
		assert_noop!(revoke(), Error::<Test>::NotRevocable);
		wait(1);
		assert_ok!(revoke());
		assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - RECORD);
	});
}
