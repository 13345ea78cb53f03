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

// The life of the set and of the stake behind it, in the order in which it happens.
mod genesis;
mod join;
mod candidates;
mod session;
mod presence;
mod stake;
mod holdings;
mod rewards;
mod offences;
mod slashing;
mod keys;

// Arithmetic and clock, without accounts.
pub mod pool;
pub mod accrual;
pub mod timing;

mod money;
mod invariants;
mod runtime_api;
mod types;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use accrual::{Position, Rewards};
pub use holdings::{OnStakeReturned, reads_of_stake};
pub use keys::{KeyOwner, KeyOwnership};
pub use money::CreditOf;
pub use pallet::*;
pub use pool::Pool;
pub use session::ValidatorOf;
pub use timing::{EpochLength, MinimumPeriod, ReportLongevity, SlotDuration};
pub use types::{
	BlockIncome, Candidate, Case, Chunk, DelegatorSlash, Disabled, Entry, PendingCommission, PendingSlash,
	Presence, Status, ValidatorLedger,
};
pub use weights::WeightInfo;

/// Largest number of slashes that wait for a validator, each apart. A further one raises the last.
pub const MAX_PENDING_SLASHES: u32 = 8;
/// Largest number of slashes for which the delegators of a validator answer. For more of them, only its bond
/// does.
pub const MAX_DELEGATOR_SLASHES: u32 = 32;

/// Target of this pallet's log lines.
const LOG_TARGET: &str = "runtime::validators";

