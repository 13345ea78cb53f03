//! What the pallet keeps: sessions, settlements, challenges, running totals.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{
	challenge::{ChallengeStage, SettlementInfo},
	influence::InfluenceVector,
	model::Price,
	usage::SessionInfo,
	AccountId, Balance, BlockNumber, BoundedVec, ChallengeId, ConstU32, Hash, ModelId, SessionId,
	SettlementNumber, MAX_BOARD, MAX_SETTLEMENT_ANSWERS,
};
use scale_info::TypeInfo;

/// A session between a user and a provider about one model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Session {
	/// Who pays and signs vouchers.
	pub user: AccountId,
	/// The provider's stash.
	pub provider: AccountId,
	/// The model.
	pub model: ModelId,
	/// Price agreed when it opened.
	pub price: Price,
	/// Everything deposited, in planck.
	pub deposited: Balance,
	/// Everything settled, in planck.
	pub settled: Balance,
	/// Set once the user asked to close.
	pub closing_at: Option<BlockNumber>,
	/// Settlements so far that can be challenged: the number of the next one.
	pub settlements: SettlementNumber,
}

impl Session {
	/// Planck of the user's that are on hold for it.
	pub fn left(&self) -> Balance {
		self.deposited.saturating_sub(self.settled)
	}

	/// Whether its time has run out at block `now`.
	pub fn is_over(&self, now: BlockNumber) -> bool {
		self.closing_at.is_some_and(|at| now >= at)
	}

	/// As runtime APIs show it.
	pub fn info(self, id: SessionId) -> SessionInfo<AccountId> {
		SessionInfo {
			id,
			user: self.user,
			provider: self.provider,
			model: self.model,
			price: self.price,
			deposited: self.deposited,
			settled: self.settled,
			closing_at: self.closing_at,
		}
	}
}

/// Everything that ever passed through the pallet's account, in planck. What came in and did not go out is what the
/// account holds.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Totals {
	/// In: settled in sessions.
	pub settled: Balance,
	/// In: paid by other pallets.
	pub paid: Balance,
	/// In: taken by verdicts, off bonds of providers and challengers.
	pub fines: Balance,
	/// Of what was settled or taken by verdicts: credited to contributors.
	pub contributors: Balance,
	/// Out: moved to the treasury.
	pub treasury: Balance,
	/// Out: claimed.
	pub claimed: Balance,
}

/// A settlement, kept for as long as it may be challenged.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Settled {
	/// Who paid.
	pub user: AccountId,
	/// The provider's stash.
	pub provider: AccountId,
	/// The model.
	pub model: ModelId,
	/// The session's price.
	pub price: Price,
	/// The block that it was made in.
	pub at: BlockNumber,
	/// The last block in which it can be challenged.
	pub until: BlockNumber,
	/// Answers that it paid for.
	pub answers: u32,
	/// Root over their receipts' hashes.
	pub receipts: Hash,
	/// Planck settled.
	pub amount: Balance,
	/// Of that, what was divided by influence.
	pub contributors: Balance,
	/// Of that, what verdicts have made up for since.
	pub restored: Balance,
	/// The influence that it stated.
	pub influence: InfluenceVector,
	/// Answers found wrong, ascending.
	pub convicted: BoundedVec<u32, ConstU32<MAX_SETTLEMENT_ANSWERS>>,
	/// Whether it was found wrong as a whole.
	pub condemned: bool,
}

impl Settled {
	/// Of the contributors' part, what verdicts have not made up for.
	pub fn unrestored(&self) -> Balance {
		self.contributors.saturating_sub(self.restored)
	}

	/// As runtime APIs show it.
	pub fn info(self, number: SettlementNumber) -> SettlementInfo<AccountId> {
		SettlementInfo {
			number,
			user: self.user,
			provider: self.provider,
			model: self.model,
			at: self.at,
			until: self.until,
			answers: self.answers,
			receipts: self.receipts,
			amount: self.amount,
			contributors: self.contributors,
			restored: self.restored,
			influence: self.influence,
			condemned: self.condemned,
		}
	}
}

/// Positions in the queue of settlements that wait for the end of their windows: `first` is the oldest, `next` is free.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Queue {
	/// The oldest position in use.
	pub first: u64,
	/// The position after the newest.
	pub next: u64,
}

/// What a provider may still have to answer for.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Liability {
	/// The last block in which one of its settlements can be challenged.
	pub until: BlockNumber,
	/// Challenges against it that are not resolved.
	pub open: u32,
}

/// A challenge that is not resolved.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Challenge {
	/// What is doubted.
	pub question: Question,
	/// Who doubts.
	pub challenger: AccountId,
	/// The accused: a provider's stash.
	pub provider: AccountId,
	/// Planck on hold of the challenger.
	pub bond: Balance,
	/// Where it stands.
	pub stage: ChallengeStage,
	/// Votes so far.
	pub votes: u32,
}

/// What a challenge doubts.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Question {
	/// The session.
	pub session: SessionId,
	/// The settlement in it.
	pub settlement: SettlementNumber,
	/// The answer in that; `None` is the settlement's sum.
	pub answer: Option<u32>,
}

/// An entry in the list of challenges that are not resolved.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Open {
	/// The challenge.
	pub id: ChallengeId,
	/// What it doubts: no two doubt the same.
	pub question: Question,
}

/// The accounts that earned most, best first; of equals, the lower account first.
pub type Board = BoundedVec<(AccountId, Balance), ConstU32<MAX_BOARD>>;
