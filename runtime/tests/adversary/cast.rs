//! Everybody who takes part, with keys of their own.

use crate::world;
use openledger_runtime::{AccountId, Balance, RuntimeCall, Signature};
use sp_core::{blake2_256, sr25519, Pair};

/// Somebody with a key.
pub struct Party {
	pair: sr25519::Pair,
	/// Account of the key.
	pub account: AccountId,
}

impl Party {
	/// Makes the party of this name, without a planck.
	pub fn new(name: &str) -> Self {
		let pair = sr25519::Pair::from_seed(&blake2_256(name.as_bytes()));
		let account = AccountId::from(pair.public());
		Self { pair, account }
	}

	/// Makes the party of this name with so much OPEN of Alice's.
	pub fn with(name: &str, open: u128) -> Self {
		let party = Self::new(name);
		world::endow(&party.account, open);
		party
	}

	/// Signs bytes.
	pub fn sign(&self, bytes: &[u8]) -> Signature {
		self.pair.sign(bytes).into()
	}

	/// Makes a call, and returns whether the chain accepted it.
	pub fn call(&self, call: impl Into<RuntimeCall>) -> bool {
		world::call(&self.account, call).is_ok()
	}

	/// Makes a call that the chain has to accept.
	pub fn must(&self, call: impl Into<RuntimeCall>) {
		let call = call.into();
		if let Err(error) = world::call(&self.account, call.clone()) {
			panic!("an honest party's call is refused with {error:?}: {call:?}");
		}
	}
}

/// A provider: the stash that is bonded and the key that works.
pub struct Provider {
	/// Account with the bond.
	pub stash: Party,
	/// Hot key.
	pub worker: Party,
}

impl Provider {
	/// Makes a provider with so much OPEN on its stash, not registered.
	pub fn with(name: &str, open: u128) -> Self {
		Self { stash: Party::with(name, open), worker: Party::with(&format!("{name}'s worker"), 10) }
	}

	/// Makes the provider of this name, without a planck.
	pub fn new(name: &str) -> Self {
		Self { stash: Party::new(name), worker: Party::new(&format!("{name}'s worker")) }
	}

	/// Returns all that it has.
	pub fn wealth(&self) -> Balance {
		world::wealth(&self.stash.account) + world::wealth(&self.worker.account)
	}
}
