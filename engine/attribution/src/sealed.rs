//! The end of an index file, whose footer says what the file holds:
//!
//! ```text
//! footer   SCALE
//! check    blake2b-256 of the footer, its length as u64 little-endian, and 8 bytes that name the kind of file
//! ```

use codec::{DecodeAll, Encode};
use std::{fs::File, io, os::unix::fs::FileExt};

const CHECK: u64 = 32 + 8 + 8;
/// Most bytes of a footer that are read.
pub(crate) const MAX_FOOTER: u64 = 1 << 20;

/// Why there is no footer.
pub(crate) enum Unsealed {
	/// The disk.
	Io(io::Error),
	/// What is wrong with the file.
	Damaged(&'static str),
}

impl From<io::Error> for Unsealed {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

/// A footer with its check, as it ends a file.
pub(crate) fn seal(footer: &impl Encode, magic: &[u8; 8]) -> Vec<u8> {
	let mut bytes = footer.encode();
	let (check, length) = (openledger_content::blake2_256(&bytes), bytes.len() as u64);
	bytes.extend_from_slice(&check);
	bytes.extend_from_slice(&length.to_le_bytes());
	bytes.extend_from_slice(magic);
	bytes
}

/// The footer of a file, and how many bytes stand before it. `other` is what to say of a file of another kind.
pub(crate) fn unseal<F: DecodeAll>(
	file: &File,
	magic: &[u8; 8],
	other: &'static str,
) -> Result<(F, u64), Unsealed> {
	let at = file.metadata()?.len().checked_sub(CHECK).ok_or(Unsealed::Damaged("it is too short"))?;
	let mut check = [0; CHECK as usize];
	file.read_exact_at(&mut check, at)?;
	let (hash, rest) = check.split_at(32);
	let (length, kind) = rest.split_at(8);
	if kind != magic {
		return Err(Unsealed::Damaged(other));
	}
	let length = length.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
	let at = at.checked_sub(length).filter(|_| length <= MAX_FOOTER);
	let at = at.ok_or(Unsealed::Damaged("its footer has an impossible length"))?;
	let mut bytes = vec![0; length as usize];
	file.read_exact_at(&mut bytes, at)?;
	if openledger_content::blake2_256(&bytes) != hash {
		return Err(Unsealed::Damaged("its footer has another hash"));
	}
	let footer = F::decode_all(&mut &bytes[..]).map_err(|_| Unsealed::Damaged("its footer is malformed"))?;
	Ok((footer, at))
}
