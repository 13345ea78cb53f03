//! Random operations of both sides on one storage, against a model of what must come out.

use super::{Numbers, offchain};
use crate::{
	MAX_CAS_ATTEMPTS, Mailbox, MailboxStorage, Stored, Topic,
	test_utils::{ContendedStorage, MemoryStorage},
};
use codec::{Decode, Encode};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An operation of one side.
#[derive(Clone, Debug)]
enum Operation {
	Post(u64, u32),
	Withdraw(u64),
	Respond(u64, u32),
	TakeResponse(u64, u32),
	AddToIndex(u64),
	RemoveFromIndex(u64),
	Sweep(u64),
}

fn operation() -> impl Strategy<Value = Operation> {
	let id = 0..6u64;
	let value = 0..4u32;
	prop_oneof![
		(id.clone(), value.clone()).prop_map(|(id, value)| Operation::Post(id, value)),
		id.clone().prop_map(Operation::Withdraw),
		(id.clone(), value.clone()).prop_map(|(id, value)| Operation::Respond(id, value)),
		(id.clone(), value).prop_map(|(id, value)| Operation::TakeResponse(id, value)),
		id.clone().prop_map(Operation::AddToIndex),
		id.clone().prop_map(Operation::RemoveFromIndex),
		id.prop_map(Operation::Sweep),
	]
}

/// What must be in the mailbox.
#[derive(Debug, Default)]
struct Model {
	ids: BTreeSet<u64>,
	requests: BTreeMap<u64, u32>,
	responses: BTreeMap<u64, u32>,
}

impl Model {
	fn apply(&mut self, operation: &Operation) {
		match *operation {
			Operation::Post(id, value) => {
				self.requests.insert(id, value);
				self.ids.insert(id);
			},
			Operation::Withdraw(id) => {
				self.requests.remove(&id);
			},
			Operation::Respond(id, value) => {
				self.responses.insert(id, value);
			},
			Operation::TakeResponse(id, value) => {
				if self.responses.get(&id) != Some(&value) {
					self.responses.remove(&id);
				}
			},
			Operation::AddToIndex(id) => {
				self.ids.insert(id);
			},
			Operation::RemoveFromIndex(id) => {
				self.ids.remove(&id);
			},
			Operation::Sweep(least) => {
				for id in self.ids.iter().filter(|id| **id < least) {
					self.requests.remove(id);
					self.responses.remove(id);
				}
				self.ids.retain(|id| *id >= least);
			},
		}
	}
}

/// Carries out what either side can do.
fn apply<S: MailboxStorage>(mailbox: &Mailbox<Numbers, S>, operation: &Operation) {
	match *operation {
		Operation::Post(id, value) => mailbox.post(id, &value),
		Operation::Withdraw(id) => match mailbox.request(id) {
			Stored::Value(_, bytes) | Stored::Broken(bytes) => assert!(mailbox.withdraw(id, bytes)),
			Stored::Absent => (),
		},
		Operation::Respond(id, value) => assert!(mailbox.respond(id, &value)),
		Operation::TakeResponse(id, value) => {
			let current = mailbox.response(id).value().filter(|response| *response == value);
			assert_eq!(mailbox.response_if(id, |response| *response == value), current);
		},
		Operation::AddToIndex(id) => mailbox.add_to_index(id),
		Operation::RemoveFromIndex(id) => mailbox.remove_from_index(id),
		// Only the offchain worker removes keys.
		Operation::Sweep(least) => drop(Mailbox::<Numbers, _>::offchain().sweep(|id| id >= least)),
	}
}

fn check<S: MailboxStorage>(mailbox: &Mailbox<Numbers, S>, model: &Model) {
	assert_eq!(mailbox.ids(), model.ids.iter().copied().collect::<Vec<_>>());
	for id in 0..6 {
		assert_eq!(mailbox.request(id).value(), model.requests.get(&id).copied());
		assert_eq!(mailbox.response(id).value(), model.responses.get(&id).copied());
	}
}

proptest! {
	/// Whoever does it, each operation has the same effect, and both sides see it.
	#[test]
	fn both_sides_should_see_the_same(
		operations in prop::collection::vec((any::<bool>(), operation()), 0..60),
	) {
		let storage = MemoryStorage::default();
		let native = Mailbox::<Numbers, _>::new(storage.clone());
		offchain(&storage, || {
			let worker = Mailbox::<Numbers, _>::offchain();
			let mut model = Model::default();
			for (is_native, operation) in &operations {
				match is_native {
					true => apply(&native, operation),
					false => apply(&worker, operation),
				}
				model.apply(operation);
				check(&native, &model);
				check(&worker, &model);
			}
			let index: Vec<u64> = storage.get(Numbers::INDEX).map_or(vec![], |bytes| {
				Decode::decode(&mut &bytes[..]).expect("the index decodes")
			});
			assert!(index.windows(2).all(|pair| pair[0] < pair[1]));
		});
	}

	/// As long as there are fewer interferences than attempts, nobody's place in the index is lost.
	#[test]
	fn no_place_should_be_lost_to_contention(
		ours in prop::collection::vec(0..40u64, 1..20),
		theirs in prop::collection::vec(0..40u64, 0..MAX_CAS_ATTEMPTS),
	) {
		let storage = MemoryStorage::default();
		let interferences: Vec<Box<dyn FnOnce() + Send>> = theirs
			.iter()
			.map(|id| {
				let (other, id) = (Mailbox::<Numbers, _>::new(storage.clone()), *id);
				Box::new(move || other.add_to_index(id)) as Box<dyn FnOnce() + Send>
			})
			.collect();
		let contended = ContendedStorage::new(storage.clone(), interferences);
		let mailbox = Mailbox::<Numbers, _>::new(contended);
		ours.iter().for_each(|id| mailbox.add_to_index(*id));
		let expected: BTreeSet<u64> = ours.iter().copied().collect();
		let found: BTreeSet<u64> = mailbox.ids().into_iter().collect();
		prop_assert!(expected.is_subset(&found));
		prop_assert!(found.iter().all(|id| ours.contains(id) || theirs.contains(id)));
	}

	/// A withdrawal removes what was read and nothing else, however often the other side replaces it
	/// meanwhile.
	#[test]
	fn a_withdrawal_should_remove_only_what_was_read(
		first in any::<u32>(),
		second in any::<Option<u32>>(),
		garbage in prop::collection::vec(any::<u8>(), 1..4),
	) {
		let storage = MemoryStorage::default();
		let mailbox = Mailbox::<Numbers, _>::new(storage.clone());
		let key = Numbers::request_key(1);
		for value in [first.encode(), garbage] {
			storage.set(&key, value.clone());
			let (Stored::Value(_, bytes) | Stored::Broken(bytes)) = mailbox.request(1) else {
				panic!("it is there")
			};
			prop_assert_eq!(&bytes, &value);
			if let Some(second) = second {
				mailbox.post(1, &second);
			}
			let newer = second.map(|second| second.encode()).filter(|newer| *newer != value);
			prop_assert_eq!(mailbox.withdraw(1, bytes), newer.is_none());
			prop_assert_eq!(storage.get(&key), Some(newer.unwrap_or_default()));
		}
	}
}
