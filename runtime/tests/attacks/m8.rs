//! M8: a place on a leaderboard was for sale.
//!
//! Whoever is user, provider, owner and contributor at once pays itself, and stands on the boards of models
//! and Datanets as if strangers had paid. No chain can tell such a ring from strangers. So a place has to
//! cost what it says, no part of it may come back, and nothing may depend on it.

use crate::{
	paid_use::*,
	world::{call, chain, check_integrity, wealth},
};
use frame_support::assert_ok;
use openledger_runtime::{AccountId, Attribution, Balance, Runtime};

/// Returns what an account is shown to have earned on the board of the model.
fn shown(market: &Market, who: &AccountId) -> Balance {
	let board = Attribution::model_board(market.model);
	board.iter().find(|(other, _)| other == who).map_or(0, |(_, total)| total.earned)
}

/// Returns the wealth of the accounts that are one person's: all but the maker of the base model, who gets
/// no royalty.
fn ring(market: &Market) -> Balance {
	[&market.owner, &market.sybil, &market.provider, &market.worker.account, &market.user.account]
		.into_iter()
		.map(wealth)
		.sum()
}

#[test]
fn a_place_should_cost_a_ninth_of_what_it_shows_and_bring_nothing() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(1_000);
		let before = (ring(&market), treasury());
		let mut paid = 0;
		for _ in 0..4 {
			let answers = market.answers(session, &[20_000, 20_000], market.contributions[1]);
			paid += sum(&answers);
			assert_ok!(market.settle_honestly(session, &answers));
		}
		pass_windows();
		let place = shown(&market, &market.sybil);
		assert!(place > 0, "the ring is on the board");
		assert!(place < paid / 2, "a board shows a part of what was paid, {place} of {paid}");

		// What the place cost is the platform's part, which no account of the ring can get back.
		let cost = before.0 - ring(&market);
		let platform = treasury() - before.1 + pallet_attribution::AuditPurse::<Runtime>::get();
		assert!(cost >= platform && platform > 0);
		assert!(cost * 9 >= place, "a place of {place} cost {cost}");
		check_integrity();
	});
}

#[test]
fn records_of_whoever_sells_the_answers_should_have_no_place() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(1_000);
		let [_, _, of_provider, of_owner] = market.contributions;
		for contribution in [of_provider, of_owner] {
			let answers = market.answers(session, &[20_000], contribution);
			assert_ok!(market.settle_honestly(session, &answers));
		}
		pass_windows();
		for who in [&market.provider, &market.owner] {
			assert_eq!(shown(&market, who), 0);
			let _ = call(who, pallet_attribution::Call::claim {});
		}
		assert!(Attribution::model_board(market.model).is_empty());
		check_integrity();
	});
}
