//! Benchmarks of the calls.

use crate::{
	AuditPurse, Call, Config, Earnings, Expiring, ExpiryQueue, NextSession, Pallet, Sessions, Settlements,
	benchmark_helper::BenchmarkHelper, types::Queue,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::Get};
use frame_system::{RawOrigin, pallet_prelude::BlockNumberFor};
use openledger_primitives::{
	AccountId, Balance, BoundedVec, ContributionId, Hash, MAX_INFLUENCE, ModelId, SessionId, Signature,
	WORKER_KEY_TYPE,
	challenge::KeptSettlement,
	influence::{InfluenceVector, apportion},
	model::{Lineage, Price},
	traits::{DatanetRegistry, ModelRegistry, Payouts, ProviderRegistry},
	usage::{SessionKey, Settlement, Voucher},
};
use sp_runtime::{KeyTypeId, traits::Zero};

const USER_KEY: KeyTypeId = KeyTypeId(*b"acco");
const PRICE: Price = Price { prompt_per_1k: 1_000, completion_per_1k: 1_000 };

/// Makes the provider of all sessions, unless there is one, with its worker's key in the keystore. Returns
/// its stash and its worker.
fn provider<T: Config>() -> (AccountId, AccountId) {
	let stash = account("stash", 0, 0);
	if let Some(worker) = T::Providers::workers_of(&stash, 0).into_iter().next() {
		return (stash, worker);
	}
	let worker = AccountId::from(sp_io::crypto::sr25519_generate(WORKER_KEY_TYPE, None).0);
	make_provider::<T>(&stash, &worker);
	(stash, worker)
}

