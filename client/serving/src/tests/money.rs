//! Vouchers, deposits and settlements.

use super::{client, harness::*};
use openledger_mailbox::{Settlements, Topic};
use openledger_primitives::{influence::PARTS, root, usage::Voucher, AccountId, Hash};
use serde_json::{json, Value};
use sp_core::Pair;
use std::sync::atomic::Ordering;

fn refused(reply: &client::Reply) -> (u16, String) {
	(reply.status, reply.code())
}

fn is(status: u16, code: &str) -> (u16, String) {
	(status, code.into())
}

fn hash_of(reply: &client::Reply) -> Hash {
	reply.json()["openledger"]["receipt_hash"].as_str().unwrap().parse().unwrap()
}

#[test]
fn each_voucher_buys_one_answer() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	assert_eq!(harness.ask("one two", 1, 0).status, 200);
	let reply = harness.ask("again", 1, 0);
	assert_eq!(refused(&reply), is(402, "voucher_too_low"));
	assert_eq!(reply.json()["error"]["type"], "payment_required");
	assert_eq!(reply.json()["error"]["owed"], (4 * EACH).to_string());
	assert_eq!(refused(&harness.ask("again", 1, 4 * EACH - 1)), is(402, "voucher_too_low"));
	assert_eq!(refused(&harness.ask("again", 1, 4 * EACH + 1)), is(400, "above_owed"));
	assert_eq!(harness.ask("again", 1, 4 * EACH).json()["openledger"]["owed"], (6 * EACH).to_string());
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 2);
	let state = harness.pay(1, 6 * EACH).json();
	assert_eq!((&state["owed"], &state["promised"]), (&json!("60"), &json!("60")));
}

#[test]
fn one_voucher_at_once_buys_one_answer() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.engine.held.store(true, Ordering::SeqCst);
	let body = Harness::body("hello there", 1, 0).to_string();
	let first = client::begin(harness.at, "POST", "/v1/chat/completions", &body);
	harness.until("the first request", |harness| harness.server.chat.turns.available_permits() == 0);
	assert_eq!(refused(&harness.ask("hello there", 1, 0)), is(409, "answer_under_way"));
	harness.engine.held.store(false, Ordering::SeqCst);
	assert_eq!(client::finish(first).status, 200);
	assert_eq!(refused(&harness.ask("hello there", 1, 0)), is(402, "voucher_too_low"));
}

#[test]
fn vouchers_that_are_not_the_users_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let send = |change: &dyn Fn(&mut Value)| {
		let mut body = Harness::body("hello", 1, 0);
		change(&mut body["openledger"]);
		refused(&harness.post("/v1/chat/completions", &body))
	};
	let sign =
		|voucher: Voucher| sp_core::bytes::to_hex(user().sign(&voucher.signing_bytes()).as_ref(), false);
	let genesis = Hash::repeat_byte(8);
	let foreign = sign(Voucher { genesis, session: 1, cumulative: 0 });
	assert_eq!(send(&|v| v["signature"] = json!(foreign)), is(400, "bad_signature"));
	assert_eq!(send(&|v| v["genesis"] = json!(genesis)), is(400, "wrong_chain"));
	assert_eq!(send(&|v| v["session"] = json!(2)), is(400, "bad_signature"));
	assert_eq!(send(&|v| v["signature"] = json!("0x12")), is(400, "malformed"));
	assert_eq!(send(&|v| v["session"] = json!(99)), is(404, "unknown_session"));
	harness.chain.change_session(3, |session| session.user = AccountId::new([5; 32]));
	assert_eq!(refused(&harness.ask("hello", 3, 0)), is(400, "bad_signature"));
	assert_eq!(refused(&harness.get("/v1/sessions/1")), is(404, "unknown_session"));
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 0);
}

