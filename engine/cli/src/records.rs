//! Files that several subcommands read.

use crate::Error;
use openledger_content::files::read_bounded;
use openledger_model::{Base, Limits, Tokenized, read_jsonl, tokenize_all};
use openledger_spec::HyperParameters;
use std::path::Path;

/// Reads a specification file.
pub fn read_spec(path: &Path) -> Result<HyperParameters, Error> {
	let text = read_bounded(path, 1 << 20)?;
	let spec: HyperParameters =
		serde_json::from_slice(&text).map_err(|source| Error::Spec { path: path.to_path_buf(), source })?;
	spec.validate()?;
	Ok(spec)
}

/// Reads a file of records, of bounded length.
pub fn read_lines(path: &Path) -> Result<Vec<u8>, Error> {
	Ok(read_bounded(path, Limits::default().bytes as u64)?)
}

/// Reads and tokenizes a file of records.
pub fn read_records(base: &Base, path: &Path, max_length: u32) -> Result<Vec<Tokenized>, Error> {
	Ok(tokenize_all(base, &read_jsonl(&read_lines(path)?, &Limits::default())?, max_length)?)
}