/// Returns a signature by the worker of a session's provider.
pub fn sign_as_worker(worker: &AccountId, bytes: &[u8]) -> Signature {
	let public: [u8; 32] = worker.clone().into();
	sp_io::crypto::sr25519_sign(WORKER_KEY_TYPE, &public.into(), bytes)
		.map_or(Signature::Sr25519([0; 64].into()), Into::into)
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
	let model = T::Models::create_tuned(&owner, Default::default(), lineage, 0).unwrap_or_default();
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

/// Returns the hash of the chain's genesis block.
fn genesis<T: Config>() -> Hash {
	frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
}

/// Settlement that a benchmark stands on.
pub struct Wanted {
	/// Number of answers.
	pub answers: u32,
	/// Planck that they cost; without them, all that was deposited.
	pub amount: Option<Balance>,
	/// Head of the chain of their receipts.
	pub receipts: Hash,
	/// Influence on them.
	pub influence: InfluenceVector,
}

/// Makes the first settlement of such a session.
pub fn make_settlement<T: Config>(id: SessionId, wanted: Wanted) {
	let Some(session) = Sessions::<T>::get(id) else { return };
	let Wanted { answers, amount, receipts, influence } = wanted;
	let cumulative = amount.unwrap_or(session.deposited);
	let voucher = Voucher { genesis: genesis::<T>(), session: id, answers, cumulative, receipts };
	let public: [u8; 32] = session.user.into();
	let signature = sp_io::crypto::sr25519_sign(USER_KEY, &public.into(), &voucher.signing_bytes())
		.map_or(Signature::Sr25519([0; 64].into()), Into::into);
	let origin = RawOrigin::Signed(session.provider).into();
	assert_ok!(Pallet::<T>::settle(origin, id, voucher, signature, Settlement { first: 0, influence }));
}

/// Goes on until the windows of all settlements so far are over.
fn pass_windows<T: Config>() {
	let over = Pallet::<T>::now().saturating_add(T::ChallengePeriod::get()).saturating_add(1);
	frame_system::Pallet::<T>::set_block_number(over.into());
}

/// Returns a vector over these contributions, all alike.
fn even(ids: Vec<ContributionId>) -> InfluenceVector {
	apportion(&ids.into_iter().map(|id| (id, 1)).collect::<Vec<_>>())
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
		let user: AccountId = account("user", 0, 0);
		let (model, ids) = make_model::<T>(n);
		let (id, worker, deposit) = open::<T>(&user, model);
		let key = SessionKey { key: AccountId::from(public.0), cap: deposit, until: u32::MAX };
		assert_ok!(Pallet::<T>::authorise(RawOrigin::Signed(user).into(), id, Some(key)));
		let voucher = Voucher {
			genesis: genesis::<T>(),
			session: id,
			answers: 1,
			cumulative: deposit,
			receipts: Hash::zero(),
		};
		// By the key and wrapped, so that three other forms are tried in vain first.
		let signature: Signature =
			sp_io::crypto::sr25519_sign(USER_KEY, &public, &voucher.wrapped_signing_bytes())
				.map(Into::into)
				.unwrap_or(Signature::Sr25519([0; 64].into()));
		let influence = even(ids.into_iter().take(n as usize).collect());
		assert_eq!(influence.len() as u32, n);

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), id, voucher, signature, Settlement { first: 0, influence });

		assert_eq!(Sessions::<T>::get(id).map(|session| session.settled), Some(deposit));
	}

	#[benchmark]
	fn distribute(n: Linear<0, { MAX_INFLUENCE }>) {
		let (model, ids) = make_model::<T>(n);
		let (id, _) = make_session::<T>(model);
		let influence = even(ids.into_iter().take(n as usize).collect());
		make_settlement::<T>(id, Wanted { answers: 1, amount: None, receipts: Hash::zero(), influence });
		pass_windows::<T>();
		let who: AccountId = account("anyone", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, 0);

		assert!(!Settlements::<T>::contains_key(id, 0));
	}

	#[benchmark]
	fn authorise() {
		let user: AccountId = account("user", 0, 0);
		let (id, ..) = open::<T>(&user, make_model::<T>(1).0);
		let key = SessionKey { key: user.clone(), cap: 1, until: u32::MAX };
		assert_ok!(Pallet::<T>::authorise(RawOrigin::Signed(user.clone()).into(), id, Some(key)));

		#[extrinsic_call]
		_(RawOrigin::Signed(user), id, None);

		assert!(Sessions::<T>::get(id).is_some_and(|session| session.key.is_some()));
	}

	#[benchmark]
	fn open_session_with() {
		let user: AccountId = account("user", 0, 0);
		let deposit = Pallet::<T>::enrich(&user);
		let (stash, _) = provider::<T>();
		let (model, _) = make_model::<T>(1);
		let id = NextSession::<T>::get();
		let key = SessionKey { key: user.clone(), cap: deposit, until: u32::MAX };

		#[extrinsic_call]
		_(RawOrigin::Signed(user), model, stash, deposit, PRICE, Some(key));

		assert!(Sessions::<T>::get(id).is_some_and(|session| session.key.is_some()));
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
	fn fund_audits() {
		let giver: AccountId = account("giver", 0, 0);
		let amount = Pallet::<T>::enrich(&giver);

		#[extrinsic_call]
		_(RawOrigin::Signed(giver), amount);

		assert_eq!(AuditPurse::<T>::get(), amount);
	}

	#[benchmark]
	fn prune(n: Linear<0, 100>) {
		let influence = even((0..u64::from(MAX_INFLUENCE)).collect());
		for number in 0..n {
			let settled = KeptSettlement {
				user: account("user", number, 0),
				provider: account("provider", number, 0),
				model: 0,
				price: PRICE,
				at: 0,
				until: 0,
				first: 0,
				answers: 1,
				before: 0,
				head: Hash::zero(),
				receipts: Hash::zero(),
				amount: 1,
				influence: influence.clone(),
				taken: 0,
				convicted: Default::default(),
				forfeited: Default::default(),
				condemned: false,
			};
			Settlements::<T>::insert(SessionId::from(number), 0, settled);
			Expiring::<T>::insert(u64::from(number), (SessionId::from(number), 0));
		}
		ExpiryQueue::<T>::put(Queue { first: 0, next: n.into() });

		// All of it but the divisions.
		#[block]
		{
			let queue = ExpiryQueue::<T>::get();
			for at in queue.first..queue.next {
				if let Some((session, number)) = Expiring::<T>::take(at) {
					Pallet::<T>::look(session, number);
				}
			}
			ExpiryQueue::<T>::put(Queue { first: queue.next, next: queue.next });
		}

		assert_eq!(Expiring::<T>::iter().count(), 0);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
