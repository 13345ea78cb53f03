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

mod audit;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmark_helper;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod challenge;
mod draw;
mod invariants;
mod late;
#[cfg(test)]
mod mock;
mod money;
mod offchain;
mod payouts;
mod present;
mod questions;
mod resolve;
mod reveal;
mod rounds;
mod ruling;
mod runtime_api;
#[cfg(test)]
mod tests;
mod types;
mod vote;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmark_helper::{BenchmarkHelper, PRICE};
pub use pallet::*;
pub use types::{
	Challenge, ClosedAnswer, ClosedQuestions, Draw, MAX_AUDITS, MAX_CHANCES, MAX_DRAWN, MAX_DRAWS, MAX_LOOKS,
	MAX_PAGE, Positions, Question, ROUNDS,
};
pub use weights::WeightInfo;

const LOG_TARGET: &str = "runtime::disputes";

/// Storage, events, errors and calls of the pallet.
#[frame_support::pallet]
// The macros of FRAME expand to `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{Randomness, fungible},
	};
	use frame_system::{
		offchain::{AppCrypto, CreateSignedTransaction},
		pallet_prelude::*,
	};
	use openledger_primitives::{
		AccountId, Balance, BlockNumber, ChallengeId, Hash, MAX_INFLUENCE, SessionId, SettlementNumber,
		Signature,
		challenge::{Asked, ChallengeStage, Finding, OpenedAnswer, Opening},
		influence::InfluenceError,
		traits::{DatanetRegistry, ModelRegistry, ProviderRegistry, SettlementRegistry},
		usage::Receipt,
	};

	/// Most contributions that a ruling pays: as many as a settlement names.
	pub const MAX_RESTORED: u32 = MAX_INFLUENCE;

	/// Configuration supplied by the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, Hash = Hash> + CreateSignedTransaction<Call<Self>>
	{
		/// The currency of bonds and fines: OPEN.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::hold::Mutate<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// Worker keys, with which the offchain worker reveals, votes and resolves.
		type AuthorityId: AppCrypto<Self::Public, Self::Signature>;

		/// Snapshots, and who is paid for a contribution.
		type Datanets: DatanetRegistry<Self::AccountId>;

		/// Lineages of models.
		type Models: ModelRegistry<Self::AccountId>;

		/// Bonded providers and their worker keys.
		type Providers: ProviderRegistry<Self::AccountId>;

		/// Settlements that can be challenged, and the earnings that fines are paid into.
		type Settlements: SettlementRegistry<Self::AccountId>;

		/// Account that gets what is left of a fine.
		type Treasury: Get<Self::AccountId>;

		/// Randomness of the block before, by which verifiers are drawn.
		type Randomness: Randomness<Option<Hash>, BlockNumberFor<Self>>;

		/// Clock on which every deadline runs. It stands still while governance pauses the market.
		type Clock: sp_runtime::traits::BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Blocks that a challenged provider has to reveal, if nothing else of it is challenged.
		#[pallet::constant]
		type RevealPeriod: Get<BlockNumber>;

		/// Blocks after that in which it may still reveal, for [`Config::LateFee`].
		#[pallet::constant]
		type LatePeriod: Get<BlockNumber>;

		/// Blocks from the opening of an answer to the draw of its verifiers.
		#[pallet::constant]
		type DrawDelay: Get<BlockNumber>;

		/// Blocks that drawn verifiers have to repeat the answer and to commit.
		#[pallet::constant]
		type CommitPeriod: Get<BlockNumber>;

		/// Blocks after that in which they reveal what they committed to.
		#[pallet::constant]
		type DisclosePeriod: Get<BlockNumber>;

		/// How many verifiers are drawn for a round.
		#[pallet::constant]
		type Drawn: Get<u32>;

		/// Fewest findings that decide anything.
		#[pallet::constant]
		type Quorum: Get<u32>;

		/// Planck held of whoever challenges.
		#[pallet::constant]
		type ChallengeBond: Get<Balance>;

		/// Planck that a conviction costs a provider beyond what the lie was about.
		#[pallet::constant]
		type Penalty: Get<Balance>;

		/// Planck that each verifier gets who was right, as far as the money reaches.
		#[pallet::constant]
		type VerifierReward: Get<Balance>;

		/// Planck that a verifier loses whose finding the others contradict.
		#[pallet::constant]
		type MinorityPenalty: Get<Balance>;

		/// Planck that a verifier loses who was drawn and says nothing.
		#[pallet::constant]
		type SilencePenalty: Get<Balance>;

		/// Planck that a provider loses who reveals late.
		#[pallet::constant]
		type LateFee: Get<Balance>;

		/// Planck that an audit pays each verifier who finds the answer right. Nothing is audited if it is
		/// zero.
		#[pallet::constant]
		type AuditFee: Get<Balance>;

		/// Most challenges that a challenger may have open at a time.
		#[pallet::constant]
		type MaxChallenges: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes what the benchmarks need of other pallets.
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper;
	}

	/// Version of the storage: since 1, verifiers are drawn.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Reasons for which this pallet puts OPEN on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// In a challenger's account: behind its challenge.
		#[codec(index = 0)]
		ChallengeBond,
	}

	/// Number of the next challenge. It only grows, so a number is never used twice.
	#[pallet::storage]
	pub type NextChallenge<T: Config> = StorageValue<_, ChallengeId, ValueQuery>;

	/// Challenges that are not resolved.
	#[pallet::storage]
	pub type Challenges<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, Challenge, OptionQuery>;

	/// Numbers of the challenges that are not resolved, as big-endian bytes, so that they are read in order.
	#[pallet::storage]
	pub type Open<T: Config> = StorageMap<_, Identity, [u8; 8], (), OptionQuery>;

	/// Challenges that are not resolved, by settlement and what they ask about it: no two ask the same.
	#[pallet::storage]
	pub type Questions<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(SessionId, SettlementNumber),
		Twox64Concat,
		Asked,
		ChallengeId,
		OptionQuery,
	>;

	/// Questions that cannot be asked again but with a receipt, by settlement, for as long as that is kept.
	#[pallet::storage]
	pub type Closed<T: Config> =
		StorageMap<_, Twox64Concat, (SessionId, SettlementNumber), ClosedQuestions, ValueQuery>;

	/// How many open challenges each challenger has.
	#[pallet::storage]
	pub type OpenBy<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, u32, ValueQuery>;

	/// Open challenges by the stash of the accused.
	#[pallet::storage]
	pub type Against<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, AccountId, Twox64Concat, ChallengeId, (), OptionQuery>;

	/// How many open challenges are against each provider.
	#[pallet::storage]
	pub type OpenAgainst<T: Config> = StorageMap<_, Blake2_128Concat, AccountId, u32, ValueQuery>;

	/// Draws of verifiers, by challenge, until it is resolved.
	#[pallet::storage]
	pub type Draws<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, Draw, OptionQuery>;

	/// Challenges that a provider was drawn for, by its stash, until the round is over.
	#[pallet::storage]
	pub type Duties<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, AccountId, Twox64Concat, ChallengeId, (), OptionQuery>;

	/// What verifiers have committed to, by challenge and stash, until the round is over.
	#[pallet::storage]
	pub type Commitments<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ChallengeId, Blake2_128Concat, AccountId, Hash, OptionQuery>;

	/// Randomness of the blocks since challenges wait for a draw, mixed into what was mixed before.
	#[pallet::storage]
	pub type Mix<T: Config> = StorageValue<_, Hash, ValueQuery>;

	/// Challenges that wait for a draw, with the first block in which it can be made.
	#[pallet::storage]
	pub type DrawQueue<T: Config> = StorageMap<_, Twox64Concat, u64, (ChallengeId, BlockNumber), OptionQuery>;

	/// Positions in that queue.
	#[pallet::storage]
	pub type DrawPositions<T: Config> = StorageValue<_, Positions, ValueQuery>;

	/// Answers laid open, by challenge, until it is resolved.
	#[pallet::storage]
	pub type OpenedAnswers<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, OpenedAnswer, OptionQuery>;

	/// Hashes of receipts that the accused's worker signed for a doubted answer, by challenge, until it is
	/// resolved. One a challenge.
	#[pallet::storage]
	pub type PresentedReceipts<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, Hash, OptionQuery>;

	/// Findings that verifiers have revealed, by challenge and stash, until the round is over; at most
	/// [`MAX_DRAWN`] a challenge.
	#[pallet::storage]
	pub type Votes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ChallengeId, Blake2_128Concat, AccountId, Finding, OptionQuery>;

	/// Settlements of which chance has not decided yet whether they are audited, in the order in which they
	/// were made, with the first block in which it can.
	#[pallet::storage]
	pub type AuditQueue<T: Config> =
		StorageMap<_, Twox64Concat, u64, (SessionId, SettlementNumber, BlockNumber), OptionQuery>;

	/// Positions in that queue.
	#[pallet::storage]
	pub type AuditPositions<T: Config> = StorageValue<_, Positions, ValueQuery>;

	/// Planck set aside of the purse for each open audit, by the number that it has as a challenge; nothing
	/// for that of a sum, which the chain judges alone.
	#[pallet::storage]
	pub type Audits<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, Balance, OptionQuery>;

	/// Planck set aside for all open audits.
	#[pallet::storage]
	pub type AuditFees<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// Settlements that chance has had audited, for as long as they are kept: a lie in one costs more.
	#[pallet::storage]
	pub type Audited<T: Config> = StorageMap<_, Twox64Concat, (SessionId, SettlementNumber), (), OptionQuery>;

	/// Open audits in the order in which blocks look whether they are due.
	#[pallet::storage]
	pub type AuditTurn<T: Config> = StorageMap<_, Twox64Concat, u64, ChallengeId, OptionQuery>;

	/// Positions in that order.
	#[pallet::storage]
	pub type AuditTurns<T: Config> = StorageValue<_, Positions, ValueQuery>;

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A settlement was challenged: its provider must reveal.
		Challenged {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Number of the session.
			session: SessionId,
			/// Number of the settlement in the session.
			settlement: SettlementNumber,
			/// Number of the doubted answer; none if it is the settlement's sum.
			answer: Option<u32>,
			/// Account of the challenger.
			challenger: AccountId,
			/// Stash of the accused provider.
			provider: AccountId,
			/// Last block to reveal in.
			until: BlockNumber,
		},
		/// A provider revealed what a challenge asks for.
		Revealed {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Stage that the challenge is in now.
			stage: ChallengeStage,
		},
		/// A verifier revealed its finding.
		Voted {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Stash of the provider in whose name it voted.
			verifier: AccountId,
			/// True if it found the answer right.
			is_right: bool,
		},
		/// A provider was found wrong and slashed; the challenger's bond went back besides.
		Convicted {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Stash of the provider.
			provider: AccountId,
			/// Planck taken off its bond: the sum of what follows.
			slashed: Balance,
			/// Planck credited to contributors, for what they were deprived of.
			contributors: Balance,
			/// Planck credited to the challenger, or, if chance asked, to the purse that pays audits.
			challenger: Balance,
			/// Planck credited to verifiers who were right.
			verifiers: Balance,
			/// Planck credited to the treasury.
			treasury: Balance,
			/// Planck of the settlement that went back to its user, beside the slash.
			refunded: Balance,
		},
		/// A provider was found right, and the challenger lost its bond; if chance asked, the purse that pays
		/// audits paid the verifiers.
		Acquitted {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Planck credited to verifiers who were right.
			verifiers: Balance,
			/// Planck credited to the provider.
			provider: Balance,
		},
		/// Another ruling had answered the question: the challenger's bond went back.
		Dismissed {
			/// Number of the challenge.
			challenge: ChallengeId,
		},
		/// Verifiers were drawn to repeat an answer.
		VerifiersDrawn {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Number of the round, from 0.
			round: u32,
			/// Seed, with which anybody can repeat the draw.
			seed: Hash,
			/// Stashes of the verifiers.
			verifiers: Vec<AccountId>,
			/// Last block to commit in.
			commit: BlockNumber,
			/// Last block to reveal in.
			until: BlockNumber,
		},
		/// A verifier committed to its finding.
		Committed {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Stash of the provider in whose name it did.
			verifier: AccountId,
		},
		/// Verifiers did not agree: others are drawn.
		DrawnAgain {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Number of the round that begins.
			round: u32,
		},
		/// Verifiers could not decide: the settlement stays as stated, the challenger's bond went back, and
		/// the question stays open for the referee.
		Undecided {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Hash of the receipt of the answer that was doubted.
			receipt: Hash,
		},
		/// Somebody paid the treasury: a verifier that was silent or wrong, a provider that revealed late, or
		/// a challenger that doubted a true sum.
		Penalised {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Account that paid it, out of its bond.
			who: AccountId,
			/// Planck that it paid.
			amount: Balance,
		},
		/// A receipt was shown that the accused's worker signed for the doubted answer.
		ReceiptPresented {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Hash of the receipt.
			receipt: Hash,
		},
		/// Chance has a settlement audited: its provider must reveal the answer that pays for a planck, or
		/// all receipts.
		Audited {
			/// Number of the audit, which is a challenge that nobody made.
			challenge: ChallengeId,
			/// Number of the session.
			session: SessionId,
			/// Number of the settlement in the session.
			settlement: SettlementNumber,
			/// Planck of the session that was drawn; none if the sum is audited.
			planck: Option<Balance>,
			/// Stash of the provider.
			provider: AccountId,
			/// Last block to reveal in.
			until: BlockNumber,
		},
	}

	/// Errors of this pallet.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such settlement that can be challenged: none was made, or its window is over.
		UnknownSettlement,
		/// The settlement's window is over; challenge within `ChallengePeriod`.
		WindowOver,
		/// The settlement has fewer answers; number them from 0.
		UnknownAnswer,
		/// A provider cannot challenge its own settlement.
		OwnSettlement,
		/// A ruling has answered this already, for good.
		AlreadyJudged,
		/// The same is being challenged; wait for the ruling.
		AlreadyChallenged,
		/// This challenger has too many open challenges; try again when one is resolved.
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
		/// The receipts are not those that the settlement commits to; show exactly those, in order.
		NotTheReceipts,
		/// The token ids are not those that the receipt names; show exactly those.
		NotTheTokens,
		/// No verifiers are drawn: nothing was revealed to be repeated, or the chain could judge it alone.
		NothingToVoteOn,
		/// The time to reveal findings is over; the challenge can only be resolved.
		VoteTooLate,
		/// Only the providers that were drawn judge, by their stash or worker.
		NotAVerifier,
		/// Each verifier commits once and reveals once.
		AlreadyVoted,
		/// The influence given is the receipt's own; vote `Matches`, or give the other.
		NotAnother,
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
		/// The challenge waits for evidence or votes; resolve it when the time is over.
		NotYetDue,
		/// A number or an amount left its range.
		Overflow,
		/// Verifiers could not decide this; only the referee may, or another receipt of the worker's, by
		/// `challenge_with_receipt`.
		LeftToReferee,
		/// The time to commit is over; reveal what was committed to.
		CommitTooLate,
		/// Findings are revealed when the time to commit is over, or all verifiers have committed; wait for
		/// that.
		VoteTooEarly,
		/// Only what was committed to can be revealed, and nothing was.
		NotCommitted,
		/// Finding and salt are not what was committed to; reveal exactly that.
		OtherCommitment,
		/// A receipt is of use while one answer is doubted and nothing is proven yet; challenge that answer.
		NothingToPresent,
		/// The receipt is of another answer; present a paid one of this session with the doubted number.
		OtherAnswer,
		/// The signature is not the accused provider's worker's over this receipt.
		NotSigned,
		/// The receipt is the one that is known already; only another proves something.
		SameReceipt,
		/// The answer does not pay for the planck that the audit drew; show the one whose price, counted from
		/// the cumulative amount of its receipt downwards, covers it.
		OtherPlanck,
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
		/// Draws verifiers where that is due, and settlements to audit.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::draw_due()
		}

		/// Carries out what audits have come to: nobody has to gain by it.
		fn on_idle(_: BlockNumberFor<T>, room: Weight) -> Weight {
			Self::resolve_audits_within(room)
		}

		/// Reveals, votes and resolves for the providers of this node.
		fn offchain_worker(_: BlockNumberFor<T>) {
			Self::run_offchain_worker();
		}

		fn integrity_test() {
			assert!(T::RevealPeriod::get() > 0, "RevealPeriod must leave the provider a block to reveal in");
			assert!(T::CommitPeriod::get() > 0, "CommitPeriod must leave verifiers a block to commit in");
			assert!(T::DisclosePeriod::get() > 0, "DisclosePeriod must leave verifiers a block to reveal in");
			assert!(
				T::DrawDelay::get() > 1,
				"DrawDelay must be above one: a reveal's author knows its own block"
			);
			let drawn = T::Quorum::get()..=MAX_DRAWN;
			assert!(T::Quorum::get() > 0 && drawn.contains(&T::Drawn::get()), "Drawn must reach the Quorum");
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
		/// Challenges a settlement: one of its answers, or without one the sum of all.
		/// Anyone but its provider may do so. The provider must then reveal. The caller's bond goes on hold
		/// until the ruling.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::challenge())]
		pub fn challenge(
			origin: OriginFor<T>,
			session: SessionId,
			settlement: SettlementNumber,
			answer: Option<u32>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_challenge(who, Question { session, settlement, asked: answer.into() })
		}

		/// Reveals what a challenge asks for. By the challenged provider: its stash or its worker. After the
		/// time for it, there is a while in which it costs a fee. What an audit asks for is revealed without
		/// a transaction fee.
		#[pallet::call_index(1)]
		#[pallet::weight(match evidence {
			Opening::Receipts(receipts) => T::WeightInfo::reveal_receipts(receipts.len() as u32),
			Opening::Answer { opened_answer, .. } => T::WeightInfo::reveal_answer(
				(opened_answer.prompt.len() as u32).saturating_add(opened_answer.answer.len() as u32)
			),
		})]
		pub fn reveal(
			origin: OriginFor<T>,
			challenge: ChallengeId,
			evidence: Opening,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_reveal(&who, challenge, evidence)
		}

		// Index 2 was `vote`, by which whoever was bonded at the moment decided. It is not used again.

		/// Carries out what a challenge has come to, once that is known. Anyone may call it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::resolve(MAX_RESTORED))]
		pub fn resolve(origin: OriginFor<T>, challenge: ChallengeId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let contributions = Self::do_resolve(challenge)?;
			Ok(Some(T::WeightInfo::resolve(contributions)).into())
		}

		/// Commits to what repeating a revealed answer found: [`Finding::commitment`]. By a provider that was
		/// drawn: its stash or its worker.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::commit_vote())]
		pub fn commit_vote(origin: OriginFor<T>, challenge: ChallengeId, commitment: Hash) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_commit_vote(&who, challenge, commitment)
		}

		/// Reveals a finding and the salt of its commitment, once the time to commit is over. By a provider
		/// that was drawn: its stash or its worker.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::reveal_vote())]
		pub fn reveal_vote(
			origin: OriginFor<T>,
			challenge: ChallengeId,
			finding: Finding,
			salt: Hash,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal_vote(&who, challenge, finding, salt)
		}

		/// Shows a receipt that the accused provider's worker signed for the doubted answer. If another was
		/// settled, the challenge is decided. Anyone may call it.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::present_receipt())]
		pub fn present_receipt(
			origin: OriginFor<T>,
			challenge: ChallengeId,
			receipt: Box<Receipt>,
			signature: Signature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_present(challenge, &receipt, &signature)
		}

		/// Challenges the answer that a receipt is about, and shows the receipt, which the provider's worker
		/// signed. If verifiers have looked at the answer before, another receipt than the settled one
		/// decides at once. Anyone but the provider may call it; the caller's bond goes on hold until the
		/// ruling.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::challenge_with_receipt())]
		pub fn challenge_with_receipt(
			origin: OriginFor<T>,
			settlement: SettlementNumber,
			receipt: Box<Receipt>,
			signature: Signature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_challenge_with_receipt(who, settlement, &receipt, &signature)
		}
	}
}
