//! Referenda, their tracks, what they may do; pausing.

use super::{chain, check_integrity};
use crate::{
	AccountId, Balances, ConvictionVoting, OPEN, OriginCaller, Parameters, Preimage, Referenda, Runtime,
	RuntimeCall, RuntimeOrigin, SafeMode, Scheduler, System, TOTAL_SUPPLY, Treasury, TxPause, Validators,
	configs::{
		governance::Tracks,
		origins::Origin,
		parameters::{FeeSplit, RuntimeParameters, dynamic_params},
	},
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		Contains, Get, OnInitialize, StorePreimage,
		fungible::Inspect,
		schedule::DispatchTime,
		tokens::{Fortitude, Preservation},
	},
};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_referenda::TracksInfo;
use sp_keyring::Sr25519Keyring::{AliceStash, BobStash, Charlie, Dave, Eve, Ferdie};
use sp_runtime::{DispatchError, Permill, traits::Dispatchable};

fn listing_deposit() -> u128 {
	<Runtime as pallet_models::Config>::ListingDeposit::get()
}

fn set_listing_deposit(value: u128) -> RuntimeCall {
	use dynamic_params::models::{ListingDeposit, Parameters as Models};
	RuntimeCall::Parameters(pallet_parameters::Call::set_parameter {
		key_value: RuntimeParameters::Models(Models::ListingDeposit(ListingDeposit, Some(value))),
	})
}

/// Lets blocks pass, as far as referenda are concerned.
fn pass(blocks: u32) {
	for _ in 0..blocks {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		// The treasury's OPEN is not active: nobody can vote with it.
		Treasury::on_initialize(next);
		Scheduler::on_initialize(next);
	}
}

/// Proposes a call on a track and puts the deposit down.
fn propose(origin: impl Into<OriginCaller>, call: RuntimeCall) -> u32 {
	let who = RuntimeOrigin::signed(Eve.to_account_id());
	let index = pallet_referenda::ReferendumCount::<Runtime>::get();
	let proposal = Preimage::bound(call).expect("a small call is bounded");
	assert_ok!(Referenda::submit(who.clone(), Box::new(origin.into()), proposal, DispatchTime::After(1)));
	assert_ok!(Referenda::place_decision_deposit(who, index));
	index
}

fn aye(who: AccountId, referendum: u32, balance: u128) {
	let vote = AccountVote::Standard { vote: Vote { aye: true, conviction: Conviction::Locked1x }, balance };
	assert_ok!(ConvictionVoting::vote(RuntimeOrigin::signed(who), referendum, vote));
}

/// Enough votes for every track at once: more than two fifths of what is not the treasury's.
fn everyone_votes(referendum: u32) {
	for who in sp_keyring::Sr25519Keyring::well_known().map(|key| key.to_account_id()) {
		let free = Balances::free_balance(&who);
		aye(who, referendum, free - 10_000 * OPEN);
	}
}

#[test]
fn tracks_should_be_sound() {
	chain("local").execute_with(|| {
		assert_ok!(Tracks::check_integrity());
		let tracks: Vec<_> = Tracks::tracks().map(|track| track.into_owned()).collect();
		assert_eq!(tracks.len(), 6);
		for track in &tracks {
			assert!(track.info.confirm_period < track.info.decision_period);
			assert!(track.info.min_enactment_period > 0);
		}
		// An epoch of this chain stands for four hours: two weeks of decision are 84 epochs.
		assert_eq!(tracks[0].info.decision_period, 84 * 100);
	});
}

#[test]
fn a_referendum_should_change_a_parameter() {
	chain("local").execute_with(|| {
		let before = listing_deposit();
		let referendum = propose(Origin::Parameters, set_listing_deposit(7 * OPEN));
		everyone_votes(referendum);
		pass(100 + 300 + 300 - 2);
		assert_eq!(listing_deposit(), before);
		pass(5);
		assert_eq!(listing_deposit(), 7 * OPEN);
		check_integrity();
	});
}

/// Returns what an account may spend.
fn spendable(who: &AccountId) -> u128 {
	Balances::reducible_balance(who, Preservation::Expendable, Fortitude::Polite)
}

