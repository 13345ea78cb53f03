//! Requests for answers, and their replies.

use super::{client, harness::*};
use crate::{catalog::ModelName, chat::ChatRequest};
use codec::DecodeAll;
use openledger_primitives::{Hash, Signature, boundary::Boundary, usage::Receipt};
use serde_json::{Value, json};
use sp_runtime::traits::Verify;
use std::sync::atomic::Ordering;

#[test]
fn an_answer_comes_with_a_receipt() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let reply = harness.ask("three small words", 1, 0);
	assert_eq!(reply.status, 200, "{}", reply.body);
	let json = reply.json();
	assert_eq!(json["object"], "chat.completion");
	assert_eq!(json["model"], "1");
	assert_eq!(
		json["choices"][0]["message"],
		json!({ "role": "assistant", "content": "three small words", "refusal": null })
	);
	assert_eq!(json["choices"][0]["finish_reason"], "stop");
	assert_eq!(json["usage"], json!({ "prompt_tokens": 3, "completion_tokens": 3, "total_tokens": 6 }));
	let paid = &json["openledger"];
	assert_eq!(paid["owed"], (6 * EACH).to_string());
	assert_eq!(paid["influence"], json!([{ "contribution": 3, "share": 1_000_000_000 }]));
	let records = json!([{ "contribution": 3, "line": 0, "share": 1_000_000_000 }]);
	let attribution = json!({ "tuned_share": 250_000_000, "records": records, "spans": [] });
	assert_eq!(paid["attribution"], attribution);
	let scale = sp_core::bytes::from_hex(paid["receipt"]["scale"].as_str().unwrap()).unwrap();
	let receipt = Receipt::decode_all(&mut &scale[..]).unwrap();
	assert_eq!(paid["receipt_hash"], json!(receipt.hash()));
	assert_eq!((receipt.session, receipt.index, receipt.price), (1, 0, 6 * EACH));
	assert_eq!((receipt.genesis, receipt.adapter), (GENESIS, Hash::zero()));
	let end = Boundary::default().after(&receipt).unwrap();
	assert_eq!(
		paid["next"],
		json!({ "answers": 1, "cumulative": (6 * EACH).to_string(), "receipts": end.receipts })
	);
	let signature = sp_core::bytes::from_hex(paid["signature"].as_str().unwrap()).unwrap();
	let signature = Signature::decode_all(&mut &signature[..]).unwrap();
	assert!(signature.verify(&receipt.signing_bytes()[..], &WORKER));
	assert_eq!(receipt.answer, Hash(sp_crypto_hashing::blake2_256(&[0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0])));
}

#[test]
fn whoever_asks_is_not_paid_for_the_answer() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	// The engine credits the contribution numbered as the answer is long, and this one is the user's own.
	let own = harness.ask_tuned("one two three four five", 1, 0).json();
	assert_eq!(own["openledger"]["influence"], json!([]), "{own}");
	let owed = own["openledger"]["owed"].as_str().unwrap().parse().unwrap();
	let other = harness.ask_tuned("one two three four", 1, owed).json();
	let share = json!([{ "contribution": 4, "share": 1_000_000_000 }]);
	assert_eq!(other["openledger"]["influence"], share, "{other}");
}

#[test]
fn a_stream_ends_with_the_receipt() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut body = harness.body("three small words", 1, 0);
	body["stream"] = json!(true);
	let reply = harness.post("/v1/chat/completions", &body);
	assert_eq!(reply.status, 200);
	assert!(reply.head.contains("content-type: text/event-stream"), "{}", reply.head);
	let events = reply.events();
	let (done, chunks) = events.split_last().unwrap();
	assert_eq!(done, "[DONE]");
	let chunks: Vec<Value> = chunks.iter().map(|chunk| serde_json::from_str(chunk).unwrap()).collect();
	assert!(chunks.iter().all(|chunk| chunk["object"] == "chat.completion.chunk"));
	let delta = |chunk: &Value| chunk["choices"][0]["delta"]["content"].as_str().map(str::to_string);
	assert_eq!(chunks.iter().filter_map(delta).collect::<String>(), "three small words");
	let (last, rest) = chunks.split_last().unwrap();
	assert_eq!(last["choices"][0]["finish_reason"], "stop");
	assert_eq!(last["openledger"]["owed"], (6 * EACH).to_string());
	assert!(rest.iter().all(|chunk| chunk["choices"][0]["finish_reason"].is_null()));
}

#[test]
fn tokens_are_capped_by_request_service_and_context() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.max_tokens = 5);
	let mut body = harness.body("a b c d e f g h", 1, 0);
	body["max_tokens"] = json!(2);
	let json = harness.post("/v1/chat/completions", &body).json();
	assert_eq!(json["choices"][0]["finish_reason"], "length");
	assert_eq!(json["usage"]["completion_tokens"], 2);
	body = harness.body("a b c d e f g h", 1, 10 * EACH);
	body["max_tokens"] = json!(1_000_000);
	assert_eq!(harness.post("/v1/chat/completions", &body).json()["usage"]["completion_tokens"], 5);
	let reply = harness.ask(&"word ".repeat(100), 2, 0);
	assert_eq!((reply.status, reply.code().as_str()), (400, "context_length_exceeded"));
	assert_eq!(harness.ask(&["word"; 99].join(" "), 2, 0).json()["usage"]["completion_tokens"], 1);
}

