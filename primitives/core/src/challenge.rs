//! Nouns of challenges: openings, findings, stages, and settlements that can be challenged.

use crate::{
	Balance, BlockNumber, BoundedVec, ChallengeId, ConstU32, ContributionId, Hash, MAX_ANSWER_TOKENS,
	MAX_INFLUENCE, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS, ModelId, SessionId, SettlementNumber,
	influence::InfluenceVector,
	model::Price,
	usage::{Receipt, hash_tokens},
};
use alloc::{boxed::Box, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::{BlakeTwo256, Hash as _};

/// An answer laid open: everything that it takes to repeat it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OpenedAnswer {
	/// Receipt that the provider committed to.
	pub receipt: Receipt,
	/// Token ids that were read.
	pub prompt: BoundedVec<u32, ConstU32<MAX_PROMPT_TOKENS>>,
	/// Token ids that were written.
	pub answer: BoundedVec<u32, ConstU32<MAX_ANSWER_TOKENS>>,
}

impl OpenedAnswer {
	/// Returns whether the token ids are those that the receipt names by their hashes.
	pub fn is_of_its_receipt(&self) -> bool {
		hash_tokens(&self.prompt) == self.receipt.prompt && hash_tokens(&self.answer) == self.receipt.answer
	}

	/// Returns whether the receipt counts the tokens right, and there is an answer.
	pub fn is_counted_right(&self) -> bool {
		let same = |ids: &[u32], count: u32| ids.len() as u64 == u64::from(count);
		let are_right = same(&self.prompt, self.receipt.prompt_tokens)
			&& same(&self.answer, self.receipt.completion_tokens);
		are_right && !self.answer.is_empty()
	}
}

/// What a challenge or an audit asks a provider to show of a settlement.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Asked {
	/// The settlement's sum: all receipts.
	#[codec(index = 0)]
	Sum,
	/// The answer of this number in the settlement, from 0.
	#[codec(index = 1)]
	Answer(u32),
	/// The answer that pays for this planck of its session, which chance drew: see [`Receipt::pays_for`].
	#[codec(index = 2)]
	Planck(Balance),
}

impl Asked {
	/// Returns the number of the answer, if that is known before the answer is laid open.
	pub fn answer(self) -> Option<u32> {
		match self {
			Self::Answer(answer) => Some(answer),
			Self::Sum | Self::Planck(_) => None,
		}
	}

	/// Returns the planck that chance drew, if it did.
	pub fn planck(self) -> Option<Balance> {
		match self {
			Self::Planck(planck) => Some(planck),
			Self::Sum | Self::Answer(_) => None,
		}
	}
}

impl From<Option<u32>> for Asked {
	fn from(answer: Option<u32>) -> Self {
		answer.map_or(Self::Sum, Self::Answer)
	}
}

/// Evidence that a provider shows when it is challenged.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Opening {
	/// Evidence about the settlement's sum: the receipts of all its answers, in order.
	#[codec(index = 0)]
	Receipts(BoundedVec<Receipt, ConstU32<MAX_SETTLEMENT_ANSWERS>>),
	/// Evidence about one answer.
	#[codec(index = 1)]
	Answer {
		/// Answer that is doubted.
		opened_answer: Box<OpenedAnswer>,
		/// Hashes of the receipts of all the settlement's answers, in order.
		receipts: BoundedVec<Hash, ConstU32<MAX_SETTLEMENT_ANSWERS>>,
	},
}

/// Finding of a verifier who repeated an answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Finding {
	/// The answer and its influence are what the receipt says.
	#[codec(index = 0)]
	Matches {
		/// Hash of numbers that only who repeated the answer has: [`crate::usage::hash_work`], bound to a
		/// round by [`Finding::bound_to`]. Whoever agrees without the work has another.
		work: Hash,
	},
	/// The model gives another answer.
	#[codec(index = 1)]
	AnswerDiffers {
		/// Influence on the answer that the model gives.
		influence: InfluenceVector,
	},
	/// The answer is right, but its influence is not.
	#[codec(index = 2)]
	InfluenceDiffers {
		/// Influence that is right.
		influence: InfluenceVector,
	},
	/// Something that it takes to repeat the answer could not be had. It never rules.
	#[codec(index = 3)]
	Unrepeatable,
}

