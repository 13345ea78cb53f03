//! The client of both sides.

use crate::{
	LOG_TARGET,
	slot::{Contended, Slot, Stored},
	storage::{MailboxStorage, OffchainStorage},
	topics::{AnsweredTopic, Topic},
};
use alloc::{collections::BTreeSet, vec::Vec};
use core::marker::PhantomData;

/// One topic of a mailbox.
pub struct Mailbox<T, S> {
	storage: S,
	topic: PhantomData<fn() -> T>,
}

impl<T: Topic> Mailbox<T, OffchainStorage> {
	/// Returns the mailbox of an offchain worker.
	pub fn offchain() -> Self {
		Self::new(OffchainStorage)
	}
}

impl<T: Topic, S: MailboxStorage> Mailbox<T, S> {
	/// Returns the mailbox that lies in a storage.
	pub fn new(storage: S) -> Self {
		Self { storage, topic: PhantomData }
	}

	/// Returns the ids whose requests stand, ascending. An index that does not decode is logged and counts as
	/// empty.
	pub fn ids(&self) -> Vec<T::Id> {
		match self.index().read() {
			Stored::Value(ids, _) => ids.into_iter().collect(),
			Stored::Absent => Vec::new(),
			Stored::Broken(_) => {
				log::error!(target: LOG_TARGET, "the index of {} is broken; the next write replaces it",
					T::PREFIX);
				Vec::new()
			},
		}
	}

	/// Reads a request.
	pub fn request(&self, id: T::Id) -> Stored<T::Request> {
		self.request_slot(id).read()
	}

	/// Writes a request unless it stands already, then adds it to the index.
	pub fn post(&self, id: T::Id, request: &T::Request) {
		note::<T>(id, "request", self.request_slot(id).put(request));
		self.add_to_index(id);
	}

	/// Writes the request that `change` makes of the one there is, if any, then adds it to the index.
	///
	/// `change` gets `None` if there is no request that decodes, and returns `None` to leave it as it is.
	pub fn post_with(&self, id: T::Id, change: impl FnMut(Option<T::Request>) -> Option<T::Request>) {
		note::<T>(id, "request", self.request_slot(id).update(change));
		self.add_to_index(id);
	}

	/// Withdraws a request if it still consists of `bytes`. Returns whether it did.
	pub fn withdraw(&self, id: T::Id, bytes: Vec<u8>) -> bool {
		self.request_slot(id).withdraw(bytes)
	}

	/// Adds an id to the index.
	pub fn add_to_index(&self, id: T::Id) {
		let added = self.index().update(|ids| {
			let mut ids = ids.unwrap_or_default();
			ids.insert(id).then_some(ids)
		});
		note::<T>(id, "place in the index", added);
	}

	/// Removes an id from the index.
	pub fn remove_from_index(&self, id: T::Id) {
		let removed = self.index().update(|ids| {
			let mut ids = ids?;
			ids.remove(&id).then_some(ids)
		});
		note::<T>(id, "place in the index", removed);
	}

	/// A set encodes as the ascending list that the index is.
	fn index(&self) -> Slot<BTreeSet<T::Id>, &S> {
		Slot::new(&self.storage, T::INDEX)
	}

	fn request_slot(&self, id: T::Id) -> Slot<T::Request, &S> {
		Slot::new(&self.storage, T::request_key(id))
	}
}

impl<T: AnsweredTopic, S: MailboxStorage> Mailbox<T, S> {
	/// Reads a response.
	pub fn response(&self, id: T::Id) -> Stored<T::Response> {
		self.response_slot(id).read()
	}

	/// Writes a response unless it stands already; another one is replaced. Returns whether it stands now.
	pub fn respond(&self, id: T::Id, response: &T::Response) -> bool {
		note::<T>(id, "response", self.response_slot(id).put(response))
	}

	/// Withdraws a response if it still consists of `bytes`. Returns whether it did.
	pub fn withdraw_response(&self, id: T::Id, bytes: Vec<u8>) -> bool {
		self.response_slot(id).withdraw(bytes)
	}

	/// Returns the response if it is about what is asked now. Any other is withdrawn: it would hide the one
	/// to come.
	pub fn response_if(
		&self,
		id: T::Id,
		is_current: impl FnOnce(&T::Response) -> bool,
	) -> Option<T::Response> {
		match self.response(id) {
			Stored::Absent => None,
			Stored::Value(response, _) if is_current(&response) => Some(response),
			Stored::Value(_, bytes) | Stored::Broken(bytes) => {
				self.withdraw_response(id, bytes);
				None
			},
		}
	}

	fn response_slot(&self, id: T::Id) -> Slot<T::Response, &S> {
		Slot::new(&self.storage, T::response_key(id))
	}
}

impl<T: AnsweredTopic> Mailbox<T, OffchainStorage> {
	/// Removes a request and its response, and last their place in the index.
	///
	/// This is for topics whose requests offchain workers write: nobody else replaces them.
	pub fn remove(&self, id: T::Id) {
		self.storage.remove(&T::request_key(id));
		self.storage.remove(&T::response_key(id));
		self.remove_from_index(id);
	}

	/// Removes everything in the index that is not wanted, as [`Self::remove`] does. Returns what was
	/// removed.
	pub fn sweep(&self, is_wanted: impl Fn(T::Id) -> bool) -> Vec<T::Id> {
		let unwanted: Vec<_> = self.ids().into_iter().filter(|id| !is_wanted(*id)).collect();
		unwanted.iter().for_each(|id| self.remove(*id));
		unwanted
	}
}

/// Logs a write that did not come through. Returns whether it did.
fn note<T: Topic>(id: T::Id, what: &str, written: Result<bool, Contended>) -> bool {
	if let Err(error) = written {
		log::debug!(target: LOG_TARGET, "{}::{id}: {what} not written: {error}", T::PREFIX);
	}
	written.is_ok()
}
