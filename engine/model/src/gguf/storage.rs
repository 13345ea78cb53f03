//! Bytes that tensors lie in.

use openledger_kernels::Bytes;
use std::{io, ops::Deref, path::Path, sync::Arc};

/// Bytes of a mapped file, or made in memory.
#[derive(Clone)]
pub(crate) enum Storage {
	/// A file, mapped.
	Mapped(Arc<memmap2::Mmap>),
	/// Bytes in memory.
	Made(Arc<Vec<u8>>),
}

impl Storage {
	/// Maps a file.
	pub(crate) fn open(path: &Path) -> io::Result<Self> {
		let file = std::fs::File::open(path)?;
		// SAFETY: the map is read-only. Base models are files that nothing writes to once they are in place;
		// a file cut short under the map would stop the process, not corrupt it.
		Ok(Self::Mapped(Arc::new(unsafe { memmap2::Mmap::map(&file)? })))
	}

	/// Takes bytes that are in memory.
	pub(crate) fn made(bytes: Vec<u8>) -> Self {
		Self::Made(Arc::new(bytes))
	}

	/// Returns the bytes for a matrix to hold.
	pub(crate) fn bytes(self) -> Bytes {
		match self {
			Self::Mapped(map) => map,
			Self::Made(bytes) => bytes,
		}
	}

	/// Tells the system that the pages of a file may leave memory until they are read again.
	pub(crate) fn release(&self) {
		#[cfg(unix)]
		if let Self::Mapped(map) = self {
			// SAFETY: the map is shared and read-only, so a page that comes back holds what the file holds.
			let released = unsafe { map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
			if let Err(error) = released {
				log::debug!("the base model's pages stay in memory: {error}");
			}
		}
	}
}

impl Deref for Storage {
	type Target = [u8];

	fn deref(&self) -> &[u8] {
		match self {
			Self::Mapped(map) => map,
			Self::Made(bytes) => bytes,
		}
	}
}
