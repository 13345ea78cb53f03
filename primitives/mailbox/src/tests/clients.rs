//! What each operation of a client does, on both sides.

use super::{Numbers, offchain, set_index};
use crate::{
	AnsweredTopic, Contended, MAX_CAS_ATTEMPTS, Mailbox, MailboxStorage, Slot, Stored, Topic,
	test_utils::{ContendedStorage, MemoryStorage},
};
use codec::Encode;

/// Operations that write [`Numbers`] of their own, to stand between a read and its compare-and-set.
fn writes(storage: &MemoryStorage, values: Vec<u32>) -> Vec<Box<dyn FnOnce() + Send>> {
	let write = |value: u32| {
		let storage = storage.clone();
		Box::new(move || storage.set(b"key", value.encode())) as Box<dyn FnOnce() + Send>
	};
	values.into_iter().map(write).collect()
}

#[test]
fn a_request_should_be_answered_across_the_storage() {
	let storage = MemoryStorage::default();
	let native = Mailbox::<Numbers, _>::new(storage.clone());
	offchain(&storage, || {
		let worker = Mailbox::<Numbers, _>::offchain();
		worker.post(4, &40);
		assert_eq!((native.ids(), native.request(4).value()), (vec![4], Some(40)));
		assert!(native.respond(4, &400));
		assert_eq!(worker.response_if(4, |response| *response == 400), Some(400));
		assert_eq!(worker.sweep(|_| false), [4]);
		assert!(storage.keys() == [Numbers::INDEX.to_vec()] && worker.ids().is_empty());
	});
}

#[test]
fn a_response_that_is_not_current_should_be_withdrawn() {
	let storage = MemoryStorage::default();
	let native = Mailbox::<Numbers, _>::new(storage.clone());
	offchain(&storage, || {
		let worker = Mailbox::<Numbers, _>::offchain();
		let key = Numbers::response_key(1);
		for stale in [9u32.encode(), vec![1, 2, 3]] {
			storage.set(&key, stale);
			assert_eq!(worker.response_if(1, |response| *response == 5), None);
			assert_eq!(storage.get(&key), Some(vec![]));
			assert_eq!(worker.response(1), Stored::Absent);
		}
		assert!(native.respond(1, &5));
		assert_eq!(worker.response_if(1, |response| *response == 5), Some(5));
	});
}

#[test]
fn a_request_that_stands_should_not_be_touched() {
	let storage = MemoryStorage::default();
	let mailbox = Mailbox::<Numbers, _>::new(storage.clone());
	mailbox.post_with(1, |old| {
		assert_eq!(old, None);
		Some(10)
	});
	mailbox.post_with(1, |old| (old != Some(10)).then_some(11));
	assert_eq!(mailbox.request(1).value(), Some(10));
	// What does not decode counts as absent.
	storage.set(&Numbers::request_key(1), vec![1]);
	assert_eq!(mailbox.request(1), Stored::Broken(vec![1]));
	mailbox.post_with(1, |old| old.is_none().then_some(12));
	assert_eq!(mailbox.request(1), Stored::Value(12, 12u32.encode()));
}

#[test]
fn a_newer_request_should_survive_a_withdrawal() {
	let storage = MemoryStorage::default();
	let mailbox = Mailbox::<Numbers, _>::new(storage);
	mailbox.post(1, &10);
	let Stored::Value(10, bytes) = mailbox.request(1) else { panic!("it stands") };
	mailbox.post(1, &11);
	assert!(!mailbox.withdraw(1, bytes));
	let Stored::Value(11, bytes) = mailbox.request(1) else { panic!("it survived") };
	assert!(mailbox.withdraw(1, bytes));
	assert_eq!(mailbox.request(1), Stored::Absent);
	// The next one is posted over the empty value.
	mailbox.post(1, &12);
	assert_eq!(mailbox.request(1).value(), Some(12));
}

#[test]
fn a_broken_index_should_be_replaced() {
	let storage = MemoryStorage::default();
	let mailbox = Mailbox::<Numbers, _>::new(storage.clone());
	storage.set(Numbers::INDEX, vec![255; 3]);
	assert!(mailbox.ids().is_empty());
	mailbox.remove_from_index(1);
	assert_eq!(storage.get(Numbers::INDEX), Some(vec![255; 3]));
	mailbox.add_to_index(1);
	assert_eq!(mailbox.ids(), [1]);
	// One that another program wrote in no order is read all the same.
	set_index(&storage, &[9, 3, 9]);
	assert_eq!(mailbox.ids(), [3, 9]);
}

#[test]
fn a_contended_value_should_be_tried_again() {
	let storage = MemoryStorage::default();
	let contended = ContendedStorage::new(storage.clone(), writes(&storage, vec![1, 2, 3]));
	let slot = Slot::<u32, _>::new(contended, *b"key");
	assert_eq!(slot.update(|old| Some(old.unwrap_or_default() + 100)), Ok(true));
	assert_eq!(storage.value(b"key"), Some(103u32));
	assert_eq!(slot.update(|_| None), Ok(false));
	assert_eq!(slot.put(&103), Ok(false));
	assert_eq!(slot.put(&104), Ok(true));
}

#[test]
fn a_value_should_be_given_up_after_so_many_attempts() {
	let storage = MemoryStorage::default();
	let values = (1..=MAX_CAS_ATTEMPTS as u32).collect();
	let contended = ContendedStorage::new(storage.clone(), writes(&storage, values));
	let slot = Slot::<u32, _>::new(contended, *b"key");
	assert_eq!(slot.put(&100), Err(Contended));
	assert_eq!(storage.value(b"key"), Some(MAX_CAS_ATTEMPTS as u32));
	assert_eq!(slot.put(&100), Ok(true));
}

#[test]
fn two_sides_should_not_lose_each_others_place_in_the_index() {
	let storage = MemoryStorage::default();
	let other = Mailbox::<Numbers, _>::new(storage.clone());
	let others = move || (0..5).for_each(|id| other.add_to_index(id));
	let contended = ContendedStorage::new(storage, [Box::new(others) as Box<dyn FnOnce() + Send>]);
	let mailbox = Mailbox::<Numbers, _>::new(contended);
	mailbox.add_to_index(3);
	mailbox.add_to_index(9);
	assert_eq!(mailbox.ids(), [0, 1, 2, 3, 4, 9]);
}