#[test]
fn staked_open_should_vote_and_count_once() {
	chain("local").execute_with(|| {
		let who = Dave.to_account_id();
		let origin = RuntimeOrigin::signed(who.clone());
		let validator = pallet_validators::Validators::<Runtime>::get()[0].clone();
		let (total, staked) = (Balances::free_balance(&who), 6_000_000 * OPEN);
		assert_ok!(Validators::delegate(origin.clone(), validator.clone(), staked));
		let referendum = propose(Origin::Parameters, set_listing_deposit(7 * OPEN));
		let vote = |balance| AccountVote::Standard {
			vote: Vote { aye: true, conviction: Conviction::Locked1x },
			balance,
		};
		assert_noop!(
			ConvictionVoting::vote(origin.clone(), referendum, vote(total + 1)),
			pallet_conviction_voting::Error::<Runtime>::InsufficientFunds
		);
		// The stake carries its part of the lock, so the rest still pays fees.
		assert_ok!(ConvictionVoting::vote(origin.clone(), referendum, vote(staked + OPEN)));
		assert_eq!(spendable(&who), total - staked - OPEN);
		// What comes back is locked, so that no other account can vote with it.
		assert_ok!(Validators::undelegate(origin.clone(), validator, staked));
		assert_eq!(spendable(&who), total - staked - OPEN);
		pallet_session::CurrentIndex::<Runtime>::put(1_000);
		assert_ok!(Validators::withdraw(origin.clone()));
		assert_eq!(Balances::free_balance(&who), total);
		assert_eq!(spendable(&who), total - staked - OPEN);
		assert_ok!(ConvictionVoting::remove_vote(origin.clone(), Some(1), referendum));
		assert_ok!(ConvictionVoting::unlock(origin, 1, who.clone().into()));
		assert_eq!(spendable(&who), total);
	});
}

#[test]
fn a_delegates_vote_should_count() {
	let outcome = |delegated: bool| {
		chain("local").execute_with(|| {
			let referendum = propose(Origin::Parameters, set_listing_deposit(7 * OPEN));
			let delegate = Dave.to_account_id();
			if delegated {
				for who in [AliceStash, BobStash, Charlie, Ferdie] {
					assert_ok!(ConvictionVoting::delegate(
						RuntimeOrigin::signed(who.to_account_id()),
						1,
						delegate.clone().into(),
						Conviction::None,
						9_000_000 * OPEN,
					));
				}
			}
			aye(delegate, referendum, 9_000_000 * OPEN);
			// Until the required support has fallen to some 17 %: a fifth of what can vote carries it, a
			// twentieth does not.
			pass(100 + 1_400 + 300 + 300 + 5);
			listing_deposit()
		})
	};
	assert_eq!(outcome(false), 5 * OPEN);
	assert_eq!(outcome(true), 7 * OPEN);
}

#[test]
fn a_treasury_spend_should_pay_within_its_limit() {
	let spend = |amount| {
		RuntimeCall::Treasury(pallet_treasury::Call::spend {
			asset_kind: Box::new(()),
			amount,
			beneficiary: Box::new(Ferdie.to_account_id()),
			valid_from: None,
		})
	};
	chain("local").execute_with(|| {
		let before = Balances::free_balance(Ferdie.to_account_id());
		assert_noop!(
			spend(TOTAL_SUPPLY / 10_000 + 1).dispatch(Origin::Treasurer.into()).map_err(|e| e.error),
			pallet_treasury::Error::<Runtime>::InsufficientPermission
		);
		assert_noop!(
			spend(OPEN).dispatch(Origin::Parameters.into()).map_err(|e| e.error),
			DispatchError::BadOrigin
		);
		let referendum = propose(Origin::Treasurer, spend(1_000 * OPEN));
		for who in [AliceStash, BobStash, Charlie, Dave, Eve] {
			aye(who.to_account_id(), referendum, 9_000_000 * OPEN);
		}
		pass(100 + 1_400 + 300 + 300 + 5);
		assert_ok!(Treasury::payout(RuntimeOrigin::signed(Dave.to_account_id()), 0));
		assert_eq!(Balances::free_balance(Ferdie.to_account_id()), before + 1_000 * OPEN);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	});
}

