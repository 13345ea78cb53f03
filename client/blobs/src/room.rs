//! Room that is taken before the work whose result it is for.

use crate::{BlobError, Store};
use openledger_primitives::Hash;
use std::{path::Path, sync::Arc};

/// Room of the quota for one blob to come. It is given back when this is dropped.
pub struct Room {
	store: Arc<Store>,
	/// Length of the blob that it is for, until the room is used.
	length: Option<u64>,
}

impl Room {
	/// Stores a copy of a file in this room and returns its root.
	///
	/// A file longer than the room takes what else is free.
	pub fn put_file(mut self, path: &Path) -> Result<Hash, BlobError> {
		let held = self.length.take();
		self.store.put_file_in(path, held)
	}
}

impl Drop for Room {
	fn drop(&mut self) {
		if let Some(length) = self.length.take() {
			self.store.state.lock().release(length);
		}
	}
}

impl Store {
	/// Takes room for a blob of a length before it is made, evicting fetched blobs that are not in use.
	pub fn hold(self: &Arc<Self>, length: u64) -> Result<Room, BlobError> {
		self.with_eviction(|| self.state.lock().reserve(length))?;
		Ok(Room { store: self.clone(), length: Some(length) })
	}
}
