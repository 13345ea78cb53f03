//! Everybody who takes part, with keys of their own.

use crate::world;
use frame_support::traits::GetCallMetadata;
use openledger_primitives::job::Capabilities;
use openledger_runtime::{AccountId, Balance, Runtime, RuntimeCall, Signature};
use sp_core::{Pair, sr25519};
use sp_io::hashing::blake2_256;
use std::{cell::RefCell, collections::BTreeMap};

thread_local! {
	/// Numbers of calls that the chain accepted, by name, since the test began.
	pub static ACCEPTED: RefCell<BTreeMap<String, u64>> = const { RefCell::new(BTreeMap::new()) };
}

/// Somebody with a key.
pub struct Party {
	/// Name, for whoever reads a failure.
	pub name: String,
	pair: sr25519::Pair,
	/// Account of the key.
	pub account: AccountId,
}

impl Party {
	/// Makes the party of this name, without a planck.
	pub fn new(name: &str) -> Self {
		let pair = sr25519::Pair::from_seed(&blake2_256(name.as_bytes()));
		let account = AccountId::from(pair.public());
		Self { name: name.into(), pair, account }
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
		let call = call.into();
		let name = call.get_call_metadata();
		let accepted = world::call(&self.account, call).is_ok();
		if accepted {
			ACCEPTED.with_borrow_mut(|all| {
				*all.entry(format!("{}.{}", name.pallet_name, name.function_name)).or_default() += 1;
			});
		}
		accepted
	}

	/// Makes a call that the chain has to accept.
	pub fn must(&self, call: impl Into<RuntimeCall>) {
		let call = call.into();
		if let Err(error) = world::call(&self.account, call.clone()) {
			panic!("an honest party's call is refused with {error:?}: {call:?}");
		}
	}
}

/// A provider: the stash that is bonded, the key that works, and one that may take its place.
pub struct Provider {
	/// Account with the bond.
	pub stash: Party,
	/// Hot key.
	pub worker: Party,
	/// Key that takes the worker's place, and gives it back.
	spare: Party,
}

impl Provider {
	/// Makes a provider with so much OPEN on its stash, not registered.
	pub fn with(name: &str, open: u128) -> Self {
		let worker = Party::with(&format!("{name}'s worker"), 10);
		Self { stash: Party::with(name, open), worker, spare: Party::new(&format!("{name}'s spare")) }
	}

	/// Makes the provider of this name, without a planck.
	pub fn new(name: &str) -> Self {
		let worker = Party::new(&format!("{name}'s worker"));
		Self { stash: Party::new(name), worker, spare: Party::new(&format!("{name}'s spare")) }
	}

	/// Returns the call by which it offers to serve.
	pub fn joining(&self, capabilities: Capabilities) -> pallet_model_factory::Call<Runtime> {
		pallet_model_factory::Call::register_provider { worker: self.worker.account.clone(), capabilities }
	}

	/// Names the spare key as its worker, if the chain lets it.
	pub fn change_worker(&mut self) {
		let worker = self.spare.account.clone();
		if self.stash.call(pallet_model_factory::Call::set_worker { worker }) {
			std::mem::swap(&mut self.worker, &mut self.spare);
		}
	}

	/// Returns whether an account is one of its own.
	pub fn owns(&self, who: &AccountId) -> bool {
		[&self.stash, &self.worker, &self.spare].into_iter().any(|party| party.account == *who)
	}

	/// Returns all that it has.
	pub fn wealth(&self) -> Balance {
		[&self.stash, &self.worker, &self.spare].into_iter().map(|party| world::wealth(&party.account)).sum()
	}
}

/// Returns the provider with this stash, if it is one of them.
pub fn provider_of<'a>(providers: &'a [Provider], stash: &AccountId) -> Option<&'a Provider> {
	providers.iter().find(|provider| provider.stash.account == *stash)
}