impl Finding {
	/// Returns the right vector, where the receipt's is wrong.
	pub fn correction(&self) -> Option<&InfluenceVector> {
		match self {
			Self::Matches { .. } | Self::Unrepeatable => None,
			Self::AnswerDiffers { influence } | Self::InfluenceDiffers { influence } => Some(influence),
		}
	}

	/// Returns the finding as it counts in one round of a challenge: the work is hashed with both, in SCALE,
	/// so that what earlier rounds and other challenges have made public is worth nothing.
	pub fn bound_to(self, challenge: ChallengeId, round: u32) -> Self {
		match self {
			Self::Matches { work } => Self::Matches { work: BlakeTwo256::hash_of(&(challenge, round, work)) },
			other => other,
		}
	}

	/// Returns whether two findings say the same, whoever did the work.
	pub fn agrees_with(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Matches { .. }, Self::Matches { .. }) => true,
			(one, other) => one == other,
		}
	}

	/// Returns what a verifier commits to before it reveals this finding: the hash of its stash, the
	/// challenge, the finding and the salt, in SCALE.
	///
	/// The stash is in it so that no one can repeat the commitment of another.
	pub fn commitment<AccountId: Encode>(
		&self,
		stash: &AccountId,
		challenge: ChallengeId,
		salt: &Hash,
	) -> Hash {
		BlakeTwo256::hash_of(&(stash, challenge, self, salt))
	}
}

/// Fault that the chain itself finds in evidence that is under the settlement's root.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Refutation {
	/// A receipt names another chain, session, model or adapter.
	#[codec(index = 0)]
	ForeignReceipt,
	/// A receipt's price is not the session's for its tokens.
	#[codec(index = 1)]
	WrongPrice,
	/// A receipt counts other tokens than there are, or the answer has none.
	#[codec(index = 2)]
	WrongCount,
	/// A receipt's influence is malformed, or names what the model did not learn from.
	#[codec(index = 3)]
	BadInfluence,
	/// The receipts' influence does not add up to the settlement's.
	#[codec(index = 4)]
	OtherSum,
	/// Numbers or cumulative amounts of the receipts do not go on from the settlement before without gap or
	/// repeat, or do not end at the amount that was settled.
	#[codec(index = 5)]
	BrokenChain,
	/// The worker signed another receipt for the same answer.
	#[codec(index = 6)]
	OtherReceipt,
}

/// Stage of a challenge.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ChallengeStage {
	/// The provider may reveal up to and including this block.
	#[codec(index = 0)]
	AwaitingResponse {
		/// Number of that block.
		until: BlockNumber,
	},
	/// Verifiers who were drawn commit to their findings, then reveal them, up to and including this block.
	#[codec(index = 1)]
	Voting {
		/// Number of that block.
		until: BlockNumber,
	},
	/// The evidence speaks against the provider.
	#[codec(index = 2)]
	ProvenWrong(Refutation),
	/// The evidence answers the question: the sum is right.
	#[codec(index = 3)]
	ProvenRight,
	/// Verifiers are drawn in this block or soon after it, by randomness that nobody knows before.
	#[codec(index = 4)]
	Drawing {
		/// Number of that block.
		at: BlockNumber,
	},
	/// There are too few providers to draw verifiers from.
	#[codec(index = 5)]
	Undecided,
}

