#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod accrual;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod candidates;
mod genesis;
mod invariants;
mod join;
mod keys;
#[cfg(test)]
mod mock;
mod money;
mod offences;
pub mod pool;
mod queries;
mod rewards;
mod session;
mod stake;
#[cfg(test)]
mod tests;
pub mod timing;
mod types;
pub mod weights;

pub use accrual::{Position, Rewards};
pub use keys::{KeyOwner, KeyOwnership};
pub use pallet::*;
pub use pool::Pool;
pub use session::ValidatorOf;
pub use timing::{EpochLength, MinimumPeriod, ReportLongevity, SlotDuration};
pub use types::{BlockIncome, Candidate, Chunk, Disabled, Status, ValidatorLedger};
pub use weights::WeightInfo;

/// OPEN, of which the session pallet has a type of the same name.
pub(crate) type CurrencyOf<T> = <T as Config>::Currency;

const LOG_TARGET: &str = "runtime::validators";

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::fungible, PalletId};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::Balance;
	use sp_runtime::Perbill;
	use sp_staking::SessionIndex;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// OPEN.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::Balanced<Self::AccountId, Balance = Balance>
			+ fungible::hold::Mutate<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// Where slashes go, and rewards that nobody can be paid. It must always exist.
		type Treasury: Get<Self::AccountId>;

		/// Names the account that holds stake, rewards and reserve.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Most validators in the set.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Most candidates. When there are as many, another must have more stake than the last.
		#[pallet::constant]
		type MaxCandidates: Get<u32>;

		/// Least that a validator bonds itself.
		#[pallet::constant]
		type MinBond: Get<Balance>;

		/// Least that an account delegates to a validator.
		#[pallet::constant]
		type MinDelegation: Get<Balance>;

		/// Most chunks of unbonding stake an account has at a time.
		#[pallet::constant]
		type MaxChunks: Get<u32>;

		/// Largest commission.
		#[pallet::constant]
		type MaxCommission: Get<Perbill>;

		/// Longest unbonding time that a genesis may choose, in sessions: what bounds the work of a slash.
		#[pallet::constant]
		type MaxUnbonding: Get<SessionIndex>;

		/// Sessions after an offence before the validator may be a candidate again.
		#[pallet::constant]
		type CoolDown: Get<SessionIndex>;

		/// Sessions for which an offender sits out, where it stays in the set.
		#[pallet::constant]
		type DisablePeriod: Get<SessionIndex>;

		/// The part of a slash that goes to whoever reported the offence; the rest is the treasury's.
		#[pallet::constant]
		type ReporterShare: Get<Perbill>;

		/// Weights of calls and handlers.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why OPEN is on hold in the pallet's account.
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
		/// What is left of the genesis reserve for blocks to come.
		#[codec(index = 3)]
		Reserve,
	}

	/// The set that the latest planned session has, by account. Never empty after genesis. Written at genesis, and when
	/// a session is planned with others.
	#[pallet::storage]
	pub type Validators<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// Everyone who wants to be in the set, by stake, the largest first; of equals, the one that was there first. The
	/// first [`Config::MaxValidators`] of them are the next set, the others queue.
	#[pallet::storage]
	pub type Candidates<T: Config> =
		StorageValue<_, BoundedVec<Candidate<T::AccountId>, T::MaxCandidates>, ValueQuery>;

	/// The books of every known validator. Made when it joins; removed when it has left, the set is without it, and nobody
	/// has a position in its pool.
	#[pallet::storage]
	pub type Ledger<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ValidatorLedger, OptionQuery>;

	/// By validator and account: shares and earnings. Removed when there are neither.
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

	/// By validator and the last session in which it counted: the stake that left a pool. Removed with its last share.
	#[pallet::storage]
	pub type Unbonding<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, SessionIndex, Pool, OptionQuery>;

	/// By account: its parts of [`Unbonding`], in the order in which they were made. Removed with the last.
	#[pallet::storage]
	pub type Chunks<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<Chunk<T::AccountId>, T::MaxChunks>,
		ValueQuery,
	>;

	/// By validator: the session from which on it may be a candidate again. Set by an offence; removed by the return that
	/// it delayed.
	#[pallet::storage]
	pub type CoolDowns<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, SessionIndex, OptionQuery>;

	/// Members of the running session that sit out, and until when. Written by offences and at the start of a session.
	#[pallet::storage]
	pub type SittingOut<T: Config> =
		StorageValue<_, BoundedVec<Disabled<T::AccountId>, T::MaxValidators>, ValueQuery>;

	/// The author of this block and its fees so far. Put when a block begins, taken when it ends.
	#[pallet::storage]
	pub type Income<T: Config> = StorageValue<_, BlockIncome<T::AccountId>, OptionQuery>;

	/// Blocks that each validator has authored. A key dies with its ledger.
	#[pallet::storage]
	pub type AuthoredBlocks<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

	/// By session, the largest slash fraction reported of each offender. Removed when the session can no longer be
	/// reported.
	#[pallet::storage]
	pub type Offences<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedBTreeMap<T::AccountId, Perbill, T::MaxValidators>,
		ValueQuery,
	>;

	/// By session, the validators and the keys with which they work. Written when a session begins, removed when it can no
	/// longer be reported.
	#[pallet::storage]
	pub type KeyHistory<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedVec<KeyOwner<T::AccountId>, T::MaxValidators>,
		ValueQuery,
	>;

	/// Milliseconds in a slot. Set at genesis, never changed.
	#[pallet::storage]
	pub type SlotMillis<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Slots in an epoch. Set at genesis, never changed.
	#[pallet::storage]
	pub type EpochSlots<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Sessions for which stake waits after it stopped counting, and for which an offence can be reported. Set at
	/// genesis, never changed.
	#[pallet::storage]
	pub type UnbondingTime<T: Config> = StorageValue<_, SessionIndex, ValueQuery>;

	/// Fewest candidates and validators: nobody leaves or is sent away below it. Set at genesis, never changed.
	#[pallet::storage]
	pub type Minimum<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Planck that a block brings its author's pool from the reserve. Set at genesis, never changed.
	#[pallet::storage]
	pub type BlockReward<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// The chain's clock, first validators and reserve. There are no defaults: a value left out is refused, unless zero
	/// is a sound choice. Only a genesis that leaves out all of it builds, to nothing: every runtime's own tests do that,
	/// and no block follows it.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first validators; each needs session keys in the session pallet's genesis.
		pub validators: Vec<T::AccountId>,
		/// What each of them bonds, in planck, out of its balance.
		pub bond: Balance,
		/// Fewest validators.
		pub minimum: u32,
		/// Milliseconds in a slot.
		pub slot_duration: u64,
		/// Slots in an epoch.
		pub epoch_length: u32,
		/// Sessions for which stake waits after it stopped counting.
		pub unbonding: SessionIndex,
		/// Planck for blocks to come, out of the treasury; may be zero.
		pub reserve: Balance,
		/// Planck of it a block; may be zero.
		pub block_reward: Balance,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator joined and is a candidate.
		Joined {
			/// Who.
			validator: T::AccountId,
			/// Planck bonded.
			bond: Balance,
		},
		/// An idle validator is a candidate again.
		Rejoined {
			/// Who.
			validator: T::AccountId,
			/// Planck in its pool.
			stake: Balance,
		},
		/// A candidate lost its place to one with more stake, and is idle.
		Displaced {
			/// Who.
			validator: T::AccountId,
		},
		/// A validator left; its bond is unbonding.
		Left {
			/// Who.
			validator: T::AccountId,
			/// Planck of its bond.
			bond: Balance,
			/// The last session in which it can be in the set.
			session: SessionIndex,
		},
		/// A validator changed its commission.
		CommissionSet {
			/// Who.
			validator: T::AccountId,
			/// The new one.
			commission: Perbill,
		},
		/// An account that is no validator removed its session keys.
		KeysPurged {
			/// Who.
			who: T::AccountId,
		},
		/// Stake was added to a pool: a delegation, or more of the validator's own bond.
		Delegated {
			/// Whose pool.
			validator: T::AccountId,
			/// Whose stake.
			delegator: T::AccountId,
			/// Planck.
			amount: Balance,
		},
		/// Stake left a pool and is unbonding.
		Undelegated {
			/// Whose pool.
			validator: T::AccountId,
			/// Whose stake.
			delegator: T::AccountId,
			/// Planck.
			amount: Balance,
			/// The last session in which it counts. It can be withdrawn once the unbonding time has passed since.
			session: SessionIndex,
		},
		/// Unbonded stake went back.
		Withdrawn {
			/// To whom.
			who: T::AccountId,
			/// Planck.
			amount: Balance,
		},
		/// An account took what it had earned in a pool.
		Claimed {
			/// Whose pool.
			validator: T::AccountId,
			/// Who.
			who: T::AccountId,
			/// Planck.
			amount: Balance,
		},
		/// A block paid its author's pool.
		Rewarded {
			/// The author.
			validator: T::AccountId,
			/// Planck of fees and tips.
			fees: Balance,
			/// Planck of the reserve.
			reserve: Balance,
		},
		/// A set was planned for a session, other than the one before.
		SetPlanned {
			/// The session in which it takes over.
			session: SessionIndex,
			/// How many validators it has.
			validators: u32,
		},
		/// Too few candidates have session keys: the set before goes on.
		SetKept {
			/// The session that keeps it.
			session: SessionIndex,
		},
		/// A validator was reported for an offence.
		OffenceRecorded {
			/// The session of the offence.
			session: SessionIndex,
			/// The offender.
			validator: T::AccountId,
			/// The part of its stake that the offence is worth.
			fraction: Perbill,
		},
		/// A validator and its delegators were slashed.
		Slashed {
			/// The offender.
			validator: T::AccountId,
			/// The session of the offence.
			session: SessionIndex,
			/// Planck taken from its pool.
			stake: Balance,
			/// Planck taken from what left the pool since.
			unbonding: Balance,
			/// Of both together, planck for the reporters.
			reporters: Balance,
			/// Of both together, planck for the treasury.
			treasury: Balance,
		},
		/// An offender is no candidate any more.
		Chilled {
			/// Who.
			validator: T::AccountId,
			/// The session from which on it may return.
			until: SessionIndex,
		},
	}

	/// Why something is refused.
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
		/// The commission exceeds `MaxCommission`.
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

		/// Takes the caller out of the candidates and unbonds its own bond. It serves until the end of the next session;
		/// keep its node running until then.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave(who)
		}

		/// Adds `amount` planck of the caller's to a candidate's pool. A validator adds to its own bond this way.
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

		/// Unbonds `amount` planck of the caller's stake with a validator, or all of it if it is worth no more.
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

		/// Makes the caller, an idle validator, a candidate again.
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::rejoin())]
		pub fn rejoin(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rejoin(who)
		}

		/// Changes the caller's commission, from this block on.
		#[pallet::call_index(7)]
		#[pallet::weight(<T as Config>::WeightInfo::set_commission())]
		pub fn set_commission(origin: OriginFor<T>, commission: Perbill) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_commission(who, commission)
		}

		/// Removes the caller's session keys and returns the deposit for them, once no planned session needs them.
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::purge_keys())]
		pub fn purge_keys(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_purge_keys(who)
		}
	}
}
