//! H14: nobody had a reason to challenge, and nobody could know what to challenge.
//!
//! Only the head of receipts is on chain. Contributors never see an answer, users pay the same either way,
//! and a challenge that is wrong costs 10 OPEN: so a provider credited its friend's records with all
//! influence, and was paid when the window was over. Now a share of the platform's fee pays audits: chance
//! has settlements opened in proportion to what they are worth, without anybody's challenge, and ends them
//! without anybody's call.

use crate::{
	disputed::{
		MATCHES, Market, all_to, answer, commit, disclose, drawn, market, open, providers, reveal_sum,
		settle, settle_stating,
	},
	world::{account, advance, audit_answers, call, chain, check_integrity, wealth},
};
use frame_support::traits::Get;
use openledger_primitives::{
	BoundedVec, ChallengeId, Hash, SessionId,
	challenge::{Finding, OpenedAnswer, Opening},
	influence::InfluenceVector,
	traits::{ProviderRegistry, SettlementRegistry},
};
use openledger_runtime::{AccountId, Attribution, Balance, ModelFactory, OPEN, Runtime};
use pallet_disputes::{Audits, Challenges};
use sp_runtime::Permill;

/// A liar and its friend, whose records shaped nothing, among honest providers.
struct World {
	market: Market,
	liar: AccountId,
	friend: AccountId,
	honest: AccountId,
	others: Vec<AccountId>,
}

fn window() -> u32 {
	<Runtime as pallet_attribution::Config>::ChallengePeriod::get()
}

/// Makes the world. Honest business of 800 OPEN has filled the purse, if any of the fee goes there.
fn world(share: Permill) -> World {
	audit_answers(share);
	let (writer, friend) = (account(100, 1_000), account(101, 1_000));
	let market = market([&writer, &friend]);
	let honest = providers(1, 1, market.base).remove(0);
	let liar = providers(2, 1, market.base).remove(0);
	let others = providers(10, 8, market.base);
	advance(5);
	let session = open(&honest, market.model, 900 * OPEN);
	for from in [0, 200, 400, 600] {
		settle(&honest, &answers(&market, session, from, 200, all_to(market.contributions[0])));
	}
	advance(window() + 1);
	World { market, liar, friend, honest, others }
}

/// So many answers of a session, from a number on, each of about 1 OPEN.
fn answers(
	market: &Market,
	session: SessionId,
	from: u32,
	count: u32,
	influence: InfluenceVector,
) -> Vec<OpenedAnswer> {
	(from..from + count).map(|index| answer(session, index, market.model, influence.clone())).collect()
}

/// Lets blocks pass in which providers that were drawn repeat what lies open, and find this.
fn judge(truth: &Finding, blocks: u32) {
	for _ in 0..blocks {
		for id in pallet_disputes::Draws::<Runtime>::iter_keys().collect::<Vec<_>>() {
			for who in &drawn(id) {
				let _ = commit(who, id, truth);
				let _ = disclose(who, id, truth.clone());
			}
		}
		advance(1);
	}
}

/// A provider shows what an audit asks for, out of the answers of a settlement.
fn reveal(who: &AccountId, id: ChallengeId, settled: &[OpenedAnswer]) {
	let asked = Challenges::<Runtime>::get(id).expect("it is open").question.asked;
	let Some(planck) = asked.planck() else {
		return reveal_sum(who, id, settled).expect("it is what was committed");
	};
	let opened = settled.iter().find(|answer| answer.receipt.pays_for(planck)).expect("one pays for it");
	let hashes = settled.iter().map(|answer| answer.receipt.hash()).collect();
	let evidence = Opening::Answer {
		opened_answer: Box::new(opened.clone()),
		receipts: BoundedVec::truncate_from(hashes),
	};
	call(who, pallet_disputes::Call::reveal { challenge: id, evidence }).expect("it is what was committed");
}

