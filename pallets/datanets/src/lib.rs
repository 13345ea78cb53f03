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

// The life of a Datanet, in the order in which it happens.
mod datanets;
mod contributions;
mod flags;
mod snapshots;

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
		types::{Contribution, Datanet, Flag},
		WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::fungible};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::{
		datanet::{Admission, ContributionStatus, ReviewDecision, Snapshot, Terms},
		Balance, ContributionId, DatanetId, Hash, Name, SnapshotNumber, MAX_SNAPSHOT_CONTRIBUTIONS,
	};

	/// Ids of a Datanet's accepted contributions, ascending.
	pub type AcceptedIds = BoundedVec<ContributionId, ConstU32<MAX_SNAPSHOT_CONTRIBUTIONS>>;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Pallet of Datanets, their contributions, flags and snapshots.
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

		/// Account that receives slashed bonds. It must exist, or be creatable with half a bond.
		type Treasury: Get<Self::AccountId>;

		/// Clock on which every deadline runs. It stands still while governance pauses the market.
		type Clock: sp_runtime::traits::BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Planck held of the owner of a Datanet until it is closed.
		#[pallet::constant]
		type DatanetDeposit: Get<Balance>;

		/// Planck held for every contribution, whatever its size.
		#[pallet::constant]
		type ContributionBondBase: Get<Balance>;

		/// Planck held for every byte of a contribution.
		#[pallet::constant]
		type ContributionBondPerByte: Get<Balance>;

		/// Planck held of the account that flags a contribution.
		#[pallet::constant]
		type FlagBond: Get<Balance>;

		/// Number of blocks in which curators may decide a flag. After that, anyone may clear it.
		#[pallet::constant]
		type FlagPeriod: Get<u32>;

		/// Largest number of curators of a Datanet.
		#[pallet::constant]
		type MaxCurators: Get<u32>;

		/// Largest number of contributions of a Datanet that wait for review at a time.
		#[pallet::constant]
		type MaxPending: Get<u32>;

		/// Longest blob of one contribution, in bytes.
		#[pallet::constant]
		type MaxContributionBytes: Get<u64>;

		/// Weights of this pallet's calls.
		type WeightInfo: WeightInfo;
	}

	/// Reasons for which this pallet holds OPEN.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposit of the owner of an open Datanet.
		DatanetDeposit,
		/// Bond behind a pending or accepted contribution.
		ContributionBond,
		/// Bond behind an open flag.
		FlagBond,
	}

	/// Id of the next Datanet. It only grows.
	#[pallet::storage]
	pub type NextDatanetId<T> = StorageValue<_, DatanetId, ValueQuery>;

	/// Id of the next contribution, over all Datanets. It only grows.
	#[pallet::storage]
	pub type NextContributionId<T> = StorageValue<_, ContributionId, ValueQuery>;

	/// Every Datanet ever created. Closing keeps it, since its snapshots stay in use.
	#[pallet::storage]
	pub type Datanets<T: Config> = StorageMap<_, Twox64Concat, DatanetId, Datanet<T::AccountId>>;

	/// Curators of each Datanet, ascending. Only its owner writes them.
	#[pallet::storage]
	pub type Curators<T: Config> =
		StorageMap<_, Twox64Concat, DatanetId, BoundedVec<T::AccountId, T::MaxCurators>, ValueQuery>;

	/// Every contribution ever made.
	#[pallet::storage]
	pub type Contributions<T: Config> =
		StorageMap<_, Twox64Concat, ContributionId, Contribution<T::AccountId>>;

	/// Contributions of each Datanet in the order they were made, which is ascending by id. Readers page
	/// through one Datanet with it, without looking at others.
	#[pallet::storage]
	pub type ContributionAt<T> =
		StorageDoubleMap<_, Twox64Concat, DatanetId, Twox64Concat, u32, ContributionId>;

	/// Contribution that occupies a root in a Datanet: pending, accepted, or removed. Rejecting or revoking
	/// frees the root. Removing never frees it, so that spam cannot come back.
	#[pallet::storage]
	pub type ByRoot<T> = StorageDoubleMap<_, Twox64Concat, DatanetId, Blake2_128Concat, Hash, ContributionId>;

	/// Contributions that the next snapshot of each Datanet would freeze, ascending.
	#[pallet::storage]
	pub type Accepted<T> = StorageMap<_, Twox64Concat, DatanetId, AcceptedIds, ValueQuery>;

	/// Open flag of a contribution, until it is decided or cleared.
	#[pallet::storage]
	pub type Flags<T: Config> = StorageMap<_, Twox64Concat, ContributionId, Flag<T::AccountId>>;

	/// Published snapshots. Each is written once and never changed.
	#[pallet::storage]
	pub type Snapshots<T> =
		StorageDoubleMap<_, Twox64Concat, DatanetId, Twox64Concat, SnapshotNumber, Snapshot>;

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A Datanet was created.
		Created {
			/// Id of the new Datanet.
			datanet: DatanetId,
			/// Account that owns it.
			owner: T::AccountId,
			/// Planck held of the owner.
			deposit: Balance,
		},
		/// The terms of a Datanet changed, for the next snapshot and later contributions.
		TermsSet {
			/// Id of the Datanet.
			datanet: DatanetId,
			/// Terms from now on.
			terms: Terms,
		},
		/// The curators of a Datanet were replaced.
		CuratorsSet {
			/// Id of the Datanet.
			datanet: DatanetId,
			/// Curators from now on, ascending.
			curators: Vec<T::AccountId>,
		},
		/// A contribution was made.
		Contributed {
			/// Datanet that it was made to.
			datanet: DatanetId,
			/// Id of the new contribution.
			contribution: ContributionId,
			/// Account that made it.
			contributor: T::AccountId,
			/// Root of its blob.
			root: Hash,
			/// Planck held of the contributor.
			bond: Balance,
			/// Pending, or accepted at once in an open Datanet.
			status: ContributionStatus,
		},
		/// A pending contribution was reviewed.
		Reviewed {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that made the decision.
			reviewer: T::AccountId,
			/// Decision of the reviewer.
			verdict: ReviewDecision,
			/// Planck of the bond returned to the contributor; zero if accepted.
			returned: Balance,
		},
		/// A contribution was flagged as bad.
		Flagged {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that flagged it.
			flagger: T::AccountId,
			/// Root of the evidence blob.
			evidence: Hash,
			/// Planck held of the flagger.
			bond: Balance,
		},
		/// A flag was upheld: the contribution is removed and its bond slashed.
		FlagUpheld {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that made the decision.
			resolver: T::AccountId,
			/// Planck of the slashed bond paid to the flagger.
			to_flagger: Balance,
			/// Planck of the slashed bond paid to the treasury.
			to_treasury: Balance,
		},
		/// A flag was dismissed: its bond went to the contributor.
		FlagDismissed {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that made the decision.
			resolver: T::AccountId,
			/// Planck of the flag's bond paid to the contributor.
			to_contributor: Balance,
		},
		/// A flag that no curator decided in time was cleared.
		FlagLapsed {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Planck of the flag's bond returned to the flagger.
			returned: Balance,
		},
		/// A contribution was withdrawn by its contributor.
		Revoked {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Planck of the bond returned to the contributor.
			returned: Balance,
		},
		/// A snapshot was published.
		SnapshotPublished {
			/// Datanet that it freezes.
			datanet: DatanetId,
			/// Number of the snapshot in its Datanet.
			number: SnapshotNumber,
			/// Root over its entries.
			root: Hash,
			/// Number of contributions it holds.
			contributions: u32,
		},
		/// A Datanet was closed.
		Closed {
			/// Id of the Datanet.
			datanet: DatanetId,
			/// Planck of the deposit returned to the owner.
			returned: Balance,
		},
	}

	/// Errors of this pallet. Each says why a call was refused and what to do about it.
	#[pallet::error]
	pub enum Error<T> {
		/// No Datanet has this id. Look it up in `DatanetsApi.datanets`.
		UnknownDatanet,
		/// No contribution of this Datanet has this id. Look it up in `DatanetsApi.contributions`.
		UnknownContribution,
		/// Only the Datanet's owner may do this.
		NotOwner,
		/// Only the Datanet's owner or one of its curators may do this.
		NotCurator,
		/// Only the contributor may revoke a contribution.
		NotContributor,
		/// Only the owner and curators contribute to a permissioned Datanet: ask the owner to be made one.
		NotAdmitted,
		/// Nobody reviews or flags their own contribution: leave it to another curator.
		OwnContribution,
		/// The flagger and the contributor do not decide a flag: leave it to another curator.
		PartyToFlag,
		/// The Datanet is closed for good: use another.
		DatanetClosed,
		/// A name or domain must be readable UTF-8, not blank, without control characters.
		BadName,
		/// A licence must be an SPDX expression such as `CC-BY-4.0`.
		BadLicence,
		/// The training fee is above the total supply: name one that somebody can pay.
		FeeTooHigh,
		/// An account is named as curator twice: name each once.
		DuplicateCurator,
		/// A contribution needs at least one record and one byte.
		EmptyContribution,
		/// The blob is longer than one contribution may be: split it into several.
		ContributionTooLarge,
		/// The same blob is already pending or accepted in this Datanet: contribute something else.
		RootTaken,
		/// This blob was removed after a flag was upheld and may not come back.
		RootRemoved,
		/// Too many contributions wait for review: try again when curators have caught up.
		TooManyPending,
		/// The Datanet holds as many accepted contributions as a snapshot can: use another, or wait until one
		/// is revoked or removed.
		DatanetFull,
		/// The contribution does not wait for review.
		NotPending,
		/// The contribution is neither pending nor accepted: there is nothing left to act on.
		NotLive,
		/// It was contributed under terms that are not revocable; it can be revoked once the Datanet is
		/// closed.
		NotRevocable,
		/// A flag is open: resolve it first.
		FlagOpen,
		/// No flag is open on this contribution.
		NotFlagged,
		/// Curators did not decide this flag in time: clear it with `uphold = false` and flag again if need
		/// be.
		FlagExpired,
		/// A snapshot needs at least one accepted contribution.
		NothingAccepted,
		/// Contributions and terms are those of the previous snapshot: use that one.
		NothingChanged,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Checks that every bond that is handed over can open an account, or a slash could fail.
		fn integrity_test() {
			let minimum = Self::minimum_balance();
			assert!(T::ContributionBondBase::get() / 2 >= minimum, "half a contribution bond is dust");
			assert!(T::FlagBond::get() >= minimum, "a flag bond is dust");
			assert!(T::MaxContributionBytes::get() > 0, "no contribution is short enough");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Creates a Datanet owned by the caller, and holds a deposit of theirs until it is closed.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create())]
		pub fn create(
			origin: OriginFor<T>,
			name: Name,
			domain: Name,
			card: Hash,
			terms: Terms,
			admission: Admission,
		) -> DispatchResult {
			Self::do_create(ensure_signed(origin)?, name, domain, card, terms, admission).map(|_| ())
		}

		/// Sets the terms of the next snapshot and of later contributions. Published snapshots keep theirs.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_terms())]
		pub fn set_terms(origin: OriginFor<T>, datanet: DatanetId, terms: Terms) -> DispatchResult {
			Self::do_set_terms(ensure_signed(origin)?, datanet, terms)
		}

		/// Replaces the curators. Allowed on a closed Datanet too, whose last flags still need deciding.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_curators(curators.len() as u32))]
		pub fn set_curators(
			origin: OriginFor<T>,
			datanet: DatanetId,
			curators: BoundedVec<T::AccountId, T::MaxCurators>,
		) -> DispatchResult {
			Self::do_set_curators(ensure_signed(origin)?, datanet, curators)
		}

		/// Offers a JSONL blob of records, and holds a bond that grows with its length. Accepted at once in
		/// an open Datanet, else pending until someone else reviews it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::contribute())]
		pub fn contribute(
			origin: OriginFor<T>,
			datanet: DatanetId,
			root: Hash,
			records: u32,
			bytes: u64,
		) -> DispatchResult {
			Self::do_contribute(ensure_signed(origin)?, datanet, root, records, bytes).map(|_| ())
		}

		/// Accepts a pending contribution, or rejects it and returns its bond. Open to the owner and
		/// curators, never to the contributor. A closed Datanet can only reject.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::review())]
		pub fn review(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
			verdict: ReviewDecision,
		) -> DispatchResult {
			Self::do_review(ensure_signed(origin)?, datanet, contribution, verdict)
		}

		/// Claims that a pending or accepted contribution is bad, and holds a bond of the caller's behind it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::flag())]
		pub fn flag(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
			evidence: Hash,
		) -> DispatchResult {
			Self::do_flag(ensure_signed(origin)?, datanet, contribution, evidence)
		}

		/// Decides a flag. Upheld: the contribution is removed, half its bond goes to the flagger and half to
		/// the treasury. Dismissed: the flag bond goes to the contributor. Open to the owner and curators who
		/// are neither. Once `FlagPeriod` has passed undecided, anyone may clear the flag with
		/// `uphold = false`: its bond returns and the contribution stays as it is.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::resolve_flag())]
		pub fn resolve_flag(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
			uphold: bool,
		) -> DispatchResult {
			Self::do_resolve_flag(ensure_signed(origin)?, datanet, contribution, uphold)
		}

		/// Withdraws the caller's contribution and returns its bond: a pending one always, an accepted one if
		/// its terms allow or the Datanet is closed. Future snapshots leave it out; published ones keep it.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::revoke())]
		pub fn revoke(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
		) -> DispatchResult {
			Self::do_revoke(ensure_signed(origin)?, datanet, contribution)
		}

		/// Freezes the accepted contributions and the terms into the next numbered snapshot.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::publish_snapshot(MAX_SNAPSHOT_CONTRIBUTIONS))]
		pub fn publish_snapshot(origin: OriginFor<T>, datanet: DatanetId) -> DispatchResultWithPostInfo {
			let frozen = Self::do_publish_snapshot(ensure_signed(origin)?, datanet)?;
			Ok(Some(T::WeightInfo::publish_snapshot(frozen)).into())
		}

		/// Closes the Datanet for good and returns its deposit. Contributors may then revoke everything;
		/// snapshots stay.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::close())]
		pub fn close(origin: OriginFor<T>, datanet: DatanetId) -> DispatchResult {
			Self::do_close(ensure_signed(origin)?, datanet)
		}
	}
}
