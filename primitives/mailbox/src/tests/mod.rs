//! Tests of both clients on one storage.

mod clients;
mod in_flight;
mod keys;
mod properties;
mod secrets;

use crate::{
	test_utils::MemoryStorage,
	topics::{AnsweredTopic, Topic},
};
use codec::Encode;
use sp_io::TestExternalities;
use sp_runtime::offchain::OffchainDbExt;

/// A topic whose messages are numbers.
enum Numbers {}

impl Topic for Numbers {
	type Id = u64;
	type Request = u32;
	const INDEX: &'static [u8] = b"numbers";
	const PREFIX: &'static str = "number";
}

impl AnsweredTopic for Numbers {
	type Response = u32;
}

/// Runs a test as an offchain worker would, whose persistent storage the native side shares.
fn offchain<R>(storage: &MemoryStorage, test: impl FnOnce() -> R) -> R {
	let mut ext = TestExternalities::default();
	ext.register_extension(OffchainDbExt::new(storage.clone()));
	ext.execute_with(test)
}

/// Sets the index of [`Numbers`].
fn set_index(storage: &MemoryStorage, ids: &[u64]) {
	storage.set(Numbers::INDEX, ids.encode());
}
