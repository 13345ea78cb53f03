//! C2: one bond of 1,000 OPEN cast all 15 votes of every challenge, and the first 15 ended it at once.
//!
//! A voter was whoever was a bonded provider at the moment; voting cost nothing, and nobody waited. So a
//! stranger registered, voted, left and passed its bond on, fifteen times in 90 seconds, and convicted any
//! provider of anything: 50 OPEN to itself as challenger, what "contributors were deprived of" to its own
//! records, 5 OPEN to each of its voters, until a bond of 1,000 was empty. A liar acquitted itself likewise.
//! Now verifiers are drawn from those who were bonded before the settlement, by randomness of the blocks
//! after the answer was laid open; they stay bonded until the ruling, commit before they reveal, and whoever
//! the others contradict loses 50 OPEN.

use crate::{
	disputed::{
		MATCHES, Market, all_to, answer, challenge, commit, disclose, drawn, market, open, providers,
		register, resolve, reveal, settle,
	},
	world::{account, advance, call, chain, check_integrity, wealth},
};
use openledger_primitives::{
	ChallengeId, SessionId,
	challenge::{Finding, OpenedAnswer},
	traits::ProviderRegistry,
};
use openledger_runtime::{AccountId, ModelFactory, OPEN, Runtime, RuntimeCall};

type Errors = pallet_disputes::Error<Runtime>;

/// An honest provider and others that were bonded long ago; mine is one of two contributions.
struct World {
	market: Market,
	provider: AccountId,
	others: Vec<AccountId>,
	attacker: AccountId,
}

fn world() -> World {
	let (honest, attacker) = (account(100, 1_000), account(101, 1_050));
	let market = market([&honest, &attacker]);
	let provider = providers(1, 1, market.base).remove(0);
	let others = providers(10, 6, market.base);
	advance(5);
	World { market, provider, others, attacker }
}

/// The provider sells an answer and settles it.
fn sold(world: &World, shaped_by: usize) -> (SessionId, Vec<OpenedAnswer>) {
	let session = open(&world.provider, world.market.model, 10 * OPEN);
	let influence = all_to(world.market.contributions[shaped_by]);
	let answers = vec![answer(session, 0, world.market.model, influence)];
	settle(&world.provider, &answers);
	(session, answers)
}

/// Fifteen accounts, one after the other, with the same 1,000 OPEN: register, vote, leave, pass it on.
/// Returns those that had it.
fn fifteen_votes(world: &World, id: ChallengeId, finding: &Finding) -> Vec<AccountId> {
	let mut sybils = Vec::new();
	let mut purse = world.attacker.clone();
	for name in 150..165u8 {
		let sybil = AccountId::from([name; 32]);
		let all = pallet_balances::Call::transfer_all { dest: sybil.clone().into(), keep_alive: false };
		call(&purse, all).expect("what is free can be passed on");
		sybils.push(sybil.clone());
		if register(&sybil, world.market.base).is_err() {
			break;
		}
		assert!(commit(&sybil, id, finding).is_err());
		// The bond does not come back at once, so there is nothing to pass on.
		let _ = call(&sybil, pallet_model_factory::Call::leave {});
		purse = sybil;
		advance(1);
	}
	sybils
}

/// All that the attacker and its accounts have.
fn attackers(world: &World, sybils: &[AccountId]) -> u128 {
	wealth(&world.attacker) + sybils.iter().map(wealth).sum::<u128>()
}

#[test]
fn one_bond_should_not_rob_an_honest_provider() {
	chain().execute_with(|| {
		let world = world();
		let (session, answers) = sold(&world, 0);
		let mine = Finding::InfluenceDiffers { influence: all_to(world.market.contributions[1]) };
		let before = wealth(&world.attacker);
		let id = challenge(&world.attacker, session, 0, Some(0)).expect("anyone may doubt");
		reveal(&world.provider, id, &answers, 0).expect("it is what was committed");
		let sybils = fifteen_votes(&world, id, &mine);
		assert_eq!(resolve(&world.attacker, id), Err(Errors::NotYetDue.into()));
		advance(4);
		let verifiers = drawn(id);
		assert_eq!(verifiers.len(), 5);
		assert!(verifiers.iter().all(|who| world.others.contains(who)));
		for who in &verifiers {
			commit(who, id, &MATCHES).expect("it was drawn");
		}
		for sybil in &sybils {
			assert_eq!(commit(sybil, id, &mine), Err(Errors::NotAVerifier.into()));
			assert_eq!(disclose(sybil, id, mine.clone()), Err(Errors::NotAVerifier.into()));
		}
		for who in &verifiers {
			disclose(who, id, MATCHES).expect("all have committed");
		}
		resolve(&world.provider, id).expect("all have revealed");

		assert_eq!(attackers(&world, &sybils), before - 10 * OPEN);
		assert_eq!(ModelFactory::bond(&world.provider), 1_000 * OPEN);
		assert!(verifiers.iter().all(|who| wealth(who) == 1_012 * OPEN));
		check_integrity();
	});
}

