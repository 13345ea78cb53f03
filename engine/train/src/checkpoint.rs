//! The state of a job on disk.
//!
//! A checkpoint is written to a temporary file, synced and renamed, so that at any moment the file holds one
//! whole state. It carries a fingerprint of everything the job is a function of: another job's checkpoint is
//! refused.

use crate::error::{CheckpointError, Error};
use codec::{Decode, Encode};
use openledger_content::{
	Hash,
	decimal::Decimal,
	files::{FileError, write_atomically},
	root,
};
use std::path::{Path, PathBuf};

/// The state of a job after a step.
#[derive(Clone, Debug, PartialEq, Encode, Decode)]
pub(crate) struct Checkpoint {
	/// Fingerprint of base model, records and hyper-parameters.
	pub(crate) fingerprint: Hash,
	/// Held-out loss before training.
	pub(crate) before: Option<Decimal>,
	/// The bits of each step's loss.
	pub(crate) losses: Vec<u64>,
	/// Root of the state after each step.
	pub(crate) roots: Vec<Hash>,
	/// The state itself: adapter, moments, step, position in the records.
	pub(crate) state: Vec<u8>,
}

const MAGIC: &[u8; 8] = b"OLCKPT01";

impl Checkpoint {
	fn path(dir: &Path) -> PathBuf {
		dir.join("checkpoint.bin")
	}

	/// Writes the checkpoint into a folder, atomically.
	pub(crate) fn save(&self, dir: &Path) -> Result<(), Error> {
		let mut bytes = MAGIC.to_vec();
		self.encode_to(&mut bytes);
		Ok(write_atomically(&Self::path(dir), &bytes)?)
	}

	/// Reads the checkpoint of this job, if there is one.
	///
	/// A damaged file (a disk that lies about syncing) counts as none: the job starts over and comes to the
	/// same result.
	pub(crate) fn load(dir: &Path, fingerprint: Hash) -> Result<Option<Self>, Error> {
		let path = Self::path(dir);
		let bytes = match std::fs::read(&path) {
			Ok(bytes) => bytes,
			Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
			Err(error) => return Err(FileError::io("read", &path)(error).into()),
		};
		let decoded = bytes.strip_prefix(MAGIC).and_then(|mut rest| Self::decode(&mut rest).ok());
		let Some(checkpoint) = decoded else {
			log::warn!("{} is damaged: the job starts over", path.display());
			return Ok(None);
		};
		if checkpoint.fingerprint != fingerprint {
			return Err(CheckpointError::Foreign(path).into());
		}
		let sound = checkpoint.roots.len() == checkpoint.losses.len()
			&& checkpoint.roots.last().is_none_or(|last| *last == root::of(&checkpoint.state));
		if !sound {
			log::warn!("{} is damaged: the job starts over", path.display());
			return Ok(None);
		}
		Ok(Some(checkpoint))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sample() -> Checkpoint {
		let state = vec![7; 100_000];
		Checkpoint {
			fingerprint: Hash::repeat_byte(1),
			before: Some(Decimal(5)),
			losses: vec![1],
			roots: vec![root::of(&state)],
			state,
		}
	}

	#[test]
	fn survives_a_round_trip_and_refuses_a_foreign_one() {
		let dir = tempfile::tempdir().unwrap();
		assert!(Checkpoint::load(dir.path(), Hash::zero()).unwrap().is_none());
		sample().save(dir.path()).unwrap();
		assert_eq!(Checkpoint::load(dir.path(), Hash::repeat_byte(1)).unwrap(), Some(sample()));
		let foreign = Checkpoint::load(dir.path(), Hash::repeat_byte(2));
		assert!(matches!(foreign, Err(Error::Checkpoint(CheckpointError::Foreign(_)))));
	}

	#[test]
	fn a_damaged_file_counts_as_none() {
		let dir = tempfile::tempdir().unwrap();
		sample().save(dir.path()).unwrap();
		let path = dir.path().join("checkpoint.bin");
		let whole = std::fs::read(&path).unwrap();
		let mut flipped = whole.clone();
		flipped[50_000] ^= 1;
		for bytes in [&whole[..1000], &flipped, b"", b"OLCKPT01"] {
			std::fs::write(&path, bytes).unwrap();
			assert_eq!(Checkpoint::load(dir.path(), Hash::repeat_byte(1)).unwrap(), None);
		}
	}
}