#[test]
fn an_origin_should_reach_its_own_calls_only() {
	chain("local").execute_with(|| {
		for origin in [
			Origin::Treasurer.into(),
			Origin::Guardian.into(),
			RuntimeOrigin::signed(Dave.to_account_id()),
			RuntimeOrigin::none(),
		] {
			assert_noop!(
				set_listing_deposit(0).dispatch(origin).map_err(|e| e.error),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(set_listing_deposit(9 * OPEN).dispatch(Origin::Parameters.into()));
		assert_ok!(set_listing_deposit(9 * OPEN).dispatch(RuntimeOrigin::root()));
		assert_noop!(SafeMode::force_enter(Origin::Treasurer.into()), DispatchError::BadOrigin);
		let upgrade =
			RuntimeCall::System(frame_system::Call::authorize_upgrade { code_hash: Default::default() });
		for origin in [Origin::Parameters, Origin::Treasurer, Origin::Guardian] {
			assert_noop!(
				upgrade.clone().dispatch(origin.into()).map_err(|e| e.error),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn no_decision_should_break_what_pallets_lean_on() {
	use dynamic_params::{attribution, model_factory};
	let set = |key_value| {
		assert_ok!(Parameters::set_parameter(Origin::Parameters.into(), key_value));
	};
	chain("local").execute_with(|| {
		assert_ok!(set_listing_deposit(0).dispatch(Origin::Parameters.into()));
		assert!(listing_deposit() > 0);
		let sound = FeeSplit::get();
		let mut broken = sound;
		broken.platform = Permill::from_percent(50);
		use attribution::{FeeSplit as Split, Parameters as Attribution};
		set(RuntimeParameters::Attribution(Attribution::FeeSplit(Split, Some(broken))));
		assert_eq!(FeeSplit::get(), sound);
		use model_factory::{ExpirySlash, Parameters as Factory};
		set(RuntimeParameters::ModelFactory(Factory::ExpirySlash(ExpirySlash, Some(TOTAL_SUPPLY))));
		let bond: u128 = <Runtime as pallet_model_factory::Config>::ProviderBond::get();
		assert_eq!(<Runtime as pallet_model_factory::Config>::ExpirySlash::get(), bond);
	});
}

#[test]
fn safe_mode_should_stop_business_and_not_the_chain() {
	let filter = |call: &RuntimeCall| <Runtime as frame_system::Config>::BaseCallFilter::contains(call);
	let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: Ferdie.to_account_id().into(),
		value: OPEN,
	});
	let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: 1 });
	let vote =
		RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::remove_vote { class: None, index: 0 });
	let answer = RuntimeCall::ModelFactory(pallet_model_factory::Call::fail_job {
		job: Default::default(),
		reason: openledger_primitives::job::FailReason::BlobUnavailable,
	});
	chain("local").execute_with(|| {
		assert!(filter(&transfer));
		assert_ok!(SafeMode::force_enter(Origin::Guardian.into()));
		assert!(!filter(&transfer));
		for call in [&time, &vote, &answer] {
			assert!(filter(call), "{call:?}");
		}
		assert_ok!(SafeMode::force_exit(Origin::Guardian.into()));
		assert!(filter(&transfer));

		let name = |text: &str| text.as_bytes().to_vec().try_into().expect("a short name");
		let call = (name("Balances"), name("transfer_keep_alive"));
		assert_ok!(TxPause::pause(Origin::Guardian.into(), call.clone()));
		assert!(!filter(&transfer));
		assert_ok!(TxPause::unpause(Origin::Guardian.into(), call));
		assert!(filter(&transfer));
		assert_noop!(
			TxPause::pause(Origin::Guardian.into(), (name("Referenda"), name("submit"))),
			pallet_tx_pause::Error::<Runtime>::Unpausable
		);
	});
}

#[test]
fn nobody_should_be_sudo_on_the_testnet_template() {
	chain("testnet-template").execute_with(|| {
		let call = Box::new(RuntimeCall::System(frame_system::Call::remark { remark: vec![] }));
		let who: Vec<AccountId> = frame_system::Account::<Runtime>::iter_keys().collect();
		assert!(who.len() > 3);
		for who in who {
			let sudo = RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: call.clone() });
			assert_noop!(
				sudo.dispatch(RuntimeOrigin::signed(who)).map_err(|e| e.error),
				pallet_sudo::Error::<Runtime>::RequireSudo
			);
		}
	});
}

#[test]
fn the_lists_of_pauses_should_name_calls_that_exist() {
	use frame_support::traits::GetCallMetadata;
	for (pallet, call) in crate::configs::pauses::named() {
		assert!(RuntimeCall::get_module_names().contains(&pallet), "{pallet}");
		assert!(RuntimeCall::get_call_names(pallet).contains(&call), "{pallet}.{call}");
	}
}
