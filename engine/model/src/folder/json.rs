//! JSON files of a folder, whose size and memory are bounded before they are read.

use super::error::FolderError;
use crate::{
	budget::{Budget, Reservation},
	error::Error,
};
use openledger_content::files::read_bounded;
use serde::de::DeserializeOwned;
use std::{
	fs, io,
	path::{Path, PathBuf},
	sync::Arc,
};

/// The bytes that a value or a text takes in memory while it is parsed, and a list that grows takes thrice.
const VALUE_BYTES: u64 = 128;
/// The bytes that each byte of a file takes besides: the text itself, and its copies.
const BYTE_FACTOR: u64 = 4;

/// A folder, and the memory that reading it may take.
pub(super) struct Folder<'a> {
	dir: &'a Path,
	budget: &'a Arc<Budget>,
}

/// A file that was parsed, with the memory that it takes.
pub(super) struct Parsed<T> {
	pub(super) value: T,
	_reserved: Reservation,
}

impl<'a> Folder<'a> {
	pub(super) fn new(dir: &'a Path, budget: &'a Arc<Budget>) -> Self {
		Self { dir, budget }
	}

	/// Returns the path of a file.
	pub(super) fn path(&self, file: &str) -> PathBuf {
		self.dir.join(file)
	}

	/// Returns whether a file is there.
	pub(super) fn has(&self, file: &str) -> bool {
		self.path(file).is_file()
	}

	/// Reserves memory for a while.
	pub(super) fn reserve(&self, bytes: u64) -> Result<Reservation, Error> {
		Ok(self.budget.reserve(bytes, "reading the model's folder")?)
	}

	/// Reads a file of at most `limit` bytes.
	pub(super) fn read(&self, file: &str, limit: u64) -> Result<Parsed<Vec<u8>>, Error> {
		let path = self.path(file);
		let fail = |source| FolderError::Io { file: file.into(), source };
		let bytes = fs::metadata(&path).map_err(fail)?.len();
		if bytes > limit {
			return Err(FolderError::TooLong { file: file.into(), bytes, limit }.into());
		}
		let _reserved = self.reserve(bytes)?;
		// What grew meanwhile is not read either.
		let value = read_bounded(&path, bytes).map_err(|error| fail(error.source))?;
		Ok(Parsed { value, _reserved })
	}

	/// Parses a file of at most `limit` bytes.
	pub(super) fn json<T: DeserializeOwned>(&self, file: &str, limit: u64) -> Result<Parsed<T>, Error> {
		let bytes = self.read(file, limit)?.value;
		self.parse(file, &bytes)
	}

	/// Parses a file, if it is there.
	pub(super) fn json_if_there<T: DeserializeOwned>(
		&self,
		file: &str,
		limit: u64,
	) -> Result<Option<Parsed<T>>, Error> {
		match self.json(file, limit) {
			Ok(parsed) => Ok(Some(parsed)),
			Err(Error::Folder(FolderError::Io { source, .. }))
				if source.kind() == io::ErrorKind::NotFound =>
			{
				Ok(None)
			},
			Err(error) => Err(error),
		}
	}

	/// Parses the text of a file.
	pub(super) fn parse<T: DeserializeOwned>(&self, file: &str, bytes: &[u8]) -> Result<Parsed<T>, Error> {
		// A comma or a quote stands between any two values.
		let values = bytes.iter().filter(|byte| matches!(byte, b',' | b'"' | b'[' | b'{')).count() as u64;
		let text = BYTE_FACTOR.saturating_mul(bytes.len() as u64);
		let _reserved = self.reserve(values.saturating_mul(VALUE_BYTES).saturating_add(text))?;
		let value = serde_json::from_slice(bytes)
			.map_err(|source| FolderError::Json { file: file.into(), source })?;
		Ok(Parsed { value, _reserved })
	}
}
