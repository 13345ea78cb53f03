//! Records with the classes that only the scorer reads.

use crate::EvalError;
use openledger_cli::read_lines;
use openledger_model::{Base, Limits, Record, Tokenized, read_jsonl, tokenize_all};
use serde::Deserialize;
use std::path::Path;

/// Records with their classes.
pub(crate) struct Set {
	pub(crate) records: Vec<Record>,
	pub(crate) classes: Vec<String>,
	pub(crate) tokens: Vec<Tokenized>,
	pub(crate) bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct Labelled {
	class: Option<String>,
}

/// Reads and tokenizes a file of records.
pub(crate) fn read_set(base: &Base, path: &Path, max_length: u32) -> Result<Set, EvalError> {
	let bytes = read_lines(path)?;
	let rows = read_jsonl(&bytes, &Limits::default())
		.map_err(|source| EvalError::Records { path: path.to_path_buf(), source })?;
	let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty());
	let class = |(record, line): (usize, &[u8])| {
		let labelled = serde_json::from_slice::<Labelled>(line).ok().and_then(|line| line.class);
		labelled.ok_or(EvalError::NoClass { path: path.to_path_buf(), record: record + 1 })
	};
	let classes = lines.enumerate().map(class).collect::<Result<_, _>>()?;
	let tokens = tokenize_all(base, &rows, max_length)?;
	let records = rows.into_iter().map(|row| row.record).collect();
	Ok(Set { records, classes, tokens, bytes })
}
