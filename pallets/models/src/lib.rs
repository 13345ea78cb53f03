#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

// The life of a model, in the order in which it happens.
mod registry;
mod listing;

mod money;
mod invariants;
mod runtime_api;
pub mod types;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use weights::WeightInfo;

/// Storage, events, errors and calls of the pallet.
#[frame_support::pallet]
// The macros of FRAME expand to `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use crate::{types::Model, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::fungible};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::{
		model::{Manifest, Price},
		Balance, Hash, JobId, Licence, ModelId, Name,
	};
	use sp_runtime::Permill;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Pallet of base and tuned models, and of their listings.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Configuration supplied by the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Reasons for holds over all pallets of the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// The chain's currency, OPEN. Only `money.rs` touches it.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::hold::Mutate<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// Planck held of the owner of a base model for as long as it is registered, which is for ever. It
		/// moves with the model.
		#[pallet::constant]
		type RegistrationDeposit: Get<Balance>;

		/// Planck held of the owner of a model while it is listed.
		#[pallet::constant]
		type ListingDeposit: Get<Balance>;

		/// Largest share of a tuned model's fees that its base may ask for.
		#[pallet::constant]
		type MaxRoyalty: Get<Permill>;

		/// Weights of this pallet's calls.
		type WeightInfo: WeightInfo;
	}

	/// Reasons for which this pallet holds OPEN.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit behind a registered base model.
		Registration,
		/// Deposit behind a listed model.
		Listing,
	}

	/// Id of the next model. It only grows.
	#[pallet::storage]
	pub type NextModelId<T> = StorageValue<_, ModelId, ValueQuery>;

	/// Every model ever registered.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, Model<T::AccountId>>;

	/// Base model with these bytes, so that none is registered twice. Each entry is written once.
	#[pallet::storage]
	pub type BaseByRoot<T> = StorageMap<_, Blake2_128Concat, Hash, ModelId>;

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A base model was registered.
		BaseRegistered {
			/// Id of the new model.
			model: ModelId,
			/// Account that brought it.
			owner: T::AccountId,
			/// Root of its file.
			root: Hash,
			/// Planck held of the owner.
			deposit: Balance,
		},
		/// A job's model was registered.
		TunedRegistered {
			/// Id of the new model.
			model: ModelId,
			/// Account that paid for the job.
			owner: T::AccountId,
			/// Base model that it was tuned from.
			base: ModelId,
			/// Job that made it.
			job: JobId,
		},
		/// A model's card changed.
		CardSet {
			/// Id of the model.
			model: ModelId,
			/// Root of the card's blob; zero for none.
			card: Hash,
		},
		/// A model was listed, or its price changed.
		Listed {
			/// Id of the model.
			model: ModelId,
			/// Price of its use.
			price: Price,
			/// Planck held of the owner for the listing.
			deposit: Balance,
		},
		/// A model is no longer listed.
		Unlisted {
			/// Id of the model.
			model: ModelId,
			/// Planck of the deposit returned to the owner.
			returned: Balance,
		},
		/// A model, with the deposit behind it, has a new owner.
		Transferred {
			/// Id of the model.
			model: ModelId,
			/// Account that gave it away.
			from: T::AccountId,
			/// Account that owns it now.
			to: T::AccountId,
			/// Planck of the registration deposit that moved, still on hold.
			deposit: Balance,
		},
	}

	/// Errors of this pallet. Each says why a call was refused and what to do about it.
	#[pallet::error]
	pub enum Error<T> {
		/// No model has this id. Look it up in `ModelsApi.models`.
		UnknownModel,
		/// Only the model's owner may do this.
		NotOwner,
		/// A name must be readable UTF-8, not blank, without control characters.
		BadName,
		/// A licence must be an SPDX expression such as `Apache-2.0`.
		BadLicence,
		/// A manifest needs a root and a positive length, number of parameters and context.
		BadManifest,
		/// The royalty is above `MaxRoyalty`: ask for less.
		RoyaltyTooHigh,
		/// A base model with this root is registered: use that one.
		AlreadyRegistered,
		/// At least one part of the price must be above zero.
		ZeroPrice,
		/// The price is above the total supply: name one that somebody can pay.
		PriceTooHigh,
		/// Held-out loss did not fall, so this model is no better than its base and cannot be listed.
		NoImprovement,
		/// The model is not listed: there is nothing to take off the market.
		NotListed,
		/// The model is listed: unlist it before handing it over.
		StillListed,
		/// The new owner has the model already: name somebody else.
		AlreadyOwner,
		/// The new owner's account cannot hold the deposit: it must exist and have room for one more hold.
		RecipientCannotHold,
		/// The lineage names a base that is not a registered base model.
		NotABase,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a base model by its exact bytes, and holds a deposit of the caller's. `royalty` is the
		/// share of the fees of every model tuned from it that its owner receives.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_base())]
		pub fn register_base(
			origin: OriginFor<T>,
			name: Name,
			manifest: Manifest,
			licence: Licence,
			royalty: Permill,
		) -> DispatchResult {
			Self::do_register_base(ensure_signed(origin)?, name, manifest, licence, royalty).map(|_| ())
		}

		/// Names the blob of a model's card. Zero takes the card away.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_card())]
		pub fn set_card(origin: OriginFor<T>, model: ModelId, card: Hash) -> DispatchResult {
			Self::do_set_card(ensure_signed(origin)?, model, card)
		}

		/// Offers a model at a price, and holds a deposit of the caller's. If the model is listed already,
		/// changes the price. A tuned model whose held-out loss did not fall cannot be listed.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::list())]
		pub fn list(origin: OriginFor<T>, model: ModelId, price: Price) -> DispatchResult {
			Self::do_list(ensure_signed(origin)?, model, price)
		}

		/// Takes a model off the market and returns the listing deposit.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::unlist())]
		pub fn unlist(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			Self::do_unlist(ensure_signed(origin)?, model)
		}

		/// Gives an unlisted model, and the registration deposit behind it, to another account. The deposit
		/// stays on hold, so the new owner puts up nothing and need not sign.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::transfer())]
		pub fn transfer(origin: OriginFor<T>, model: ModelId, new_owner: T::AccountId) -> DispatchResult {
			Self::do_transfer(ensure_signed(origin)?, model, new_owner)
		}
	}
}
