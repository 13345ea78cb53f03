//! What the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use openledger_primitives::{
	model::{ModelKind, Price},
	Balance, Hash, Licence, Name,
};
use scale_info::TypeInfo;

/// A base or tuned model. Never deleted: models tuned from it and sessions over it refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId> {
	/// Who sells it.
	pub owner: AccountId,
	/// Name for people.
	pub name: Name,
	/// SPDX licence expression.
	pub licence: Licence,
	/// Root of the model card blob; zero if none.
	pub card: Hash,
	/// Base, with its manifest, or tuned, with its lineage. Never changes.
	pub kind: ModelKind,
	/// Held of the owner for the registration; zero for tuned models, which were paid for as jobs.
	pub registration_deposit: Balance,
	/// The price and what is held of the owner for it, while the model is listed.
	pub listing: Option<Listing>,
}

/// An offer to the public.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Listing {
	/// What use costs.
	pub price: Price,
	/// Held of the owner until the model is unlisted.
	pub deposit: Balance,
}
