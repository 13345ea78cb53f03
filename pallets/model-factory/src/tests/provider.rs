//! Tests of registering, updating and leaving.

use super::Spoiled;
use crate::{Error, Event, FormerWorkers, HoldReason, Workers, mock::*};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{InspectHold, Mutate, Unbalanced},
		tokens::{Precision, Preservation},
	},
};
use openledger_primitives::{
	AccountId, Balance, Hash,
	job::Capabilities,
	traits::{Candidates, ProviderRegistry},
};
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
		// It serves on, but new work asks for more.
		assert!(<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::BondTooLow);

		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		System::assert_last_event(Event::ProviderUpdated { stash: STASH, bond: BOND }.into());
		assert_eq!(bond_of(&STASH), BOND);
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
	});
}

/// Gives notice and waits until it is over.
fn give_notice(stash: &AccountId) {
	assert_ok!(ModelFactory::leave(signed(stash.clone())));
	System::assert_last_event(Event::ProviderLeaving { stash: stash.clone(), until: now() + NOTICE }.into());
	advance(NOTICE + 1);
}

#[test]
fn leave_should_return_the_bond_after_the_notice_and_free_the_worker() {
	ExtBuilder.build_and_execute(|| {
		provide();
		give_notice(&STASH);
		System::set_block_number(u64::from(now()) - 1);
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::NoticeNotOver);
		advance(1);
		assert_ok!(ModelFactory::leave(signed(STASH)));
		System::assert_last_event(Event::ProviderLeft { stash: STASH, bond: BOND }.into());
		assert_eq!((bond_of(&STASH), free(&STASH)), (0, FUNDS));
		assert_eq!(ModelFactory::provider(STASH), None);
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::NotProvider);
		assert_ok!(ModelFactory::register_provider(signed(STASH_2), WORKER, capabilities()));
	});
}

#[test]
fn notice_should_keep_a_provider_from_new_work_until_it_is_taken_back() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = claimed();
		let another = open();
		give_notice(&STASH);
		assert!(!<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), another), Error::<Test>::ProviderIsLeaving);
		assert_eq!(drawn(9, &[]), [STASH_2]);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));

		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		assert!(<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		// Its bond counts from now on: it might have been somebody else's money for a while.
		assert_eq!(drawn(9, &[]), [STASH_2]);
		advance(1);
		assert_eq!(drawn(9, &[]).len(), 2);
	});
}

#[test]
fn leave_should_refuse_when_a_job_is_active() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = claimed();
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(1_000)));
		give_notice(&STASH);
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::ProviderBusy);
		assert_ok!(ModelFactory::finalise_job(signed(ANYONE), job));
		assert_ok!(ModelFactory::leave(signed(STASH)));
	});
}

#[test]
fn leave_should_wait_until_nothing_can_be_challenged_and_no_duty_is_left() {
	ExtBuilder.build_and_execute(|| {
		provide();
		world(|w| w.liable = Some(STASH));
		<ModelFactory as ProviderRegistry<_>>::bind(&STASH);
		give_notice(&STASH);
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::ProviderOnDuty);
		<ModelFactory as ProviderRegistry<_>>::unbind(&STASH);
		assert_noop!(ModelFactory::leave(signed(STASH)), Error::<Test>::ProviderLiable);
		world(|w| w.liable = None);
		assert_ok!(ModelFactory::leave(signed(STASH)));
		// No provider, no duty.
		<ModelFactory as ProviderRegistry<_>>::bind(&STASH);
		<ModelFactory as ProviderRegistry<_>>::unbind(&STASH);
	});
}

fn drawn(count: u32, without: &[AccountId]) -> Vec<AccountId> {
	let candidates = Candidates { before: now(), base: None, without };
	<ModelFactory as ProviderRegistry<_>>::draw(Hash::repeat_byte(3), count, candidates)
}

