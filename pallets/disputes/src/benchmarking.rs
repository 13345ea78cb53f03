//! Benchmarks of the calls.

use crate::{
	benchmark_helper::{fill_challenges, BenchmarkHelper, PRICE},
	types::MAX_VOTES,
	Call, Challenges, Config, NextChallenge, Pallet, Votes, MAX_RESTORED,
};
use alloc::{boxed::Box, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::assert_ok;
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use openledger_primitives::{
	challenge::{ChallengeStage, Finding, OpenedAnswer, Opening, Refutation},
	influence::{apportion, InfluenceVector},
	usage::{hash_tokens, head, Receipt},
	AccountId, Balance, BoundedVec, ChallengeId, ConstU32, ContributionId, Hash, ModelId, SessionId,
	MAX_ANSWER_TOKENS, MAX_INFLUENCE, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS,
};
use sp_runtime::traits::Zero;

/// Returns the vector over these contributions, all alike.
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
		cumulative: PRICE.of(read.into(), written.into()),
		influence: influence.clone(),
	};
	OpenedAnswer {
		receipt,
		prompt: BoundedVec::truncate_from(prompt),
		answer: BoundedVec::truncate_from(answer),
	}
}

/// Returns the receipts of so many answers that go on from one another, each like the first.
fn chain(first: &Receipt, answers: u32) -> Vec<Receipt> {
	let at = |index: u32| {
		let cumulative = first.price.saturating_mul(Balance::from(index).saturating_add(1));
		Receipt { index, cumulative, ..first.clone() }
	};
	(0..answers).map(at).collect()
}

/// Hashes of the receipts of a settlement.
type Hashes = BoundedVec<Hash, ConstU32<MAX_SETTLEMENT_ANSWERS>>;

/// Settles a new session for `answers` answers, the first of so many tokens, and the others alike but for what
/// nobody looks at. Returns it, its provider's worker, the answer and the hashes of all receipts.
fn settled<T: Config>(
	answers: u32,
	tokens: u32,
	ids: &[ContributionId],
	model: ModelId,
) -> (SessionId, AccountId, OpenedAnswer, Hashes) {
	let (session, worker) = T::BenchmarkHelper::make_session(model);
	let opened_answer = opened_answer::<T>(session, model, tokens, &even(ids));
	let receipt = &opened_answer.receipt;
	let hashes: Vec<Hash> = chain(receipt, answers).iter().map(Receipt::hash).collect();
	let receipts = head(Hash::zero(), &hashes);
	T::BenchmarkHelper::make_settlement(session, answers, receipt.price, receipts, even(ids));
	(session, worker, opened_answer, BoundedVec::truncate_from(hashes))
}

/// Challenges settlement 0 of a session. Returns the challenge and its challenger.
fn doubt<T: Config>(session: SessionId, answer: Option<u32>) -> (ChallengeId, AccountId) {
	let who: AccountId = account("challenger", 0, 0);
	Pallet::<T>::endow_challenger(&who);
	fill_challenges::<T>();
	let id = NextChallenge::<T>::get();
	assert_ok!(Pallet::<T>::challenge(RawOrigin::Signed(who.clone()).into(), session, 0, answer));
	(id, who)
}

