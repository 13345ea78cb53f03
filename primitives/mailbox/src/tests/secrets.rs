//! Secrets of verifiers.

use crate::{Secret, Secrets, test_utils::MemoryStorage};
use openledger_primitives::{AccountId, Hash};

fn secret(about: u8, found: u32, until: u32) -> Secret<u32> {
	Secret { about: Hash::repeat_byte(about), found, salt: Hash::repeat_byte(found as u8), until }
}

fn secrets(storage: &MemoryStorage) -> Secrets<u64, u32, MemoryStorage> {
	Secrets::new(storage.clone(), *b"secrets")
}

#[test]
fn a_secret_should_stay_what_it_was_until_it_is_about_something_else() {
	let (storage, stash) = (MemoryStorage::default(), AccountId::new([1; 32]));
	assert_eq!(secrets(&storage).remember(&stash, 7, secret(1, 10, 50)), Some(secret(1, 10, 50)));
	// A later finding about the same would contradict the commitment.
	assert_eq!(secrets(&storage).remember(&stash, 7, secret(1, 11, 60)), Some(secret(1, 10, 50)));
	assert_eq!(secrets(&storage).get(&stash, 7, Hash::repeat_byte(1)), Some(secret(1, 10, 50)));
	assert_eq!(secrets(&storage).get(&stash, 7, Hash::repeat_byte(2)), None);
	assert_eq!(secrets(&storage).get(&AccountId::new([2; 32]), 7, Hash::repeat_byte(1)), None);
	assert_eq!(secrets(&storage).remember(&stash, 7, secret(2, 12, 60)), Some(secret(2, 12, 60)));
	assert_eq!(secrets(&storage).get(&stash, 7, Hash::repeat_byte(1)), None);
}

#[test]
fn a_secret_should_outlive_its_time_by_what_forks_need() {
	let (storage, stash) = (MemoryStorage::default(), AccountId::new([1; 32]));
	secrets(&storage).remember(&stash, 7, secret(1, 10, 50));
	secrets(&storage).forget_old(50 + 256);
	assert_eq!(secrets(&storage).get(&stash, 7, Hash::repeat_byte(1)), Some(secret(1, 10, 50)));
	secrets(&storage).forget_old(50 + 257);
	assert_eq!(secrets(&storage).get(&stash, 7, Hash::repeat_byte(1)), None);
}