#[test]
fn draw_should_name_each_whole_provider_at_most_once() {
	ExtBuilder.build_and_execute(|| {
		assert!(drawn(3, &[]).is_empty());
		let stashes: Vec<_> = (100..120).map(account).collect();
		for (stash, worker) in stashes.iter().zip(130..) {
			assert_ok!(Balances::transfer(&ANYONE, stash, 2 * BOND, Preservation::Preserve));
			assert_ok!(ModelFactory::register_provider(
				signed(stash.clone()),
				account(worker),
				capabilities()
			));
		}
		assert!(drawn(3, &[]).is_empty(), "they were bonded in this block");
		advance(1);
		let three = drawn(3, &[]);
		assert_eq!(three.len(), 3);
		assert_eq!(drawn(3, &[]), three);
		let anybody = Candidates { before: now(), base: None, without: &[] };
		assert_ne!(<ModelFactory as ProviderRegistry<_>>::draw(Hash::zero(), 3, anybody), three);
		let others = drawn(3, &three);
		assert!(others.iter().all(|stash| !three.contains(stash)));
		assert_eq!(others.len(), 3);
		// A seat in the middle is left, and one provider is no longer whole.
		assert_ok!(ModelFactory::leave(signed(stashes[4].clone())));
		assert_ok!(slash(&stashes[7], BOND));
		let mut all = drawn(crate::MAX_DRAWN + 9, &[]);
		assert_eq!(all.len(), crate::MAX_DRAWN as usize);
		all.sort();
		all.dedup();
		assert_eq!(all.len(), crate::MAX_DRAWN as usize);
		assert!(!all.contains(&stashes[4]) && !all.contains(&stashes[7]));
	});
}

#[test]
fn draw_should_pass_over_whoever_does_not_offer_the_base() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		// The other base that there is.
		let (base, other) = (BASE, 5);
		let offer = Capabilities { bases: vec![other].try_into().unwrap(), ..capabilities() };
		assert_ok!(ModelFactory::update_provider(signed(STASH_2), offer));
		advance(1);
		let since = |before, base| {
			let candidates = Candidates { before, base, without: &[] };
			<ModelFactory as ProviderRegistry<_>>::draw(Hash::zero(), 9, candidates)
		};
		let of = |base| since(now(), base);
		assert_eq!(of(None).len(), 2);
		assert_eq!(of(Some(base)), [STASH]);
		assert_eq!(of(Some(other)), [STASH_2]);
		assert!(of(Some(other + 1)).is_empty());

		// An offer that grows counts from then on, and one that shrinks at once.
		let before = now();
		let both = Capabilities { bases: vec![base, other].try_into().unwrap(), ..capabilities() };
		assert_ok!(ModelFactory::update_provider(signed(STASH), both));
		assert_eq!(since(before, Some(other)), [STASH_2]);
		advance(1);
		assert_eq!(of(Some(other)).len(), 2);
		let before = now();
		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		assert_eq!((since(before, Some(base)), since(before, Some(other))), (vec![STASH], vec![STASH_2]));
	});
}

#[test]
fn draw_should_pick_everybody_about_as_often() {
	ExtBuilder.build_and_execute(|| {
		for (stash, worker) in (100..105).zip(130..) {
			assert_ok!(Balances::transfer(&ANYONE, &account(stash), 2 * BOND, Preservation::Preserve));
			assert_ok!(ModelFactory::register_provider(
				signed(account(stash)),
				account(worker),
				capabilities()
			));
		}
		advance(1);
		let mut times = std::collections::BTreeMap::<_, u32>::new();
		for seed in 0..1_000 {
			let seed = Hash::from_low_u64_be(seed);
			let anybody = Candidates { before: now(), base: None, without: &[] };
			for stash in <ModelFactory as ProviderRegistry<_>>::draw(seed, 2, anybody) {
				*times.entry(stash).or_default() += 1;
			}
		}
		assert_eq!(times.len(), 5);
		assert!(times.values().all(|times| (340..460).contains(times)), "{times:?}");
	});
}

