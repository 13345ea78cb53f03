//! Vouchers, deposits and settlements.

use super::{client, harness::*};
use openledger_mailbox::{Settlements, Topic};
use openledger_primitives::{
	AccountId, Balance, Hash,
	boundary::Boundary,
	influence::PARTS,
	usage::{SessionKey, Voucher, head},
};
use serde_json::{Value, json};
use sp_core::{Pair, sr25519};
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
	assert_eq!(reply.json()["error"]["boundary"], harness.session(1)["next"]);
	assert_eq!(refused(&harness.ask("again", 1, 4 * EACH - 1)), is(400, "no_boundary"));
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
	let body = harness.body("hello there", 1, 0).to_string();
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
		let mut body = harness.body("hello", 1, 0);
		change(&mut body["openledger"]);
		refused(&harness.post("/v1/chat/completions", &body))
	};
	let sign =
		|voucher: Voucher| sp_core::bytes::to_hex(user().sign(&voucher.signing_bytes()).as_ref(), false);
	let genesis = Hash::repeat_byte(8);
	let (answers, cumulative, receipts) = (0, 0, Hash::zero());
	let foreign = sign(Voucher { genesis, session: 1, answers, cumulative, receipts });
	assert_eq!(send(&|v| v["signature"] = json!(foreign)), is(400, "bad_signature"));
	assert_eq!(send(&|v| v["genesis"] = json!(genesis)), is(400, "wrong_chain"));
	assert_eq!(send(&|v| v["session"] = json!(2)), is(400, "bad_signature"));
	assert_eq!(send(&|v| v["signature"] = json!("0x12")), is(400, "malformed"));
	assert_eq!(send(&|v| v["session"] = json!(99)), is(404, "unknown_session"));
	harness.chain.change_session(3, |session| session.user = AccountId::new([5; 32]));
	assert_eq!(refused(&harness.ask("hello", 3, 0)), is(400, "bad_signature"));
	assert_eq!(refused(&harness.get("/v1/sessions/99")), is(404, "unknown_session"));
	let journals = std::fs::read_dir(dir.path().join("serving").join(format!("{GENESIS:x}"))).unwrap();
	assert_eq!(journals.count(), 0, "no session begins with a voucher that is refused");
	// It can be asked about before anything is asked in it.
	assert_eq!(harness.session(1)["next"], harness.session(1)["paid"]);
	harness.chain.change_session(2, |session| session.provider = AccountId::new([5; 32]));
	assert_eq!(refused(&harness.get("/v1/sessions/2")), is(409, "other_provider"));
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 0);
}

#[test]
fn sessions_that_are_not_for_this_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut body = harness.body("hello", 1, 0);
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
		let mut body = harness.body("one two", 1, 0);
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
	let receipts = head(Hash::zero(), &hashes);
	harness.pay(1, 8 * EACH);
	harness.server.settler.tick();
	let request = posted(&harness.mailbox, 1).unwrap();
	assert_eq!(request.worker, WORKER);
	let (session, answers, cumulative) = (1, 2, 8 * EACH);
	assert_eq!(request.voucher, Voucher { genesis: GENESIS, session, answers, cumulative, receipts });
	let settlement = &request.settlement;
	assert_eq!(settlement.first, 0);
	// One answer shaped by contribution 1 for two tokens' price, one by 3 for six.
	assert_eq!(settlement.influence.clone().into_inner(), [(1, PARTS / 4), (3, PARTS / 4 * 3)]);

	// What comes after waits for the chain, and what is lost is posted again.
	harness.ask("five", 1, 8 * EACH);
	harness.pay(1, 10 * EACH);
	harness.mailbox.set(&Settlements::request_key(1), Vec::new());
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), Some(request));
	harness.settle(1);
	let second = posted(&harness.mailbox, 1).unwrap();
	assert_eq!((second.voucher.cumulative, second.settlement.first), (10 * EACH, 2));
	harness.settle(1);
	assert_eq!(harness.session(1)["unsettled_answers"], 0);
	harness.mailbox.remove(&Settlements::request_key(1));
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None);
}

