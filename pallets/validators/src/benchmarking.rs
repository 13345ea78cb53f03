//! Benchmarks of the calls and handlers, each along its most expensive path.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use crate::{
	AuthoredBlocks, BlockIncome, BlockReward, Call, Candidates, Case, Cases, Config, CoolDowns,
	DelegatorSlash, DelegatorSlashes, HoldReason, Income, Ledger, MAX_DELEGATOR_SLASHES, MAX_PENDING_SLASHES,
	Offences, Pallet, PendingSlashes, Positions, Unbonding, UnbondingTime, Validators,
};
use alloc::vec::Vec;
use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::{
	BoundedVec,
	traits::{Get, Hooks},
};
use frame_system::{Pallet as System, RawOrigin};
use openledger_primitives::Balance;
use pallet_authorship::EventHandler;
use pallet_session::Pallet as Session;
use sp_runtime::{Perbill, traits::TrailingZeroInput};
use sp_staking::{
	SessionIndex,
	offence::{OffenceDetails, OnOffenceHandler},
};

/// Makes an account richer than anything here costs.
fn fund<T: Config>(who: &T::AccountId) {
	let amount = T::MinBond::get().max(Pallet::<T>::minimum_balance()).saturating_mul(1_000);
	Pallet::<T>::fund(who, amount).expect("benchmarks run on a chain that can hold this");
}

/// Returns an account that is rich and has session keys, whatever they are.
fn with_keys<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let who = account(name, index, 0);
	fund::<T>(&who);
	let keys = T::Keys::decode(&mut TrailingZeroInput::zeroes()).expect("keys are bytes");
	pallet_session::NextKeys::<T>::insert(&who, keys);
	System::<T>::inc_consumers(&who).expect("a funded account has a provider");
	who
}

/// Returns a validator that bonds `more` than the smallest bond.
fn joined<T: Config>(name: &'static str, index: u32, more: Balance) -> T::AccountId {
	let who = with_keys::<T>(name, index);
	Pallet::<T>::do_join(who.clone(), T::MinBond::get().saturating_add(more)).expect("it has keys and money");
	who
}

/// Fills the pallet's account and the treasury, as genesis does.
fn open_accounts<T: Config>() {
	fund::<T>(&Pallet::<T>::account());
	fund::<T>(&T::Treasury::get());
}

/// Begins a block with an author, so that fees go the way they usually go.
pub fn begin_block<T: Config>() {
	open_accounts::<T>();
	Pallet::<T>::note_author(joined::<T>("validator", 0, 0));
}

/// Fills the list of candidates, and returns one rich account beside them.
fn full_list<T: Config>() -> T::AccountId {
	open_accounts::<T>();
	let room = T::MaxCandidates::get().saturating_sub(Candidates::<T>::decode_len().unwrap_or(0) as u32);
	for index in 0..room {
		joined::<T>("candidate", index, 0);
	}
	let who = account("delegator", 0, 0);
	fund::<T>(&who);
	who
}

/// Returns the candidate of a full list that has the smallest stake.
fn last<T: Config>() -> T::AccountId {
	let list = Candidates::<T>::get();
	list.into_iter().next_back().expect("the list is full").validator
}

/// Pays a reward that leaves everyone a fraction.
fn reward<T: Config>(validator: &T::AccountId) {
	let amount: Balance = Pallet::<T>::minimum_balance().saturating_mul(101);
	Pallet::<T>::note_author(validator.clone());
	Pallet::<T>::collect_fees(Pallet::<T>::mint_fees(amount), 0).map_err(drop).expect("the account is open");
	Pallet::<T>::pay_out();
}

