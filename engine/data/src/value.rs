//! Questions to a JSON value.

use serde_json::Value;

/// Returns true for values that say nothing: null, false, and what is empty.
pub fn is_nothing(value: &Value) -> bool {
	match value {
		Value::Null => true,
		Value::Bool(yes) => !yes,
		Value::String(text) => text.is_empty(),
		Value::Array(items) => items.is_empty(),
		Value::Object(items) => items.is_empty(),
		Value::Number(_) => false,
	}
}

/// Returns the kind of a value, with its article.
pub(crate) fn kind(value: &Value) -> &'static str {
	match value {
		Value::Null => "null",
		Value::Bool(_) => "true or false",
		Value::Number(_) => "a number",
		Value::String(_) => "a text",
		Value::Array(_) => "a JSON array",
		Value::Object(_) => "an object",
	}
}
