//! Chunks: which parts of an upload are well formed, and how far it has come.

use crate::BlobError;
use openledger_primitives::{root::CHUNK, Hash};
use serde::Serialize;

/// Most bytes in one part of an upload, and in one read.
pub const MAX_PART: u64 = 4 * 1024 * 1024;

/// How much of a blob is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
	/// Its name.
	pub root: Hash,
	/// Its length in bytes, as the uploader stated it until it is complete.
	pub length: u64,
	/// Bytes received.
	pub received: u64,
	/// Whether all of it is here and agrees with the root.
	pub complete: bool,
	/// Lowest offset that has not been received: where an interrupted upload may go on.
	pub missing: Option<u64>,
}

impl Status {
	pub(crate) fn complete(root: Hash, length: u64) -> Self {
		Self { root, length, received: length, complete: true, missing: None }
	}
}

/// Number of chunks of a blob of `length` bytes. The empty blob has one empty chunk.
pub(crate) fn count(length: u64) -> u64 {
	length.div_ceil(CHUNK as u64).max(1)
}

/// Length of chunk `index` of a blob of `length` bytes.
pub(crate) fn length_of(index: u64, length: u64) -> u64 {
	length.saturating_sub(index.saturating_mul(CHUNK as u64)).min(CHUNK as u64)
}

/// Whether `given` bytes at `offset` are whole chunks of a blob of `length` bytes.
pub(crate) fn check_part(length: u64, offset: u64, given: usize) -> Result<(), BlobError> {
	let given = given as u64;
	if given > MAX_PART {
		return Err(BlobError::PartTooLong { given, most: MAX_PART });
	}
	if !offset.is_multiple_of(CHUNK as u64) {
		return Err(BlobError::Misaligned { offset });
	}
	let end = offset.checked_add(given).filter(|end| *end <= length);
	let end = end.ok_or(BlobError::OutOfRange { offset, given, length })?;
	let whole = given > 0 && (given.is_multiple_of(CHUNK as u64) || end == length);
	match whole || length == 0 {
		true => Ok(()),
		false => Err(BlobError::BrokenChunk { offset, given }),
	}
}
