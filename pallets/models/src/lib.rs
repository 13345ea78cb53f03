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
mod claims;
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
	use crate::{
		WeightInfo,
		types::{BaseClaim, Contest, Model},
	};
	use frame_support::{pallet_prelude::*, traits::fungible};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::{
		Balance, BlockNumber, Hash, JobId, Licence, ModelId, Name,
		model::{Manifest, Price},
		traits::{Commitments, DatanetRegistry},
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

		/// Account that gets the deposits of those who claimed what was not theirs.
		type Treasury: Get<Self::AccountId>;

		/// Commitments to roots.
		type Commitments: Commitments<Self::AccountId>;

		/// Datanets, whose licences go into those of tuned models.
		type Datanets: DatanetRegistry<Self::AccountId>;

		/// Origin that decides who has a right to a base model.
		type RightsOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Number of blocks after its registration in which a base model pays no royalty, and in which an
		/// older commitment to its root takes it over.
		#[pallet::constant]
		type ClaimPeriod: Get<u32>;

		/// Number of blocks for which a contest stands undecided.
		#[pallet::constant]
		type ContestPeriod: Get<u32>;

		/// Planck held of the owner of a base model for as long as it is registered, which is for ever. It
		/// moves with the model.
		#[pallet::constant]
		type RegistrationDeposit: Get<Balance>;

		/// Planck held of the owner of a model while it is listed.
		#[pallet::constant]
		type ListingDeposit: Get<Balance>;

		/// Planck held of the owner of a tuned model for each byte of its record, which stays for ever.
		#[pallet::constant]
		type DepositPerByte: Get<Balance>;

		/// Largest share of a tuned model's fees that its base may ask for.
		#[pallet::constant]
		type MaxRoyalty: Get<Permill>;

		/// Weights of this pallet's calls.
		type WeightInfo: WeightInfo;
	}

	/// Reasons for which this pallet holds OPEN.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit behind a registered base model, or behind a claim to somebody else's.
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

	/// Claim of the registrant of each base model registered since claims are noted.
	#[pallet::storage]
	pub type Claims<T> = StorageMap<_, Twox64Concat, ModelId, BaseClaim>;

	/// Open contest for a base model, until it is decided or cleared.
	#[pallet::storage]
	pub type Contests<T: Config> = StorageMap<_, Twox64Concat, ModelId, Contest<T::AccountId>>;

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
		/// A base model went to the account that had committed itself to its root first.
		BaseReclaimed {
			/// Id of the model.
			model: ModelId,
			/// Account that owns it now.
			owner: T::AccountId,
			/// Account that had registered it.
			from: T::AccountId,
			/// Planck of that account's deposit paid to the treasury; the rest was returned.
			forfeited: Balance,
		},
		/// Somebody claimed a base model that another account registered.
		BaseContested {
			/// Id of the model.
			model: ModelId,
			/// Account that claims it.
			contester: T::AccountId,
			/// Root of the evidence blob.
			evidence: Hash,
			/// Planck held of the contester.
			bond: Balance,
			/// Block after which anyone may clear the contest if it is not decided.
			until: BlockNumber,
		},
		/// A contest was decided.
		ContestResolved {
			/// Id of the model.
			model: ModelId,
			/// Account that claimed it.
			contester: T::AccountId,
			/// Set if the model is the contester's now; else its bond went to the treasury.
			upheld: bool,
			/// Planck of the registrant's deposit paid to the treasury.
			forfeited: Balance,
		},
		/// A contest was cleared that nobody decided.
		ContestLapsed {
			/// Id of the model.
			model: ModelId,
			/// Account that claimed it.
			contester: T::AccountId,
			/// Planck of the bond returned to the contester.
			returned: Balance,
		},
		/// A registrant corrected the manifest of a base model.
		ManifestCorrected {
			/// Id of the model.
			model: ModelId,
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
		/// The lineage names a snapshot that is not published.
		UnknownSnapshot,
		/// A licence among base and Datanets allows no works made from what it covers: leave that out.
		NoDerivatives,
		/// One licence among base and Datanets forbids commerce and another one forbids that: leave one out.
		NonCommercialConflict,
		/// Two licences among base and Datanets each want the model under themselves: leave one out.
		ShareAlikeConflict,
		/// A licence that the chain does not know combines with itself and with what asks for credit only:
		/// leave the others out.
		UnknownLicenceConflict,
		/// The licences of what this model learnt from cannot be combined, so it cannot be sold.
		NoLicence,
		/// A contest for this model is open: wait until it is decided or cleared.
		ContestOpen,
		/// No contest for this model is open.
		NotContested,
		/// A correction keeps the root: another file is another model.
		OtherRoot,
		/// A manifest can be corrected for `ClaimPeriod` after the registration only.
		TooLateToCorrect,
		/// The model was listed or tuned from, so its manifest stays as it is.
		InUse,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	/// Amounts that follow from [`Config::DepositPerByte`].
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Planck of a job's escrow that go on hold of the owner of the model that it makes: what the model's
		/// record costs, which is kept for ever. They move with the model.
		#[pallet::constant_name(TunedRecordDeposit)]
		pub fn tuned_record_deposit() -> Balance {
			T::DepositPerByte::get().saturating_mul(Model::<T::AccountId>::tuned_bytes().into())
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a base model by its exact bytes, and holds a deposit of the caller's. `royalty` is the
		/// share of the fees of every model tuned from it that its owner receives, once `ClaimPeriod` has
		/// passed without a better claim. A model that another account registered within that period goes to
		/// the caller if its commitment to the root is the older one.
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

		/// Claims a base model that another account registered, with evidence and a bond as high as the
		/// registration deposit. A contest within `ClaimPeriod` puts the royalty off until it ends.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::contest_base())]
		pub fn contest_base(origin: OriginFor<T>, model: ModelId, evidence: Hash) -> DispatchResult {
			Self::do_contest_base(ensure_signed(origin)?, model, evidence)
		}

		/// Decides a contest, by the origin for rights. Upheld: the model is the contester's and the deposit
		/// of who registered it the treasury's. Dismissed: the contester's bond is the treasury's.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::resolve_contest())]
		pub fn resolve_contest(origin: OriginFor<T>, model: ModelId, uphold: bool) -> DispatchResult {
			T::RightsOrigin::ensure_origin(origin)?;
			Self::do_resolve_contest(model, uphold)
		}

		/// Clears a contest that nobody decided within `ContestPeriod`, and returns its bond. Anyone may call
		/// it.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::clear_contest())]
		pub fn clear_contest(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_contest(model)
		}

		/// Corrects length, number of parameters and context of a base model within `ClaimPeriod`, before it
		/// was listed or tuned from.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::correct_manifest())]
		pub fn correct_manifest(origin: OriginFor<T>, model: ModelId, manifest: Manifest) -> DispatchResult {
			Self::do_correct_manifest(ensure_signed(origin)?, model, manifest)
		}
	}
}
