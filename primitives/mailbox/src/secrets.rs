//! What this node's verifiers have committed to, until they have revealed it.
//!
//! A secret is written before its commitment is sent, and a restart finds it. It stays until the time to
//! reveal it is long over, whatever other forks say.

use crate::{MailboxStorage, Slot};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use openledger_primitives::{AccountId, BlockNumber, Hash};

/// Blocks after the time to reveal in which a secret is kept, for forks.
const KEPT_AFTER: BlockNumber = 256;

/// What a verifier has committed to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Secret<Found> {
	/// Hash that names what was verified on every fork.
	pub about: Hash,
	/// What was found.
	pub found: Found,
	/// Salt of the commitment.
	pub salt: Hash,
	/// Last block to reveal it in.
	pub until: BlockNumber,
}

/// Secrets of a node, by the number of what is verified and the stash that verifies.
pub struct Secrets<Id, Found, S>(Slot<BTreeMap<(Id, AccountId), Secret<Found>>, S>);

impl<Id, Found, S> Secrets<Id, Found, S>
where
	Id: Encode + Decode + Ord + Copy,
	Found: Encode + Decode + Clone,
	S: MailboxStorage,
{
	/// Returns the secrets under a key of the storage.
	pub fn new(storage: S, key: impl Into<Vec<u8>>) -> Self {
		Self(Slot::new(storage, key))
	}

	/// Returns the secret of a stash about this.
	pub fn get(&self, stash: &AccountId, id: Id, about: Hash) -> Option<Secret<Found>> {
		let mut secrets = self.0.read().value()?;
		secrets.remove(&(id, stash.clone())).filter(|secret| secret.about == about)
	}

	/// Writes a secret down, unless one about the same is there already. Returns the one that is there then;
	/// none if the storage is too contended, to try again at the next block.
	pub fn remember(&self, stash: &AccountId, id: Id, secret: Secret<Found>) -> Option<Secret<Found>> {
		let key = (id, stash.clone());
		let mut kept = None;
		let written = self.0.update(|secrets| {
			let mut secrets = secrets.unwrap_or_default();
			let known = secrets.get(&key).filter(|known| known.about == secret.about);
			kept = Some(known.unwrap_or(&secret).clone());
			if known.is_some() {
				return None;
			}
			secrets.insert(key.clone(), secret.clone());
			Some(secrets)
		});
		written.ok().and(kept)
	}

	/// Forgets secrets whose time is long over.
	pub fn forget_old(&self, now: BlockNumber) {
		// A contended one is forgotten at another block.
		let _ = self.0.update(|secrets| {
			let mut secrets = secrets?;
			let before = secrets.len();
			secrets.retain(|_, secret| secret.until.saturating_add(KEPT_AFTER) >= now);
			(secrets.len() < before).then_some(secrets)
		});
	}
}