/// Challenge as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ChallengeInfo<AccountId> {
	/// Number of the challenge.
	pub id: ChallengeId,
	/// Number of the session.
	pub session: SessionId,
	/// Number of the settlement in the session.
	pub settlement: SettlementNumber,
	/// Number of the doubted answer, from 0; `None` doubts the settlement's sum, or is an audit whose answer
	/// does not lie open yet.
	pub answer: Option<u32>,
	/// Account of the challenger; the treasury's for an audit.
	pub challenger: AccountId,
	/// Stash of the accused provider.
	pub provider: AccountId,
	/// Planck on hold in the challenger's account.
	pub bond: Balance,
	/// Stage that it is in.
	pub stage: ChallengeStage,
	/// Findings that verifiers have revealed, by their stashes.
	pub votes: Vec<(AccountId, Finding)>,
	/// Draw of the verifiers; none before the first.
	pub draw: Option<DrawInfo<AccountId>>,
	/// Planck of the session that an audit drew; none if somebody challenged.
	pub planck: Option<Balance>,
}

/// Draw of a challenge's verifiers, as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DrawInfo<AccountId> {
	/// Number of the round, from 0.
	pub round: u32,
	/// Seed of the draw, with which anybody can repeat it.
	pub seed: Hash,
	/// Stashes of those who were drawn; none while the next round is awaited.
	pub verifiers: Vec<AccountId>,
	/// Stashes of those among them who have committed to a finding.
	pub committed: Vec<AccountId>,
	/// Last block to commit in.
	pub commit: BlockNumber,
}

/// Settlement, kept for as long as it may be challenged. What it pays is divided only then.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct KeptSettlement<AccountId> {
	/// Account of the user who paid.
	pub user: AccountId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Number of the model.
	pub model: ModelId,
	/// Price of the session.
	pub price: Price,
	/// Block that it was made in.
	pub at: BlockNumber,
	/// Last block in which it can be challenged.
	pub until: BlockNumber,
	/// Number, in the session, of the first answer that it pays for.
	pub first: u32,
	/// Number of answers that it pays for.
	pub answers: u32,
	/// Planck that were owed in the session before them.
	pub before: Balance,
	/// Head of the chain of receipts before them, by [`crate::usage::head`].
	pub head: Hash,
	/// Head of the chain after them, which the user signed.
	pub receipts: Hash,
	/// Planck settled, which are divided when the window is over.
	pub amount: Balance,
	/// Influence that it stated.
	pub influence: InfluenceVector,
	/// Planck of the amount that rulings have given to somebody already.
	pub taken: Balance,
	/// Answers found wrong, ascending.
	pub convicted: BoundedVec<u32, ConstU32<MAX_SETTLEMENT_ANSWERS>>,
	/// Contributions that get nothing by the stated influence, ascending: receipts that were found wrong
	/// named them beyond what is right.
	pub forfeited: BoundedVec<ContributionId, ConstU32<MAX_INFLUENCE>>,
	/// True once it was found wrong as a whole.
	pub condemned: bool,
}

impl<AccountId> KeptSettlement<AccountId> {
	/// Returns the planck that are still to be divided.
	pub fn left(&self) -> Balance {
		self.amount.saturating_sub(self.taken)
	}

	/// Returns whether a ruling has found an answer wrong, or the settlement as a whole. `None` asks about
	/// its sum.
	pub fn is_judged(&self, answer: Option<u32>) -> bool {
		self.condemned || answer.is_some_and(|answer| self.convicted.binary_search(&answer).is_ok())
	}

	/// Converts it to what runtime APIs show.
	pub fn info(self, number: SettlementNumber) -> SettlementInfo<AccountId> {
		SettlementInfo {
			number,
			user: self.user,
			provider: self.provider,
			model: self.model,
			at: self.at,
			until: self.until,
			answers: self.answers,
			first: self.first,
			receipts: self.receipts,
			amount: self.amount,
			influence: self.influence,
			condemned: self.condemned,
		}
	}
}

