//! Fields of OpenAI's reference: done, or refused by name.

use super::{client, harness::*};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

fn ask_with(harness: &Harness, session: u64, change: impl FnOnce(&mut Value)) -> client::Reply {
	let mut body = harness.body("one two three four", session, 0);
	change(&mut body);
	harness.post("/v1/chat/completions", &body)
}

#[test]
fn what_is_not_done_is_refused_by_its_name() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let tool = json!([{ "type": "function", "function": { "name": "f" } }]);
	for (field, value) in [
		("temperature", json!(0.7)),
		("temperature", json!(1)),
		("temperature", json!("0")),
		("top_p", json!(0.9)),
		("n", json!(2)),
		("presence_penalty", json!(0.1)),
		("frequency_penalty", json!(-2)),
		("logit_bias", json!({ "7": 100 })),
		("logprobs", json!(true)),
		("top_logprobs", json!(5)),
		("tools", tool.clone()),
		("functions", json!([{ "name": "f" }])),
		("tool_choice", json!("required")),
		("function_call", json!({ "name": "f" })),
		("response_format", json!({ "type": "json_object" })),
		("modalities", json!(["text", "audio"])),
		("audio", json!({ "voice": "alloy" })),
		("prediction", json!({ "type": "content", "content": "x" })),
		("reasoning_effort", json!("high")),
		("verbosity", json!("low")),
		("service_tier", json!("priority")),
		("store", json!(true)),
		("web_search_options", json!({})),
		("no_such_field", json!(1)),
		("stop", json!(7)),
		("stop", json!("")),
		("stop", json!(["a", "b", "c", "d", "e"])),
		("stop", json!(["x".repeat(257)])),
		("stream", json!("yes")),
		("stream_options", json!({ "include_usage": true })),
		("max_tokens", json!("10")),
		("max_tokens", json!(10.5)),
		("max_completion_tokens", json!(0)),
	] {
		let reply = ask_with(&harness, 1, |body| body[field] = value.clone());
		let error = &reply.json()["error"];
		assert_eq!(
			(reply.status, &error["type"]),
			(400, &json!("invalid_request_error")),
			"{field}: {value}"
		);
		assert_eq!(error["param"], field, "{field}: {value}");
		assert!(error["message"].as_str().unwrap().contains(field), "{error}");
	}
	for (messages, param) in [
		(json!([{ "role": "tool", "tool_call_id": "1", "content": "x" }]), "messages[0].role"),
		(
			json!([{ "role": "user", "content": "x" }, { "role": "user", "content": null }]),
			"messages[1].content",
		),
		(json!([{ "role": "user", "content": [{ "type": "text" }] }]), "messages[0].content[0]"),
		(json!("hello"), "messages"),
	] {
		let reply = ask_with(&harness, 1, |body| body["messages"] = messages);
		assert_eq!((reply.status, &reply.json()["error"]["param"]), (400, &json!(param)));
	}
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 0);
}

#[test]
fn what_changes_nothing_is_taken() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let reply = ask_with(&harness, 1, |body| {
		let harmless = json!({
			"temperature": 0, "top_p": 0.5, "n": 1, "presence_penalty": 0, "frequency_penalty": 0.0,
			"logit_bias": {}, "logprobs": false, "top_logprobs": null, "tools": [], "tool_choice": "none",
			"parallel_tool_calls": true, "response_format": { "type": "text" }, "seed": 7, "user": "me",
			"metadata": { "a": "b" }, "store": false, "service_tier": "auto", "modalities": ["text"],
			"max_tokens": 10.0, "stop": null, "stream_options": null, "verbosity": "medium",
		});
		body.as_object_mut().unwrap().extend(harmless.as_object().unwrap().clone());
		body["messages"] = json!([
			{ "role": "assistant", "content": null, "tool_calls": [{ "id": "1" }] },
			{ "role": "user", "content": "one two three four" },
		]);
	});
	assert_eq!(reply.status, 200, "{}", reply.body);
	let many = ask_with(&harness, 2, |body| body["max_tokens"] = json!(1e12));
	assert_eq!(many.json()["usage"]["completion_tokens"], 4);
}

#[test]
fn a_stop_ends_the_answer_and_what_comes_after_is_not_billed() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	for (session, stop) in [(1, json!("three")), (2, json!(["five", "three "]))] {
		let reply = ask_with(&harness, session, |body| body["stop"] = stop).json();
		assert_eq!(reply["choices"][0]["message"]["content"], "one two ");
		assert_eq!(reply["choices"][0]["finish_reason"], "stop");
		assert_eq!(reply["usage"]["prompt_tokens"], 4);
		assert_eq!(reply["usage"]["completion_tokens"], 2);
		assert_eq!(reply["openledger"]["owed"], (6 * EACH).to_string());
	}
	let events = ask_with(&harness, 3, |body| {
		body["stop"] = json!("wo");
		body["stream"] = json!(true);
	});
	let events = events.events().join("\n");
	assert!(events.contains("\"one t\"") && !events.contains("two"), "{events}");
}

