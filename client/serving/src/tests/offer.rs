//! What a provider serves, and what it leaves to others.

use super::harness::*;
use crate::{MinPrice, Offer};
use openledger_primitives::ModelId;
use std::sync::atomic::Ordering;

fn offer(models: &[ModelId], bases: &[ModelId]) -> Offer {
	let min_price = MinPrice::default();
	Offer { models: models.iter().copied().collect(), bases: bases.iter().copied().collect(), min_price }
}

/// Returns the code with which the tuned model is refused, if it is, and the number of listed models.
fn tuned(offer: Offer, registered: &[ModelId]) -> (String, usize) {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.offer = offer);
	*harness.chain.offered.lock() = registered.to_vec();
	let listed = harness.get("/v1/models").json()["data"].as_array().unwrap().len();
	let reply = harness.ask_tuned("one", 1, 0);
	let is_refused = reply.status != 200;
	assert_eq!(harness.engine.loads.load(Ordering::SeqCst), u32::from(!is_refused));
	(if is_refused { reply.code() } else { String::new() }, listed)
}

#[test]
fn nothing_is_served_that_is_not_offered() {
	let refused = "model_not_offered".to_string();
	// What the provider registered for is offered, unless it names something else here.
	assert_eq!(tuned(offer(&[], &[]), &[BASE]), (String::new(), 1));
	assert_eq!(tuned(offer(&[], &[]), &[]), (refused.clone(), 0));
	assert_eq!(tuned(offer(&[BASE], &[]), &[BASE]), (refused.clone(), 1));
	assert_eq!(tuned(offer(&[TUNED], &[]), &[]), (String::new(), 0));
	assert_eq!(tuned(offer(&[], &[BASE]), &[]), (String::new(), 1));
	assert_eq!(tuned(offer(&[], &[77]), &[BASE]), (refused, 0));
}

#[test]
fn a_price_below_the_least_gets_no_answer() {
	let dir = tempfile::tempdir().unwrap();
	let least = "10000,10001".parse().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.offer.min_price = least);
	let reply = harness.ask("one", 1, 0);
	assert_eq!((reply.status, reply.code().as_str()), (409, "price_too_low"));
	// Nor is a model listed that costs less.
	assert_eq!(harness.get("/v1/models").json()["data"].as_array().unwrap().len(), 0);
	harness.chain.change_session(1, |session| session.price.completion_per_1k += 1);
	assert_eq!(harness.ask("one", 1, 0).status, 200);
}

#[test]
fn a_model_that_cannot_be_loaded_is_left_alone_and_drives_out_no_other() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.max_models = 1);
	assert_eq!(harness.ask("one", 1, 0).status, 200);
	harness.engine.is_broken.store(true, Ordering::SeqCst);
	for _ in 0..5 {
		let reply = harness.ask_tuned("one", 2, 0);
		assert_eq!((reply.status, reply.code().as_str()), (503, "model_unavailable"));
		assert!(reply.body.contains("told to be broken"), "{}", reply.body);
	}
	assert_eq!(harness.engine.loads.load(Ordering::SeqCst), 2, "one each");
	assert_eq!(harness.ask("one", 1, 2 * EACH).status, 200);
	assert_eq!(harness.engine.loads.load(Ordering::SeqCst), 2);
}

#[test]
fn an_account_takes_a_share_of_the_queue() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.queue_share = 1);
	harness.engine.held.store(true, Ordering::SeqCst);
	let body = harness.body("one", 1, 0).to_string();
	let first = super::client::begin(harness.at, "POST", "/v1/chat/completions", &body);
	harness.until("the first", |harness| harness.server.chat.queue.taken() == 1);
	let reply = harness.ask("one", 2, 0);
	assert_eq!((reply.status, reply.code().as_str()), (429, "account_busy"));
	harness.engine.held.store(false, Ordering::SeqCst);
	assert_eq!(super::client::finish(first).status, 200);
	harness.until("a free place", |harness| harness.server.chat.queue.taken() == 0);
	assert_eq!(harness.ask("one", 2, 0).status, 200);
}
