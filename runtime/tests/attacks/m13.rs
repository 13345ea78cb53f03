//! M13: an old price lived for ever, and a new one could be put in front of an opening.
//!
//! A session kept its price and was topped up without end, and the model's owner could not end it. And an
//! owner that saw `open_session` in the pool listed the model at any price before it.

use crate::{
	paid_use::*,
	world::{advance, call, chain, check_integrity, wealth},
};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::model::Price;
use openledger_runtime::{Attribution, OPEN, Runtime};

type Error = pallet_attribution::Error<Runtime>;

/// The owner lists the model at ten times the price.
fn raise(market: &Market) {
	let price = Price { prompt_per_1k: 10 * OPEN, completion_per_1k: 10 * OPEN };
	assert_ok!(call(&market.owner, pallet_models::Call::list { model: market.model, price }));
}

#[test]
fn a_price_that_was_raised_meanwhile_should_open_nothing() {
	chain().execute_with(|| {
		let market = market();
		let (model, provider) = (market.model, market.provider.clone());
		let open = pallet_attribution::Call::<Runtime>::open_session_with {
			model,
			provider,
			deposit: 10 * OPEN,
			most: PRICE,
			key: None,
		};
		let before = wealth(&market.user.account);
		raise(&market);
		assert_noop!(call(&market.user.account, open), Error::PriceTooHigh);
		assert_eq!(wealth(&market.user.account), before);
	});
}

#[test]
fn an_old_price_should_end() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(10);
		raise(&market);
		let top_up = pallet_attribution::Call::<Runtime>::top_up { session, amount: OPEN };
		assert_noop!(call(&market.user.account, top_up), Error::PriceRose);
		// The owner ends it, and nobody loses what was promised or deposited.
		let close = || pallet_attribution::Call::<Runtime>::close_session { session };
		assert_ok!(call(&market.owner, close()));
		let answers = market.answers(session, &[1_000], market.contributions[0]);
		assert_ok!(market.settle_honestly(session, &answers));
		advance(grace());
		assert_ok!(call(&market.owner, close()));
		assert!(Attribution::session(session).is_none());
		check_integrity();
	});
}
