//! Benchmarks of the calls.

use crate::{Call, Config, Earnings, NextSession, Pallet, Sessions};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		Get,
	},
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use openledger_primitives::{
	datanet::SnapshotRef,
	influence::{apportion, InfluenceVector},
	model::{Lineage, Price},
	traits::{DatanetRegistry, ModelRegistry, Payouts},
	usage::{Settlement, Voucher},
	AccountId, Balance, BoundedVec, Hash, ModelId, SessionId, Signature, MAX_INFLUENCE,
};
use sp_runtime::{traits::Zero, KeyTypeId};

/// What the benchmarks need that other pallets hold.
pub trait BenchmarkHelper {
	/// Makes a published snapshot of so many contributions by `contributor`.
	fn make_snapshot(owner: &AccountId, contributor: &AccountId, contributions: u32) -> SnapshotRef;
	/// Makes a base model.
	fn make_base(owner: &AccountId) -> ModelId;
	/// Lists a model.
	fn make_listed(model: ModelId, price: Price);
	/// Makes a provider.
	fn make_provider(stash: &AccountId, worker: &AccountId);
}

const USER_KEY: KeyTypeId = KeyTypeId(*b"acco");
const PRICE: Price = Price { prompt_per_1k: 1_000, completion_per_1k: 1_000 };

fn rich<T: Config>(account: &AccountId) -> Balance {
	let unit = T::MinDeposit::get().saturating_add(T::Currency::minimum_balance());
	let _ = T::Currency::mint_into(account, unit.saturating_mul(100));
	T::MinDeposit::get().saturating_mul(10)
}

fn provider<T: Config>() -> (AccountId, AccountId) {
	let (stash, worker) = (account("stash", 0, 0), account("worker", 0, 0));
	rich::<T>(&stash);
	rich::<T>(&worker);
	T::BenchmarkHelper::make_provider(&stash, &worker);
	(stash, worker)
}

/// A listed model that learnt from `n` contributions, and their ids.
fn tuned<T: Config>(n: u32) -> (ModelId, Vec<u64>) {
	let owner: AccountId = account("owner", 0, 0);
	let contributor: AccountId = account("contributor", 0, 0);
	rich::<T>(&owner);
	rich::<T>(&contributor);
	let at = T::BenchmarkHelper::make_snapshot(&owner, &contributor, n.max(1));
	let ids = T::Datanets::snapshot(at)
		.map(|snapshot| snapshot.entries.iter().map(|entry| entry.contribution).collect())
		.unwrap_or_default();
	let lineage = Lineage {
		base: T::BenchmarkHelper::make_base(&owner),
		job: 0,
		snapshots: BoundedVec::truncate_from(alloc::vec![at]),
		adapter: Hash::zero(),
		adapter_bytes: 1,
		trace: Hash::zero(),
		evaluation: None,
	};
	let model = T::Models::create_tuned(&owner, Default::default(), lineage).unwrap_or_default();
	T::BenchmarkHelper::make_listed(model, PRICE);
	(model, ids)
}

/// Opens a session for `user`.
fn open<T: Config>(user: &AccountId, model: ModelId) -> (SessionId, AccountId, Balance) {
	let deposit = rich::<T>(user);
	let (stash, worker) = provider::<T>();
	let id = NextSession::<T>::get();
	assert_ok!(Pallet::<T>::open_session(RawOrigin::Signed(user.clone()).into(), model, stash, deposit));
	(id, worker, deposit)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn open_session() {
		let user: AccountId = account("user", 0, 0);
		let deposit = rich::<T>(&user);
		let (stash, _) = provider::<T>();
		let (model, _) = tuned::<T>(1);
		let id = NextSession::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(user), model, stash, deposit);

		assert!(Sessions::<T>::contains_key(id));
	}

	#[benchmark]
	fn top_up() {
		let user: AccountId = account("user", 0, 0);
		let (id, _, deposit) = open::<T>(&user, tuned::<T>(1).0);

		#[extrinsic_call]
		_(RawOrigin::Signed(user), id, deposit);

		assert_eq!(Sessions::<T>::get(id).map(|session| session.deposited), Some(deposit * 2));
	}

	#[benchmark]
	fn settle(n: Linear<0, { MAX_INFLUENCE }>) {
		let public = sp_io::crypto::sr25519_generate(USER_KEY, None);
		let user = AccountId::from(public.0);
		let (model, ids) = tuned::<T>(n);
		let (id, worker, deposit) = open::<T>(&user, model);
		let voucher = Voucher {
			genesis: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()),
			session: id,
			cumulative: deposit,
		};
		// Wrapped, so that the plain form is tried in vain first.
		let signature: Signature =
			sp_io::crypto::sr25519_sign(USER_KEY, &public, &voucher.wrapped_signing_bytes())
				.map(Into::into)
				.unwrap_or(Signature::Sr25519([0; 64].into()));
		let weights: Vec<_> = ids.into_iter().take(n as usize).map(|id| (id, 1)).collect();
		let influence: InfluenceVector = apportion(&weights);
		assert_eq!(influence.len() as u32, n);
		let settlement = Settlement {
			answers: 1,
			prompt_tokens: u64::MAX,
			completion_tokens: u64::MAX,
			receipts: Hash::zero(),
			influence,
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), id, voucher, signature, settlement);

		assert_eq!(Sessions::<T>::get(id).map(|session| session.settled), Some(deposit));
	}

	#[benchmark]
	fn close_session() {
		let user: AccountId = account("user", 0, 0);
		let (id, worker, _) = open::<T>(&user, tuned::<T>(1).0);

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), id);

		assert!(!Sessions::<T>::contains_key(id));
	}

	#[benchmark]
	fn claim() {
		let user: AccountId = account("user", 0, 0);
		let amount = rich::<T>(&user);
		assert_ok!(Pallet::<T>::pay(&user, &[(user.clone(), amount)]));

		#[extrinsic_call]
		_(RawOrigin::Signed(user.clone()));

		assert!(!Earnings::<T>::contains_key(user));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