#[test]
fn malformed_requests_say_what_is_wrong() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.max_body_bytes = 4096);
	let change = |key: &str, value: Value| {
		let mut body = harness.body("hello", 1, 0);
		body[key] = value;
		body.to_string()
	};
	for (body, status, code) in [
		("".to_string(), 400, "malformed"),
		("{}".into(), 400, "malformed"),
		(change("messages", json!([])), 400, "malformed"),
		(change("messages", json!([{ "role": "robot", "content": "x" }])), 400, "malformed"),
		(
			change("messages", json!([{ "role": "user", "content": [{ "type": "image_url" }] }])),
			400,
			"unsupported",
		),
		(change("max_tokens", json!(0)), 400, "malformed"),
		(change("max_tokens", json!(-1)), 400, "malformed"),
		(change("n", json!(2)), 400, "unsupported"),
		(change("model", json!("gpt-4")), 404, "model_not_found"),
		(change("openledger", Value::Null), 402, "no_voucher"),
		(change("openledger", json!({ "session": 1 })), 400, "malformed"),
		(change("messages", json!([{ "role": "user", "content": "x".repeat(5000) }])), 413, "body_too_large"),
	] {
		let reply = client::call(harness.at, "POST", "/v1/chat/completions", &body);
		assert_eq!((reply.status, reply.code().as_str()), (status, code), "{body}: {}", reply.body);
	}
	assert_eq!(harness.get("/v2/anything").code(), "no_such_path");
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 0);
}

#[test]
fn all_openai_forms_of_content_are_read() {
	let mut body = Harness::body_to("x", 1, Boundary::default());
	body["model"] = json!(7);
	body["temperature"] = json!(0);
	body["messages"] = json!([
		{ "role": "developer", "content": "be brief" },
		{ "role": "user", "content": [{ "type": "text", "text": "a" }, { "type": "text", "text": "b" }] },
	]);
	let chat = ChatRequest::parse(body.to_string().as_bytes()).unwrap();
	assert_eq!((chat.model, chat.messages[1].content.as_str()), (ModelName::Number(7), "ab"));
}

#[test]
fn too_many_requests_are_turned_away() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.queue = 2);
	harness.engine.held.store(true, Ordering::SeqCst);
	let start = |session| {
		client::begin(
			harness.at,
			"POST",
			"/v1/chat/completions",
			&harness.body("hello there", session, 0).to_string(),
		)
	};
	let waiting = [start(1), start(2)];
	harness.until("a full queue", |harness| harness.server.chat.queue.taken() == 2);
	let reply = harness.ask("me too", 3, 0);
	assert_eq!((reply.status, reply.code().as_str()), (429, "busy"));
	assert!(reply.head.contains("retry-after"), "{}", reply.head);
	harness.engine.held.store(false, Ordering::SeqCst);
	for stream in waiting {
		assert_eq!(client::finish(stream).status, 200);
	}
	// A place is free some moments after its answer has arrived.
	harness.until("a free place", |harness| harness.server.chat.queue.taken() < 2);
	assert_eq!(harness.ask("me too", 3, 0).status, 200);
}

#[test]
fn what_breaks_is_not_charged() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	for text in ["fail", "panic"] {
		let reply = harness.ask(text, 1, 0);
		assert_eq!((reply.status, reply.code().as_str()), (500, "internal"), "{}", reply.body);
	}
	let mut body = harness.body("fail", 1, 0);
	body["stream"] = json!(true);
	let events = harness.post("/v1/chat/completions", &body).events();
	assert!(events[events.len() - 2].contains("\"error\""), "{events:?}");
	assert_eq!(harness.session(1)["owed"], "0");
	assert_eq!(harness.ask("go on", 1, 0).status, 200);
}

#[test]
fn models_and_health_are_shown() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let models = harness.get("/v1/models").json();
	// The tuned one has no adapter here.
	assert_eq!(models["data"].as_array().unwrap().len(), 1);
	assert_eq!(models["data"][0]["id"], "1");
	assert_eq!(harness.get("/health").json()["best"], 42);
	harness.chain.change_session(2, |session| session.model = OTHER);
	let mut body = harness.body("hello", 2, 0);
	body["model"] = json!("2");
	let reply = harness.post("/v1/chat/completions", &body);
	assert_eq!((reply.status, reply.code().as_str()), (503, "model_unavailable"));
	harness.ask("one", 1, 0);
	harness.ask("two", 1, 2 * EACH);
	assert_eq!(harness.engine.loads.load(Ordering::SeqCst), 1);
}
