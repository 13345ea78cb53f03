//! H7: 64 challenges were open on the whole chain, so whoever filled them could not be challenged.
//!
//! A liar's friend asked the sum of 64 tiny honest settlements; the liar revealed in the last block, was
//! found right and got the friend's whole bond, and the friend asked again in the same batch. Five rounds
//! covered the window of a real lie for about 7 OPEN of fees. Now only a challenger's own challenges count
//! against it, each question is open once, an answered one is closed, and half of the bond behind a true sum
//! goes to the treasury.

use crate::{
	disputed::{
		all_to, answer, challenge, commit, disclose, drawn, market, open, providers, resolve, reveal,
		reveal_sum, settle,
	},
	world::{account, advance, chain, check_integrity, wealth},
};
use openledger_primitives::{challenge::Finding, traits::ProviderRegistry};
use openledger_runtime::{ModelFactory, OPEN, Runtime};

type Errors = pallet_disputes::Error<Runtime>;

#[test]
fn friends_should_not_shield_a_lie() {
	chain().execute_with(|| {
		let (honest, accomplice) = (account(100, 1_000), account(101, 1_000));
		let market = market([&honest, &accomplice]);
		let liar = providers(1, 1, market.base).remove(0);
		providers(10, 6, market.base);
		advance(5);
		let (own, right) = (all_to(market.contributions[1]), all_to(market.contributions[0]));
		let session = open(&liar, market.model, 100 * OPEN);
		let small: Vec<_> =
			(0..64).map(|index| vec![answer(session, index, market.model, right.clone())]).collect();
		for answers in &small {
			settle(&liar, answers);
		}
		let lie = vec![answer(session, 64, market.model, own)];
		settle(&liar, &lie);

		// 64 questions of eight friends, who cannot ask more.
		let friends: Vec<_> = (120..128).map(|name| account(name, 100)).collect();
		let mut asked = Vec::new();
		for (friend, settlements) in friends.iter().zip((0..64).collect::<Vec<u32>>().chunks(8)) {
			for settlement in settlements {
				let id = challenge(friend, session, *settlement, None).expect("nobody asked that before");
				asked.push((friend, *settlement, id));
			}
			let more = challenge(friend, session, 64, None);
			assert_eq!(more, Err(Errors::TooManyChallenges.into()));
		}

		// The lie is challenged all the same.
		let watcher = account(102, 20);
		let id = challenge(&watcher, session, 64, Some(0)).expect("nobody takes the place of another");
		let before = wealth(&liar) + friends.iter().map(wealth).sum::<u128>();
		for (friend, settlement, id) in asked {
			reveal_sum(&liar, id, &small[settlement as usize]).expect("it is what was committed");
			resolve(friend, id).expect("the chain found it right");
			let again = challenge(friend, session, settlement, None);
			assert_eq!(again, Err(Errors::AlreadyJudged.into()));
		}
		let after = wealth(&liar) + friends.iter().map(wealth).sum::<u128>();
		assert_eq!(before - after, 64 * 5 * OPEN);

		reveal(&liar, id, &lie, 0).expect("it is what was committed");
		advance(4);
		let truth = Finding::InfluenceDiffers { influence: right };
		for who in drawn(id) {
			commit(&who, id, &truth).expect("it was drawn");
		}
		for who in drawn(id) {
			disclose(&who, id, truth.clone()).expect("all have committed");
		}
		resolve(&watcher, id).expect("all have revealed");
		assert!(ModelFactory::bond(&liar) <= 900 * OPEN);
		assert!(wealth(&watcher) > 20 * OPEN);
		check_integrity();
	});
}

/// A friend that asks the very question in which the lie is has it answered.
#[test]
fn a_friends_own_question_should_not_hide_the_answer() {
	chain().execute_with(|| {
		let (honest, accomplice) = (account(100, 1_000), account(101, 1_000));
		let market = market([&honest, &accomplice]);
		let liar = providers(1, 1, market.base).remove(0);
		providers(10, 6, market.base);
		advance(5);
		let session = open(&liar, market.model, 10 * OPEN);
		let lie = vec![answer(session, 0, market.model, all_to(market.contributions[1]))];
		settle(&liar, &lie);
		let friend = account(120, 100);
		let id = challenge(&friend, session, 0, Some(0)).expect("nobody asked that before");
		// To keep silent is to be convicted, and to reveal is to be found out.
		advance(40 + 20 + 1);
		resolve(&honest, id).expect("nothing was revealed");
		assert!(ModelFactory::bond(&liar) <= 900 * OPEN);
		check_integrity();
	});
}