#[test]
fn who_leaves_many_answers_unpaid_gets_no_more() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.unpaid_sessions = 2);
	assert_eq!(harness.ask("one", 1, 0).status, 200);
	assert_eq!(harness.ask("one", 2, 0).status, 200);
	let reply = harness.ask("one", 3, 0);
	assert_eq!(refused(&reply), is(402, "unpaid_sessions"));
	assert!(reply.body.contains("sessions 1, 2"), "{}", reply.body);
	// In these two it pays with the next request.
	assert_eq!(harness.ask("one", 1, 2 * EACH).status, 200);
	harness.pay(2, 2 * EACH);
	assert_eq!(harness.ask("one", 3, 0).status, 200);
	let harness = Harness::again(
		dir.path(),
		Parrot::default(),
		|config| config.unpaid_sessions = 1,
		Some(harness.kill()),
	);
	assert_eq!(refused(&harness.ask("one", 2, 2 * EACH)), is(402, "unpaid_sessions"));
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
	assert_eq!((request.voucher.cumulative, request.voucher.answers), (2 * EACH, 1));
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
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.answers, 2);
}

#[test]
fn a_voucher_between_two_answers_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one", 1, 0);
	harness.ask("two", 1, 2 * EACH);
	let end = harness.end(1, 4 * EACH);
	for wrong in [
		Boundary { cumulative: 4 * EACH - 1, ..end },
		Boundary { answers: 1, ..end },
		Boundary { answers: 3, ..end },
		Boundary { receipts: Hash::zero(), ..end },
	] {
		let reply = harness.post("/v1/vouchers", &Harness::voucher_to(1, wrong, &user()));
		assert_eq!(refused(&reply), is(400, "no_boundary"));
		let boundaries = reply.json()["error"]["boundaries"].clone();
		assert_eq!(boundaries, json!([harness.session(1)["paid"], harness.session(1)["next"]]));
	}
	// What was accepted before still settles.
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.cumulative, 2 * EACH);
	assert_eq!(harness.pay(1, 4 * EACH).status, 200);
	let old = Boundary::default();
	let reply = harness.post("/v1/vouchers", &Harness::voucher_to(1, old, &user()));
	assert_eq!(refused(&reply), is(402, "voucher_too_low"));
}

#[test]
fn the_last_receipt_is_shown_until_it_is_promised() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let paid = harness.ask("one", 1, 0).json()["openledger"].clone();
	let unpaid = harness.session(1)["unpaid"].clone();
	assert_eq!((&unpaid["receipt"], &unpaid["signature"]), (&paid["receipt"], &paid["signature"]));
	harness.pay(1, 2 * EACH);
	assert_eq!(harness.session(1)["unpaid"], Value::Null);
}

#[test]
fn a_settlement_waits_until_it_is_worth_its_fee() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let answer = |owed: Balance| assert_eq!(harness.ask("one", 1, owed).status, 200);
	*harness.chain.fee.lock() = EACH / 5;
	for owed in [0, 2 * EACH] {
		answer(owed);
	}
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None, "two answers' price is ten fees, not twenty");
	answer(4 * EACH);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.cumulative, 4 * EACH);
	// A session that closes has no more to come, but not even then is anything lost by settling.
	harness.ask("one", 2, 0);
	harness.pay(2, 2 * EACH);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 2), None);
	harness.chain.change_session(2, |session| session.closing_at = Some(50));
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 2).unwrap().voucher.cumulative, 2 * EACH);
	*harness.chain.fee.lock() = EACH;
	harness.ask("one", 3, 0);
	harness.pay(3, 2 * EACH);
	harness.chain.change_session(3, |session| session.closing_at = Some(50));
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 3), None, "the provider's part of two fees is less than one");
}

