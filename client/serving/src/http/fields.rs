//! Fields of OpenAI's request that this service does nothing with: each is either without effect here, or
//! refused by its name. Nothing that a client asks for is left out in silence.

use crate::error::ChatError;
use serde_json::{Map, Value};

/// Fields that are read elsewhere.
const READ: [&str; 8] = [
	"model",
	"messages",
	"max_tokens",
	"max_completion_tokens",
	"stream",
	"stream_options",
	"stop",
	"openledger",
];

/// Fields that change nothing about a greedy answer: notes of the client, and the seed of a sampling that
/// does not happen.
const NOTES: [&str; 6] =
	["user", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "seed"];

const GREEDY: &str = "answers are greedy, so that anybody can repeat them";
const TEXT: &str = "the model writes text, and nothing else is made of it";

/// Refuses every field that asks for something that is not done here, by its name.
pub(super) fn check(body: &Map<String, Value>) -> Result<(), ChatError> {
	let is_greedy = body.get("temperature").is_some_and(|value| value.as_f64() == Some(0.0));
	for (name, value) in body {
		if READ.contains(&name.as_str()) || NOTES.contains(&name.as_str()) || value.is_null() {
			continue;
		}
		let number = value.as_f64();
		let is = |texts: &[&str]| value.as_str().is_some_and(|text| texts.contains(&text));
		let is_empty = value.as_array().is_some_and(Vec::is_empty)
			|| value.as_object().is_some_and(|fields| fields.is_empty());
		let (is_harmless, only, why) = match name.as_str() {
			"temperature" => (number == Some(0.0), "0", GREEDY),
			"top_p" => {
				let is_share = number.is_some_and(|share| share > 0.0 && share <= 1.0);
				(number == Some(1.0) || (is_greedy && is_share), "1", GREEDY)
			},
			"n" => (number == Some(1.0), "1", GREEDY),
			"presence_penalty" | "frequency_penalty" => (number == Some(0.0), "0", GREEDY),
			"logit_bias" => (is_empty, "{}", GREEDY),
			"logprobs" => (value == &Value::Bool(false), "false", "no probabilities are kept"),
			"top_logprobs" => (number == Some(0.0), "0", "no probabilities are kept"),
			"tools" | "functions" => (is_empty, "[]", TEXT),
			"tool_choice" | "function_call" => (is(&["none", "auto"]), "\"none\"", TEXT),
			"parallel_tool_calls" => (value.is_boolean(), "a boolean", TEXT),
			"response_format" => {
				let is_text = value.get("type").and_then(Value::as_str) == Some("text");
				(is_text, "{\"type\": \"text\"}", "nothing holds the model to a form")
			},
			"modalities" => (value == &serde_json::json!(["text"]), "[\"text\"]", TEXT),
			"service_tier" => (is(&["auto", "default"]), "\"auto\"", "there is one tier"),
			"store" => (value == &Value::Bool(false), "false", "no answers are kept for their user to list"),
			"reasoning_effort" => (is(&["none"]), "\"none\"", "the model does not reason apart"),
			"verbosity" => (is(&["medium"]), "\"medium\"", "the model has one way to write"),
			"audio" | "prediction" | "web_search_options" => (false, "null", TEXT),
			_ => return Err(ChatError::field(name, format!("there is no field {name}: leave it out"))),
		};
		if !is_harmless {
			return Err(ChatError::unsupported(name, format!("{name} can only be {only} here: {why}")));
		}
	}
	Ok(())
}
