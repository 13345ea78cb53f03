//! What is said when a settlement is doubted: questions, evidence, outcomes.

use crate::{
	influence::InfluenceVector,
	root::HashProof,
	usage::{hash_tokens, Receipt},
	Balance, BlockNumber, BoundedVec, ChallengeId, ConstU32, Hash, ModelId, SessionId, SettlementNumber,
	MAX_ANSWER_TOKENS, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS,
};
use alloc::{boxed::Box, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// One answer, laid open: everything that it takes to repeat it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OpenedAnswer {
	/// What the provider stated about it.
	pub receipt: Receipt,
	/// Token ids read.
	pub prompt: BoundedVec<u32, ConstU32<MAX_PROMPT_TOKENS>>,
	/// Token ids written.
	pub answer: BoundedVec<u32, ConstU32<MAX_ANSWER_TOKENS>>,
}

impl OpenedAnswer {
	/// Whether the token ids are those that the receipt names by their hashes.
	pub fn is_of_its_receipt(&self) -> bool {
		hash_tokens(&self.prompt) == self.receipt.prompt && hash_tokens(&self.answer) == self.receipt.answer
	}

	/// Whether the receipt counts the tokens right.
	pub fn is_counted_right(&self) -> bool {
		let same = |ids: &[u32], count: u32| ids.len() as u64 == u64::from(count);
		same(&self.prompt, self.receipt.prompt_tokens) && same(&self.answer, self.receipt.completion_tokens)
	}
}

/// What a provider shows when it is challenged.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Opening {
	/// About the settlement's sum: the receipts of all its answers, in order.
	#[codec(index = 0)]
	Receipts(BoundedVec<Receipt, ConstU32<MAX_SETTLEMENT_ANSWERS>>),
	/// About one answer.
	#[codec(index = 1)]
	Answer {
		/// The answer.
		opened_answer: Box<OpenedAnswer>,
		/// That its receipt is under the settlement's root.
		proof: HashProof,
	},
}

/// What somebody found who repeated an answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Finding {
	/// The answer and its influence are what the receipt says.
	#[codec(index = 0)]
	Matches,
	/// The model answers otherwise.
	#[codec(index = 1)]
	AnswerDiffers {
		/// Influence on what the model does answer.
		influence: InfluenceVector,
	},
	/// The answer is right, its influence is not.
	#[codec(index = 2)]
	InfluenceDiffers {
		/// What it is.
		influence: InfluenceVector,
	},
}

impl Finding {
	/// The right vector, where the receipt's is wrong.
	pub fn correction(&self) -> Option<&InfluenceVector> {
		match self {
			Self::Matches => None,
			Self::AnswerDiffers { influence } | Self::InfluenceDiffers { influence } => Some(influence),
		}
	}
}

/// What the chain itself finds wrong with evidence that is under the settlement's root.
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
	/// A receipt counts other tokens than there are.
	#[codec(index = 2)]
	WrongCount,
	/// A receipt's influence is malformed, or names what the model did not learn from.
	#[codec(index = 3)]
	BadInfluence,
	/// The receipts' influence does not add up to the settlement's.
	#[codec(index = 4)]
	OtherSum,
}

/// Where a challenge stands.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ChallengeStage {
	/// The provider may reveal up to and including this block.
	#[codec(index = 0)]
	AwaitingResponse {
		/// That block.
		until: BlockNumber,
	},
	/// Verifiers may vote up to and including this block.
	#[codec(index = 1)]
	Voting {
		/// That block.
		until: BlockNumber,
	},
	/// The evidence speaks against the provider.
	#[codec(index = 2)]
	ProvenWrong(Refutation),
	/// The evidence answers the question: the sum is right.
	#[codec(index = 3)]
	ProvenRight,
}

/// A challenge as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ChallengeInfo<AccountId> {
	/// Its number.
	pub id: ChallengeId,
	/// The session.
	pub session: SessionId,
	/// The settlement in it.
	pub settlement: SettlementNumber,
	/// The answer doubted, from 0; `None` doubts the settlement's sum.
	pub answer: Option<u32>,
	/// Who doubts.
	pub challenger: AccountId,
	/// The accused: a provider's stash.
	pub provider: AccountId,
	/// Planck on hold of the challenger.
	pub bond: Balance,
	/// Where it stands.
	pub stage: ChallengeStage,
	/// What verifiers found, by their stashes.
	pub votes: Vec<(AccountId, Finding)>,
}

/// A settlement that is kept because it may be challenged.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SettlementInfo<AccountId> {
	/// Its number in its session.
	pub number: SettlementNumber,
	/// Who paid. Its own contributions have no part in the influence.
	pub user: AccountId,
	/// The provider's stash.
	pub provider: AccountId,
	/// The model.
	pub model: ModelId,
	/// The block that it was made in.
	pub at: BlockNumber,
	/// The last block in which it can be challenged.
	pub until: BlockNumber,
	/// Answers that it paid for.
	pub answers: u32,
	/// [`crate::root::of_hashes`] over their receipts' hashes.
	pub receipts: Hash,
	/// Planck settled.
	pub amount: Balance,
	/// Of that, what was divided by influence.
	pub contributors: Balance,
	/// Of that, what verdicts have made up for since.
	pub restored: Balance,
	/// The influence that it stated.
	pub influence: InfluenceVector,
	/// Whether it was found wrong as a whole: nothing is left to challenge.
	pub condemned: bool,
}

/// How long what takes, in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Periods {
	/// A settlement can be challenged for so long.
	pub challenge: BlockNumber,
	/// A provider may reveal for so long.
	pub reveal: BlockNumber,
	/// Verifiers may vote for so long.
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
		let evidence = Opening::Answer { opened_answer: Box::new(good), proof: HashProof::default() };
		assert_eq!(Opening::decode(&mut &evidence.encode()[..]), Ok(evidence));
	}

	#[test]
	fn the_largest_exhibit_fits_a_transaction() {
		assert!(OpenedAnswer::max_encoded_len() + HashProof::max_encoded_len() < 256 * 1024);
		assert!(Receipt::max_encoded_len() * (MAX_SETTLEMENT_ANSWERS as usize) < 1024 * 1024);
	}
}