#[test]
fn sybils_should_not_acquit_a_liar() {
	chain().execute_with(|| {
		let world = world();
		// All of it is stated to be the attacker's contribution's; the model says otherwise.
		let (session, answers) = sold(&world, 1);
		let truth = Finding::InfluenceDiffers { influence: all_to(world.market.contributions[0]) };
		let watcher = account(102, 20);
		let id = challenge(&watcher, session, 0, Some(0)).expect("anyone may doubt");
		reveal(&world.provider, id, &answers, 0).expect("it is what was committed");
		let sybils = fifteen_votes(&world, id, &MATCHES);
		advance(4);
		let verifiers = drawn(id);
		assert!(verifiers.iter().all(|who| !sybils.contains(who)));
		for who in &verifiers {
			commit(who, id, &truth).expect("it was drawn");
		}
		for who in &verifiers {
			disclose(who, id, truth.clone()).expect("all have committed");
		}
		resolve(&watcher, id).expect("all have revealed");
		assert!(ModelFactory::bond(&world.provider) <= 900 * OPEN);
		assert!(wealth(&watcher) > 20 * OPEN);
		check_integrity();
	});
}

#[test]
fn sybils_that_waited_should_pay_for_what_the_others_contradict() {
	chain().execute_with(|| {
		let mut world = world();
		// The attacker has had a bond for long, and is drawn: there are just five others.
		let rich = account(103, 1_010);
		register(&rich, world.market.base).expect("it is funded");
		let last = world.others.drain(4..).collect::<Vec<_>>();
		for who in &last {
			call(who, pallet_model_factory::Call::leave {}).expect("nothing keeps it");
		}
		advance(1);
		let (session, answers) = sold(&world, 0);
		let mine = Finding::InfluenceDiffers { influence: all_to(world.market.contributions[1]) };
		let before = wealth(&world.attacker) + wealth(&rich);
		let id = challenge(&world.attacker, session, 0, Some(0)).expect("anyone may doubt");
		reveal(&world.provider, id, &answers, 0).expect("it is what was committed");
		advance(4);
		let verifiers = drawn(id);
		assert_eq!(verifiers.len(), 5);
		assert!(verifiers.contains(&rich));
		// Having been drawn, it cannot take its bond away.
		let leave: RuntimeCall = pallet_model_factory::Call::leave {}.into();
		let _ = call(&rich, leave.clone());
		advance(500);
		assert!(call(&rich, leave).is_err());
		resolve(&world.provider, id).expect("nobody spoke, and others are drawn");
		assert!(ModelFactory::bond(&rich) < 1_000 * OPEN);

		let (session, answers) = sold(&world, 0);
		let id = challenge(&world.attacker, session, 0, Some(0)).expect("anyone may doubt");
		reveal(&world.provider, id, &answers, 0).expect("it is what was committed");
		advance(4);
		for who in drawn(id) {
			let finding = if who == rich { mine.clone() } else { MATCHES };
			commit(&who, id, &finding).expect("it was drawn");
		}
		for who in drawn(id) {
			let finding = if who == rich { mine.clone() } else { MATCHES };
			disclose(&who, id, finding).expect("all have committed");
		}
		if drawn(id).len() >= 3 {
			resolve(&world.provider, id).expect("all have revealed");
		}
		assert!(wealth(&world.attacker) + wealth(&rich) < before);
		assert_eq!(ModelFactory::bond(&world.provider), 1_000 * OPEN);
		check_integrity();
	});
}
