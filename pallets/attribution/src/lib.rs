#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod invariants;
#[cfg(test)]
mod mock;
mod money;
mod offchain;
mod queries;
mod sessions;
mod settle;
pub mod split;
#[cfg(test)]
mod tests;
mod types;
pub mod weights;

pub use pallet::*;
pub use split::{Shares, Split};
pub use types::{Session, Totals};
pub use weights::WeightInfo;

const LOG_TARGET: &str = "runtime::attribution";

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::fungible, PalletId};
	use frame_system::{
		offchain::{AppCrypto, CreateSignedTransaction},
		pallet_prelude::*,
	};
	use openledger_primitives::{
		influence::InfluenceError,
		traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
		usage::{ContributionInfluence, Settlement, Voucher},
		AccountId, Balance, BlockNumber, ContributionId, Hash, ModelId, SessionId, Signature,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, Hash = Hash> + CreateSignedTransaction<Call<Self>>
	{
		/// OPEN.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::hold::Mutate<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// The worker key, with which the offchain worker settles.
		type AuthorityId: AppCrypto<Self::Public, Self::Signature>;

		/// Snapshots, and who is paid for a contribution.
		type Datanets: DatanetRegistry<Self::AccountId>;

		/// Prices, owners and lineages.
		type Models: ModelRegistry<Self::AccountId>;

		/// Bonded providers and their worker keys.
		type Providers: ProviderRegistry<Self::AccountId>;

		/// Where the platform fee goes, and what cannot be attributed.
		type Treasury: Get<Self::AccountId>;

		/// Names the account that holds all earnings.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How a settled amount is divided; its parts sum to one.
		#[pallet::constant]
		type Split: Get<Split>;

		/// Smallest deposit that opens a session: what bounds how many there are.
		#[pallet::constant]
		type MinDeposit: Get<Balance>;

		/// Blocks between a user's wish to close and the end, for the provider to settle in.
		#[pallet::constant]
		type GracePeriod: Get<BlockNumber>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes what the benchmarks need of other pallets.
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper;
	}

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why OPEN is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// In a user's account: deposited in sessions and not yet settled.
		#[codec(index = 0)]
		SessionDeposit,
		/// In the pallet's account: earned and not yet claimed.
		#[codec(index = 1)]
		Earnings,
	}

	/// Number of the next session. Only grows, so a number is never used twice.
	#[pallet::storage]
	pub type NextSession<T: Config> = StorageValue<_, SessionId, ValueQuery>;

	/// Open sessions. Written by its user and provider; removed when it closes.
	#[pallet::storage]
	pub type Sessions<T: Config> = StorageMap<_, Twox64Concat, SessionId, Session, OptionQuery>;

	/// What each account can claim. Credited by settlements and other pallets; removed by its claim.
	#[pallet::storage]
	pub type Earnings<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, Balance, ValueQuery>;

	/// What each contribution did for a model. Written by settlements, never removed; at most as many a model as its
	/// snapshots hold contributions.
	#[pallet::storage]
	pub type Influence<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ModelId,
		Twox64Concat,
		ContributionId,
		ContributionInfluence,
		ValueQuery,
	>;

	/// Everything that ever passed through the pallet's account.
	#[pallet::storage]
	pub type Books<T: Config> = StorageValue<_, Totals, ValueQuery>;

	/// Nothing to choose; building it makes the pallet's account exist.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// No fields.
		#[serde(skip)]
		pub config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// A provider reference keeps the account alive without a planck: issuance is untouched.
		fn build(&self) {
			frame_system::Pallet::<T>::inc_providers(&Pallet::<T>::account());
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A session opened.
		SessionOpened {
			/// Its number.
			session: SessionId,
			/// Who pays.
			user: AccountId,
			/// The provider's stash.
			provider: AccountId,
			/// The model.
			model: ModelId,
			/// Planck deposited.
			deposit: Balance,
		},
		/// A user deposited more.
		ToppedUp {
			/// The session.
			session: SessionId,
			/// Planck added.
			amount: Balance,
			/// Planck deposited altogether.
			deposited: Balance,
		},
		/// A voucher was settled and its amount divided.
		Settled {
			/// The session.
			session: SessionId,
			/// Planck settled now.
			amount: Balance,
			/// Planck settled altogether.
			settled: Balance,
			/// Who got what.
			shares: Shares,
			/// Answers that it paid for.
			answers: u32,
			/// Root over their receipts' hashes.
			receipts: Hash,
		},
		/// A user asked to close: the provider may settle before block `at`.
		SessionClosing {
			/// The session.
			session: SessionId,
			/// From here on, anyone may close it.
			at: BlockNumber,
		},
		/// A session closed, and what was left of its deposit went back.
		SessionClosed {
			/// The session.
			session: SessionId,
			/// Planck released.
			released: Balance,
		},
		/// Another pallet paid into earnings.
		Paid {
			/// Whose balance it came from.
			from: AccountId,
			/// Planck.
			amount: Balance,
		},
		/// An account took its earnings.
		Claimed {
			/// Who.
			who: AccountId,
			/// Planck.
			amount: Balance,
		},
	}

	/// Why something is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The model is unknown or not for sale; choose a listed one.
		NotListed,
		/// The account is not a bonded provider; choose one that is, by its stash.
		UnknownProvider,
		/// The deposit is below `MinDeposit`; deposit more.
		DepositTooSmall,
		/// No amount was given; give one above zero.
		NothingGiven,
		/// There is no such session; it may have been closed.
		UnknownSession,
		/// Only the session's user may do this.
		NotTheUser,
		/// Only the session's provider may settle: its stash or its worker.
		NotTheProvider,
		/// The session is closing and takes no more deposits; open another.
		Closing,
		/// The session's time has run out; settle before `closing_at` next time.
		Closed,
		/// The session can be closed by its user or its provider only, until its time has run out.
		NotYet,
		/// The voucher was signed for another chain.
		WrongChain,
		/// The voucher was signed for another session.
		WrongSession,
		/// The signature is not the user's over this voucher.
		BadSignature,
		/// The voucher promises no more than was settled; each must exceed the one before.
		StaleVoucher,
		/// The voucher promises more than was deposited; the user must top up.
		AboveDeposit,
		/// The amount exceeds the price of the tokens it is said to pay for.
		Overcharged,
		/// Influence is not strictly ascending by contribution.
		InfluenceUnordered,
		/// Influence names a contribution with a share of zero; leave it out.
		InfluenceZeroShare,
		/// Influence does not sum to one billion.
		InfluenceBadSum,
		/// Influence names a contribution that the model did not learn from.
		UnknownContribution,
		/// Nothing was earned since the last claim.
		NothingToClaim,
		/// A number or an amount left its range.
		Overflow,
	}

	impl<T> From<InfluenceError> for Error<T> {
		fn from(error: InfluenceError) -> Self {
			match error {
				InfluenceError::Unordered => Self::InfluenceUnordered,
				InfluenceError::ZeroShare => Self::InfluenceZeroShare,
				InfluenceError::BadSum => Self::InfluenceBadSum,
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Settles what the serving side posted.
		fn offchain_worker(_: BlockNumberFor<T>) {
			Self::work();
		}

		fn integrity_test() {
			assert!(T::Split::get().is_whole(), "the parts of Split must sum to one");
			assert!(T::MinDeposit::get() > 0, "MinDeposit must be above zero: it bounds the sessions");
			assert!(T::GracePeriod::get() > 0, "GracePeriod must leave the provider a block to settle in");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Opens a session with a provider (by its stash) about a listed model. The deposit goes on hold in the
		/// caller's account, and today's price stays for the whole session.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_session())]
		pub fn open_session(
			origin: OriginFor<T>,
			model: ModelId,
			provider: AccountId,
			deposit: Balance,
		) -> DispatchResult {
			let user = ensure_signed(origin)?;
			Self::do_open(user, model, provider, deposit)
		}

		/// Adds to the deposit of the caller's session.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::top_up())]
		pub fn top_up(origin: OriginFor<T>, session: SessionId, amount: Balance) -> DispatchResult {
			let user = ensure_signed(origin)?;
			Self::do_top_up(&user, session, amount)
		}

		/// Turns a user's voucher into earnings. By the session's provider: its stash or its worker.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::settle(settlement.influence.len() as u32))]
		pub fn settle(
			origin: OriginFor<T>,
			session: SessionId,
			voucher: Voucher,
			signature: Signature,
			settlement: Settlement,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_settle(&who, session, &voucher, &signature, &settlement)
		}

		/// Closes a session. Its provider closes it at once. Its user starts the grace period, after which anyone
		/// closes it; when nothing of the deposit is left, there is nothing to wait for.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::close_session())]
		pub fn close_session(origin: OriginFor<T>, session: SessionId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close(&who, session)
		}

		/// Moves the caller's earnings to its free balance.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(&who)
		}
	}
}
