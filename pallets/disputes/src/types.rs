//! Challenges as they are kept until they are resolved, and what stays of them while a settlement is kept.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, BoundedVec, ConstU32, Hash, MAX_SETTLEMENT_ANSWERS, SessionId,
	SettlementNumber,
	challenge::{Asked, ChallengeStage},
};
use scale_info::TypeInfo;

/// Most verifiers that are drawn for one round.
pub const MAX_DRAWN: u32 = 15;

/// Rounds after which a question that verifiers do not agree on stays open for the referee.
pub const ROUNDS: u32 = 3;

/// Most verifiers that earlier rounds have drawn.
pub const MAX_PASSED: u32 = MAX_DRAWN * (ROUNDS - 1);

/// Most draws that are made at the beginning of one block; further ones wait for the next.
pub const MAX_DRAWS: u32 = 8;

/// Most settlements of which chance decides at the beginning of one block whether they are audited.
pub const MAX_CHANCES: u32 = 128;

/// Most audits that begin in one block; further settlements wait.
pub const MAX_AUDITS: u32 = 16;

/// Most open audits that are looked at after one block, whether they are due.
pub const MAX_LOOKS: u32 = 4;

/// Most open challenges that one answer of the runtime API shows.
pub const MAX_PAGE: u32 = 256;

/// Challenge that is not resolved, or audit: then the treasury is its challenger, and there is no bond.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Challenge {
	/// Question that it asks.
	pub question: Question,
	/// Account of the challenger.
	pub challenger: AccountId,
	/// Stash of the accused provider.
	pub provider: AccountId,
	/// Planck on hold in the challenger's account.
	pub bond: Balance,
	/// Stage that it is in.
	pub stage: ChallengeStage,
	/// Number of findings that were revealed in this round.
	pub votes: u32,
}

impl Challenge {
	/// Returns whether chance asks, and nobody else.
	pub fn is_audit(&self) -> bool {
		// Nobody challenges without one.
		self.bond == 0
	}
}

/// Question of a challenge: what it doubts.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Question {
	/// Number of the session.
	pub session: SessionId,
	/// Number of the settlement in the session.
	pub settlement: SettlementNumber,
	/// What it asks about the settlement.
	pub asked: Asked,
}

/// Draw of a challenge's verifiers, from the first round to the ruling.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Draw {
	/// Number of the round, from 0.
	pub round: u32,
	/// Seed of the draw, with which anybody can repeat it.
	pub seed: Hash,
	/// Stashes of those who were drawn, in the order of the draw; none while a draw is awaited.
	pub verifiers: BoundedVec<AccountId, ConstU32<MAX_DRAWN>>,
	/// Stashes of those who were drawn in earlier rounds.
	pub passed: BoundedVec<AccountId, ConstU32<MAX_PASSED>>,
	/// Last block to commit in.
	pub commit: BlockNumber,
	/// How many of them have committed.
	pub committed: u32,
}

impl Positions {
	/// Returns whether nothing waits.
	pub fn is_empty(&self) -> bool {
		self.first >= self.next
	}
}

impl Draw {
	/// Returns whether all who were drawn have committed, so that none can repeat what another reveals.
	pub fn is_committed(&self) -> bool {
		self.committed as usize >= self.verifiers.len()
	}
}

/// Questions about a settlement that nobody may ask again but with a receipt, although no ruling found them
/// wrong.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClosedQuestions {
	/// True once the chain itself found the sum right.
	pub sum: bool,
	/// Answers, ascending by their numbers.
	pub answers: BoundedVec<ClosedAnswer, ConstU32<MAX_SETTLEMENT_ANSWERS>>,
}

impl ClosedQuestions {
	/// Returns what is closed about an answer, by its number in the settlement.
	pub fn find(&self, answer: u32) -> Option<&ClosedAnswer> {
		let at = self.answers.binary_search_by_key(&answer, |known| known.answer).ok()?;
		self.answers.get(at)
	}
}

/// Answer that nobody may challenge again, unless by a receipt that convicts.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClosedAnswer {
	/// Number of the answer in the settlement.
	pub answer: u32,
	/// Hash of its receipt: another one that the worker signed convicts all the same.
	pub receipt: Hash,
	/// False if verifiers could not decide, so that a referee may; true if they found it right.
	pub is_right: bool,
}

/// Positions in a queue of what waits for chance, or of audits: `first` is the next, `next` is free.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Positions {
	/// Position of the next entry.
	pub first: u64,
	/// First free position.
	pub next: u64,
}
