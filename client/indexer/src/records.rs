//! Training records as they were uploaded.

use openledger_blobs::{BlobError, Store};
use openledger_primitives::{ContributionId, datanet::SnapshotEntry};

/// Most bytes of records that are held in memory for one job.
pub const MAX_RECORD_BYTES: u64 = 1 << 30;

/// The records of one contribution, as they were uploaded.
#[derive(Clone, Debug)]
pub struct Records {
	/// The contribution as the snapshot lists it.
	pub entry: SnapshotEntry,
	/// The records as JSONL.
	pub bytes: Vec<u8>,
}

/// Reasons for records not to be readable from the blob store.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
	/// All contributions together are larger than [`MAX_RECORD_BYTES`].
	#[error("{total} bytes of records are more than the {MAX_RECORD_BYTES} that this node holds")]
	TooLarge {
		/// Bytes of all contributions together.
		total: u64,
	},
	/// The blob of a contribution cannot be read.
	#[error("{source}")]
	Blob {
		/// Number of the contribution.
		contribution: ContributionId,
		/// The blob store's error.
		source: BlobError,
	},
}

impl Records {
	/// Reads all contributions of a snapshot from the blob store, in order. A blob that is longer than the
	/// chain says is not read: it has no bytes here, and is left out of the training as one that is shorter.
	pub fn load_all(store: &Store, entries: &[SnapshotEntry]) -> Result<Vec<Self>, LoadError> {
		check_total(entries)?;
		entries.iter().map(|entry| Self::load(store, entry)).collect()
	}

	/// Checks that all contributions of a snapshot can be read, without holding them in memory.
	pub fn check_all(store: &Store, entries: &[SnapshotEntry]) -> Result<(), LoadError> {
		check_total(entries)?;
		let is_missing =
			|entry: &&SnapshotEntry| !store.status(entry.root).is_some_and(|status| status.complete);
		// Reading one that is not here gives the reason.
		entries.iter().filter(is_missing).try_for_each(|entry| Self::load(store, entry).map(|_| ()))
	}

	fn load(store: &Store, entry: &SnapshotEntry) -> Result<Self, LoadError> {
		let contribution = entry.contribution;
		let bytes = match store.get(entry.root, entry.bytes) {
			Err(BlobError::TooLarge { .. }) => Vec::new(),
			read => read.map_err(|source| LoadError::Blob { contribution, source })?,
		};
		Ok(Self { entry: entry.clone(), bytes })
	}
}

fn check_total(entries: &[SnapshotEntry]) -> Result<(), LoadError> {
	let total = entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.bytes));
	match total > MAX_RECORD_BYTES {
		true => Err(LoadError::TooLarge { total }),
		false => Ok(()),
	}
}
