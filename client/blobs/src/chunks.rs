//! Chunks of a blob: their number and length, and the parts that uploads may send.

use crate::BlobError;
use openledger_primitives::{Hash, root::CHUNK};
use serde::Serialize;

/// Most bytes in one part of an upload, and in one read.
pub const MAX_PART: u64 = 4 * 1024 * 1024;

/// State of a blob: how much of it is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
	/// Root of the blob.
	pub root: Hash,
	/// Length in bytes, as the uploader stated it until the blob is complete.
	pub length: u64,
	/// Number of bytes received.
	pub received: u64,
	/// All of it is here and agrees with the root.
	pub complete: bool,
	/// Lowest offset that has not been received, from which an interrupted upload may go on.
	pub missing: Option<u64>,
}

impl Status {
	pub(crate) fn complete(root: Hash, length: u64) -> Self {
		Self { root, length, received: length, complete: true, missing: None }
	}
}

/// Returns the number of chunks of a blob of `length` bytes. The empty blob has one empty chunk.
pub(crate) fn count(length: u64) -> u64 {
	length.div_ceil(CHUNK as u64).max(1)
}

/// Returns the length of chunk `index` of a blob of `length` bytes.
pub(crate) fn length_of(index: u64, length: u64) -> u64 {
	length.saturating_sub(index.saturating_mul(CHUNK as u64)).min(CHUNK as u64)
}

/// Checks that `given` bytes at `offset` are whole chunks of a blob of `length` bytes.
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
