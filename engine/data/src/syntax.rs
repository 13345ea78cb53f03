//! What is wrong with a line that is no JSON, in words.

use crate::error::Problem;
use alloc::{format, string::String};

/// Returns the problem of a line that the parser refused.
pub(crate) fn explain(line: &str, error: &serde_json::Error) -> Problem {
	if error.is_data() {
		return Problem::InvalidJson(without_place(error));
	}
	if error.is_eof() {
		return Problem::InvalidJson(
			"the line ends within the record: it is cut short, or a line break is not written as \\n".into(),
		);
	}
	// The column counts bytes from 1, and names the last byte that was read.
	let column = error.column();
	let from = column.saturating_sub(1);
	let rest = line.as_bytes().get(from..).unwrap_or_default();
	let before = line.as_bytes().get(..from).unwrap_or_default();
	let why = if let Some(why) = trailing(line, rest, error) {
		why.into()
	} else if let Some(word) = python_word(before, rest) {
		format!("{word} is no value of JSON: write null, true, false or a number")
	} else if rest.first() == Some(&b'\'') {
		"single quotes: write texts in double quotes".into()
	} else if rest.first().is_some_and(|byte| *byte == b'}' || *byte == b']') {
		format!("a comma before the end, at column {column}: take it away")
	} else if rest.first().is_some_and(|byte| *byte < 0x20) {
		format!("a control character at column {column}: write it as an escape, such as \\t")
	} else {
		format!("{} at column {column}", without_place(error))
	};
	Problem::InvalidJson(why)
}

/// Returns what follows a whole object.
fn trailing(line: &str, rest: &[u8], error: &serde_json::Error) -> Option<&'static str> {
	if !without_place(error).starts_with("trailing characters") {
		return None;
	}
	match rest.first() {
		Some(b',') => Some("a comma after the record: take it away"),
		Some(b'{') if line.trim().contains('\r') => {
			Some("lines end in a carriage return alone: end them in a line feed, `tr '\\r' '\\n'`")
		},
		Some(b'{') => Some("two records on one line: put each on a line of its own"),
		_ => Some("something follows the record: one JSON object stands on each line"),
	}
}

/// Returns the word that Python or JavaScript writes and JSON does not know, if the parser stopped in one.
fn python_word(before: &[u8], rest: &[u8]) -> Option<&'static str> {
	let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
	let start = before.len() - letters;
	let word = before.get(start..).unwrap_or_default().iter().chain(rest);
	let words = ["NaN", "Infinity", "-Infinity", "None", "True", "False", "undefined"];
	words.into_iter().find(|known| {
		let known = known.trim_start_matches('-');
		word.clone().take(known.len()).eq(known.as_bytes())
	})
}

/// Returns the parser's words without the place, which it counts within the line.
fn without_place(error: &serde_json::Error) -> String {
	let text = format!("{error}");
	match text.rfind(" at line ") {
		Some(end) => text.get(..end).unwrap_or_default().into(),
		None => text,
	}
}
