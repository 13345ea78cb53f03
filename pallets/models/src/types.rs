//! Types that the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use openledger_primitives::{
	model::{ModelKind, Price},
	Balance, Hash, Licence, Name,
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
	/// Base, with its manifest, or tuned, with its lineage. It never changes.
	pub kind: ModelKind,
	/// Planck held of the owner for the registration; zero for tuned models, which were paid for as jobs.
	pub registration_deposit: Balance,
	/// Price, and the deposit behind it, while the model is listed.
	pub listing: Option<Listing>,
}

/// An offer of a model to the public.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Listing {
	/// Price of its use.
	pub price: Price,
	/// Planck held of the owner until the model is unlisted.
	pub deposit: Balance,
}
