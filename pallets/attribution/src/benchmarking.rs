//! Benchmarks of the calls.

use crate::{
	types::{Liability, Open, Question, Queue, Settled},
	Call, Challenges, Config, Earnings, Expiring, ExpiryQueue, Liable, NextChallenge, NextSession,
	OpenChallenges, Pallet, Sessions, Settlements, Votes, MAX_RESTORED, MAX_VOTES,
};
use alloc::{boxed::Box, vec, vec::Vec};
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
	challenge::{ChallengeStage, Finding, OpenedAnswer, Opening},
	datanet::SnapshotRef,
	influence::{aggregate, apportion, InfluenceVector},
	model::{Lineage, Price},
	root::{self, HashProof},
	traits::{DatanetRegistry, ModelRegistry, Payouts},
	usage::{hash_tokens, Receipt, Settlement, Voucher},
	AccountId, Balance, BoundedVec, ChallengeId, ContributionId, Hash, ModelId, SessionId, Signature,
	MAX_ANSWER_TOKENS, MAX_INFLUENCE, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS,
};
use sp_runtime::{traits::Zero, KeyTypeId};

/// What the benchmarks need that other pallets hold.
pub trait BenchmarkHelper {
	/// Makes a published snapshot of a contribution by each of these.
	fn make_snapshot(owner: &AccountId, contributors: &[AccountId]) -> SnapshotRef;
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
	numbered_provider::<T>(0)
}

fn numbered_provider<T: Config>(number: u32) -> (AccountId, AccountId) {
	let (stash, worker) = (account("stash", number, 0), account("worker", number, 0));
	rich::<T>(&stash);
	rich::<T>(&worker);
	T::BenchmarkHelper::make_provider(&stash, &worker);
	(stash, worker)
}

