//! Challenges as they are kept until they are resolved.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{
	challenge::ChallengeStage, AccountId, Balance, ChallengeId, SessionId, SettlementNumber,
};
use scale_info::TypeInfo;

/// Most votes on one challenge.
pub const MAX_VOTES: u32 = 15;

/// Challenge that is not resolved.
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
	/// Number of votes so far.
	pub votes: u32,
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
	/// Number of the answer in the settlement; `None` is the settlement's sum.
	pub answer: Option<u32>,
}

/// Entry in the list of challenges that are not resolved.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OpenChallenge {
	/// Number of the challenge.
	pub id: ChallengeId,
	/// Question that it asks: no two ask the same.
	pub question: Question,
}