/// The liar sells lies in so many settlements of so many answers, opens what it is asked for, and claims to
/// the end. Returns what it and its friend have had before and have afterwards, and how many audits there
/// were.
fn lie(world: &World, settlements: u32, each: u32) -> (Balance, Balance, usize) {
	let both = || wealth(&world.liar) + wealth(&world.friend);
	let before = both();
	let (own, right) = (all_to(world.market.contributions[1]), all_to(world.market.contributions[0]));
	let session = open(&world.liar, world.market.model, 700 * OPEN);
	let mut sold = Vec::new();
	for number in 0..settlements {
		let lies = answers(&world.market, session, number * each, each, own.clone());
		settle(&world.liar, &lies);
		sold.push(lies);
	}
	advance(6);
	let audits: Vec<_> = Audits::<Runtime>::iter_keys().collect();
	for id in &audits {
		let settlement = Challenges::<Runtime>::get(id).expect("it is open").question.settlement;
		reveal(&world.liar, *id, &sold[settlement as usize]);
	}
	judge(&Finding::InfluenceDiffers { influence: right }, window() + 1);
	// Nobody made a challenge, and nobody had to resolve anything.
	assert_eq!(Challenges::<Runtime>::iter().count(), 0);
	assert_eq!(pallet_attribution::Settlements::<Runtime>::iter().count(), 0);
	(before, both(), audits.len() / 2)
}

#[test]
fn a_lie_that_nobody_challenges_paid_without_audits() {
	chain().execute_with(|| {
		let world = world(Permill::zero());
		let (before, after, audits) = lie(&world, 1, 60);
		// Nearly a third of it as provider, nearly half by the friend's records.
		assert_eq!(audits, 0);
		assert!(after > before + 40 * OPEN);
		check_integrity();
	});
}

#[test]
fn a_lie_that_nobody_challenges_should_not_pay() {
	chain().execute_with(|| {
		let world = world(Permill::from_percent(50));
		assert_eq!(Attribution::audit_purse() / OPEN, 20);
		// Worth more than half of the penalty: it is sure to be audited.
		let (before, after, audits) = lie(&world, 1, 60);
		assert_eq!(audits, 1);
		assert!(after + 60 * OPEN < before);
		// Twice what was settled, and the answer that was opened.
		assert!(ModelFactory::bond(&world.liar) <= (1_000 - 120 - 1) * OPEN);
		check_integrity();
	});
}

#[test]
fn a_lie_on_a_young_chain_should_not_pay_where_the_purse_was_funded() {
	chain().execute_with(|| {
		// No fee has brought anything, as in the first window of a chain.
		let world = world(Permill::zero());
		assert_eq!(Attribution::audit_purse(), 0);
		call(&account(90, 11), pallet_attribution::Call::fund_audits { amount: 10 * OPEN }).unwrap();
		let (before, after, audits) = lie(&world, 1, 60);
		assert_eq!(audits, 1);
		assert!(after + 60 * OPEN < before);
		check_integrity();
	});
}

#[test]
fn small_lies_should_not_pay_either() {
	chain().execute_with(|| {
		let world = world(Permill::from_percent(50));
		// A fifth of these is audited.
		let (before, after, audits) = lie(&world, 60, 10);
		assert!((4..=16).contains(&audits), "{audits} of 60");
		assert!(after < before, "{before} before, {after} after {audits} audits");
		check_integrity();
	});
}

#[test]
fn a_false_sum_of_true_answers_should_not_pay() {
	chain().execute_with(|| {
		let world = world(Permill::from_percent(50));
		let before = wealth(&world.liar) + wealth(&world.friend);
		let session = open(&world.liar, world.market.model, 100 * OPEN);
		let mut sold = answers(&world.market, session, 0, 60, all_to(world.market.contributions[0]));
		// Every answer is true; what the settlement states of them is not.
		let truth: Vec<_> = sold.clone();
		sold.iter_mut().for_each(|answer| answer.receipt.influence = all_to(world.market.contributions[1]));
		settle_stating(&world.liar, &truth, &sold);
		advance(6);
		for id in Audits::<Runtime>::iter_keys().collect::<Vec<_>>() {
			reveal(&world.liar, id, &truth);
		}
		judge(&MATCHES, window() + 1);
		assert!(wealth(&world.liar) + wealth(&world.friend) + 120 * OPEN < before);
		check_integrity();
	});
}

