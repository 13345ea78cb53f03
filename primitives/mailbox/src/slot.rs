//! One SCALE value under one key.

use crate::storage::{MailboxStorage, OffchainStorage};
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode};
use core::{fmt, marker::PhantomData};

/// Most attempts at a contended value. After that, the caller tries again at the next block or poll.
pub const MAX_CAS_ATTEMPTS: usize = 8;

/// Value as it lies in the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored<V> {
	/// There is none, or it was withdrawn.
	Absent,
	/// There are bytes, which do not decode.
	Broken(Vec<u8>),
	/// There is one, and these are its bytes.
	Value(V, Vec<u8>),
}

impl<V> Stored<V> {
	/// Returns the value, if there is one that decodes.
	pub fn value(self) -> Option<V> {
		match self {
			Self::Value(value, _) => Some(value),
			Self::Absent | Self::Broken(_) => None,
		}
	}
}

impl<V: Decode> Stored<V> {
	fn new(bytes: Option<Vec<u8>>) -> Self {
		let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return Self::Absent };
		match V::decode_all(&mut &bytes[..]) {
			Ok(value) => Self::Value(value, bytes),
			Err(_) => Self::Broken(bytes),
		}
	}
}

/// Error: others changed a value [`MAX_CAS_ATTEMPTS`] times while it was being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contended;

impl fmt::Display for Contended {
	fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
		formatter.write_str("the value is contended: try again at the next block or poll")
	}
}

/// One value of a mailbox's storage.
pub struct Slot<V, S> {
	storage: S,
	key: Vec<u8>,
	value: PhantomData<fn() -> V>,
}

impl<V: Encode + Decode, S: MailboxStorage> Slot<V, S> {
	/// Returns the slot under a key.
	pub fn new(storage: S, key: impl Into<Vec<u8>>) -> Self {
		Self { storage, key: key.into(), value: PhantomData }
	}

	/// Reads the value.
	pub fn read(&self) -> Stored<V> {
		Stored::new(self.storage.get(&self.key))
	}

	/// Writes a value unless it stands already. Returns whether it was written.
	pub fn put(&self, value: &V) -> Result<bool, Contended> {
		let new = value.encode();
		self.write(|old| (old != Some(&new[..])).then(|| new.clone()))
	}

	/// Writes the value that `change` makes of the one there is, or nothing if it returns `None`. A value
	/// that does not decode counts as absent. Returns whether it was written.
	///
	/// `change` is called again for each attempt, with the value that is there by then.
	pub fn update(&self, mut change: impl FnMut(Option<V>) -> Option<V>) -> Result<bool, Contended> {
		self.write(|old| {
			let old = Stored::new(old.map(<[u8]>::to_vec)).value();
			change(old).map(|new| new.encode())
		})
	}

	/// Empties the value if it still consists of `bytes`. Returns whether it did.
	///
	/// The storage has no compare-and-remove, so an empty value stands for an absent one, and a newer value
	/// written meanwhile survives.
	pub fn withdraw(&self, bytes: Vec<u8>) -> bool {
		self.storage.compare_and_set(&self.key, Some(&bytes), &[])
	}

	fn write(&self, mut change: impl FnMut(Option<&[u8]>) -> Option<Vec<u8>>) -> Result<bool, Contended> {
		for _ in 0..MAX_CAS_ATTEMPTS {
			let old = self.storage.get(&self.key);
			let Some(new) = change(old.as_deref()) else { return Ok(false) };
			if self.storage.compare_and_set(&self.key, old.as_deref(), &new) {
				return Ok(true);
			}
		}
		Err(Contended)
	}
}

impl<V> Slot<V, OffchainStorage> {
	/// Removes the value, whatever it is.
	pub fn remove(&self) {
		self.storage.remove(&self.key);
	}
}
