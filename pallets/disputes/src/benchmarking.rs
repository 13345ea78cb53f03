//! Benchmarks of the calls.

use crate::{
	AuditPositions, AuditTurn, AuditTurns, Audits, Call, Challenges, Closed, Commitments, Config, Draw,
	DrawPositions, Draws, Duties, MAX_RESTORED, NextChallenge, Pallet, Votes,
	benchmark_helper::{BenchmarkHelper, PRICE},
	types::{
		ClosedAnswer, ClosedQuestions, MAX_AUDITS, MAX_CHANCES, MAX_DRAWN, MAX_DRAWS, MAX_PASSED, Positions,
	},
};
use alloc::{boxed::Box, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::Get, weights::Weight};
use frame_system::RawOrigin;
use openledger_primitives::{
	AccountId, Balance, BoundedVec, ChallengeId, ConstU32, ContributionId, Hash, MAX_ANSWER_TOKENS,
	MAX_INFLUENCE, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS, ModelId, SessionId,
	challenge::{Asked, ChallengeStage, Finding, OpenedAnswer, Opening, Refutation},
	influence::{InfluenceVector, apportion},
	traits::{ProviderRegistry, SettlementRegistry},
	usage::{Receipt, hash_tokens, head},
};

/// Seats that a draw looks at: four times as many as it draws, and eight.
fn seats<T: Config>() -> u32 {
	T::Drawn::get().saturating_mul(4).saturating_add(8)
}

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
	// There is no answer without a token.
	let written = tokens.min(MAX_ANSWER_TOKENS);
	let read = tokens.saturating_sub(written);
	let (prompt, answer): (Vec<u32>, Vec<u32>) = ((0..read).collect(), (0..written).collect());
	let receipt = Receipt {
		genesis: Pallet::<T>::genesis(),
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

/// Settles a new session for `answers` answers, the first of so many tokens, and the others alike but for
/// what nobody looks at. Returns it, its provider's worker, the answer and the hashes of all receipts.
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
	let id = NextChallenge::<T>::get();
	assert_ok!(Pallet::<T>::challenge(RawOrigin::Signed(who.clone()).into(), session, 0, answer));
	(id, who)
}

/// Closes the answers of a session's first settlement, from one on.
fn close_from<T: Config>(session: SessionId, first: u32) {
	let close = |answer| ClosedAnswer { answer, receipt: Hash::zero(), is_right: false };
	let answers = (first..MAX_SETTLEMENT_ANSWERS).map(close).collect::<Vec<_>>();
	let closed = ClosedQuestions { sum: true, answers: BoundedVec::truncate_from(answers) };
	Closed::<T>::insert((session, 0), closed);
}