#[test]
fn silence_should_not_pay_and_end_by_itself() {
	chain().execute_with(|| {
		let world = world(Permill::from_percent(50));
		let session = open(&world.liar, world.market.model, 100 * OPEN);
		let lies = answers(&world.market, session, 0, 60, all_to(world.market.contributions[1]));
		let before = wealth(&world.liar) + wealth(&world.friend);
		settle(&world.liar, &lies);
		advance(6);
		assert_eq!(Audits::<Runtime>::iter().count(), 2);
		advance(window());
		assert_eq!(Challenges::<Runtime>::iter().count(), 0);
		let lost = before - wealth(&world.liar) - wealth(&world.friend);
		assert!(lost > 180 * OPEN, "{lost}");
		check_integrity();
	});
}

/// The honest provider settles true answers that are sure to be audited. Returns them, and both audits.
fn audited(world: &World) -> (Vec<OpenedAnswer>, Vec<ChallengeId>) {
	let session = open(&world.honest, world.market.model, 100 * OPEN);
	let sold = answers(&world.market, session, 0, 60, all_to(world.market.contributions[0]));
	settle(&world.honest, &sold);
	advance(6);
	let audits: Vec<_> = Audits::<Runtime>::iter_keys().collect();
	assert_eq!(audits.len(), 2);
	(sold, audits)
}

#[test]
fn an_honest_provider_that_is_audited_should_lose_nothing() {
	chain().execute_with(|| {
		let world = world(Permill::from_percent(50));
		let paid = |who: &AccountId| Attribution::earnings(who.clone());
		// A liar may be drawn, and repeats the answer like others.
		let judges = [&world.others[..], std::slice::from_ref(&world.liar)].concat();
		let before: Vec<_> = judges.iter().map(paid).collect();
		let (sold, audits) = audited(&world);
		let bond = ModelFactory::bond(&world.honest);
		// The purse cannot pay anything else meanwhile: what it pays here is set aside.
		let purse = Attribution::audit_purse();
		audits.iter().for_each(|id| reveal(&world.honest, *id, &sold));
		judge(&MATCHES, 20);
		assert_eq!(Challenges::<Runtime>::iter().count(), 0);
		assert_eq!(ModelFactory::bond(&world.honest), bond);
		// Five verifiers have a quarter of an OPEN each for their work.
		assert_eq!(purse - Attribution::audit_purse(), 5 * OPEN / 4);
		let paid_now: Balance = judges.iter().zip(&before).map(|(who, had)| paid(who) - had).sum();
		assert_eq!(paid_now, 5 * OPEN / 4);
		check_integrity();
	});
}

#[test]
fn whoever_agrees_without_the_work_should_be_contradicted() {
	chain().execute_with(|| {
		let world = world(Permill::from_percent(50));
		let (sold, audits) = audited(&world);
		let of_an_answer = |id: &ChallengeId| {
			let challenge = Challenges::<Runtime>::get(id).expect("it is open");
			challenge.question.asked.planck().is_some()
		};
		let id = audits.iter().copied().find(of_an_answer).expect("one is about an answer");
		audits.iter().for_each(|id| reveal(&world.honest, *id, &sold));
		advance(4);
		let verifiers = drawn(id);
		let (lazy, others) = verifiers.split_first().expect("there are enough providers");
		// It says what most audits find, and repeats nothing: what is public does not tell the work.
		let guess = Finding::Matches { work: Hash::zero() };
		let earned = Attribution::earnings(lazy.clone());
		commit(lazy, id, &guess).expect("it was drawn");
		others.iter().for_each(|who| commit(who, id, &MATCHES).expect("it was drawn"));
		disclose(lazy, id, guess).expect("all have committed");
		others.iter().for_each(|who| disclose(who, id, MATCHES).expect("all have committed"));
		advance(window());
		assert!(!Challenges::<Runtime>::contains_key(id), "it ends by itself");

		assert_eq!(ModelFactory::bond(lazy), 950 * OPEN);
		assert_eq!(Attribution::earnings(lazy.clone()), earned);
		assert!(others.iter().all(|who| ModelFactory::bond(who) == 1_000 * OPEN));
		assert_eq!(ModelFactory::bond(&world.honest), 1_000 * OPEN);
		check_integrity();
	});
}