#[test]
fn sessions_that_are_not_for_this_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut body = Harness::body("hello", 1, 0);
	body["model"] = json!("2");
	assert_eq!(refused(&harness.post("/v1/chat/completions", &body)), is(400, "other_model"));
	harness.chain.change_session(1, |session| session.closing_at = Some(50));
	assert_eq!(refused(&harness.ask("hello", 1, 0)), is(409, "session_closing"));
	harness.chain.change_session(2, |session| session.provider = AccountId::new([5; 32]));
	assert_eq!(refused(&harness.ask("hello", 2, 0)), is(409, "other_provider"));
	*harness.chain.worker.lock() = None;
	assert_eq!(refused(&harness.ask("hello", 3, 0)), is(503, "no_worker"));
}

#[test]
fn the_deposit_must_cover_the_longest_answer() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.chain.change_session(1, |session| session.deposited = 5 * EACH);
	let ask = |tokens: u32| {
		let mut body = Harness::body("one two", 1, 0);
		body["max_tokens"] = json!(tokens);
		harness.post("/v1/chat/completions", &body)
	};
	let reply = ask(4);
	assert_eq!(refused(&reply), is(402, "deposit_exhausted"));
	assert_eq!(reply.json()["error"]["top_up"], EACH.to_string());
	assert_eq!(ask(3).status, 200);
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 1);
}

#[test]
fn a_session_at_rest_is_settled_once() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let hashes = [hash_of(&harness.ask("one", 1, 0)), hash_of(&harness.ask("one two three", 1, 2 * EACH))];
	harness.pay(1, 8 * EACH);
	harness.server.settler.tick();
	let request = posted(&harness.mailbox, 1).unwrap();
	assert_eq!(request.worker, WORKER);
	assert_eq!(request.voucher, Voucher { genesis: GENESIS, session: 1, cumulative: 8 * EACH });
	let settlement = &request.settlement;
	assert_eq!((settlement.answers, settlement.prompt_tokens, settlement.completion_tokens), (2, 4, 4));
	assert_eq!(settlement.receipts, root::of_hashes(&hashes));
	// One answer shaped by contribution 1 for two tokens' price, one by 3 for six.
	assert_eq!(settlement.influence.clone().into_inner(), [(1, PARTS / 4), (3, PARTS / 4 * 3)]);

	// What comes after waits for the chain, and what is lost is posted again.
	harness.ask("five", 1, 8 * EACH);
	harness.pay(1, 10 * EACH);
	harness.mailbox.set(&Settlements::request_key(1), Vec::new());
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), Some(request));
	harness.chain.change_session(1, |session| session.settled = 8 * EACH);
	harness.server.settler.tick();
	let second = posted(&harness.mailbox, 1).unwrap();
	assert_eq!((second.voucher.cumulative, second.settlement.answers), (10 * EACH, 1));
	harness.chain.change_session(1, |session| session.settled = 10 * EACH);
	harness.server.settler.tick();
	assert_eq!(harness.session(1)["unsettled_answers"], 0);
	harness.mailbox.remove(&Settlements::request_key(1));
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None);
}

#[test]
fn a_closing_session_is_settled_without_its_unpaid_answer() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| {
		config.settler.settle_after = std::time::Duration::from_secs(3600);
	});
	harness.ask("one", 1, 0);
	harness.ask("two", 1, 2 * EACH);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None);
	harness.chain.change_session(1, |session| session.closing_at = Some(50));
	harness.server.settler.tick();
	let request = posted(&harness.mailbox, 1).unwrap();
	assert_eq!((request.voucher.cumulative, request.settlement.answers), (2 * EACH, 1));
	// A payment is welcome even now.
	assert_eq!(harness.pay(1, 4 * EACH).status, 200);
}

#[test]
fn a_session_that_never_rests_is_settled_by_number() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| {
		config.settler.settle_after = std::time::Duration::from_secs(3600);
		config.settler.settle_answers = 2;
	});
	harness.ask("one", 1, 0);
	harness.ask("two", 1, 2 * EACH);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None);
	harness.ask("three", 1, 4 * EACH);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().settlement.answers, 2);
}
