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

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmark_helper;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod divide;
mod graph;
mod invariants;
#[cfg(test)]
mod mock;
mod money;
mod offchain;
mod retention;
mod rulings;
mod runtime_api;
mod sessions;
mod settle;
pub mod split;
#[cfg(test)]
mod tests;
mod types;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmark_helper::BenchmarkHelper;
pub use pallet::*;
pub use split::{Shares, Split};
pub use types::{Board, Liability, Queue, Session, Totals};
pub use weights::WeightInfo;

const LOG_TARGET: &str = "runtime::attribution";

/// Storage, events, errors and calls of the pallet.
#[frame_support::pallet]
// The macros of FRAME expand to `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use crate::sessions::Wish;
	use frame_support::{PalletId, pallet_prelude::*, sp_runtime::Permill, traits::fungible};
	use frame_system::{
		offchain::{AppCrypto, CreateSignedTransaction},
		pallet_prelude::*,
	};
	use openledger_primitives::{
		AccountId, Balance, BlockNumber, ContributionId, DatanetId, Hash, MAX_INFLUENCE, ModelId, SessionId,
		SettlementNumber, Signature,
		boundary::VoucherFault,
		challenge::KeptSettlement,
		influence::InfluenceError,
		model::Price,
		traits::{ChallengeRegistry, DatanetRegistry, ModelRegistry, ProviderRegistry},
		usage::{ContributionInfluence, SessionKey, Settlement, Voucher},
	};

	/// Version of the storage layout: 1 since challenges are kept by a pallet of their own, 2 since vouchers
	/// cover receipts and amounts are divided after their windows.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

	/// Configuration supplied by the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, Hash = Hash> + CreateSignedTransaction<Call<Self>>
	{
		/// The currency of deposits and earnings: OPEN.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::hold::Mutate<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// Worker keys, with which the offchain worker settles.
		type AuthorityId: AppCrypto<Self::Public, Self::Signature>;

		/// Snapshots, and who is paid for a contribution.
		type Datanets: DatanetRegistry<Self::AccountId>;

		/// Prices, owners and lineages.
		type Models: ModelRegistry<Self::AccountId>;

		/// Bonded providers and their worker keys.
		type Providers: ProviderRegistry<Self::AccountId>;

		/// Challenges to settlements, which keep these and their providers where they are.
		type Challenges: ChallengeRegistry<Self::AccountId>;

		/// Account that gets the platform fee, and what cannot be attributed.
		type Treasury: Get<Self::AccountId>;

		/// Clock on which every deadline runs. It stands still while governance pauses the market.
		type Clock: sp_runtime::traits::BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Name of the account that holds all earnings.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Parts by which a settled amount is divided; they sum to one.
		#[pallet::constant]
		type Split: Get<Split>;

		/// Smallest deposit that opens a session: it bounds how many there are.
		#[pallet::constant]
		type MinDeposit: Get<Balance>;

		/// Blocks between a user's wish to close and the end, for the provider to settle in.
		#[pallet::constant]
		type GracePeriod: Get<BlockNumber>;

		/// Blocks for which a settlement can be challenged.
		#[pallet::constant]
		type ChallengePeriod: Get<BlockNumber>;

		/// Planck that a lie costs a provider beyond what it was about. So much of a bond covers no
		/// settlement.
		#[pallet::constant]
		type Penalty: Get<Balance>;

		/// Part of the platform's share that pays audits, so that checking does not live on volunteers.
		#[pallet::constant]
		type AuditShare: Get<Permill>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes what the benchmarks need of other pallets.
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper;
	}

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Reasons for which this pallet puts OPEN on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// In a user's account: deposited in sessions and not yet settled.
		#[codec(index = 0)]
		SessionDeposit,
		/// In the pallet's account: earned and not yet claimed, or settled and not yet divided.
		#[codec(index = 1)]
		Earnings,
		// Index 2 was the bond of a challenger, up to version 2 of the runtime.
		/// In the pallet's account: a part of the platform's share, to pay audits with.
		#[codec(index = 3)]
		AuditPurse,
	}

	/// Number of the next session. It only grows, so a number is never used twice.
	#[pallet::storage]
	pub type NextSession<T: Config> = StorageValue<_, SessionId, ValueQuery>;

	/// Open sessions. Written by their users and providers, removed when they close.
	#[pallet::storage]
	pub type Sessions<T: Config> = StorageMap<_, Twox64Concat, SessionId, Session, OptionQuery>;

	/// Planck that each account can claim. Credited by the division of settlements, by rulings and by other
	/// pallets, removed by its claim.
	#[pallet::storage]
	pub type Earnings<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, Balance, ValueQuery>;

	/// Influence of each contribution on a model. Written when settlements are divided, never removed; at
	/// most as many a model as its snapshots hold contributions.
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

	/// Influence of each contribution to a Datanet on all models. Written with [`Influence`], never removed.
	#[pallet::storage]
	pub type DatanetInfluence<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DatanetId,
		Twox64Concat,
		ContributionId,
		ContributionInfluence,
		ValueQuery,
	>;

	/// Influence of each contributor on a model. Written with [`Influence`], never removed.
	#[pallet::storage]
	pub type ContributorModels<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountId,
		Twox64Concat,
		ModelId,
		ContributionInfluence,
		ValueQuery,
	>;

	/// Influence of each contributor's part of a Datanet. Written with [`Influence`], never removed.
	#[pallet::storage]
	pub type ContributorDatanets<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountId,
		Twox64Concat,
		DatanetId,
		ContributionInfluence,
		ValueQuery,
	>;

	/// Contributors who earned most with a model.
	#[pallet::storage]
	pub type ModelBoards<T: Config> = StorageMap<_, Twox64Concat, ModelId, Board, ValueQuery>;

	/// Contributors who earned most with a Datanet.
	#[pallet::storage]
	pub type DatanetBoards<T: Config> = StorageMap<_, Twox64Concat, DatanetId, Board, ValueQuery>;

	/// Settlements by session and number. Written when they are made, removed when they are divided: once
	/// their window is over and no challenge needs them.
	#[pallet::storage]
	pub type Settlements<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		SessionId,
		Twox64Concat,
		SettlementNumber,
		KeptSettlement<AccountId>,
		OptionQuery,
	>;

	/// Settlements in the order in which their windows end. One whose ruling came after its window is put at
	/// the head, or at the end where no position before the head is free.
	#[pallet::storage]
	pub type Expiring<T: Config> =
		StorageMap<_, Twox64Concat, u64, (SessionId, SettlementNumber), OptionQuery>;

	/// Positions in use in [`Expiring`].
	#[pallet::storage]
	pub type ExpiryQueue<T: Config> = StorageValue<_, Queue, ValueQuery>;

	/// Liability of each provider: what it may still have to answer for. Removed when that is nothing.
	#[pallet::storage]
	pub type Liable<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, Liability, OptionQuery>;

	/// Planck in the purse that pays audits: what it was given, and a part of the platform's share of what
	/// was divided and of what rulings of audits took.
	#[pallet::storage]
	pub type AuditPurse<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Totals of everything that ever passed through the pallet's account.
	#[pallet::storage]
	pub type Books<T: Config> = StorageValue<_, Totals, ValueQuery>;

	/// The purse that pays audits before there are any fees. Building it makes the pallet's account exist.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Planck of the treasury's that are in the purse from the first block on.
		pub audit_purse: Balance,
		/// No field holds anything.
		#[serde(skip)]
		pub config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// Keeps the account alive by a provider reference, without a planck, and fills the purse out of the
		/// treasury: issuance is untouched.
		///
		/// # Panics
		///
		/// Panics if the treasury has less: a genesis that cannot run must not be started from.
		#[allow(clippy::panic)]
		fn build(&self) {
			frame_system::Pallet::<T>::inc_providers(&Pallet::<T>::account());
			if self.audit_purse > 0
				&& let Err(error) = Pallet::<T>::do_fund_audits(&T::Treasury::get(), self.audit_purse)
			{
				panic!("attribution: the treasury cannot pay the purse for audits: {error:?}");
			}
		}
	}

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A session opened.
		SessionOpened {
			/// Number of the session.
			session: SessionId,
			/// Account of the user who pays.
			user: AccountId,
			/// Stash of the provider.
			provider: AccountId,
			/// Number of the model.
			model: ModelId,
			/// Planck deposited.
			deposit: Balance,
		},
		/// A user deposited more.
		ToppedUp {
			/// Number of the session.
			session: SessionId,
			/// Planck added.
			amount: Balance,
			/// Planck deposited altogether.
			deposited: Balance,
		},
		/// A voucher was settled. Its amount is divided when its window is over.
		Settled {
			/// Number of the session.
			session: SessionId,
			/// Planck settled now.
			amount: Balance,
			/// Planck settled altogether.
			settled: Balance,
			/// Number of answers that it paid for.
			answers: u32,
			/// Head of the chain of receipts after them.
			receipts: Hash,
			/// Number of the settlement in the session, by which it can be challenged.
			settlement: SettlementNumber,
		},
		/// A user or the model's owner asked to close: the provider may settle before block `at`.
		SessionClosing {
			/// Number of the session.
			session: SessionId,
			/// First block in which anyone may close it.
			at: BlockNumber,
		},
		/// A session closed, and what was left of its deposit went back.
		SessionClosed {
			/// Number of the session.
			session: SessionId,
			/// Planck released.
			released: Balance,
		},
		/// Another pallet paid into earnings.
		Paid {
			/// Account whose balance it came from.
			from: AccountId,
			/// Planck that moved.
			amount: Balance,
		},
		/// An account took its earnings.
		Claimed {
			/// Account that claimed.
			who: AccountId,
			/// Planck that moved.
			amount: Balance,
		},
		/// What a settlement had left was credited to everyone with a part in it.
		Divided {
			/// Number of the session.
			session: SessionId,
			/// Number of the settlement in the session.
			settlement: SettlementNumber,
			/// Planck divided.
			amount: Balance,
			/// Shares of everyone who got a part.
			shares: Shares,
		},
		/// A user set or ended the key that signs vouchers of a session.
		KeyAuthorised {
			/// Number of the session.
			session: SessionId,
			/// Key, with the last block in which its vouchers settle.
			key: Option<SessionKey<AccountId>>,
		},
		/// A gift, a part of the platform's share, or a part of what the ruling of an audit took went into
		/// the purse that pays audits.
		AuditsFunded {
			/// Planck that moved.
			amount: Balance,
		},
	}

	/// Errors of this pallet.
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
		// Index 15 was `Overcharged`, up to version 3 of the runtime.
		/// Influence is not strictly ascending by contribution.
		#[codec(index = 16)]
		InfluenceUnordered,
		/// Influence names a contribution with a share of zero; leave it out.
		#[codec(index = 17)]
		InfluenceZeroShare,
		/// Influence does not sum to one billion.
		#[codec(index = 18)]
		InfluenceBadSum,
		/// Influence names a contribution that the model did not learn from.
		#[codec(index = 19)]
		UnknownContribution,
		/// Influence names a contribution of whoever asked: leave the asker's own records out.
		#[codec(index = 20)]
		OwnContribution,
		/// Nothing was earned since the last claim.
		#[codec(index = 21)]
		NothingToClaim,
		/// A settlement pays for at most 256 answers; settle earlier.
		#[codec(index = 22)]
		TooManyAnswers,
		/// A number or an amount left its range.
		#[codec(index = 23)]
		Overflow,
		/// The voucher pays for no answer beyond those that were settled; each must count more than the one
		/// before.
		#[codec(index = 24)]
		NoAnswers,
		/// The provider's bond does not cover this amount beside what it settled in open windows; add to the
		/// bond, or settle at most what `AttributionApi.headroom` says.
		#[codec(index = 25)]
		BondTooLow,
		/// The model costs more than the most that was agreed to; look at its price and open again.
		#[codec(index = 26)]
		PriceTooHigh,
		/// The model costs more by now than this session's price; open a new session.
		#[codec(index = 27)]
		PriceRose,
		/// The session has a key whose vouchers still settle; end it, and set another when its time is over.
		#[codec(index = 28)]
		KeyInUse,
		/// There is no such settlement; it may have been divided.
		#[codec(index = 29)]
		UnknownSettlement,
		/// The settlement can still be challenged, or is; distribute it when its window is over and its
		/// challenges are resolved.
		#[codec(index = 30)]
		NotDue,
		/// The settlement begins at another answer than the next to settle; state the influence of the
		/// answers since the last settlement.
		#[codec(index = 31)]
		OtherStart,
		/// The purse that pays audits holds less; nothing can be audited until more was divided.
		#[codec(index = 32)]
		PurseTooLow,
	}

	impl<T> From<VoucherFault> for Error<T> {
		fn from(fault: VoucherFault) -> Self {
			match fault {
				VoucherFault::OtherStart => Self::OtherStart,
				VoucherFault::Stale => Self::StaleVoucher,
				VoucherFault::NoAnswers => Self::NoAnswers,
				VoucherFault::TooManyAnswers => Self::TooManyAnswers,
				VoucherFault::AboveDeposit => Self::AboveDeposit,
				VoucherFault::NotSigned | VoucherFault::AboveKeyCap | VoucherFault::KeyIsOver => {
					Self::BadSignature
				},
			}
		}
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
			Self::run_offchain_worker();
		}

		/// Divides settlements that can no longer be challenged.
		fn on_idle(_: BlockNumberFor<T>, room: Weight) -> Weight {
			Self::divide_within(room)
		}

		fn integrity_test() {
			assert!(T::Split::get().is_whole(), "the parts of Split must sum to one");
			assert!(T::MinDeposit::get() > 0, "MinDeposit must be above zero: it bounds the sessions");
			assert!(T::GracePeriod::get() > 0, "GracePeriod must leave the provider a block to settle in");
			assert!(T::ChallengePeriod::get() > 0, "ChallengePeriod must leave a block to challenge in");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Opens a session with a provider (by its stash) about a listed model. The deposit goes on hold in
		/// the caller's account, and today's price stays for the whole session. `open_session_with` refuses
		/// a price that was raised meanwhile.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_session())]
		pub fn open_session(
			origin: OriginFor<T>,
			model: ModelId,
			provider: AccountId,
			deposit: Balance,
		) -> DispatchResult {
			let user = ensure_signed(origin)?;
			Self::do_open(Wish { user, model, provider, deposit, most: None, key: None })
		}

		/// Adds to the deposit of the caller's session, unless the model costs more than the session's price
		/// by now.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::top_up())]
		pub fn top_up(origin: OriginFor<T>, session: SessionId, amount: Balance) -> DispatchResult {
			let user = ensure_signed(origin)?;
			Self::do_top_up(&user, session, amount)
		}

		/// Takes what a user's voucher promises out of its deposit, to be divided when the window for
		/// challenges is over. By the session's provider: its stash or its worker.
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
			Self::do_settle(&who, session, &voucher, &signature, settlement)
		}

		/// Closes a session. Its provider closes it at once. Its user or the model's owner starts the grace
		/// period, after which anyone closes it; when nothing of the deposit is left, there is nothing to
		/// wait for.
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

		// Indices 5 to 8 were calls about challenges, up to version 2 of the runtime.

		/// Divides what a settlement has left, once its window is over and no challenge about it is open.
		/// Anyone may call it; blocks with room to spare do it by themselves.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::distribute(MAX_INFLUENCE))]
		pub fn distribute(
			origin: OriginFor<T>,
			session: SessionId,
			settlement: SettlementNumber,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_distribute(session, settlement)
		}

		/// Sets the key that signs vouchers of the caller's session beside its own, up to an amount and a
		/// block. Without one, ends the key that there is, one grace period later.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::authorise())]
		pub fn authorise(
			origin: OriginFor<T>,
			session: SessionId,
			key: Option<SessionKey<AccountId>>,
		) -> DispatchResult {
			let user = ensure_signed(origin)?;
			Self::do_authorise(&user, session, key)
		}

		/// Opens a session as `open_session` does, with a key that signs its vouchers, unless the model costs
		/// more than `most`.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::open_session_with())]
		pub fn open_session_with(
			origin: OriginFor<T>,
			model: ModelId,
			provider: AccountId,
			deposit: Balance,
			most: Price,
			key: Option<SessionKey<AccountId>>,
		) -> DispatchResult {
			let user = ensure_signed(origin)?;
			Self::do_open(Wish { user, model, provider, deposit, most: Some(most), key })
		}

		/// Gives OPEN of the caller's to the purse that pays audits, for good. A purse that does not reach
		/// means settlements that chance has nobody look at.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::fund_audits())]
		pub fn fund_audits(origin: OriginFor<T>, amount: Balance) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_fund_audits(&who, amount)
		}
	}
}