/// Storage, events, errors and calls of the pallet.
#[frame_support::pallet]
// The macros of FRAME expand to `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{PalletId, pallet_prelude::*, traits::fungible};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::Balance;
	use sp_runtime::Perbill;
	use sp_staking::SessionIndex;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

	/// Configuration supplied by the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// The chain's currency, OPEN. Only `money.rs` touches it.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::Balanced<Self::AccountId, Balance = Balance>
			+ fungible::hold::Mutate<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// Reasons for holds over all pallets of the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// Account that receives slashes, and rewards that nobody can be paid. It must always exist.
		type Treasury: Get<Self::AccountId>;

		/// Name of the account that holds stake, rewards and reserve.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Largest number of validators in the set.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Largest number of candidates. When there are as many, another must have more stake than the last.
		#[pallet::constant]
		type MaxCandidates: Get<u32>;

		/// Smallest bond of a validator itself, in planck.
		#[pallet::constant]
		type MinBond: Get<Balance>;

		/// Smallest delegation of an account to a validator, in planck.
		#[pallet::constant]
		type MinDelegation: Get<Balance>;

		/// Largest number of chunks of unbonding stake that an account has at a time.
		#[pallet::constant]
		type MaxChunks: Get<u32>;

		/// Largest number of validators with which an account has stake or earnings at a time. It bounds what
		/// is read to know all of an account's stake.
		#[pallet::constant]
		type MaxPools: Get<u32>;

		/// Learns that stake has come back to its owner's account.
		type OnStakeReturned: OnStakeReturned<Self::AccountId>;

		/// Largest commission of a validator.
		#[pallet::constant]
		type MaxCommission: Get<Perbill>;

		/// Longest unbonding time that a genesis may choose, in sessions. It bounds the work of a slash.
		#[pallet::constant]
		type MaxUnbonding: Get<SessionIndex>;

		/// Number of sessions after an offence before the validator may be a candidate again.
		#[pallet::constant]
		type CoolDown: Get<SessionIndex>;

		/// Number of sessions for which an offender sits out, where it stays in the set.
		#[pallet::constant]
		type DisablePeriod: Get<SessionIndex>;

		/// Part of what a slash takes from the validator's own bond that goes to whoever reported the
		/// offence. The rest is the treasury's.
		#[pallet::constant]
		type ReporterShare: Get<Perbill>;

		/// Number of sessions for which a slash waits, so that a mistaken one can be lifted. It is at most
		/// half of the unbonding time, whatever is given here.
		#[pallet::constant]
		type SlashDefer: Get<SessionIndex>;

		/// Part of the median stake of the set that a candidate needs for a seat.
		#[pallet::constant]
		type SeatShare: Get<Perbill>;

		/// Number of sessions in a row without a block after which a validator loses its seat.
		#[pallet::constant]
		type MaxSilence: Get<SessionIndex>;

		/// Number of blocks that must have been expected of it in those: one that is there authors none of
		/// `b` expected ones with a chance below `e^-b`.
		#[pallet::constant]
		type MinExpected: Get<u64>;

		/// Number of sessions after which a raised commission counts, where there are delegators. They can
		/// leave before.
		#[pallet::constant]
		type CommissionNotice: Get<SessionIndex>;

		/// Sum of all balances that genesis must have, if any is wanted.
		type Supply: Get<Option<Balance>>;

		/// Origin that may lift a slash while it waits.
		type CancelSlashOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of this pallet's calls and handlers.
		type WeightInfo: WeightInfo;
	}

	/// Pallet of validators, their candidates, delegations and rewards, and of the chain's clock.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Reasons for which OPEN is on hold in this pallet's account.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Bonds and delegations: the stake of all pools.
		#[codec(index = 0)]
		Stake,
		/// Stake on its way back to its owners.
		#[codec(index = 1)]
		Unbonding,
		/// Rewards that were earned and not yet claimed.
		#[codec(index = 2)]
		Rewards,
		/// Rest of the genesis reserve, for blocks to come.
		#[codec(index = 3)]
		Reserve,
	}

	/// Validators of the latest planned session, by account. The set is never empty after genesis. It is
	/// written at genesis, and when a session is planned with others.
	#[pallet::storage]
	pub type Validators<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// Accounts that want to be in the set, by stake, the largest first; of equals, the one that was there
	/// first. The first [`Config::MaxValidators`] of them are the next set, the others queue.
	#[pallet::storage]
	pub type Candidates<T: Config> =
		StorageValue<_, BoundedVec<Candidate<T::AccountId>, T::MaxCandidates>, ValueQuery>;

	/// Books of every known validator. They are made when it joins, and removed when it has left, the set is
	/// without it, and nobody has a position in its pool.
	#[pallet::storage]
	pub type Ledger<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ValidatorLedger, OptionQuery>;

	/// Shares and earnings, by validator and account. An entry with neither is removed.
	#[pallet::storage]
	pub type Positions<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		Position,
		OptionQuery,
	>;

	/// Stake that left a pool, by validator and the last session in which it counted. It is removed with its
	/// last share.
	#[pallet::storage]
	pub type Unbonding<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, SessionIndex, Pool, OptionQuery>;

	/// Parts that each account has in [`Unbonding`], in the order in which they were made.
	#[pallet::storage]
	pub type Chunks<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<Chunk<T::AccountId>, T::MaxChunks>,
		ValueQuery,
	>;

	/// Session from which on a validator may be a candidate again. It is set by an offence, and removed by
	/// the return that it delayed.
	#[pallet::storage]
	pub type CoolDowns<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, SessionIndex, OptionQuery>;

	/// Members of the running session that sit out, and until when. Offences and the start of a session write
	/// it.
	#[pallet::storage]
	pub type SittingOut<T: Config> =
		StorageValue<_, BoundedVec<Disabled<T::AccountId>, T::MaxValidators>, ValueQuery>;

	/// Author of this block and its fees so far. It is put when a block begins, and taken when it ends.
	#[pallet::storage]
	pub type Income<T: Config> = StorageValue<_, BlockIncome<T::AccountId>, OptionQuery>;

	/// Number of blocks that each validator has authored. An entry goes with its ledger.
	#[pallet::storage]
	pub type AuthoredBlocks<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

	/// Largest slash fraction reported of each offender, by session. It is removed when the session can no
	/// longer be reported.
	#[pallet::storage]
	pub type Offences<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedBTreeMap<T::AccountId, Perbill, T::MaxValidators>,
		ValueQuery,
	>;

	/// Validators and the keys with which they work, by session. It is written when a session begins, and
	/// removed when it can no longer be reported.
	#[pallet::storage]
	pub type KeyHistory<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedVec<KeyOwner<T::AccountId>, T::MaxValidators>,
		ValueQuery,
	>;

	/// Milliseconds in a slot, set at genesis and never changed.
	#[pallet::storage]
	pub type SlotMillis<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Slots in an epoch, set at genesis and never changed.
	#[pallet::storage]
	pub type EpochSlots<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Sessions for which stake waits after it stopped counting, and for which an offence can be reported. It
	/// is set at genesis and never changed.
	#[pallet::storage]
	pub type UnbondingTime<T: Config> = StorageValue<_, SessionIndex, ValueQuery>;

	/// Smallest number of candidates and validators: nobody leaves or is sent away below it. It is set at
	/// genesis and never changed.
	#[pallet::storage]
	pub type Minimum<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Planck that a block brings its author's pool from the reserve, set at genesis and never changed.
	#[pallet::storage]
	pub type BlockReward<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Blocks of the members of the running session, in its order. It is written when a session begins.
	#[pallet::storage]
	pub type Presences<T: Config> =
		StorageValue<_, BoundedVec<Presence<T::AccountId>, T::MaxValidators>, ValueQuery>;

	/// Raised commissions that wait, by validator. An entry goes when its session begins, or with the ledger.
	#[pallet::storage]
	pub type PendingCommissions<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, PendingCommission, OptionQuery>;

	/// Slashes that wait, by validator. They are applied when the session ends in which they are due, or
	/// lifted.
	#[pallet::storage]
	pub type PendingSlashes<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<PendingSlash<T::AccountId>, ConstU32<MAX_PENDING_SLASHES>>,
		ValueQuery,
	>;

	/// Offences that count as one, by validator. A case is removed when nothing that belongs to it can be
	/// reported.
	#[pallet::storage]
	pub type Cases<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Case, OptionQuery>;

	/// Slashes that a validator's bond did not cover, in the order in which they were applied. They stay: a
	/// delegator pays when its stake is touched, which may be much later.
	#[pallet::storage]
	pub type DelegatorSlashes<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<DelegatorSlash, ConstU32<MAX_DELEGATOR_SLASHES>>,
		ValueQuery,
	>;

	/// Session since which an account has had stake with a validator, and the slashes that it has paid.
	/// Without an entry, it has been there from the beginning and has paid none. It is removed with the last
	/// of the stake.
	#[pallet::storage]
	pub type Entries<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		Entry,
		ValueQuery,
	>;

	/// Validators in whose pools each account has a position, in ascending order.
	#[pallet::storage]
	pub type Pools<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, BoundedVec<T::AccountId, T::MaxPools>, ValueQuery>;

	/// Genesis of the chain's clock, first validators and reserve.
	///
	/// There are no defaults: a value left out is refused, unless zero is a sound choice. Only a genesis that
	/// leaves out all of it builds, to nothing: every runtime's own tests do that, and no block follows it.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// First validators. Each needs session keys in the session pallet's genesis.
		pub validators: Vec<T::AccountId>,
		/// Bond of each of them, in planck, out of its balance.
		pub bond: Balance,
		/// Smallest number of validators.
		pub minimum: u32,
		/// Number of milliseconds in a slot.
		pub slot_duration: u64,
		/// Number of slots in an epoch.
		pub epoch_length: u32,
		/// Number of sessions for which stake waits after it stopped counting.
		pub unbonding: SessionIndex,
		/// Planck for blocks to come, out of the treasury; may be zero.
		pub reserve: Balance,
		/// Planck of the reserve for each block; may be zero.
		pub block_reward: Balance,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator joined and is a candidate.
		Joined {
			/// Account of the new validator.
			validator: T::AccountId,
			/// Planck that it bonded.
			bond: Balance,
		},
		/// An idle validator is a candidate again.
		Rejoined {
			/// Account of the validator.
			validator: T::AccountId,
			/// Planck in its pool.
			stake: Balance,
		},
		/// A candidate lost its place to one with more stake, and is idle.
		Displaced {
			/// Account that lost its place.
			validator: T::AccountId,
		},
		/// A validator left, and its bond is unbonding.
		Left {
			/// Account of the validator.
			validator: T::AccountId,
			/// Planck of its bond.
			bond: Balance,
			/// Last session in which it can be in the set.
			session: SessionIndex,
		},
		/// A validator changed its commission.
		CommissionSet {
			/// Account of the validator.
			validator: T::AccountId,
			/// Commission from now on.
			commission: Perbill,
		},
		/// An account that is no validator removed its session keys.
		KeysPurged {
			/// Account that removed them.
			who: T::AccountId,
		},
		/// Stake was added to a pool: a delegation, or more of the validator's own bond.
		Delegated {
			/// Validator that has the pool.
			validator: T::AccountId,
			/// Account that owns the stake.
			delegator: T::AccountId,
			/// Planck that were added.
			amount: Balance,
		},
		/// Stake left a pool and is unbonding.
		Undelegated {
			/// Validator that has the pool.
			validator: T::AccountId,
			/// Account that owns the stake.
			delegator: T::AccountId,
			/// Planck that are unbonding.
			amount: Balance,
			/// Last session in which it counts. It can be withdrawn once the unbonding time has passed since.
			session: SessionIndex,
		},
		/// Unbonded stake went back to its owner.
		Withdrawn {
			/// Account that received it.
			who: T::AccountId,
			/// Planck that went back.
			amount: Balance,
		},
		/// An account took what it had earned in a pool.
		Claimed {
			/// Validator that has the pool.
			validator: T::AccountId,
			/// Account that was paid.
			who: T::AccountId,
			/// Planck that were paid.
			amount: Balance,
		},
		/// A block paid its author's pool.
		Rewarded {
			/// Author of the block.
			validator: T::AccountId,
			/// Planck of fees and tips.
			fees: Balance,
			/// Planck of the reserve.
			reserve: Balance,
		},
		/// A set other than the one before was planned for a session.
		SetPlanned {
			/// Session in which it takes over.
			session: SessionIndex,
			/// Number of its validators.
			validators: u32,
		},
		/// Too few candidates have session keys, so the set before goes on.
		SetKept {
			/// Session that keeps it.
			session: SessionIndex,
		},
		/// A validator was reported for an offence.
		OffenceRecorded {
			/// Session of the offence.
			session: SessionIndex,
			/// Validator that committed it.
			validator: T::AccountId,
			/// Part of its stake that the offence is worth.
			fraction: Perbill,
		},
		/// A slash was applied to a validator's own bond. What the bond did not cover, delegators pay later.
		Slashed {
			/// Validator that committed the offence.
			validator: T::AccountId,
			/// Session of the offence.
			session: SessionIndex,
			/// Planck taken from its bond in the pool.
			stake: Balance,
			/// Planck taken from what of its bond left the pool since.
			unbonding: Balance,
			/// Planck of both together for the reporters.
			reporters: Balance,
			/// Planck of both together for the treasury.
			treasury: Balance,
		},
		/// An offender is no candidate any more.
		Chilled {
			/// Validator that committed the offence.
			validator: T::AccountId,
			/// Session from which on it may return.
			until: SessionIndex,
		},
		/// A validator authored nothing for too long and is no candidate any more. It returns with `rejoin`.
		SentHome {
			/// Account of the validator.
			validator: T::AccountId,
		},
		/// A validator will raise its commission.
		CommissionAnnounced {
			/// Account of the validator.
			validator: T::AccountId,
			/// Commission from then on.
			commission: Perbill,
			/// Session with which it begins.
			session: SessionIndex,
		},
		/// A slash waits to be applied. Until then it can be lifted.
		SlashDeferred {
			/// Validator that committed the offence.
			validator: T::AccountId,
			/// Session of the offence.
			session: SessionIndex,
			/// Part of the stake behind the validator that will be taken, its own bond first.
			fraction: Perbill,
			/// Session at whose end it is applied.
			due: SessionIndex,
		},
		/// The slashes that waited for a validator were lifted.
		SlashCancelled {
			/// Validator that had been reported.
			validator: T::AccountId,
		},
		/// A delegator paid what its validator's bond did not cover.
		DelegatorSlashed {
			/// Validator that committed the offence.
			validator: T::AccountId,
			/// Account that had delegated to it.
			delegator: T::AccountId,
			/// Planck taken from its stake.
			amount: Balance,
		},
	}

	/// Errors of this pallet. Each says why a call was refused and what to do about it.
	#[pallet::error]
	pub enum Error<T> {
		/// The bond would be below `MinBond`; bond more, or leave to take all of it.
		BondTooLow,
		/// The account has no session keys; set them with `Session.set_keys` first.
		NoSessionKeys,
		/// The account is a validator already; use `delegate` to bond more, `rejoin` to return.
		AlreadyValidator,
		/// The account is not a validator, or has left; join first.
		NotValidator,
		/// The validator is a candidate already.
		AlreadyCandidate,
		/// The validator takes no delegations, because it left or is idle; choose a candidate.
		NotCandidate,
		/// The list of candidates is full; bond more than its last one has.
		CandidatesFull,
		/// The chain would have fewer validators than its minimum; wait until another has joined.
		TooFewValidators,
		/// An offence keeps the validator out for some sessions more; see `CoolDowns`.
		CoolingDown,
		/// The commission exceeds `MaxCommission`; choose a smaller one.
		CommissionTooHigh,
		/// The account is a candidate, or in the set of a planned session; leave and wait first.
		StillValidator,
		/// The delegation would be below `MinDelegation`; delegate more, or undelegate all of it.
		DelegationTooLow,
		/// The pool was slashed to nothing and takes no stake; choose another validator.
		PoolWiped,
		/// The account has no stake with this validator.
		NoStake,
		/// No amount was given; give one above zero.
		NothingGiven,
		/// Too many chunks are unbonding; withdraw, or wait for the oldest.
		TooManyChunks,
		/// Nothing has finished unbonding; see `Chunks` for when it will.
		NothingToWithdraw,
		/// Nothing was earned with this validator since the last claim.
		NothingToClaim,
		/// A number or an amount left its range.
		Overflow,
		/// A slash that waits claims the stake; withdraw it once the slash is applied or lifted. See
		/// `PendingSlashes`.
		SlashPending,
		/// There is nothing to slash or to lift: it was done already, or nothing was reported.
		NothingToSlash,
		/// The account has positions with `MaxPools` validators; take all stake and earnings out of one.
		TooManyValidators,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Pays the author's pool. Its weight was registered with the author.
		fn on_finalize(_: BlockNumberFor<T>) {
			Self::pay_out();
		}

		fn integrity_test() {
			assert!(T::MaxValidators::get() > 0, "MaxValidators must be at least 1");
			assert!(
				T::MaxCandidates::get() >= T::MaxValidators::get(),
				"MaxCandidates must be at least MaxValidators"
			);
			assert!(T::MinBond::get() > 0, "MinBond must be above zero: it bounds the validators");
			assert!(
				T::MinDelegation::get() > 0,
				"MinDelegation must be above zero: it bounds the delegators"
			);
			assert!(T::MaxChunks::get() > 0, "MaxChunks must be at least 1, or nothing could be unbonded");
			assert!(T::MaxPools::get() > 0, "MaxPools must be at least 1, or nobody could have stake");
			assert!(T::MaxUnbonding::get() > 0, "MaxUnbonding must be at least 1 session");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Makes the caller a candidate with `bond` planck of its own. It needs session keys.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::join())]
		pub fn join(origin: OriginFor<T>, #[pallet::compact] bond: Balance) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_join(who, bond)
		}

		/// Changes the caller's commission: from this block on if it falls or nobody delegates to the caller,
		/// else after `CommissionNotice` sessions.
		#[pallet::call_index(7)]
		#[pallet::weight(<T as Config>::WeightInfo::set_commission())]
		pub fn set_commission(origin: OriginFor<T>, commission: Perbill) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_commission(who, commission)
		}

		/// Makes the caller, an idle validator, a candidate again.
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::rejoin())]
		pub fn rejoin(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rejoin(who)
		}

		/// Adds `amount` planck of the caller's to a candidate's pool. A validator adds to its own bond this
		/// way.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::delegate())]
		pub fn delegate(
			origin: OriginFor<T>,
			validator: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_delegate(who, validator, amount)
		}

		/// Unbonds `amount` planck of the caller's stake with a validator, or all of it if it is worth no
		/// more.
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::undelegate())]
		pub fn undelegate(
			origin: OriginFor<T>,
			validator: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_undelegate(who, validator, amount)
		}

		/// Returns everything of the caller's that has finished unbonding.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw(T::MaxChunks::get()))]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who)
		}

		/// Moves what the caller has earned in a validator's pool to its free balance.
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::claim())]
		pub fn claim(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(who, validator)
		}

		/// Takes the caller out of the candidates and unbonds its own bond. It serves until the end of the
		/// next session; keep its node running until then.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave(who)
		}

		/// Removes the caller's session keys and returns the deposit for them, once no planned session needs
		/// them.
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::purge_keys())]
		pub fn purge_keys(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_purge_keys(who)
		}

		/// Lifts every slash that waits for a validator, and its cool-down: for governance, when a report was
		/// a mistake.
		#[pallet::call_index(9)]
		#[pallet::weight(<T as Config>::WeightInfo::cancel_slash())]
		pub fn cancel_slash(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::CancelSlashOrigin::ensure_origin(origin)?;
			Self::do_cancel_slash(validator)
		}

		/// Takes from a delegator's stake what it answers for. Anybody may call it; without it, the delegator
		/// pays when it next touches its stake.
		#[pallet::call_index(10)]
		#[pallet::weight(<T as Config>::WeightInfo::apply_slash())]
		pub fn apply_slash(
			origin: OriginFor<T>,
			validator: T::AccountId,
			delegator: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_apply_slash(validator, delegator)
		}
	}
}
