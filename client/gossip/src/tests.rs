//! A pool for tests.

use codec::Encode;
use futures::FutureExt;
use sc_network_transactions::config::{TransactionImport, TransactionImportFuture, TransactionPool};
use sp_runtime::{
	OpaqueExtrinsic, generic,
	traits::{BlakeTwo256, Hash},
};
use std::{
	collections::HashMap,
	ops::Range,
	sync::{Arc, Mutex},
};

pub type TestBlock = generic::Block<generic::Header<u32, BlakeTwo256>, OpaqueExtrinsic>;
type H256 = <BlakeTwo256 as Hash>::Output;

/// A transaction of its own for each number.
pub fn transaction(number: u32) -> OpaqueExtrinsic {
	OpaqueExtrinsic::from_blob(number.encode())
}

/// Returns the hash of a numbered transaction.
pub fn hash(number: u32) -> H256 {
	BlakeTwo256::hash_of(&transaction(number))
}

/// Takes whatever it is given.
#[derive(Default)]
pub struct Pool(Mutex<HashMap<H256, Arc<OpaqueExtrinsic>>>);

impl Pool {
	pub fn with(numbers: Range<u32>) -> Self {
		Self(Mutex::new(numbers.map(|number| (hash(number), Arc::new(transaction(number)))).collect()))
	}

	pub fn add(&self, number: u32) {
		self.0.lock().unwrap().insert(hash(number), Arc::new(transaction(number)));
	}

	pub fn remove(&self, number: u32) {
		self.0.lock().unwrap().remove(&hash(number));
	}

	pub fn len(&self) -> usize {
		self.0.lock().unwrap().len()
	}

	pub fn holds(&self, number: u32) -> bool {
		self.0.lock().unwrap().contains_key(&hash(number))
	}
}

impl TransactionPool<H256, TestBlock> for Pool {
	fn transactions(&self) -> Vec<(H256, Arc<OpaqueExtrinsic>)> {
		self.0.lock().unwrap().iter().map(|(hash, transaction)| (*hash, transaction.clone())).collect()
	}

	fn hash_of(&self, transaction: &OpaqueExtrinsic) -> H256 {
		BlakeTwo256::hash_of(transaction)
	}

	fn import(&self, transaction: OpaqueExtrinsic) -> TransactionImportFuture {
		let hash = self.hash_of(&transaction);
		let import = match self.0.lock().unwrap().insert(hash, Arc::new(transaction)) {
			None => TransactionImport::NewGood,
			Some(_) => TransactionImport::KnownGood,
		};
		async move { import }.boxed()
	}

	fn on_broadcasted(&self, _: HashMap<H256, Vec<String>>) {}

	fn transaction(&self, hash: &H256) -> Option<Arc<OpaqueExtrinsic>> {
		self.0.lock().unwrap().get(hash).cloned()
	}
}
