//! Benchmarks of the calls.

use crate::{
	benchmark_helper::BenchmarkHelper,
	types::{Liability, Queue},
	Call, Config, Earnings, Expiring, ExpiryQueue, Liable, NextSession, Pallet, Sessions, Settlements,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::assert_ok;
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use openledger_primitives::{
	challenge::KeptSettlement,
	influence::{apportion, InfluenceVector},
	model::{Lineage, Price},
	traits::{DatanetRegistry, ModelRegistry, Payouts},
	usage::{Settlement, Voucher},
	AccountId, Balance, BoundedVec, ContributionId, Hash, ModelId, SessionId, Signature, MAX_INFLUENCE,
};
use sp_runtime::{traits::Zero, KeyTypeId};

const USER_KEY: KeyTypeId = KeyTypeId(*b"acco");
const PRICE: Price = Price { prompt_per_1k: 1_000, completion_per_1k: 1_000 };

fn provider<T: Config>() -> (AccountId, AccountId) {
	let (stash, worker) = (account("stash", 0, 0), account("worker", 0, 0));
	make_provider::<T>(&stash, &worker);
	(stash, worker)
}

/// Makes a provider that can pay for what it does.
pub fn make_provider<T: Config>(stash: &AccountId, worker: &AccountId) {
	Pallet::<T>::enrich(stash);
	Pallet::<T>::enrich(worker);
	T::BenchmarkHelper::make_provider(stash, worker);
}

/// Makes a listed model that learnt from `n` contributions, at least one, each by another account. Returns it
/// and their ids.
pub fn make_model<T: Config>(n: u32) -> (ModelId, Vec<ContributionId>) {
	let owner: AccountId = account("owner", 0, 0);
	let contributors: Vec<AccountId> =
		(0..n.max(1)).map(|number| account("contributor", number, 0)).collect();
	Pallet::<T>::enrich(&owner);
	for contributor in &contributors {
		Pallet::<T>::enrich(contributor);
	}
	let at = T::BenchmarkHelper::make_snapshot(&owner, &contributors);
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

/// Opens a session for `user`. Returns it, its provider's worker, and its deposit.
fn open<T: Config>(user: &AccountId, model: ModelId) -> (SessionId, AccountId, Balance) {
	let deposit = Pallet::<T>::enrich(user);
	let (stash, worker) = provider::<T>();
	let id = NextSession::<T>::get();
	assert_ok!(Pallet::<T>::open_session(RawOrigin::Signed(user.clone()).into(), model, stash, deposit));
	(id, worker, deposit)
}

/// Opens a session of a user whose key is in the keystore. Returns it and its provider's worker.
pub fn make_session<T: Config>(model: ModelId) -> (SessionId, AccountId) {
	let public = sp_io::crypto::sr25519_generate(USER_KEY, None);
	let (session, worker, _) = open::<T>(&AccountId::from(public.0), model);
	(session, worker)
}

/// Settles everything deposited in such a session, for so many answers.
pub fn make_settlement<T: Config>(id: SessionId, answers: u32, receipts: Hash, influence: InfluenceVector) {
	let Some(session) = Sessions::<T>::get(id) else { return };
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let voucher = Voucher { genesis, session: id, cumulative: session.deposited };
	let public: [u8; 32] = session.user.into();
	let signature = sp_io::crypto::sr25519_sign(USER_KEY, &public.into(), &voucher.signing_bytes())
		.map_or(Signature::Sr25519([0; 64].into()), Into::into);
	let settlement =
		Settlement { answers, prompt_tokens: u64::MAX, completion_tokens: u64::MAX, receipts, influence };
	let origin = RawOrigin::Signed(session.provider).into();
	assert_ok!(Pallet::<T>::settle(origin, id, voucher, signature, settlement));
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn open_session() {
		let user: AccountId = account("user", 0, 0);
		let deposit = Pallet::<T>::enrich(&user);
		let (stash, _) = provider::<T>();
		let (model, _) = make_model::<T>(1);
		let id = NextSession::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(user), model, stash, deposit);

		assert!(Sessions::<T>::contains_key(id));
	}

	#[benchmark]
	fn top_up() {
		let user: AccountId = account("user", 0, 0);
		let (id, _, deposit) = open::<T>(&user, make_model::<T>(1).0);

		#[extrinsic_call]
		_(RawOrigin::Signed(user), id, deposit);

		assert_eq!(Sessions::<T>::get(id).map(|session| session.deposited), Some(deposit * 2));
	}

	#[benchmark]
	fn settle(n: Linear<0, { MAX_INFLUENCE }>) {
		let public = sp_io::crypto::sr25519_generate(USER_KEY, None);
		let user = AccountId::from(public.0);
		let (model, ids) = make_model::<T>(n);
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
		let (id, worker, _) = open::<T>(&user, make_model::<T>(1).0);

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), id);

		assert!(!Sessions::<T>::contains_key(id));
	}

	#[benchmark]
	fn claim() {
		let user: AccountId = account("user", 0, 0);
		let amount = Pallet::<T>::enrich(&user);
		assert_ok!(Pallet::<T>::pay(&user, &[(user.clone(), amount)], |sum| Pallet::<T>::take_off(
			&user, sum
		)));

		#[extrinsic_call]
		_(RawOrigin::Signed(user.clone()));

		assert!(!Earnings::<T>::contains_key(user));
	}

	#[benchmark]
	fn prune(n: Linear<0, 100>) {
		let influence = apportion(&(0..u64::from(MAX_INFLUENCE)).map(|id| (id, 1)).collect::<Vec<_>>());
		for number in 0..n {
			let provider: AccountId = account("provider", number, 0);
			let settled = KeptSettlement {
				user: account("user", number, 0),
				provider: provider.clone(),
				model: 0,
				price: PRICE,
				at: 0,
				until: 0,
				answers: 1,
				receipts: Hash::zero(),
				amount: 1,
				contributors: 0,
				restored: 0,
				influence: influence.clone(),
				convicted: Default::default(),
				condemned: false,
			};
			Settlements::<T>::insert(SessionId::from(number), 0, settled);
			Expiring::<T>::insert(u64::from(number), (SessionId::from(number), 0));
			Liable::<T>::insert(provider, Liability { until: 0, open: 0 });
		}
		ExpiryQueue::<T>::put(Queue { first: 0, next: n.into() });

		#[block]
		{
			Pallet::<T>::prune(n);
		}

		assert_eq!(Settlements::<T>::iter().count(), 0);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
