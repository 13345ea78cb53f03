//! Bodies of requests mutated by structure: read, or refused by a typed error that names what is wrong.
//!
//! Ten thousand by default. `OPENLEDGER_FUZZ=1000000` makes it a long run, and `OPENLEDGER_FUZZ_SEED=2`
//! another one.

use crate::chat::ChatRequest;
use openledger_test_utils::{CountingAllocator, Fuzzed, Random, fuzz_cases, spoil_bytes, spoil_json};
use serde_json::json;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Names that mean something in a body, and values of them.
const NAMES: &[&str] = &[
	"model",
	"messages",
	"role",
	"content",
	"type",
	"text",
	"image_url",
	"system",
	"developer",
	"user",
	"assistant",
	"tool",
	"max_tokens",
	"max_completion_tokens",
	"stream",
	"stream_options",
	"include_usage",
	"include_obfuscation",
	"stop",
	"openledger",
	"session",
	"answers",
	"cumulative",
	"receipts",
	"signature",
	"genesis",
	"tokens",
	"temperature",
	"top_p",
	"n",
	"tools",
	"tool_choice",
	"response_format",
	"logprobs",
	"seed",
	"340282366920938463463374607431768211456",
	"-1",
	"0x00",
];

#[test]
fn mutated_bodies_are_read_or_refused_in_bounded_memory() {
	let sound = json!({
		"model": "1",
		"messages": [
			{ "role": "system", "content": "be short" },
			{ "role": "user", "content": [
				{ "type": "text", "text": "one" }, { "type": "text", "text": "two" },
			] },
			{ "role": "assistant", "content": null },
			{ "role": "user", "content": "three" },
		],
		"max_tokens": 20,
		"stream": true,
		"stream_options": { "include_usage": true },
		"stop": ["a", "b"],
		"temperature": 0,
		"user": "somebody",
		"openledger": {
			"session": 7, "answers": "3", "cumulative": "1000000000000000000", "tokens": true,
			"receipts": format!("0x{}", "ab".repeat(32)), "signature": format!("0x{}", "cd".repeat(64)),
		},
	});
	let mut fuzzed = Fuzzed::default();
	for case in 0..fuzz_cases() {
		let (mut body, mut random) = (sound.clone(), Random::of_case(case));
		for _ in 0..=random.below(3) {
			spoil_json(&mut body, NAMES, &mut random);
		}
		let mut bytes = body.to_string().into_bytes();
		if random.once_in(6) {
			spoil_bytes(&mut bytes, &mut random);
		}
		// The most that a body takes is a list of single digits: two bytes each, and a value of 32 that grows
		// by doubling.
		fuzzed.read((1 << 14) + 64 * bytes.len(), || match ChatRequest::parse(&bytes) {
			Ok(_) => "read".into(),
			Err(error) => {
				let text = error.to_string();
				assert!(!text.is_empty() && text.len() < 1000 + 2 * bytes.len(), "{text}");
				error.code().into()
			},
		});
	}
	fuzzed.report("bodies of chat requests", 4);
	assert!(fuzzed.outcomes.contains_key("read"), "{:?}", fuzzed.outcomes);
}

#[test]
fn deep_and_long_bodies_are_refused_before_they_take_much() {
	let mut fuzzed = Fuzzed::default();
	for open in ["[", "{\"messages\":", "{\"messages\":[{\"content\":[", "{\"a\":"] {
		let body = open.repeat((256 << 10) / open.len());
		// A reader refuses the 128th level.
		fuzzed.read(1 << 18, || ChatRequest::parse(body.as_bytes()).unwrap_err().code().into());
	}
	for item in ["0,", "\"\",", "[],", "{},"] {
		let list = item.repeat((255 << 10) / item.len());
		let body = format!("{{\"messages\":[{}]}}", list.trim_end_matches(','));
		fuzzed.read(64 * body.len(), || ChatRequest::parse(body.as_bytes()).unwrap_err().code().into());
	}
	fuzzed.report("bodies of 256 KiB", 1);
}