#[test]
fn answers_stay_below_what_the_bond_covers() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let ask = |session, owed: Balance| {
		let mut body = harness.body("one", session, owed);
		body["max_tokens"] = json!(1);
		harness.post("/v1/chat/completions", &body)
	};
	*harness.chain.headroom.lock() = 4 * EACH;
	assert_eq!(ask(1, 0).status, 200);
	assert_eq!(ask(2, 0).status, 200);
	let refusal = ask(3, 0);
	assert_eq!(refused(&refusal), is(503, "bond_exceeded"));
	assert!(
		refusal.json()["error"]["message"].as_str().unwrap().contains("after block 62"),
		"{}",
		refusal.body
	);
	// The refused answer takes no room.
	*harness.chain.headroom.lock() = 6 * EACH;
	assert_eq!(ask(3, 0).status, 200);
}

#[test]
fn a_session_key_pays_within_its_cap_and_its_time() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let pair = sr25519::Pair::from_seed(&[8; 32]);
	let ask = |owed: Balance| {
		let mut body = harness.body("one", 1, owed);
		body["max_tokens"] = json!(1);
		body["openledger"] = Harness::voucher_to(1, harness.end(1, owed), &pair);
		harness.post("/v1/chat/completions", &body)
	};
	let authorise = |cap: Balance, until| {
		let key = pair.public().into();
		harness.chain.change_session(1, |session| session.key = Some(SessionKey { key, cap, until }));
	};
	assert_eq!(refused(&ask(0)), is(400, "bad_signature"));
	authorise(4 * EACH, 60);
	assert_eq!(refused(&ask(0)), is(402, "key_over"));
	authorise(4 * EACH, 42 + 50);
	assert_eq!(ask(0).status, 200);
	assert_eq!(ask(2 * EACH).status, 200);
	assert_eq!(refused(&ask(4 * EACH)), is(402, "key_exhausted"));
	// What the key promised goes to settlement before its time is over, whatever it waits for.
	*harness.chain.fee.lock() = EACH / 2;
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None);
	harness.chain.best.store(42 + 10, Ordering::SeqCst);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.cumulative, 4 * EACH);
	// Once it is over, a voucher of the user takes its place.
	assert_eq!(harness.ask("one", 1, 4 * EACH).status, 200);
	assert_eq!(harness.pay(1, 6 * EACH).status, 200);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.cumulative, 4 * EACH);
	harness.chain.best.store(42 + 51, Ordering::SeqCst);
	harness.chain.change_session(1, |session| session.closing_at = Some(200));
	harness.server.settler.tick();
	let request = posted(&harness.mailbox, 1).unwrap();
	assert_eq!((request.voucher.cumulative, request.settlement.first), (6 * EACH, 0));
}

#[test]
fn a_key_that_its_user_ends_is_settled_in_time() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let pair = sr25519::Pair::from_seed(&[8; 32]);
	let end = |until| {
		let (key, cap) = (pair.public().into(), DEPOSIT);
		harness.chain.change_session(1, |session| session.key = Some(SessionKey { key, cap, until }));
	};
	end(1000);
	*harness.chain.fee.lock() = EACH / 5;
	harness.ask("one", 1, 0);
	let voucher = Harness::voucher_to(1, harness.end(1, 2 * EACH), &pair);
	assert_eq!(harness.post("/v1/vouchers", &voucher).status, 200);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), None);
	end(42 + 20);
	// It is looked at again as what it is now, a session whose voucher's time runs out.
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.cumulative, 2 * EACH);
}

#[test]
fn a_settlement_that_a_reorganisation_took_back_is_posted_again() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one", 1, 0);
	harness.pay(1, 2 * EACH);
	harness.server.settler.tick();
	let first = posted(&harness.mailbox, 1).unwrap();
	let before = harness.chain.session_of(1);
	harness.chain.finalise();
	harness.settle(1);
	harness.mailbox.remove(&Settlements::request_key(1));
	harness.ask("two", 1, 2 * EACH);
	harness.pay(1, 4 * EACH);
	harness.chain.put_session(before);
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), Some(first));
	harness.settle(1);
	assert_eq!(posted(&harness.mailbox, 1).unwrap().settlement.first, 1);
}
