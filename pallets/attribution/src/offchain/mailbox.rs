//! Reading and writing the mailbox: SCALE values, every write a compare-and-set.
//!
//! A value is withdrawn by a compare-and-set to an **empty value**, because the store has no compare-and-remove. So an
//! empty value means that there is none, and a newer one written meanwhile survives.

use crate::LOG_TARGET;
use alloc::vec::Vec;
use codec::{Codec, Decode, DecodeAll, Encode};
use sp_runtime::offchain::{storage::StorageValueRef, StorageKind};

/// Attempts at a contended value before the next block tries again.
const MAX_TRIES: usize = 8;

/// A value as it lies in the mailbox.
pub(super) enum Posted<V> {
	/// Nothing, or withdrawn.
	Nothing,
	/// Not such a value: these bytes.
	Broken(Vec<u8>),
	/// The value, and its bytes.
	Value(V, Vec<u8>),
}

pub(super) fn read<V: Decode>(key: &[u8]) -> Posted<V> {
	match sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, key) {
		None => Posted::Nothing,
		Some(bytes) if bytes.is_empty() => Posted::Nothing,
		Some(bytes) => match V::decode_all(&mut &bytes[..]) {
			Ok(value) => Posted::Value(value, bytes),
			Err(_) => Posted::Broken(bytes),
		},
	}
}

/// Withdraws a value, unless it was replaced meanwhile; whether it did.
pub(super) fn withdraw(key: &[u8], bytes: Vec<u8>) -> bool {
	sp_io::offchain::local_storage_compare_and_set(StorageKind::PERSISTENT, key, Some(bytes), &[])
}

/// Writes a value, unless it lies there already or is changed at the same time: the next block tries again.
pub(super) fn post<V: Encode>(key: &[u8], value: &V) {
	let old = sp_io::offchain::local_storage_get(StorageKind::PERSISTENT, key);
	let new = value.encode();
	if old.as_ref() != Some(&new) {
		sp_io::offchain::local_storage_compare_and_set(StorageKind::PERSISTENT, key, old, &new);
	}
}

/// A list of numbers, ascending; empty if there is none or it cannot be read.
pub(super) fn list<K: Codec>(key: &[u8]) -> Vec<K> {
	StorageValueRef::persistent(key).get().ok().flatten().unwrap_or_default()
}

/// Puts a number on a list.
pub(super) fn enlist<K: Codec + Copy + Ord>(key: &[u8], id: K) {
	edit(key, |list: &mut Vec<K>| {
		if let Err(place) = list.binary_search(&id) {
			list.insert(place, id);
		}
	});
}

/// Takes a number off a list.
pub(super) fn strike<K: Codec + Copy + Ord>(key: &[u8], id: K) {
	edit(key, |list: &mut Vec<K>| list.retain(|other| *other != id));
}

fn edit<K: Codec + PartialEq>(key: &[u8], edit: impl Fn(&mut Vec<K>)) {
	let value = StorageValueRef::persistent(key);
	for _ in 0..MAX_TRIES {
		let changed = value.mutate::<Vec<K>, (), _>(|before| {
			let mut list = before.map_err(|_| ())?.unwrap_or_default();
			edit(&mut list);
			Ok(list)
		});
		if changed.is_ok() {
			return;
		}
	}
	log::debug!(target: LOG_TARGET, "a list in the mailbox is contended; the next block tries again");
}