#[test]
fn raised_bond_should_count_for_new_work_first() {
	ExtBuilder.build_and_execute(|| {
		provide();
		assert_eq!(slash(&STASH, BOND / 2), Ok(BOND / 2));
		assert!(<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		let job = open();
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::BondTooLow);
		assert_eq!(slash(&STASH, 1), Ok(1));
		assert!(!<ModelFactory as ProviderRegistry<_>>::is_provider(&STASH));
		advance(3);
		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		assert_eq!(ModelFactory::provider(STASH).unwrap().since, now());
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

#[test]
fn set_worker_should_replace_the_key_at_once() {
	ExtBuilder.build_and_execute(|| {
		provide();
		provide_2();
		let job = claimed();
		let set = |worker| ModelFactory::set_worker(signed(STASH), worker);
		assert_noop!(set(WORKER_2), Error::<Test>::WorkerInUse);
		assert_noop!(ModelFactory::set_worker(signed(ANYONE), WORKER_3), Error::<Test>::NotProvider);
		assert_ok!(set(WORKER_3));
		System::assert_last_event(Event::WorkerSet { stash: STASH, worker: WORKER_3 }.into());
		let submit = |who| ModelFactory::submit_result(signed(who), job, result(1_000));
		assert_noop!(submit(WORKER), Error::<Test>::NotWorker);
		assert_ok!(submit(WORKER_3));
	});
}

#[test]
fn what_a_replaced_worker_signed_should_count_in_sessions_from_before() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let workers = |session| <ModelFactory as ProviderRegistry<_>>::workers_of(&STASH, session);
		let set = |worker| ModelFactory::set_worker(signed(STASH), worker);
		NextSession::set(5);
		assert_ok!(set(WORKER_3));
		assert_eq!((workers(4), workers(5)), (vec![WORKER_3, WORKER], vec![WORKER_3]));
		// A worker that refuses has signed what it signed.
		assert_ok!(ModelFactory::refuse_stash(signed(WORKER_3)));
		assert_eq!(workers(4), [WORKER_3, WORKER]);
		NextSession::set(7);
		for worker in [WORKER, WORKER_2, WORKER_3] {
			assert_ok!(set(worker));
		}
		assert_eq!(workers(4), [WORKER_3, WORKER, WORKER_3, WORKER, WORKER_2]);
		assert_eq!(workers(6), [WORKER_3, WORKER_3, WORKER, WORKER_2]);
		// Nobody gets rid of a receipt by replacing its worker often.
		assert_noop!(set(WORKER), Error::<Test>::TooManyWorkers);
		advance(FORMER + 1);
		assert_eq!(workers(4), [WORKER_3]);
		assert_ok!(set(WORKER));
		assert_eq!(FormerWorkers::<Test>::get(STASH).len(), 1);
		give_notice(&STASH);
		assert_ok!(ModelFactory::leave(signed(STASH)));
		assert!(FormerWorkers::<Test>::iter().next().is_none() && workers(4).is_empty());
	});
}

#[test]
fn refuse_stash_should_free_a_key_that_a_stranger_named() {
	ExtBuilder.build_and_execute(|| {
		// A stranger names the key of somebody who was about to provide.
		assert_ok!(ModelFactory::register_provider(signed(STASH_2), WORKER, capabilities()));
		assert_ok!(ModelFactory::refuse_stash(signed(WORKER)));
		System::assert_last_event(Event::StashRefused { stash: STASH_2, worker: WORKER }.into());
		assert_noop!(ModelFactory::refuse_stash(signed(WORKER)), Error::<Test>::NotWorker);
		provide();
		assert_eq!(ModelFactory::stash_of(WORKER), Some(STASH));
		// The stranger cannot take it away again, and leaves without harm to its owner.
		assert_noop!(ModelFactory::set_worker(signed(STASH_2), WORKER), Error::<Test>::WorkerInUse);
		give_notice(&STASH_2);
		assert_ok!(ModelFactory::leave(signed(STASH_2)));
		assert_eq!(ModelFactory::stash_of(WORKER), Some(STASH));
	});
}
