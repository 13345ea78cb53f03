//! Downloads from other nodes. The leaves are known first, so every chunk is checked before it is written.

use crate::{
	BlobError, Status, Store, chunks,
	state::{Admitted, Claim, Slot},
};
use openledger_primitives::{
	Hash,
	root::{self, CHUNK},
};
use std::{ops::Range, sync::Arc};

/// Outcome of [`Store::begin`].
pub enum Begun {
	/// The blob is here already.
	Here(Status),
	/// The download goes on from the chunks that are here.
	Download(Download),
}

/// Outcome of [`Download::write`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
	/// The chunks are right and written.
	Taken,
	/// This chunk does not match its leaf. Nothing was written.
	Wrong(u64),
	/// The blob was completed in another way.
	Over,
}

/// A download under way.
///
/// It may be dropped at any time: what was flushed is there when it is begun again, in this process or after
/// a restart.
pub struct Download {
	store: Arc<Store>,
	slot: Slot,
	root: Hash,
	length: u64,
	leaves: Vec<Hash>,
}

impl Store {
	/// Begins or resumes the download of a blob.
	///
	/// Root, length and leaves prove each other: leaves that do not hash to the root are refused with
	/// [`BlobError::WrongRoot`].
	pub fn begin(self: &Arc<Self>, root: Hash, length: u64, leaves: Vec<Hash>) -> Result<Begun, BlobError> {
		let found = root::from_leaves(&leaves, length);
		if leaves.len() as u64 != chunks::count(length) || found != root {
			return Err(BlobError::WrongRoot { expected: root, found });
		}
		if let Some(status) = self.status(root).filter(|status| status.complete) {
			return Ok(Begun::Here(status));
		}
		let admitted = self.state.lock().admit(root, length, Claim::Whole)?;
		Ok(match admitted {
			Admitted::Complete(status) => Begun::Here(status),
			Admitted::Partial(slot) => {
				Begun::Download(Download { store: self.clone(), slot, root, length, leaves })
			},
		})
	}
}

impl Download {
	/// Returns the length of the blob in bytes.
	pub fn length(&self) -> u64 {
		self.length
	}

	/// Returns how many bytes some chunks have together.
	pub fn bytes_in(&self, chunks: &Range<u64>) -> u64 {
		let end = chunks.end.saturating_mul(CHUNK as u64).min(self.length);
		end.saturating_sub(chunks.start.saturating_mul(CHUNK as u64))
	}

	/// Returns the chunks that have not been written, as ascending ranges.
	pub fn missing(&self) -> Vec<Range<u64>> {
		self.slot.lock().as_ref().map_or(Vec::new(), |partial| partial.missing(&self.leaves))
	}

	/// Writes whole chunks from number `first` on, if every one of them matches its leaf.
	///
	/// They are safe from a kill of the process and a power cut after the next [`Download::flush`].
	pub fn write(&self, first: u64, bytes: &[u8]) -> Result<Written, BlobError> {
		chunks::check_part(self.length, first.saturating_mul(CHUNK as u64), bytes.len())?;
		// A slice of no bytes has no chunks, and the empty blob has one.
		let parts: Vec<&[u8]> = if bytes.is_empty() { vec![bytes] } else { bytes.chunks(CHUNK).collect() };
		let range = first as usize..first as usize + parts.len();
		let leaves = &self.leaves[range];
		for ((index, part), leaf) in (first..).zip(parts).zip(leaves) {
			if root::leaf(index, part) != *leaf {
				return Ok(Written::Wrong(index));
			}
		}
		match self.slot.lock().as_mut() {
			Some(partial) => partial.write_ahead(first, leaves, bytes).map(|()| Written::Taken),
			None => Ok(Written::Over),
		}
	}

	/// Flushes what was written to disk and notes it there. Chunks may be written meanwhile.
	pub fn flush(&self) -> Result<(), BlobError> {
		let begun = self.slot.lock().as_mut().map_or(Ok(None), |partial| partial.begin_flush())?;
		let Some(data) = begun else { return Ok(()) };
		let flushed = data.sync_data();
		match self.slot.lock().as_mut() {
			Some(partial) => partial.end_flush(flushed),
			None => Ok(()),
		}
	}

	/// Makes the blob readable if every chunk is written. Returns whether it did.
	pub fn finish(&self) -> Result<bool, BlobError> {
		let mut slot = self.slot.lock();
		let Some(partial) = slot.as_mut() else { return Ok(self.store.status(self.root).is_some()) };
		if !partial.missing(&self.leaves).is_empty() {
			return Ok(false);
		}
		partial.settle();
		self.store.mark_fetched(self.root)?;
		let partial = slot.take().expect("just seen under the same lock; qed");
		self.store.finish(partial).map(|_| true)
	}

	/// Returns the state of the download.
	pub fn status(&self) -> Status {
		let status = self.slot.lock().as_ref().map(|partial| partial.status());
		status.unwrap_or_else(|| Status::complete(self.root, self.length))
	}
}
