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
mod ownership;
mod commitments;
mod roots;
mod contributions;
mod curators;
mod flags;
mod appeals;
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
		WeightInfo,
		types::{
			Appeal, Commitment, Contribution, CuratorStake, Datanet, Flag, MAX_PLACES, RootClaim,
			SnapshotDeposit, Verdict,
		},
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::fungible};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::{
		Balance, BlockNumber, ContributionId, DatanetId, Hash, MAX_SNAPSHOT_CONTRIBUTIONS, Name,
		SnapshotNumber,
		datanet::{Admission, ContributionStatus, ReviewDecision, Snapshot, Terms},
		traits::ProviderRegistry,
	};
	use sp_runtime::Permill;

	/// Ids of a Datanet's accepted contributions, ascending.
	pub type AcceptedIds = BoundedVec<ContributionId, ConstU32<MAX_SNAPSHOT_CONTRIBUTIONS>>;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

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

		/// Planck held of the owner of a Datanet. What its bytes cost stays on hold when it is closed.
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

		/// Providers, of whom juries are drawn.
		type Providers: ProviderRegistry<Self::AccountId>;

		/// Share of its bond that a rejected contribution costs, up to one `ContributionBondBase`. The
		/// curator who rejected it earns it.
		#[pallet::constant]
		type RejectionFee: Get<Permill>;

		/// Planck held of a curator who decides something.
		#[pallet::constant]
		type CuratorBond: Get<Balance>;

		/// Number of blocks for which a curator's bond stays after what it decided last.
		#[pallet::constant]
		type CuratorPeriod: Get<u32>;

		/// Planck held of the account that demands a jury.
		#[pallet::constant]
		type AppealBond: Get<Balance>;

		/// Number of blocks in which the loser may appeal against a verdict on a flag.
		#[pallet::constant]
		type AppealPeriod: Get<u32>;

		/// Number of blocks in which a jury votes.
		#[pallet::constant]
		type JuryPeriod: Get<u32>;

		/// Planck held for a commitment.
		#[pallet::constant]
		type CommitmentDeposit: Get<Balance>;

		/// Number of blocks for which a commitment counts.
		#[pallet::constant]
		type CommitPeriod: Get<u32>;

		/// Number of blocks in which a root is taken back from an account that contributed it without having
		/// been the first to commit itself to it.
		#[pallet::constant]
		type ReclaimPeriod: Get<u32>;

		/// Largest number of commitments of an account.
		#[pallet::constant]
		type MaxCommitments: Get<u32>;

		/// Largest number of one account's contributions to a Datanet that wait for review at a time.
		#[pallet::constant]
		type MaxPendingPerAccount: Get<u32>;

		/// Planck held for every byte that stays for ever: of a snapshot, of a contribution that is over, of
		/// a Datanet that is closed.
		#[pallet::constant]
		type DepositPerByte: Get<Balance>;

		/// Number of blocks without anything done by owner and curators after which contributors may leave.
		#[pallet::constant]
		type AbandonPeriod: Get<u32>;

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
		/// Deposit behind a commitment to a root.
		CommitmentDeposit,
		/// Bond of a curator behind what it decided.
		CuratorBond,
		/// Bond behind the demand for a jury.
		AppealBond,
		/// Deposit for the bytes of a snapshot.
		SnapshotDeposit,
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

	/// Commitments of each account, by their hashes.
	#[pallet::storage]
	pub type Commitments<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, Hash, Commitment>;

	/// Number of commitments of each account.
	#[pallet::storage]
	pub type CommitmentCount<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// Author of each root that is pending or accepted in some Datanet.
	#[pallet::storage]
	pub type Roots<T: Config> = StorageMap<_, Blake2_128Concat, Hash, RootClaim<T::AccountId>>;

	/// Number of pending contributions of each account in each Datanet.
	#[pallet::storage]
	pub type PendingOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DatanetId, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// Curator that accepted each accepted contribution, where one did.
	#[pallet::storage]
	pub type Acceptors<T: Config> = StorageMap<_, Twox64Concat, ContributionId, T::AccountId>;

	/// Bonds of curators in each Datanet.
	#[pallet::storage]
	pub type CuratorStakes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DatanetId, Blake2_128Concat, T::AccountId, CuratorStake>;

	/// Curators' verdicts on flags, until they are carried out.
	#[pallet::storage]
	pub type Verdicts<T: Config> = StorageMap<_, Twox64Concat, ContributionId, Verdict<T::AccountId>>;

	/// Demands for a jury about a flag, until it is concluded.
	#[pallet::storage]
	pub type Appeals<T: Config> = StorageMap<_, Twox64Concat, ContributionId, Appeal<T::AccountId>>;

	/// Deposit for each snapshot published since there are such deposits.
	#[pallet::storage]
	pub type SnapshotDeposits<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DatanetId,
		Twox64Concat,
		SnapshotNumber,
		SnapshotDeposit<T::AccountId>,
	>;

	/// Account that a Datanet is offered to.
	#[pallet::storage]
	pub type OfferedTo<T: Config> = StorageMap<_, Twox64Concat, DatanetId, T::AccountId>;

	/// Block in which the owner or a curator of a Datanet did something last.
	#[pallet::storage]
	pub type LastAct<T> = StorageMap<_, Twox64Concat, DatanetId, BlockNumber>;

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
		/// A flag was dismissed: its bond went to the treasury.
		FlagDismissed {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that made the decision.
			resolver: T::AccountId,
			/// Planck of the flag's bond paid to the contributor: none, so that nobody profits by a flag.
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
		/// An account committed itself to a root.
		Committed {
			/// Account that did.
			who: T::AccountId,
			/// Hash over the account and the root.
			hash: Hash,
			/// Planck held of the account.
			deposit: Balance,
		},
		/// An account withdrew a commitment.
		CommitmentWithdrawn {
			/// Account that did.
			who: T::AccountId,
			/// Hash over the account and the root.
			hash: Hash,
			/// Planck of the deposit returned to the account.
			returned: Balance,
		},
		/// A copier lost a contribution to the account that had committed itself to its root first.
		Reclaimed {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that the root belongs to.
			author: T::AccountId,
			/// Account that lost it.
			copier: T::AccountId,
			/// Planck of the copier's bond paid to the treasury; the rest was returned.
			forfeited: Balance,
		},
		/// A rejected contribution paid the curator for the review.
		RejectionPaid {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that reviewed it.
			curator: T::AccountId,
			/// Planck of the contribution's bond.
			amount: Balance,
		},
		/// A curator's bond was put up or filled up.
		CuratorBonded {
			/// Datanet of the curator.
			datanet: DatanetId,
			/// Account that curates.
			curator: T::AccountId,
			/// Planck on hold from now on.
			bond: Balance,
		},
		/// A curator's bond returned.
		CuratorBondReleased {
			/// Datanet of the curator.
			datanet: DatanetId,
			/// Account that curated.
			curator: T::AccountId,
			/// Planck returned.
			returned: Balance,
		},
		/// A jury proved a curator wrong.
		CuratorPunished {
			/// Datanet of the curator.
			datanet: DatanetId,
			/// Account that had decided.
			curator: T::AccountId,
			/// Planck of its bond paid to the jury.
			lost: Balance,
		},
		/// A curator decided about a flag. The loser may appeal.
		FlagDecided {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that made the decision.
			resolver: T::AccountId,
			/// Set if the contribution is to be removed.
			uphold: bool,
			/// Last block in which the loser may appeal.
			until: BlockNumber,
		},
		/// Somebody demanded a jury about a flag.
		AppealMade {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Account that demanded it.
			appellant: T::AccountId,
			/// Planck held of that account.
			bond: Balance,
		},
		/// A jury was drawn.
		JurySworn {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Stashes of the providers drawn.
			jurors: Vec<T::AccountId>,
			/// Last block in which they may vote.
			until: BlockNumber,
		},
		/// A juror voted.
		JurorVoted {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Stash of the juror.
			juror: T::AccountId,
			/// Set if it voted for removing the contribution.
			uphold: bool,
		},
		/// A jury's decision was carried out.
		JuryDecided {
			/// Datanet of the contribution.
			datanet: DatanetId,
			/// Id of the contribution.
			contribution: ContributionId,
			/// Decision; none if too few voted or the sides were equal, and then the contribution stays.
			uphold: Option<bool>,
		},
		/// A Datanet was offered to another account.
		OwnershipOffered {
			/// Id of the Datanet.
			datanet: DatanetId,
			/// Account that owns it.
			owner: T::AccountId,
			/// Account that may take it over; the owner's own if the offer was withdrawn.
			to: T::AccountId,
		},
		/// A Datanet has a new owner.
		OwnershipTaken {
			/// Id of the Datanet.
			datanet: DatanetId,
			/// Account that gave it away.
			from: T::AccountId,
			/// Account that owns it now.
			to: T::AccountId,
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
		/// This commitment is made already: contribute within its period, or withdraw it first.
		AlreadyCommitted,
		/// The account has as many commitments as it may: withdraw some.
		TooManyCommitments,
		/// The account has made no such commitment.
		UnknownCommitment,
		/// A record is at least one byte: state how many lines the blob has.
		TooManyRecords,
		/// The author has this blob in as many Datanets as it may: revoke it somewhere first.
		TooManyPlaces,
		/// Too many contributions of yours wait for review in this Datanet: try again when curators have
		/// caught up.
		TooManyPendingOfYours,
		/// The account has no curator's bond in this Datanet.
		NoCuratorBond,
		/// What the curator decided can still be appealed against: wait until its time is over.
		CuratorLiable,
		/// A curator decided this flag: appeal against it, or conclude it once the time for that is over.
		FlagDecided,
		/// No curator decided this flag: decide it, or clear it once its time is over.
		NotDecided,
		/// The loser may still appeal: conclude the flag afterwards.
		AppealOpen,
		/// A jury is to decide this flag.
		Appealed,
		/// Only who lost may appeal: the contributor or the flagger.
		NotLoser,
		/// The time for appeals is over.
		TooLateToAppeal,
		/// Nobody appealed: there is no jury to draw and nothing to vote on.
		NotAppealed,
		/// The lot is known two blocks after the appeal: draw the jury then.
		LotUnknown,
		/// The jury is drawn already.
		JuryDrawn,
		/// The jury is not drawn yet: draw it first.
		NoJury,
		/// Only a juror, or its worker, votes.
		NotJuror,
		/// The juror has voted, and a vote is not taken back.
		AlreadyVoted,
		/// The time for votes is over: conclude the flag.
		VoteOver,
		/// Jurors may still vote: conclude the flag afterwards.
		VoteOpen,
		/// The Datanet is not offered to you: ask its owner.
		NotOffered,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Checks that every bond that is handed over can open an account, or a slash could fail.
		fn integrity_test() {
			let minimum = Self::minimum_balance();
			assert!(T::ContributionBondBase::get() / 2 >= minimum, "half a contribution bond is dust");
			assert!(T::FlagBond::get() >= minimum, "a flag bond is dust");
			assert!(T::AppealBond::get() >= minimum, "an appeal bond is dust");
			assert!(T::CuratorBond::get() >= minimum, "a curator's bond is dust");
			assert!(T::MaxContributionBytes::get() > 0, "no contribution is short enough");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	/// Amounts that follow from [`Config::DepositPerByte`].
	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Planck of a contribution's bond that stay on hold when it is revoked or rejected: what its record
		/// costs, which is kept for ever.
		#[pallet::constant_name(ContributionRecordDeposit)]
		pub fn contribution_record_deposit() -> Balance {
			Self::price_of(Contribution::<T::AccountId>::record_bytes())
		}

		/// Planck of a Datanet's deposit that stay on hold when it is closed: what its record costs, which is
		/// kept for ever.
		#[pallet::constant_name(DatanetRecordDeposit)]
		pub fn datanet_record_deposit() -> Balance {
			Self::price_of(Datanet::<T::AccountId>::bytes(T::MaxCurators::get()))
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
		///
		/// Commit to the blob first ([`Pallet::commit`]): then whoever contributed it in between loses it to
		/// the caller, who else is refused.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::contribute(MAX_PLACES))]
		pub fn contribute(
			origin: OriginFor<T>,
			datanet: DatanetId,
			root: Hash,
			records: u32,
			bytes: u64,
		) -> DispatchResultWithPostInfo {
			let (_, reclaimed) = Self::do_contribute(ensure_signed(origin)?, datanet, root, records, bytes)?;
			Ok(Some(T::WeightInfo::contribute(reclaimed)).into())
		}

		/// Accepts a pending contribution, or rejects it. Open to the owner and curators, never to the
		/// contributor. A closed Datanet can only reject.
		///
		/// Who accepts says that the blob has the records and bytes that are stated, and that it is worth
		/// learning from; a bond of the curator's stands behind it. A rejected contribution's bond returns
		/// but for `RejectionFee`, which pays the curator.
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

		/// Decides a flag, by the owner or a curator who is neither party and puts a bond behind it. The
		/// loser may appeal for `AppealPeriod`; after that [`Pallet::conclude_flag`] carries the verdict out.
		/// Once `FlagPeriod` has passed undecided, anyone may clear the flag with `uphold = false`: its bond
		/// returns and the contribution stays as it is.
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
		/// its terms allow, or the Datanet is closed or abandoned. Future snapshots leave it out; published
		/// ones keep it. Within `FlagPeriod`, one that waits for review costs as much as a rejection.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::revoke())]
		pub fn revoke(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
		) -> DispatchResult {
			Self::do_revoke(ensure_signed(origin)?, datanet, contribution)
		}

		/// Freezes the accepted contributions and the terms into the next numbered snapshot, and holds a
		/// deposit of the caller's for its bytes.
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

		/// Commits the caller to a root without showing it: `hash` is the blake2b-256 hash of the SCALE
		/// encoding of the caller's account and the root. It counts from the next block on for
		/// `CommitPeriod`, here and for base models.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::commit())]
		pub fn commit(origin: OriginFor<T>, hash: Hash) -> DispatchResult {
			Self::do_commit(ensure_signed(origin)?, hash)
		}

		/// Drops a commitment of the caller's and returns its deposit. What it was good for stays.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::withdraw_commitment())]
		pub fn withdraw_commitment(origin: OriginFor<T>, hash: Hash) -> DispatchResult {
			Self::do_withdraw_commitment(ensure_signed(origin)?, hash)
		}

		/// Demands a jury about a flag, with a bond: the contributor against an upheld one, the flagger
		/// against a dismissed one, or the flagger instead of curators that have not decided.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::appeal())]
		pub fn appeal(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
		) -> DispatchResult {
			Self::do_appeal(ensure_signed(origin)?, datanet, contribution)
		}

		/// Draws the jury of an appeal, two blocks after it or later. Anyone may call it.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::draw_jury())]
		pub fn draw_jury(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_draw_jury(datanet, contribution)
		}

		/// Votes as a juror, or as its worker, on whether the contribution is to be removed.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::vote_on_flag())]
		pub fn vote_on_flag(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
			uphold: bool,
		) -> DispatchResult {
			Self::do_vote_on_flag(ensure_signed(origin)?, datanet, contribution, uphold)
		}

		/// Carries out a verdict that nobody appealed against in time, or what a jury decided. Anyone may
		/// call it.
		///
		/// Upheld: the contribution is removed and its bond is the treasury's; the flagger gets at most its
		/// own bond out of it, and that only if a jury said so. Dismissed: the flag's bond is the treasury's.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::conclude_flag())]
		pub fn conclude_flag(
			origin: OriginFor<T>,
			datanet: DatanetId,
			contribution: ContributionId,
		) -> DispatchResult {
			Self::do_conclude_flag(ensure_signed(origin)?, datanet, contribution)
		}

		/// Returns the caller's bond as a curator, once `CuratorPeriod` has passed since its last decision.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::release_curator_bond())]
		pub fn release_curator_bond(origin: OriginFor<T>, datanet: DatanetId) -> DispatchResult {
			Self::do_release_curator_bond(ensure_signed(origin)?, datanet)
		}

		/// Offers a Datanet to another account, which takes it over with [`Pallet::accept_transfer`].
		/// Offering it to oneself withdraws the offer.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::transfer())]
		pub fn transfer(origin: OriginFor<T>, datanet: DatanetId, to: T::AccountId) -> DispatchResult {
			Self::do_transfer(ensure_signed(origin)?, datanet, to)
		}

		/// Takes over a Datanet that is offered to the caller, and puts up its deposit.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::accept_transfer())]
		pub fn accept_transfer(origin: OriginFor<T>, datanet: DatanetId) -> DispatchResult {
			Self::do_accept_transfer(ensure_signed(origin)?, datanet)
		}
	}
}
