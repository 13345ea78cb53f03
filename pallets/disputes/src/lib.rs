#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmark_helper;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod challenge;
mod invariants;
#[cfg(test)]
mod mock;
mod money;
mod offchain;
mod payouts;
mod present;
mod resolve;
mod reveal;
mod ruling;
mod runtime_api;
#[cfg(test)]
mod tests;
mod types;
mod vote;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmark_helper::{fill_challenges, BenchmarkHelper, PRICE};
pub use pallet::*;
pub use types::{Challenge, OpenChallenge, Question, MAX_VOTES};
pub use weights::WeightInfo;

const LOG_TARGET: &str = "runtime::disputes";

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::boxed::Box;
	use frame_support::{pallet_prelude::*, traits::fungible};
	use frame_system::{
		offchain::{AppCrypto, CreateSignedTransaction},
		pallet_prelude::*,
	};
	use openledger_primitives::{
		challenge::{ChallengeStage, Finding, OpenedAnswer, Opening},
		influence::InfluenceError,
		traits::{DatanetRegistry, ModelRegistry, ProviderRegistry, SettlementRegistry},
		usage::Receipt,
		AccountId, Balance, BlockNumber, ChallengeId, Hash, SessionId, SettlementNumber, Signature,
		MAX_INFLUENCE,
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

		/// Blocks that a challenged provider has to reveal.
		#[pallet::constant]
		type RevealPeriod: Get<BlockNumber>;

		/// Blocks that verifiers have to vote.
		#[pallet::constant]
		type VotePeriod: Get<BlockNumber>;

		/// Planck held of whoever challenges.
		#[pallet::constant]
		type ChallengeBond: Get<Balance>;

		/// Planck that a conviction costs a provider beyond what the lie was about.
		#[pallet::constant]
		type Penalty: Get<Balance>;

		/// Planck that each verifier gets who was right, as far as the money reaches.
		#[pallet::constant]
		type VerifierReward: Get<Balance>;

		/// Most challenges that are open at a time.
		#[pallet::constant]
		type MaxChallenges: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Makes what the benchmarks need of other pallets.
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper;
	}

	#[pallet::pallet]
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

	/// Numbers of the challenges that are not resolved, ascending, and what they doubt.
	#[pallet::storage]
	pub type OpenChallenges<T: Config> =
		StorageValue<_, BoundedVec<OpenChallenge, T::MaxChallenges>, ValueQuery>;

	/// Answers laid open, by challenge, until it is resolved.
	#[pallet::storage]
	pub type OpenedAnswers<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, OpenedAnswer, OptionQuery>;

	/// Hashes of receipts that the accused's worker signed for a doubted answer, by challenge, until it is
	/// resolved. One a challenge.
	#[pallet::storage]
	pub type PresentedReceipts<T: Config> = StorageMap<_, Twox64Concat, ChallengeId, Hash, OptionQuery>;

	/// Findings of verifiers, by challenge and stash, until it is resolved; at most [`MAX_VOTES`] a
	/// challenge.
	#[pallet::storage]
	pub type Votes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ChallengeId, Blake2_128Concat, AccountId, Finding, OptionQuery>;

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
		/// A verifier voted.
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
			/// Planck credited to the challenger.
			challenger: Balance,
			/// Planck credited to verifiers who were right.
			verifiers: Balance,
			/// Planck credited to the treasury.
			treasury: Balance,
			/// Planck of the settlement that went back to its user, beside the slash.
			refunded: Balance,
		},
		/// A provider was found right, and the challenger lost its bond.
		Acquitted {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Planck credited to verifiers who were right.
			verifiers: Balance,
			/// Planck credited to the provider.
			provider: Balance,
		},
		/// Nobody judged, or another ruling had answered the question: the challenger's bond went back.
		Dismissed {
			/// Number of the challenge.
			challenge: ChallengeId,
		},
		/// A receipt was shown that the accused's worker signed for the doubted answer.
		ReceiptPresented {
			/// Number of the challenge.
			challenge: ChallengeId,
			/// Hash of the receipt.
			receipt: Hash,
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
		/// A ruling has found this wrong already.
		AlreadyJudged,
		/// The same is being challenged; wait for the ruling.
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
		/// The receipts are not those that the settlement commits to; show exactly those, in order.
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
		/// A receipt is of use while one answer is doubted and nothing is proven yet; challenge that answer.
		NothingToPresent,
		/// The receipt is of another answer; present a paid one of this session with the doubted number.
		OtherAnswer,
		/// The signature is not the accused provider's worker's over this receipt.
		NotSigned,
		/// The receipt is the one that is known already; only another proves something.
		SameReceipt,
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
		/// Reveals, votes and resolves for the providers of this node.
		fn offchain_worker(_: BlockNumberFor<T>) {
			Self::run_offchain_worker();
		}

		fn integrity_test() {
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
			Self::do_challenge(who, Question { session, settlement, answer })
		}

		/// Reveals what a challenge asks for. By the challenged provider: its stash or its worker.
		#[pallet::call_index(1)]
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

		/// Votes for what repeating a revealed answer found. By another bonded provider: its stash or its
		/// worker.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::vote())]
		pub fn vote(origin: OriginFor<T>, challenge: ChallengeId, verdict: Finding) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_vote(&who, challenge, verdict)
		}

		/// Carries out what a challenge has come to, once that is known. Anyone may call it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::resolve(MAX_RESTORED))]
		pub fn resolve(origin: OriginFor<T>, challenge: ChallengeId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let contributions = Self::do_resolve(challenge)?;
			Ok(Some(T::WeightInfo::resolve(contributions)).into())
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
	}
}
