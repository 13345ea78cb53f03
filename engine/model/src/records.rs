//! Records: JSON lines with a prompt and a completion, bounded and checked.

use crate::{
	base::Base,
	chat,
	error::{DataError, Problem},
};
use serde::{Deserialize, Serialize};

/// A training example: one question with the answer to learn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
	/// The question, or the instruction.
	pub prompt: String,
	/// The answer that the model should give.
	pub completion: String,
}

/// Bounds of a file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// Most bytes of the whole file.
	pub bytes: usize,
	/// Most bytes of one line.
	pub line: usize,
	/// Most records in the file.
	pub records: usize,
}

impl Default for Limits {
	/// Returns 256 MiB, 1 MiB a line and 200,000 records.
	fn default() -> Self {
		Self { bytes: 256 << 20, line: 1 << 20, records: 200_000 }
	}
}

/// Reads JSON lines. Blank lines and unknown fields are skipped; anything else that is not a record is an
/// error that names its line.
pub fn read_jsonl(bytes: &[u8], limits: &Limits) -> Result<Vec<Record>, DataError> {
	if bytes.len() > limits.bytes {
		let problem = Problem::FileTooLarge { found: bytes.len(), limit: limits.bytes };
		return Err(DataError::new(None, problem));
	}
	let mut records = Vec::new();
	for (index, line) in bytes.split(|b| *b == b'\n').enumerate() {
		let fail = |problem| DataError::new(Some(index + 1), problem);
		if line.len() > limits.line {
			return Err(fail(Problem::LineTooLong { found: line.len(), limit: limits.line }));
		}
		let text = std::str::from_utf8(line)
			.map_err(|e| fail(Problem::InvalidUtf8 { valid_up_to: e.valid_up_to() }))?;
		if text.trim().is_empty() {
			continue;
		}
		if records.len() == limits.records {
			return Err(fail(Problem::TooManyRecords { limit: limits.records }));
		}
		let record: Record =
			serde_json::from_str(text).map_err(|e| fail(Problem::InvalidJson(e.to_string())))?;
		for (name, field) in [("prompt", &record.prompt), ("completion", &record.completion)] {
			if field.trim().is_empty() {
				return Err(fail(Problem::Empty(name)));
			}
		}
		records.push(record);
	}
	if records.is_empty() {
		return Err(DataError::new(None, Problem::NoRecords));
	}
	Ok(records)
}

/// A record as token ids, the chat template applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokenized {
	/// Token ids of question, answer and end mark.
	pub ids: Vec<u32>,
	/// Place where the loss begins to count: `ids[loss_from..]` is the answer and its end mark.
	pub loss_from: usize,
}

/// Applies the chat template (see [`crate::chat`]) to one record.
pub fn tokenize(base: &Base, record: &Record, max_length: u32) -> Result<Tokenized, DataError> {
	for (name, field) in [("prompt", &record.prompt), ("completion", &record.completion)] {
		if field.trim().is_empty() {
			return Err(DataError::new(None, Problem::Empty(name)));
		}
	}
	let tokenizer = base.tokenizer();
	let question = [chat::Message::user(&record.prompt)];
	let mut ids = chat::prompt(tokenizer, &question);
	let loss_from = ids.len();
	ids.extend(tokenizer.encode(&record.completion));
	ids.push(tokenizer.im_end());
	let limit = max_length.min(base.config().context as u32);
	if ids.len() > limit as usize {
		return Err(DataError::new(None, Problem::TooManyTokens { found: ids.len(), limit }));
	}
	Ok(Tokenized { ids, loss_from })
}

/// Turns records into token ids; an error names the first record that cannot be.
pub fn tokenize_all(base: &Base, records: &[Record], max_length: u32) -> Result<Vec<Tokenized>, DataError> {
	let ids = records
		.iter()
		.enumerate()
		.map(|(index, record)| tokenize(base, record, max_length).map_err(|error| error.at(index + 1)));
	ids.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn problem(bytes: &[u8]) -> (Option<usize>, Problem) {
		let limits = Limits { bytes: 4096, line: 1024, records: 3 };
		let error = read_jsonl(bytes, &limits).unwrap_err();
		assert!(!error.to_string().is_empty());
		(error.line, error.problem)
	}

	#[test]
	fn reads_records_and_skips_blank_lines_and_unknown_fields() {
		let first = "{\"prompt\": \"a\", \"completion\": \"b\", \"id\": 7}";
		let text = format!("{first}\r\n\n  \n{{\"completion\":\"d\",\"prompt\":\"c\"}}");
		let records = read_jsonl(text.as_bytes(), &Limits::default()).unwrap();
		let expected =
			[("a", "b"), ("c", "d")].map(|(p, c)| Record { prompt: p.into(), completion: c.into() });
		assert_eq!(records, expected);
	}

	#[test]
	fn refuses_what_is_not_a_record_and_names_the_line() {
		let good = "{\"prompt\": \"a\", \"completion\": \"b\"}\n";
		assert_eq!(problem(b""), (None, Problem::NoRecords));
		assert_eq!(problem(&[b' '; 5000]).0, None);
		let (line, found) = problem(format!("{good}{{\"prompt\": \"a\"}}").as_bytes());
		assert!(line == Some(2) && matches!(found, Problem::InvalidJson(_)));
		let (line, found) = problem(format!("{good}\n{{\"prompt\": ").as_bytes());
		assert!(line == Some(3) && matches!(found, Problem::InvalidJson(_)));
		let empty = "{\"prompt\": \" \", \"completion\": \"b\"}";
		assert_eq!(problem(empty.as_bytes()), (Some(1), Problem::Empty("prompt")));
		let invalid = [good.as_bytes(), b"{\"prompt\": \"\xff\"}"].concat();
		assert_eq!(problem(&invalid), (Some(2), Problem::InvalidUtf8 { valid_up_to: 12 }));
		let (line, found) = problem(&[good.as_bytes(), &[b'x'; 1025]].concat());
		assert_eq!((line, found), (Some(2), Problem::LineTooLong { found: 1025, limit: 1024 }));
		assert_eq!(problem(good.repeat(4).as_bytes()), (Some(4), Problem::TooManyRecords { limit: 3 }));
	}

	#[test]
	fn a_ten_megabyte_line_is_refused_by_default() {
		let line = format!("{{\"prompt\": \"{}\", \"completion\": \"b\"}}", "x".repeat(10 << 20));
		let error = read_jsonl(line.as_bytes(), &Limits::default()).unwrap_err();
		assert!(error.line == Some(1) && matches!(error.problem, Problem::LineTooLong { .. }));
	}

	proptest::proptest! {
		#[test]
		fn any_bytes_give_records_or_an_error(bytes: Vec<u8>) {
			let _ = read_jsonl(&bytes, &Limits::default());
		}
	}
}