/// Returns evidence for the first of these answers.
fn evidence(opened_answer: OpenedAnswer, receipts: Hashes) -> Opening {
	Opening::Answer { opened_answer: Box::new(opened_answer), receipts }
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn challenge() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let (session, ..) = settled::<T>(1, 1, &ids, model);
		let who: AccountId = account("challenger", 0, 0);
		Pallet::<T>::endow_challenger(&who);
		fill_challenges::<T>();
		let id = NextChallenge::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), session, 0, Some(0));

		assert!(Challenges::<T>::contains_key(id));
	}

	#[benchmark]
	fn reveal_receipts(n: Linear<1, MAX_SETTLEMENT_ANSWERS>) {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let (session, worker) = T::BenchmarkHelper::make_session(model);
		let first = opened_answer::<T>(session, model, 1, &even(&ids)).receipt;
		let mut receipts = chain(&first, n);
		// No two name the same: that is most to add up, though it is no honest sum.
		for receipt in &mut receipts {
			let from = u64::from(receipt.index).saturating_mul(u64::from(MAX_INFLUENCE));
			let others = from..from.saturating_add(u64::from(MAX_INFLUENCE));
			receipt.influence = even(&others.collect::<Vec<_>>());
		}
		let hashes: Vec<Hash> = receipts.iter().map(Receipt::hash).collect();
		let amount = first.price.saturating_mul(n.into());
		let receipts_head = head(Hash::zero(), &hashes);
		T::BenchmarkHelper::make_settlement(session, n, amount, receipts_head, even(&ids[1..]));
		let (id, _) = doubt::<T>(session, None);
		let evidence = Opening::Receipts(BoundedVec::truncate_from(receipts));

		#[extrinsic_call]
		reveal(RawOrigin::Signed(worker), id, evidence);

		let wrong = ChallengeStage::ProvenWrong(Refutation::OtherSum);
		assert_eq!(Challenges::<T>::get(id).map(|open| open.stage), Some(wrong));
	}

	#[benchmark]
	fn reveal_answer(n: Linear<1, { MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS }>) {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let (session, worker, opened_answer, receipts) = settled::<T>(MAX_SETTLEMENT_ANSWERS, n, &ids, model);
		let (id, _) = doubt::<T>(session, Some(0));
		let evidence = evidence(opened_answer, receipts);

		#[extrinsic_call]
		reveal(RawOrigin::Signed(worker), id, evidence);

		assert!(Pallet::<T>::opened_answer(id).is_some());
	}

	#[benchmark]
	fn present_receipt() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let tokens = MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS;
		let (session, worker, opened_answer, receipts) = settled::<T>(1, tokens, &ids, model);
		let (id, _) = doubt::<T>(session, Some(0));
		let other = Receipt { prompt: Hash::zero(), ..opened_answer.receipt.clone() };
		let signature = T::BenchmarkHelper::sign(&worker, &other.signing_bytes());
		let origin = RawOrigin::Signed(worker).into();
		assert_ok!(Pallet::<T>::reveal(origin, id, evidence(opened_answer, receipts)));
		for number in 0..MAX_VOTES {
			let verifier: AccountId = account("verifier", number, 0);
			Votes::<T>::insert(id, verifier, Finding::InfluenceDiffers { influence: even(&ids) });
		}
		let who: AccountId = account("anyone", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, Box::new(other), signature);

		let refuted = ChallengeStage::ProvenWrong(Refutation::OtherReceipt);
		assert_eq!(Challenges::<T>::get(id).map(|open| open.stage), Some(refuted));
	}

	#[benchmark]
	fn vote() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let tokens = MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS;
		let (session, worker, opened_answer, receipts) = settled::<T>(1, tokens, &ids[..1], model);
		let (id, _) = doubt::<T>(session, Some(0));
		assert_ok!(Pallet::<T>::reveal(
			RawOrigin::Signed(worker).into(),
			id,
			evidence(opened_answer, receipts)
		));
		let (stash, verifier): (AccountId, AccountId) =
			(account("verifier", 1, 0), account("verifier's worker", 1, 0));
		T::BenchmarkHelper::make_provider(&stash, &verifier);

		#[extrinsic_call]
		_(RawOrigin::Signed(verifier), id, Finding::InfluenceDiffers { influence: even(&ids) });

		assert!(Votes::<T>::contains_key(id, stash));
	}

	#[benchmark]
	fn resolve(n: Linear<0, MAX_RESTORED>) {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_RESTORED);
		let tokens = MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS;
		let (session, worker, opened_answer, receipts) = settled::<T>(1, tokens, &ids, model);
		let (id, who) = doubt::<T>(session, Some(0));
		assert_ok!(Pallet::<T>::reveal(
			RawOrigin::Signed(worker).into(),
			id,
			evidence(opened_answer, receipts)
		));
		let influence = even(&ids[..n as usize]);
		for number in 0..MAX_VOTES {
			let verifier: AccountId = account("verifier", number, 0);
			Votes::<T>::insert(id, verifier, Finding::AnswerDiffers { influence: influence.clone() });
		}
		Challenges::<T>::mutate(id, |open| {
			if let Some(open) = open {
				open.votes = MAX_VOTES;
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), id);

		assert!(!Challenges::<T>::contains_key(id));
		assert!(T::BenchmarkHelper::earnings(&who) > 0);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