/// A challenge to an answer of a model, as long as may be, with the influence of these contributions, which
/// as many verifiers as may be were drawn for, and committed to. The first of them have these findings.
/// Returns it and its challenger.
fn voted_on<T: Config>(
	model: ModelId,
	ids: &[ContributionId],
	findings: &[Finding],
) -> (ChallengeId, AccountId) {
	let tokens = MAX_PROMPT_TOKENS + MAX_ANSWER_TOKENS;
	// The call comes in a block after the one in which a chain begins.
	if Pallet::<T>::now() == 0 {
		frame_system::Pallet::<T>::set_block_number(1u32.into());
	}
	let (session, worker, opened_answer, receipts) = settled::<T>(1, tokens, ids, model);
	let (id, who) = doubt::<T>(session, Some(0));
	assert_ok!(Pallet::<T>::reveal(RawOrigin::Signed(worker).into(), id, evidence(opened_answer, receipts)));
	let names = |name: &'static str, count: u32| (0..count).map(|number| account(name, number, 0)).collect();
	let (verifiers, passed): (Vec<AccountId>, Vec<AccountId>) =
		(names("verifier", MAX_DRAWN), names("passed", MAX_PASSED));
	for (number, verifier) in verifiers.iter().enumerate() {
		T::BenchmarkHelper::make_provider(verifier, &account("verifier's worker", number as u32, 0));
		T::Providers::bind(verifier);
		Duties::<T>::insert(verifier, id, ());
		Commitments::<T>::insert(id, verifier, Hash::zero());
	}
	for (verifier, finding) in verifiers.iter().zip(findings) {
		Votes::<T>::insert(id, verifier, finding.clone());
	}
	let draw = Draw {
		verifiers: BoundedVec::truncate_from(verifiers),
		passed: BoundedVec::truncate_from(passed),
		commit: Pallet::<T>::now(),
		committed: MAX_DRAWN,
		..Default::default()
	};
	Draws::<T>::insert(id, draw);
	Challenges::<T>::mutate(id, |open| {
		if let Some(open) = open {
			open.votes = findings.len() as u32;
			open.stage = ChallengeStage::Voting { until: Pallet::<T>::now() };
		}
	});
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
		close_from::<T>(session, 1);
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
	fn commit_vote() {
		let (model, _) = T::BenchmarkHelper::make_model(1);
		let (id, _) = voted_on::<T>(model, &[], &[]);
		let verifier: AccountId = account("verifier", MAX_DRAWN - 1, 0);
		let worker: AccountId = account("verifier's worker", MAX_DRAWN - 1, 0);
		Commitments::<T>::remove(id, &verifier);

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), id, Hash::zero());

		assert!(Commitments::<T>::contains_key(id, verifier));
	}

	#[benchmark]
	fn reveal_vote() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let (id, _) = voted_on::<T>(model, &ids[..1], &[]);
		let verifier: AccountId = account("verifier", MAX_DRAWN - 1, 0);
		let worker: AccountId = account("verifier's worker", MAX_DRAWN - 1, 0);
		let finding = Finding::InfluenceDiffers { influence: even(&ids) };
		Commitments::<T>::insert(id, &verifier, finding.commitment(&verifier, id, &Hash::zero()));

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), id, finding, Hash::zero());

		assert!(Votes::<T>::contains_key(id, verifier));
	}

	#[benchmark]
	fn present_receipt() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let findings = vec![Finding::InfluenceDiffers { influence: even(&ids) }; MAX_DRAWN as usize];
		let (id, _) = voted_on::<T>(model, &ids, &findings);
		let receipt = Pallet::<T>::opened_answer(id).expect("it lies open").receipt;
		let other = Receipt { prompt: Hash::zero(), ..receipt };
		let accused = Challenges::<T>::get(id).expect("it is open").provider;
		let worker =
			T::Providers::workers_of(&accused, other.session).into_iter().next().expect("it has one");
		let signature = T::BenchmarkHelper::sign(&worker, &other.signing_bytes());
		let who: AccountId = account("anyone", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), id, Box::new(other), signature);

		let refuted = ChallengeStage::ProvenWrong(Refutation::OtherReceipt);
		assert_eq!(Challenges::<T>::get(id).map(|open| open.stage), Some(refuted));
		assert!(!Draws::<T>::contains_key(id));
	}

	#[benchmark]
	fn challenge_with_receipt() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let (session, worker, opened_answer, _) = settled::<T>(1, 1, &ids, model);
		close_from::<T>(session, 0);
		let other = Receipt { prompt: Hash::zero(), ..opened_answer.receipt };
		let signature = T::BenchmarkHelper::sign(&worker, &other.signing_bytes());
		let who: AccountId = account("challenger", 0, 0);
		Pallet::<T>::endow_challenger(&who);
		let id = NextChallenge::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), 0, Box::new(other), signature);

		let refuted = ChallengeStage::ProvenWrong(Refutation::OtherReceipt);
		assert_eq!(Challenges::<T>::get(id).map(|open| open.stage), Some(refuted));
	}

	#[benchmark]
	fn draw(n: Linear<0, MAX_DRAWS>) {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		// With the accused, as many as a draw looks at, and no more of them offer the base than it draws: it
		// looks at all, and binds as many as it may.
		for number in 1..seats::<T>() {
			let stash = account("other", number, 0);
			T::BenchmarkHelper::make_provider(&stash, &account("other's worker", number, 0));
			if number <= T::Drawn::get() {
				T::BenchmarkHelper::offer(&stash, model);
			}
		}
		frame_system::Pallet::<T>::set_block_number(Pallet::<T>::now().saturating_add(2).into());
		for number in 0..n {
			let (session, worker, opened_answer, receipts) = settled::<T>(1, 1, &ids, model);
			let (id, _) = doubt::<T>(session, Some(0));
			let worker = RawOrigin::Signed(worker);
			assert_ok!(Pallet::<T>::reveal(worker.into(), id, evidence(opened_answer, receipts)));
			assert_eq!(DrawPositions::<T>::get().next, u64::from(number) + 1);
		}
		frame_system::Pallet::<T>::set_block_number(Pallet::<T>::next_draw().into());

		#[block]
		{
			Pallet::<T>::draw_due();
		}

		assert_eq!(Draws::<T>::iter_values().filter(|round| !round.verifiers.is_empty()).count() as u32, n);
	}

	#[benchmark]
	fn audit(n: Linear<0, MAX_CHANCES>, a: Linear<0, MAX_AUDITS>) {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let waiting: Vec<_> = (0..n).map(|_| settled::<T>(1, 1, &ids, model).0).collect();
		frame_system::Pallet::<T>::set_block_number(Pallet::<T>::next_draw().into());
		let fees = T::AuditFee::get().saturating_mul(T::Drawn::get().into());
		let purse = fees.saturating_mul(Balance::from(MAX_AUDITS.saturating_mul(2)));
		assert_ok!(T::Settlements::take_fine(purse));
		assert_ok!(T::Settlements::put_in_purse(purse));
		let chosen: Vec<_> = (0..a)
			.map(|_| settled::<T>(1, 1, &ids, model).0)
			.filter_map(|session| Some((session, T::Settlements::kept_settlement(session, 0)?)))
			.collect();
		let before = AuditPositions::<T>::get().first;

		#[block]
		{
			Pallet::<T>::decide_audits(Hash::zero());
			for (session, settled) in chosen {
				assert_ok!(Pallet::<T>::begin_audit((session, 0), settled, Hash::zero()));
			}
		}

		assert_eq!(AuditPositions::<T>::get().first, before.saturating_add(waiting.len() as u64));
		assert!(Audits::<T>::iter().count() as u32 >= a);
	}

	#[benchmark]
	fn look_at_audit() {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_INFLUENCE);
		let findings = vec![Finding::InfluenceDiffers { influence: even(&ids) }; MAX_DRAWN as usize - 1];
		let (id, _) = voted_on::<T>(model, &ids, &findings);
		Challenges::<T>::mutate(id, |open| {
			if let Some(open) = open {
				open.question.asked = Asked::Planck(0);
				open.stage = ChallengeStage::Voting { until: Pallet::<T>::now().saturating_add(1) };
			}
		});
		Audits::<T>::insert(id, 0);
		AuditTurn::<T>::insert(0, id);
		AuditTurns::<T>::put(Positions { first: 0, next: 1 });

		#[block]
		{
			Pallet::<T>::resolve_audits_within(Weight::MAX);
		}

		assert_eq!(AuditTurn::<T>::get(1), Some(id));
	}

	#[benchmark]
	fn resolve(n: Linear<0, MAX_RESTORED>) {
		let (model, ids) = T::BenchmarkHelper::make_model(MAX_RESTORED);
		let influence = even(&ids[..n as usize]);
		// Without influence, so that everything which the verifiers name is owed.
		let wrong = Finding::InfluenceDiffers { influence };
		let mut findings = vec![wrong; MAX_DRAWN as usize];
		// As many as may be contradict the others, and pay for it.
		for finding in findings.iter_mut().take(4) {
			*finding = Finding::Matches { work: Hash::zero() };
		}
		let (id, who) = voted_on::<T>(model, &[], &findings);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), id);

		assert!(!Challenges::<T>::contains_key(id));
		assert!(T::BenchmarkHelper::earnings(&who) > 0);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_ext(), crate::mock::Test);
}
