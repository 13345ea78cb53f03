//! Types that the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use openledger_primitives::{
	Balance, BlockNumber, Hash, KEY_BYTES, Licence, Name,
	model::{ModelKind, Price},
};
use scale_info::TypeInfo;

/// A base or tuned model. It is never deleted: models tuned from it and sessions over it refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId> {
	/// Account that sells it.
	pub owner: AccountId,
	/// Name that people read.
	pub name: Name,
	/// Licence as an SPDX expression.
	pub licence: Licence,
	/// Root of the blob of its card; zero if it has none.
	pub card: Hash,
	/// Base, with its manifest, or tuned, with its lineage. Only a claim to a base, or a correction before it
	/// is used, changes it.
	pub kind: ModelKind,
	/// Planck held of the owner for the registration. That of a tuned model is what its record costs, out of
	/// the escrow of its job; it is zero for those that were made while there was none.
	pub registration_deposit: Balance,
	/// Price, and the deposit behind it, while the model is listed.
	pub listing: Option<Listing>,
}

impl<AccountId: MaxEncodedLen> Model<AccountId> {
	/// Returns the most bytes that a tuned one takes: its record, what is kept of its adapter's origin, and
	/// their keys.
	pub fn tuned_bytes() -> u64 {
		let origin = Hash::max_encoded_len().saturating_add(BlockNumber::max_encoded_len());
		(Self::max_encoded_len().saturating_add(origin) as u64).saturating_add(2 * KEY_BYTES)
	}
}

/// An offer of a model to the public.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Listing {
	/// Price of its use.
	pub price: Price,
	/// Planck held of the owner until the model is unlisted.
	pub deposit: Balance,
}

/// A registrant's claim to a base model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct BaseClaim {
	/// Block of the commitment to its root, or of the registration if there was none.
	pub since: BlockNumber,
	/// Set if `since` is the block of a commitment.
	pub committed: bool,
	/// Block of the registration.
	pub registered_at: BlockNumber,
	/// Last block in which the model pays no royalty.
	pub until: BlockNumber,
	/// Set once it was listed or a model was tuned from it.
	pub used: bool,
}

/// A bonded claim to somebody else's base model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Contest<AccountId> {
	/// Account that claims the model.
	pub contester: AccountId,
	/// Root of the blob of evidence.
	pub evidence: Hash,
	/// Planck held of the contester.
	pub bond: Balance,
	/// Last block in which it is sure to stand. After that, anyone may clear it.
	pub until: BlockNumber,
}
