#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod challenge;
mod graph;
mod invariants;
#[cfg(test)]
mod mock;
mod money;
mod offchain;
mod queries;
mod records;
mod sessions;
mod settle;
pub mod split;
#[cfg(test)]
mod tests;
mod types;
pub mod weights;

pub use challenge::MAX_VOTES;
pub use pallet::*;
pub use split::{Shares, Split};
pub use types::{Board, Challenge, Liability, Open, Question, Queue, Session, Settled, Totals};
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
		challenge::{ChallengeStage, Finding, OpenedAnswer, Opening},
		influence::InfluenceError,
		traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
		usage::{ContributionInfluence, Settlement, Voucher},
		AccountId, Balance, BlockNumber, ChallengeId, ContributionId, DatanetId, Hash, ModelId, SessionId,
		SettlementNumber, Signature, MAX_INFLUENCE,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Most contributions that a verdict makes up for: as many as a settlement names.
	pub const MAX_RESTORED: u32 = MAX_INFLUENCE;

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

		/// Blocks for which a settlement can be challenged.
		#[pallet::constant]
		type ChallengePeriod: Get<BlockNumber>;

		/// Blocks that a challenged provider has to reveal.
		#[pallet::constant]
		type RevealPeriod: Get<BlockNumber>;

		/// Blocks that verifiers have to vote.
		#[pallet::constant]
		type VotePeriod: Get<BlockNumber>;

		/// Held of whoever challenges.
		#[pallet::constant]
		type ChallengeBond: Get<Balance>;

		/// What a conviction costs a provider beyond what contributors are owed.
		#[pallet::constant]
		type Penalty: Get<Balance>;

		/// What each verifier gets who was right, as far as the money reaches.
		#[pallet::constant]
		type VerifierReward: Get<Balance>;

		/// Most challenges at a time.
		#[pallet::constant]
		type MaxChallenges: Get<u32>;

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
		/// In a challenger's account: behind its challenge.
		#[codec(index = 2)]
		ChallengeBond,
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

	/// What each contribution to a Datanet did for all models. Written with [`Influence`], never removed.
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

	/// What each contributor did for a model. Written with [`Influence`], never removed.
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

	/// What each contributor's part of a Datanet did. Written with [`Influence`], never removed.
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

	/// The contributors who earned most with a model.
	#[pallet::storage]
	pub type ModelBoards<T: Config> = StorageMap<_, Twox64Concat, ModelId, Board, ValueQuery>;

	/// The contributors who earned most with a Datanet.
	#[pallet::storage]
	pub type DatanetBoards<T: Config> = StorageMap<_, Twox64Concat, DatanetId, Board, ValueQuery>;

	/// Settlements of tuned models by session and number. Written when they are made, removed once their window is over
	/// and no challenge needs them.
	#[pallet::storage]
	pub type Settlements<T: Config> =
		StorageDoubleMap<_, Twox64Concat, SessionId, Twox64Concat, SettlementNumber, Settled, OptionQuery>;

	/// Settlements in the order in which their windows end.
	#[pallet::storage]
	pub type Expiring<T: Config> =
		StorageMap<_, Twox64Concat, u64, (SessionId, SettlementNumber), OptionQuery>;

	/// Positions in use in [`Expiring`].
	#[pallet::storage]
	pub type ExpiryQueue<T: Config> = StorageValue<_, Queue, ValueQuery>;

	/// What each provider may still have to answer for. Removed when that is nothing.
	#[pallet::storage]
	pub type Liable<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, Liability, OptionQuery>;

	/// Number of the next challenge. Only grows, so a number is never used twice.
	#[pallet::storage]
	pub type NextChallenge<T: Config> = StorageValue<_, ChallengeId, ValueQuery>;

	/// Challenges that are not resolved.
	#[pallet::storage]
	pub type Challenges<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, Challenge, OptionQuery>;

	/// Their numbers, ascending, and what they doubt.
	#[pallet::storage]
	pub type OpenChallenges<T: Config> = StorageValue<_, BoundedVec<Open, T::MaxChallenges>, ValueQuery>;

	/// Answers laid open, by challenge, until it is resolved.
	#[pallet::storage]
	pub type OpenedAnswers<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, OpenedAnswer, OptionQuery>;

	/// What verifiers found, by challenge and stash, until it is resolved; at most [`MAX_VOTES`] a challenge.
	#[pallet::storage]
	pub type Votes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ChallengeId, Blake2_128Concat, AccountId, Finding, OptionQuery>;

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
			/// Its number in the session, by which it can be challenged; none for a base model.
			settlement: Option<SettlementNumber>,
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
		/// A settlement was challenged: its provider must reveal.
		Challenged {
			/// The challenge.
			challenge: ChallengeId,
			/// The session.
			session: SessionId,
			/// The settlement in it.
			settlement: SettlementNumber,
			/// The answer doubted; none if it is the settlement's sum.
			answer: Option<u32>,
			/// Who doubts.
			challenger: AccountId,
			/// The accused.
			provider: AccountId,
			/// The last block to reveal in.
			until: BlockNumber,
		},
		/// A provider revealed.
		Revealed {
			/// The challenge.
			challenge: ChallengeId,
			/// Where that leaves it.
			stage: ChallengeStage,
		},
		/// A verifier voted.
		Voted {
			/// The challenge.
			challenge: ChallengeId,
			/// In the name of this provider.
			verifier: AccountId,
			/// Whether it found the answer right.
			is_right: bool,
		},
		/// A provider was found wrong and slashed; the challenger's bond went back besides.
		Convicted {
			/// The challenge.
			challenge: ChallengeId,
			/// Who.
			provider: AccountId,
			/// Planck taken: the sum of what follows.
			slashed: Balance,
			/// To contributors, for what they were deprived of.
			contributors: Balance,
			/// To the challenger.
			challenger: Balance,
			/// To verifiers who were right.
			verifiers: Balance,
			/// To the treasury.
			treasury: Balance,
		},
		/// A provider was found right, and the challenger lost its bond.
		Acquitted {
			/// The challenge.
			challenge: ChallengeId,
			/// To verifiers who were right.
			verifiers: Balance,
			/// To the provider.
			provider: Balance,
		},
		/// Nobody judged, or another verdict had answered the question: the challenger's bond went back.
		Dismissed {
			/// The challenge.
			challenge: ChallengeId,
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
		/// Influence names a contribution of whoever asked: leave the asker's own records out.
		OwnContribution,
		/// Nothing was earned since the last claim.
		NothingToClaim,
		/// A settlement pays for at most 256 answers; settle earlier.
		TooManyAnswers,
		/// There is no such settlement that can be challenged: none was made, or its window is over, or it is a base
		/// model's.
		UnknownSettlement,
		/// The settlement's window is over; challenge within `ChallengePeriod`.
		WindowOver,
		/// The settlement has fewer answers; number them from 0.
		UnknownAnswer,
		/// A provider cannot challenge its own settlement.
		OwnSettlement,
		/// A verdict has found this wrong already.
		AlreadyJudged,
		/// The same is being challenged; wait for the verdict.
		AlreadyChallenged,
		/// Too many challenges are open; try again when one is resolved.
		TooManyChallenges,
		/// There is no such challenge; it may have been resolved.
		UnknownChallenge,
		/// Only the challenged provider may reveal: its stash or its worker.
		NotTheAccused,
		/// The provider has revealed already.
		AlreadyRevealed,
		/// The time to reveal is over; the challenge can only be resolved.
		RevealTooLate,
		/// Show all receipts when the sum is doubted, and the one answer when that is.
		WrongEvidence,
		/// The receipts are not those under the settlement's root; show exactly those.
		NotTheReceipts,
		/// The token ids are not those that the receipt names; show exactly those.
		NotTheTokens,
		/// Nothing was revealed to be repeated, or the chain could judge it alone.
		NothingToVoteOn,
		/// The time to vote is over; the challenge can only be resolved.
		VoteTooLate,
		/// Only bonded providers vote, by their stash or worker; top up a slashed bond.
		NotAVerifier,
		/// Neither the accused nor the challenger votes.
		PartyToChallenge,
		/// Each provider votes once.
		AlreadyVoted,
		/// The challenge has all the votes it takes.
		TooManyVotes,
		/// The influence given is the receipt's own; vote `Matches`, or give the other.
		NotAnother,
		/// The challenge waits for evidence or votes; resolve it when the time is over.
		NotYetDue,
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
		/// Settles what the serving side posted, reveals, votes and resolves.
		fn offchain_worker(_: BlockNumberFor<T>) {
			Self::run_offchain_worker();
		}

		/// Drops settlements that can no longer be challenged.
		fn on_idle(_: BlockNumberFor<T>, room: Weight) -> Weight {
			Self::prune_within(room)
		}

		fn integrity_test() {
			assert!(T::Split::get().is_whole(), "the parts of Split must sum to one");
			assert!(T::MinDeposit::get() > 0, "MinDeposit must be above zero: it bounds the sessions");
			assert!(T::GracePeriod::get() > 0, "GracePeriod must leave the provider a block to settle in");
			assert!(T::ChallengePeriod::get() > 0, "ChallengePeriod must leave a block to challenge in");
			assert!(T::RevealPeriod::get() > 0, "RevealPeriod must leave the provider a block to reveal in");
			assert!(T::VotePeriod::get() > 0, "VotePeriod must leave verifiers a block to vote in");
			assert!(T::ChallengeBond::get() > 0, "ChallengeBond must be above zero: noise has a price");
			assert!(T::Penalty::get() > 0, "Penalty must be above zero: lies have a price");
			assert!(T::MaxChallenges::get() > 0, "MaxChallenges must be above zero");
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

		/// Doubts a settlement of a tuned model, by anyone but its provider: one of its answers, or without one the sum of
		/// all. The provider must then reveal. The caller's bond goes on hold until the verdict.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::challenge())]
		pub fn challenge(
			origin: OriginFor<T>,
			session: SessionId,
			settlement: SettlementNumber,
			answer: Option<u32>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_challenge(who, Question { session, settlement, answer })
		}

		/// Shows what a challenge asks for. By the challenged provider: its stash or its worker.
		#[pallet::call_index(6)]
		#[pallet::weight(match evidence {
			Opening::Receipts(receipts) => T::WeightInfo::reveal_receipts(receipts.len() as u32),
			Opening::Answer { opened_answer, .. } => T::WeightInfo::reveal_answer(
				(opened_answer.prompt.len() as u32).saturating_add(opened_answer.answer.len() as u32)
			),
		})]
		pub fn reveal(origin: OriginFor<T>, challenge: ChallengeId, evidence: Opening) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal(&who, challenge, evidence)
		}

		/// Says what repeating a revealed answer found. By another bonded provider: its stash or its worker.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::vote())]
		pub fn vote(origin: OriginFor<T>, challenge: ChallengeId, verdict: Finding) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_vote(&who, challenge, verdict)
		}

		/// Carries out what a challenge has come to, once that is known. Anyone may call it.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::resolve(MAX_RESTORED))]
		pub fn resolve(origin: OriginFor<T>, challenge: ChallengeId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let contributions = Self::do_resolve(challenge)?;
			Ok(Some(T::WeightInfo::resolve(contributions)).into())
		}
	}
}