#[test]
fn a_streams_chunks_agree_and_count_tokens_when_asked_to() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let stream = |session, options: Value| {
		let reply = ask_with(&harness, session, |body| {
			body["stream"] = json!(true);
			body["stream_options"] = options;
		});
		let events = reply.events();
		let (done, chunks) = events.split_last().unwrap();
		assert_eq!(done, "[DONE]");
		chunks.iter().map(|chunk| serde_json::from_str(chunk).unwrap()).collect::<Vec<Value>>()
	};
	let chunks = stream(1, json!({ "include_usage": true }));
	for field in ["id", "created", "model", "object"] {
		assert!(
			chunks.iter().all(|chunk| chunk[field] == chunks[0][field] && !chunk[field].is_null()),
			"{field}"
		);
	}
	let (usage, rest) = chunks.split_last().unwrap();
	assert_eq!(usage["usage"], json!({ "prompt_tokens": 4, "completion_tokens": 4, "total_tokens": 8 }));
	assert_eq!(usage["choices"], json!([]));
	assert!(rest.iter().all(|chunk| chunk.get("usage") == Some(&Value::Null)));
	assert!(rest.last().unwrap()["openledger"]["receipt"].is_object());
	let plain = stream(2, Value::Null);
	assert!(plain.iter().all(|chunk| chunk.get("usage").is_none()));
	assert_ne!(plain[0]["id"], chunks[0]["id"]);
}

#[test]
fn no_two_answers_have_one_name() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut names: Vec<String> = (0..12)
		.map(|n| harness.ask("one", 1, n * 2 * EACH).json()["id"].as_str().unwrap().to_string())
		.collect();
	names.sort();
	names.dedup();
	assert_eq!(names.len(), 12);
}

#[test]
fn models_are_known_by_name_too() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut named = harness.chain.models.lock()[&BASE].clone();
	named.name = b"small-one".to_vec().try_into().unwrap();
	harness.chain.put_model(named);
	let list = harness.get("/v1/models").json();
	assert!(list["data"][0]["created"].as_u64().is_some_and(|since| since > 1_000_000_000));
	for (session, name) in [(1, "1"), (2, "small-one")] {
		assert_eq!(harness.get(&format!("/v1/models/{name}")).json(), list["data"][0], "{name}");
		let answer = ask_with(&harness, session, |body| body["model"] = json!(name)).json();
		assert_eq!(answer["model"], "1", "{answer}");
	}
	let unknown = ask_with(&harness, 3, |body| body["model"] = json!("gpt-4o"));
	assert_eq!((unknown.status, unknown.code().as_str()), (404, "model_not_found"));
	assert_eq!(unknown.json()["error"]["param"], "model");
	assert_eq!(harness.get("/v1/models/gpt-4o").code(), "model_not_found");
}

#[test]
fn every_refusal_is_json() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	for (method, path, status, code) in [
		("GET", "/v1/completions", 404, "no_such_path"),
		("PUT", "/v1/models", 405, "no_such_method"),
		("OPTIONS", "/v1/chat/completions", 405, "no_such_method"),
		("GET", "/v1/chat/completions", 405, "no_such_method"),
		("GET", "/v1/sessions/%ff", 400, "malformed"),
		("GET", "/v1/models/%ff", 400, "malformed"),
		("GET", "/v1/sessions/x", 400, "malformed"),
		("GET", "/v1/sessions/1/answers/x", 400, "malformed"),
	] {
		let reply = client::call(harness.at, method, path, "");
		assert_eq!((reply.status, reply.code().as_str()), (status, code), "{method} {path}: {}", reply.body);
		assert!(reply.json()["error"].get("param").is_some());
		assert_eq!(reply.head.contains("\nallow: "), status == 405, "{}", reply.head);
	}
}

#[test]
fn pages_of_configured_origins_may_ask() {
	let dir = tempfile::tempdir().unwrap();
	let page = "https://chat.example";
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.cors = vec![page.into()]);
	let call = |method, path, origin: &str, more: &str| {
		let headers = format!("origin: {origin}\r\n{more}");
		client::finish(client::begin_with(harness.at, method, path, &headers, ""))
	};
	let asks = "access-control-request-method: POST\r\naccess-control-request-headers: content-type, x-a\r\n";
	let before = call("OPTIONS", "/v1/chat/completions", page, asks);
	assert_eq!(before.status, 204);
	for header in [
		"access-control-allow-origin: https://chat.example",
		"access-control-allow-methods: get, post, options",
		"access-control-allow-headers: content-type, x-a",
		"vary: origin",
	] {
		assert!(before.head.contains(header), "{header}: {}", before.head);
	}
	for path in ["/v1/models", "/nothing"] {
		let reply = call("GET", path, page, "");
		assert!(reply.head.contains("access-control-allow-origin: https://chat.example"), "{}", reply.head);
		assert!(!call("GET", path, "https://other.example", "").head.contains("access-control"));
	}
	assert_eq!(call("OPTIONS", "/v1/chat/completions", "https://other.example", asks).status, 405);
	harness.kill();
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.cors = vec!["*".into()]);
	let reply = client::begin_with(harness.at, "GET", "/health", "origin: null\r\n", "");
	assert!(client::finish(reply).head.contains("access-control-allow-origin: *"));
}