fn go_to_session<T: Config>(session: SessionIndex) {
	pallet_session::CurrentIndex::<T>::put(session);
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn note_author() {
		open_accounts::<T>();
		let author = joined::<T>("validator", 0, 0);

		#[block]
		{
			Pallet::<T>::note_author(author.clone());
		}

		assert_eq!(AuthoredBlocks::<T>::get(author), 1);
	}

	#[benchmark]
	fn pay_out() {
		open_accounts::<T>();
		let author = joined::<T>("validator", 0, 0);
		let fees: Balance = Pallet::<T>::minimum_balance().saturating_mul(100);
		BlockReward::<T>::put(fees);
		Pallet::<T>::lock(&T::Treasury::get(), HoldReason::Reserve, fees).expect("the treasury is rich");
		Income::<T>::put(BlockIncome { author: author.clone(), fees, treasury: fees });

		#[block]
		{
			Pallet::<T>::on_finalize(System::<T>::block_number());
		}

		assert_eq!(
			Ledger::<T>::get(author).map(|ledger| ledger.rewards.unpaid),
			Some(fees.saturating_mul(2))
		);
	}

	#[benchmark]
	fn join() {
		full_list::<T>();
		let who = with_keys::<T>("newcomer", 0);
		CoolDowns::<T>::insert(&who, 0);
		let bond = T::MinBond::get().saturating_add(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), bond);

		assert_eq!(Ledger::<T>::get(who).map(|ledger| ledger.pool.stake), Some(bond));
	}

	#[benchmark]
	fn leave() {
		full_list::<T>();
		let who = last::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(Unbonding::<T>::iter_prefix(who).next().is_some());
	}

	#[benchmark]
	fn delegate() {
		let who = full_list::<T>();
		let validator = last::<T>();
		let amount = T::MinDelegation::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), validator.clone(), amount);

		assert!(Positions::<T>::contains_key(validator, who));
	}

	#[benchmark]
	fn undelegate() {
		let who = full_list::<T>();
		let validator = last::<T>();
		let amount = T::MinDelegation::get();
		Pallet::<T>::do_delegate(who.clone(), validator.clone(), amount).expect("it is a candidate");
		reward::<T>(&validator);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), validator.clone(), amount);

		assert!(Unbonding::<T>::iter_prefix(validator).next().is_some());
	}

	#[benchmark]
	fn withdraw(n: Linear<1, { T::MaxChunks::get() }>) {
		open_accounts::<T>();
		let who: T::AccountId = account("delegator", 0, 0);
		fund::<T>(&who);
		for index in 0..n {
			let validator = joined::<T>("validator", index, 0);
			let amount = T::MinDelegation::get();
			Pallet::<T>::do_delegate(who.clone(), validator.clone(), amount).expect("it is a candidate");
			Pallet::<T>::do_undelegate(who.clone(), validator, amount).expect("it has stake");
		}
		let before = Pallet::<T>::free(&who);
		go_to_session::<T>(
			UnbondingTime::<T>::get().saturating_add(Session::<T>::current_index()).saturating_add(2),
		);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		let returned = T::MinDelegation::get().saturating_mul(n.into());
		assert_eq!(Pallet::<T>::free(&who), before.saturating_add(returned));
	}

	#[benchmark]
	fn claim() {
		let who = full_list::<T>();
		let validator = last::<T>();
		Pallet::<T>::do_delegate(who.clone(), validator.clone(), T::MinDelegation::get())
			.expect("it is a candidate");
		reward::<T>(&validator);
		Pallet::<T>::do_undelegate(who.clone(), validator.clone(), T::MinDelegation::get())
			.expect("it has stake");

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), validator.clone());

		assert!(!Positions::<T>::contains_key(validator, who));
	}

	#[benchmark]
	fn rejoin() {
		full_list::<T>();
		let who = last::<T>();
		// One with more stake takes its place.
		joined::<T>("newcomer", 0, 1);
		Pallet::<T>::do_delegate(who.clone(), who.clone(), 2).expect("its pool takes its own");
		CoolDowns::<T>::insert(&who, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(Candidates::<T>::get().iter().any(|candidate| candidate.validator == who));
	}

	#[benchmark]
	fn set_commission() {
		open_accounts::<T>();
		let who = joined::<T>("validator", 0, 0);
		let commission = T::MaxCommission::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), commission);

		assert_eq!(Ledger::<T>::get(who).map(|ledger| ledger.commission), Some(commission));
	}

	#[benchmark]
	fn purge_keys() {
		full_list::<T>();
		let who = last::<T>();
		Pallet::<T>::do_leave(who.clone()).expect("there are others");

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(Session::<T>::load_keys(&who).is_none());
	}

	#[benchmark]
	fn on_offence(n: Linear<1, { T::MaxValidators::get() }>) {
		open_accounts::<T>();
		// Room for a whole set, whoever was there before.
		Candidates::<T>::kill();
		let now = T::MaxUnbonding::get();
		UnbondingTime::<T>::put(now);
		go_to_session::<T>(now);
		let mut set: Vec<T::AccountId> = (0..n).map(|index| joined::<T>("validator", index, 0)).collect();
		set.sort();
		for validator in &set {
			// Something left its pool in every session that counts.
			let amount = T::MinDelegation::get();
			for session in 0..=now.saturating_add(1) {
				Pallet::<T>::lock(&T::Treasury::get(), HoldReason::Unbonding, amount)
					.expect("the treasury is rich");
				Unbonding::<T>::insert(validator, session, crate::Pool { stake: amount, shares: amount });
			}
		}
		Validators::<T>::put(BoundedVec::truncate_from(set.clone()));
		pallet_session::Validators::<T>::put(&set);
		let reporter: T::AccountId = account("reporter", 0, 0);
		fund::<T>(&reporter);
		let offenders: Vec<_> = set
			.into_iter()
			.map(|validator| OffenceDetails { offender: validator, reporters: alloc::vec![reporter.clone()] })
			.collect();
		let fractions = alloc::vec![Perbill::from_percent(5); n as usize];

		#[block]
		{
			Pallet::<T>::on_offence(&offenders, &fractions, 0);
		}

		assert_eq!(Offences::<T>::get(0).len() as u32, n);
	}

	#[benchmark]
	fn cancel_slash() {
		open_accounts::<T>();
		let validator = joined::<T>("validator", 0, 0);
		for _ in 0..MAX_PENDING_SLASHES {
			Pallet::<T>::defer_slash(&validator, Some(validator.clone()), Perbill::from_percent(1), 0);
		}
		CoolDowns::<T>::insert(&validator, 9);
		Cases::<T>::insert(&validator, Case { opened: 0, fraction: Perbill::from_percent(1) });

		#[block]
		{
			Pallet::<T>::do_cancel_slash(validator.clone()).expect("slashes wait");
		}

		assert!(!PendingSlashes::<T>::contains_key(validator));
	}

	#[benchmark]
	fn apply_slash() {
		let who = full_list::<T>();
		let validator = last::<T>();
		let amount = T::MinDelegation::get().saturating_mul(100);
		Pallet::<T>::do_delegate(who.clone(), validator.clone(), amount).expect("it is a candidate");
		reward::<T>(&validator);
		let slash =
			DelegatorSlash { session: SessionIndex::MAX, applied: 0, fraction: Perbill::from_percent(1) };
		let list = alloc::vec![slash; MAX_DELEGATOR_SLASHES as usize];
		DelegatorSlashes::<T>::insert(&validator, BoundedVec::truncate_from(list));
		let caller = account("caller", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), validator.clone(), who.clone());

		assert_eq!(crate::Entries::<T>::get(validator, who).paid, MAX_DELEGATOR_SLASHES);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