/// Settlement that can be challenged, as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SettlementInfo<AccountId> {
	/// Number of the settlement in its session.
	pub number: SettlementNumber,
	/// Account of the user who paid. Its own contributions have no part in the influence.
	pub user: AccountId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Number of the model.
	pub model: ModelId,
	/// Block that it was made in.
	pub at: BlockNumber,
	/// Last block in which it can be challenged.
	pub until: BlockNumber,
	/// Number, in the session, of the first answer that it pays for.
	pub first: u32,
	/// Answers that it pays for.
	pub answers: u32,
	/// Head of the chain of receipts after them, which the user signed.
	pub receipts: Hash,
	/// Planck settled, which are divided when the window is over.
	pub amount: Balance,
	/// Influence that it stated.
	pub influence: InfluenceVector,
	/// True once it was found wrong as a whole: nothing is left to challenge.
	pub condemned: bool,
}

/// Periods of challenges, in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Periods {
	/// Period in which a settlement can be challenged.
	pub challenge: BlockNumber,
	/// Longest period in which a provider may reveal: with as many challenges against it as count, and the
	/// time in which it may still do so for a fee.
	pub reveal: BlockNumber,
	/// Period from a draw in which verifiers commit and reveal, and before it until the draw.
	pub vote: BlockNumber,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_exhibit_is_checked_against_its_receipt() {
		let receipt = Receipt {
			genesis: Hash::zero(),
			session: 1,
			index: 0,
			model: 1,
			adapter: Hash::zero(),
			prompt: hash_tokens(&[1, 2, 3]),
			answer: hash_tokens(&[4]),
			prompt_tokens: 3,
			completion_tokens: 1,
			price: 1,
			cumulative: 1,
			influence: Default::default(),
		};
		let prompt = BoundedVec::truncate_from(alloc::vec![1, 2, 3]);
		let good = OpenedAnswer { receipt, prompt, answer: BoundedVec::truncate_from(alloc::vec![4]) };
		assert!(good.is_of_its_receipt() && good.is_counted_right());
		let mut other = good.clone();
		other.prompt.as_mut().swap(0, 1);
		assert!(!other.is_of_its_receipt() && other.is_counted_right());
		let mut other = good.clone();
		other.receipt.completion_tokens = 2;
		assert!(other.is_of_its_receipt() && !other.is_counted_right());
		let evidence = Opening::Answer { opened_answer: Box::new(good), receipts: Default::default() };
		assert_eq!(Opening::decode(&mut &evidence.encode()[..]), Ok(evidence));
	}

	#[test]
	fn commitments_and_bounds_are_hashed_as_written() {
		// By Python's hashlib, over the bytes that the definitions name. `js/sdk` has the first one too.
		let finding = Finding::Matches { work: Hash::repeat_byte(7) };
		let commitment = finding.commitment(&[1u8; 32], 7, &Hash::repeat_byte(5));
		let known = "0xb42a5a31592455220780a5cd1c6e38addced3599bcf43cc37213498ede31222d";
		assert_eq!(alloc::format!("{commitment:?}"), known);
		let Finding::Matches { work } = finding.bound_to(7, 2) else { panic!("it says the same") };
		let known = "0xefbef71ac4bea345d80c3c5a1d99cacd2ea4cc20514cfae80dc89335ed62de70";
		assert_eq!(alloc::format!("{work:?}"), known);
	}

	#[test]
	fn what_was_asked_before_audits_keeps_its_encoding() {
		for answer in [None, Some(0), Some(7)] {
			assert_eq!(Asked::from(answer).encode(), answer.encode());
			assert_eq!(Asked::from(answer).answer(), answer);
		}
		assert!(Option::<u32>::decode(&mut &Asked::Planck(3).encode()[..]).is_err());
	}

	#[test]
	fn the_largest_exhibit_fits_a_transaction() {
		let receipts = MAX_SETTLEMENT_ANSWERS as usize * 32;
		assert!(OpenedAnswer::max_encoded_len() + receipts < 256 * 1024);
		assert!(Receipt::max_encoded_len() * (MAX_SETTLEMENT_ANSWERS as usize) < 1024 * 1024);
	}
}
