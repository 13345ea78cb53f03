//! Files that several subcommands read.

use crate::Error;
use openledger_content::files::read_bounded;
use openledger_data::{DataError, Limits, read_jsonl, read_rows};
use openledger_model::{Base, Tokenized, TokenizedRows, tokenize_all, tokenize_rows};
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

/// Returns what makes an error of a file of records.
fn in_file(path: &Path) -> impl Fn(DataError) -> Error + '_ {
	|source| Error::Records { path: path.to_path_buf(), source }
}

/// Reads and tokenizes a file of records; the first that cannot be used is an error.
pub fn read_records(base: &Base, path: &Path, max_length: u32) -> Result<Vec<Tokenized>, Error> {
	let rows = read_jsonl(&read_lines(path)?, &Limits::default()).map_err(in_file(path))?;
	tokenize_all(base, &rows, max_length).map_err(in_file(path))
}

/// Reads and tokenizes a file of records, and leaves out those that cannot be used. Fails if none is left.
pub fn read_usable(base: &Base, path: &Path, max_length: u32) -> Result<TokenizedRows, Error> {
	let rows = read_rows(&read_lines(path)?, &Limits::default()).map_err(in_file(path))?;
	let usable = tokenize_rows(base, &rows, max_length);
	match (usable.tokens.is_empty(), usable.left_out.first()) {
		(true, Some(first)) => Err(in_file(path)(first.clone())),
		_ => Ok(usable),
	}
}