/// A listed model that learnt from `n` contributions, each by another account, and their ids.
fn tuned<T: Config>(n: u32) -> (ModelId, Vec<u64>) {
	let owner: AccountId = account("owner", 0, 0);
	let contributors: Vec<AccountId> =
		(0..n.max(1)).map(|number| account("contributor", number, 0)).collect();
	rich::<T>(&owner);
	for contributor in &contributors {
		rich::<T>(contributor);
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

/// Opens a session for `user`.
fn open<T: Config>(user: &AccountId, model: ModelId) -> (SessionId, AccountId, Balance) {
	let deposit = rich::<T>(user);
	let (stash, worker) = provider::<T>();
	let id = NextSession::<T>::get();
	assert_ok!(Pallet::<T>::open_session(RawOrigin::Signed(user.clone()).into(), model, stash, deposit));
	(id, worker, deposit)
}

/// The vector over these contributions, all alike.
fn even(ids: &[ContributionId]) -> InfluenceVector {
	apportion(&ids.iter().map(|id| (*id, 1)).collect::<Vec<_>>())
}

fn opened_answer<T: Config>(
	session: SessionId,
	model: ModelId,
	tokens: u32,
	influence: &InfluenceVector,
) -> OpenedAnswer {
	let read = tokens.min(MAX_PROMPT_TOKENS);
	let written = tokens.saturating_sub(read);
	let (prompt, answer): (Vec<u32>, Vec<u32>) = ((0..read).collect(), (0..written).collect());
	let receipt = Receipt {
		genesis: frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()),
		session,
		index: 0,
		model,
		adapter: Hash::zero(),
		prompt: hash_tokens(&prompt),
		answer: hash_tokens(&answer),
		prompt_tokens: read,
		completion_tokens: written,
		price: PRICE.of(read.into(), written.into()),
		cumulative: 0,
		influence: influence.clone(),
	};
	OpenedAnswer {
		receipt,
		prompt: BoundedVec::truncate_from(prompt),
		answer: BoundedVec::truncate_from(answer),
	}
}

/// A session whose deposit is settled for `answers` answers, all alike, each of so many tokens, with the influence that
/// they have or none; its provider's worker, and the answer.
fn settled<T: Config>(
	answers: u32,
	tokens: u32,
	ids: &[ContributionId],
	model: ModelId,
) -> (SessionId, AccountId, OpenedAnswer) {
	let public = sp_io::crypto::sr25519_generate(USER_KEY, None);
	let (session, worker, deposit) = open::<T>(&AccountId::from(public.0), model);
	let opened_answer = opened_answer::<T>(session, model, tokens, &even(ids));
	let receipt = &opened_answer.receipt;
	let hashes = vec![receipt.hash(); answers as usize];
	let influence = aggregate((0..answers).map(|_| (receipt.price, &receipt.influence[..])));
	let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
	let voucher = Voucher { genesis, session, cumulative: deposit };
	let signature = sp_io::crypto::sr25519_sign(USER_KEY, &public, &voucher.signing_bytes())
		.map_or(Signature::Sr25519([0; 64].into()), Into::into);
	let settlement = Settlement {
		answers,
		prompt_tokens: u64::MAX,
		completion_tokens: u64::MAX,
		receipts: root::of_hashes(&hashes),
		influence,
	};
	let origin = RawOrigin::Signed(worker.clone()).into();
	assert_ok!(Pallet::<T>::settle(origin, session, voucher, signature, settlement));
	(session, worker, opened_answer)
}

/// Fills the list of open challenges but for one.
fn crowd<T: Config>() {
	let question = Question { session: SessionId::MAX, settlement: 0, answer: None };
	let others = (1..T::MaxChallenges::get()).map(|number| Open { id: number.into(), question });
	OpenChallenges::<T>::put(BoundedVec::truncate_from(others.collect()));
	NextChallenge::<T>::put(ChallengeId::from(T::MaxChallenges::get()));
}

/// Somebody doubts settlement 0 of a session.
fn doubt<T: Config>(session: SessionId, answer: Option<u32>) -> (ChallengeId, AccountId) {
	let who: AccountId = account("challenger", 0, 0);
	let _ = rich::<T>(&who);
	let _ = T::Currency::mint_into(&who, T::ChallengeBond::get());
	crowd::<T>();
	let id = NextChallenge::<T>::get();
	assert_ok!(Pallet::<T>::challenge(RawOrigin::Signed(who.clone()).into(), session, 0, answer));
	(id, who)
}

/// Evidence for the first of so many answers, all alike.
fn evidence(answers: u32, opened_answer: OpenedAnswer) -> Opening {
	let hashes = vec![opened_answer.receipt.hash(); answers as usize];
	Opening::Answer {
		opened_answer: Box::new(opened_answer),
		proof: HashProof::of(&hashes, 0).unwrap_or_default(),
	}
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

	#[benchmark]
	fn challenge() {
		let (model, ids) = tuned::<T>(MAX_INFLUENCE);
		let (session, ..) = settled::<T>(1, 1, &ids, model);
		let who: AccountId = account("challenger", 0, 0);
		rich::<T>(&who);
		let _ = T::Currency::mint_into(&who, T::ChallengeBond::get());
		crowd::<T>();
		let id = NextChallenge::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), session, 0, Some(0));

		assert!(Challenges::<T>::contains_key(id));
	}

	#[benchmark]
	fn reveal_receipts(n: Linear<1, MAX_SETTLEMENT_ANSWERS>) {
		let (model, ids) = tuned::<T>(MAX_INFLUENCE);
		let (session, worker, opened_answer) = settled::<T>(n, 1, &ids, model);
		let (id, _) = doubt::<T>(session, None);
		let receipts = vec![opened_answer.receipt; n as usize];
		let evidence = Opening::Receipts(BoundedVec::truncate_from(receipts));

		#[extrinsic_call]
		reveal(RawOrigin::Signed(worker), id, evidence);

		assert_eq!(Challenges::<T>::get(id).map(|c| c.stage), Some(ChallengeStage::ProvenRight));
	}

	#[benchmark]
	fn reveal_answer(n: Linear<1, { MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS }>) {
		let (model, ids) = tuned::<T>(MAX_INFLUENCE);
		let (session, worker, opened_answer) = settled::<T>(MAX_SETTLEMENT_ANSWERS, n, &ids, model);
		let (id, _) = doubt::<T>(session, Some(0));
		let evidence = evidence(MAX_SETTLEMENT_ANSWERS, opened_answer);

		#[extrinsic_call]
		reveal(RawOrigin::Signed(worker), id, evidence);

		assert!(Pallet::<T>::opened_answer(id).is_some());
	}

	#[benchmark]
	fn vote() {
		let (model, ids) = tuned::<T>(MAX_INFLUENCE);
		let tokens = MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS;
		let (session, worker, opened_answer) = settled::<T>(1, tokens, &ids[..1], model);
		let (id, _) = doubt::<T>(session, Some(0));
		assert_ok!(Pallet::<T>::reveal(RawOrigin::Signed(worker).into(), id, evidence(1, opened_answer)));
		let (stash, verifier) = numbered_provider::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(verifier), id, Finding::InfluenceDiffers { influence: even(&ids) });

		assert!(Votes::<T>::contains_key(id, stash));
	}

	#[benchmark]
	fn resolve(n: Linear<0, MAX_RESTORED>) {
		let (model, ids) = tuned::<T>(MAX_RESTORED);
		let tokens = MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS;
		// Without influence, so that everything which the verifiers name is owed.
		let (session, worker, opened_answer) = settled::<T>(1, tokens, &[], model);
		let (id, who) = doubt::<T>(session, Some(0));
		assert_ok!(Pallet::<T>::reveal(RawOrigin::Signed(worker).into(), id, evidence(1, opened_answer)));
		let influence = even(&ids[..n as usize]);
		for number in 0..MAX_VOTES {
			let verifier: AccountId = account("verifier", number, 0);
			Votes::<T>::insert(id, verifier, Finding::InfluenceDiffers { influence: influence.clone() });
		}
		Challenges::<T>::mutate(id, |open| {
			if let Some(open) = open {
				open.votes = MAX_VOTES;
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), id);

		assert!(!Challenges::<T>::contains_key(id));
		assert!(Earnings::<T>::contains_key(who));
	}

	#[benchmark]
	fn prune(n: Linear<0, 100>) {
		let influence = even(&(0..u64::from(MAX_INFLUENCE)).collect::<Vec<_>>());
		for number in 0..n {
			let provider: AccountId = account("provider", number, 0);
			let settled = Settled {
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
		crowd::<T>();

		#[block]
		{
			Pallet::<T>::prune(n);
		}

		assert_eq!(Settlements::<T>::iter().count(), 0);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
