//! Tests of registering, updating and leaving.

use super::Spoiled;
use crate::{mock::*, Error, Event, HoldReason, Workers};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{InspectHold, Mutate, Unbalanced},
		tokens::{Precision, Preservation},
	},
};
use openledger_primitives::{job::Capabilities, traits::ProviderRegistry, AccountId, Balance};
use sp_runtime::DispatchError;

fn bond_of(stash: &AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::ProviderBond.into(), stash)
}

#[test]
fn register_should_bond_and_bind_the_worker() {
	ExtBuilder.build_and_execute(|| {
		provide();
		System::assert_last_event(Event::ProviderRegistered { stash: STASH, worker: WORKER }.into());
		assert_eq!(bond_of(&STASH), BOND);
		assert_eq!(ModelFactory::stash_of(WORKER), Some(STASH));
		assert!(<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		assert_eq!(<ModelFactory as ProviderRegistry<_>>::stash_of(&WORKER), Some(STASH));
	});
}

#[test]
fn register_should_let_a_stash_be_its_own_worker() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(ModelFactory::register_provider(signed(STASH), STASH, capabilities()));
		assert_eq!(ModelFactory::stash_of(STASH), Some(STASH));
	});
}

#[test]
fn register_should_refuse_when_stash_or_worker_is_taken() {
	ExtBuilder.build_and_execute(|| {
		provide();
		assert_noop!(
			ModelFactory::register_provider(signed(STASH), WORKER_2, capabilities()),
			Error::<Test>::AlreadyProvider
		);
		assert_noop!(
			ModelFactory::register_provider(signed(STASH_2), WORKER, capabilities()),
			Error::<Test>::WorkerInUse
		);
	});
}

#[test]
fn register_should_refuse_when_the_bond_cannot_be_held() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			ModelFactory::register_provider(signed(account(77)), WORKER, capabilities()),
			sp_runtime::TokenError::FundsUnavailable
		);
		assert!(!Workers::<Test>::contains_key(WORKER));
	});
}

#[test]
fn capabilities_should_be_checked_on_registration_and_update() {
	let cases: [Spoiled<Capabilities>; 7] = [
		(&|c| c.bases = vec![].try_into().unwrap(), Error::BadBases),
		(&|c| c.bases = vec![5, 0].try_into().unwrap(), Error::BadBases),
		(&|c| c.bases = vec![0, 0].try_into().unwrap(), Error::BadBases),
		(&|c| c.bases = vec![0, 3].try_into().unwrap(), Error::UnknownBase),
		(&|c| c.max_parallel = 0, Error::BadParallelism),
		(&|c| c.max_parallel = 6, Error::BadParallelism),
		(&|c| c.endpoint = vec![0xff].try_into().unwrap(), Error::BadEndpoint),
	];
	ExtBuilder.build_and_execute(|| {
		provide();
		for (spoil, error) in cases {
			let mut bad = capabilities();
			spoil(&mut bad);
			assert_noop!(ModelFactory::update_provider(signed(STASH), bad.clone()), error);
			let mut bad = capabilities();
			spoil(&mut bad);
			assert_eq!(
				ModelFactory::register_provider(signed(STASH_2), WORKER_2, bad.clone()),
				ModelFactory::update_provider(signed(STASH), bad)
			);
		}
	});
}

#[test]
fn update_should_replace_the_offer() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let mut offer = capabilities();
		offer.bases = vec![0, 5].try_into().unwrap();
		offer.price_per_1k_tokens = 7;
		assert_ok!(ModelFactory::update_provider(signed(STASH), offer.clone()));
		System::assert_last_event(Event::ProviderUpdated { stash: STASH, bond: BOND }.into());
		assert_eq!(ModelFactory::provider(STASH).unwrap().capabilities, offer);
		assert_noop!(ModelFactory::update_provider(signed(STASH_2), offer), Error::<Test>::NotProvider);
	});
}

#[test]
fn update_should_top_up_a_slashed_bond() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		advance(CLAIM_PERIOD + 1);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));
		assert_eq!(bond_of(&STASH), BOND - SLASH);
		assert!(!<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::BondTooLow);

		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		System::assert_last_event(Event::ProviderUpdated { stash: STASH, bond: BOND }.into());
		assert_eq!(bond_of(&STASH), BOND);
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
	});
}

#[test]
fn leave_should_return_the_bond_and_free_the_worker() {
	ExtBuilder.build_and_execute(|| {
		provide();
		assert_ok!(ModelFactory::leave(signed(STASH)));
		System::assert_last_event(Event::ProviderLeft { stash: STASH, bond: BOND }.into());
		assert_eq!((bond_of(&STASH), free(&STASH)), (0, FUNDS));
		assert_eq!(ModelFactory::provider(STASH), None);
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::NotProvider);
		assert_ok!(ModelFactory::register_provider(signed(STASH_2), WORKER, capabilities()));
	});
}

#[test]
fn leave_should_refuse_when_a_job_is_active() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::ProviderBusy);
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(1_000)));
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::ProviderBusy);
		advance(WINDOW + 1);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));
		assert_ok!(ModelFactory::leave(signed(STASH)));
	});
}

#[test]
fn leave_should_wait_until_nothing_can_be_challenged() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		world(|w| w.liable = Some(STASH));
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::ProviderLiable);
		assert_ok!(ModelFactory::leave(signed(STASH_2)));
		world(|w| w.liable = None);
		assert_ok!(ModelFactory::leave(signed(STASH)));
	});
}

/// Takes what is slashed in, as a pallet with a pot does.
fn slash(stash: &AccountId, most: Balance) -> Result<Balance, DispatchError> {
	<ModelFactory as ProviderRegistry<_>>::slash(stash, most, |amount| {
		Balances::increase_balance(&POT, amount, Precision::Exact).map(drop)
	})
}

#[test]
fn slash_should_take_as_much_as_the_bond_holds() {
	ExtBuilder.build_and_execute(|| {
		provide();
		assert_eq!(slash(&STASH, 400), Ok(400));
		System::assert_last_event(Event::BondSlashed { stash: STASH, amount: 400 }.into());
		assert_eq!((bond_of(&STASH), free(&POT)), (BOND - 400, FUNDS + 400));
		assert!(!<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		assert_eq!(slash(&STASH, BOND), Ok(BOND - 400));
		assert_eq!(slash(&STASH, BOND), Ok(0));
		assert_eq!(slash(&STASH_2, BOND), Ok(0));
		assert_eq!((bond_of(&STASH), free(&POT)), (0, FUNDS + BOND));
		// The stash itself is as it was; only the bond is gone.
		assert_ok!(Balances::transfer(&STASH, &ANYONE, 1, Preservation::Preserve));
		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		assert_eq!(bond_of(&STASH), BOND);
	});
}

#[test]
fn slash_should_take_nothing_when_nobody_takes_it_in() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let refuse = |_| Err(DispatchError::Unavailable);
		let refused = <ModelFactory as ProviderRegistry<_>>::slash(&STASH, 400, refuse);
		assert_eq!(refused, Err(DispatchError::Unavailable));
		assert_eq!(bond_of(&STASH), BOND);
	});
}
