//! The end of an index file, whose footer says what the file holds:
//!
//! ```text
//! footer   SCALE
//! check    blake2b-256 of the footer, its length as u64 little-endian, and 8 bytes that name the file's kind
//! ```

use codec::{DecodeAll, Encode};
use std::{fs::File, io, os::unix::fs::FileExt};

const CHECK: u64 = 32 + 8 + 8;
/// Number of bytes of a footer that are read at most.
pub(crate) const MAX_FOOTER: u64 = 1 << 20;

/// The reason why there is no footer.
pub(crate) enum FooterError {
	/// The file cannot be read.
	Io(io::Error),
	/// The file is damaged, as the text says.
	Damaged(&'static str),
}

impl From<io::Error> for FooterError {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

/// Returns a footer with its check, as it ends a file.
pub(crate) fn close(footer: &impl Encode, magic: &[u8; 8]) -> Vec<u8> {
	let mut bytes = footer.encode();
	let (check, length) = (openledger_content::blake2_256(&bytes), bytes.len() as u64);
	bytes.extend_from_slice(&check);
	bytes.extend_from_slice(&length.to_le_bytes());
	bytes.extend_from_slice(magic);
	bytes
}

/// Reads the footer of a file, and the number of bytes before it. `other` describes a file of another kind.
pub(crate) fn open<F: DecodeAll>(
	file: &File,
	magic: &[u8; 8],
	other: &'static str,
) -> Result<(F, u64), FooterError> {
	let at = file.metadata()?.len().checked_sub(CHECK).ok_or(FooterError::Damaged("it is too short"))?;
	let mut check = [0; CHECK as usize];
	file.read_exact_at(&mut check, at)?;
	let (hash, rest) = check.split_at(32);
	let (length, kind) = rest.split_at(8);
	if kind != magic {
		return Err(FooterError::Damaged(other));
	}
	let length = length.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
	let at = at.checked_sub(length).filter(|_| length <= MAX_FOOTER);
	let at = at.ok_or(FooterError::Damaged("its footer has an impossible length"))?;
	let mut bytes = vec![0; length as usize];
	file.read_exact_at(&mut bytes, at)?;
	if openledger_content::blake2_256(&bytes) != hash {
		return Err(FooterError::Damaged("its footer has another hash"));
	}
	let footer =
		F::decode_all(&mut &bytes[..]).map_err(|_| FooterError::Damaged("its footer is malformed"))?;
	Ok((footer, at))
}
