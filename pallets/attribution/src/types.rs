//! Values that the pallet keeps: sessions, liabilities, boards, running totals.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, BoundedVec, ConstU32, Hash, MAX_BOARD, ModelId, SessionId,
	SettlementNumber,
	boundary::Boundary,
	model::Price,
	usage::{SessionInfo, SessionKey},
};
use scale_info::TypeInfo;

/// Session between a user and a provider about one model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Session {
	/// Account of the user, who pays and signs vouchers.
	pub user: AccountId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Number of the model.
	pub model: ModelId,
	/// Price agreed when it opened.
	pub price: Price,
	/// Planck deposited altogether.
	pub deposited: Balance,
	/// Planck settled altogether.
	pub settled: Balance,
	/// First block in which anyone may close it; set once the user or the model's owner asked to close.
	pub closing_at: Option<BlockNumber>,
	/// Number of its next settlement.
	pub settlements: SettlementNumber,
	/// Number of paid answers settled altogether.
	pub answers: u32,
	/// Head of the chain of their receipts; zero before the first.
	pub receipts: Hash,
	/// Key that signs vouchers beside the user's.
	pub key: Option<SessionKey<AccountId>>,
}

impl Session {
	/// Returns how much of the user's is on hold for it, in planck.
	pub fn left(&self) -> Balance {
		self.deposited.saturating_sub(self.settled)
	}

	/// Returns whether its time has run out at block `now`.
	pub fn is_over(&self, now: BlockNumber) -> bool {
		self.closing_at.is_some_and(|at| now >= at)
	}

	/// Returns the point up to which it is settled.
	pub fn boundary(&self) -> Boundary {
		Boundary { answers: self.answers, cumulative: self.settled, receipts: self.receipts }
	}

	/// Converts it to what runtime APIs show.
	pub fn info(self, id: SessionId) -> SessionInfo<AccountId> {
		SessionInfo {
			id,
			user: self.user,
			provider: self.provider,
			model: self.model,
			price: self.price,
			deposited: self.deposited,
			settled: self.settled,
			answers: self.answers,
			receipts: self.receipts,
			key: self.key,
			closing_at: self.closing_at,
		}
	}
}

/// Totals of everything that ever passed through the pallet's account, in planck. What came in and did not go
/// out is what the account holds.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Totals {
	/// In: settled in sessions.
	pub settled: Balance,
	/// In: paid by other pallets.
	pub paid: Balance,
	/// In: taken by rulings, off bonds of providers and challengers.
	pub fines: Balance,
	/// Credited to contributors, of what was settled or taken by rulings.
	pub contributors: Balance,
	/// Out: moved to the treasury.
	pub treasury: Balance,
	/// Out: claimed.
	pub claimed: Balance,
	/// Not divided yet: what settlements have left whose windows are not over, or that are challenged.
	pub pending: Balance,
}

/// Positions in use in the queue of settlements that wait for the end of their windows.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Queue {
	/// Oldest position in use.
	pub first: u64,
	/// Position after the newest, which is free.
	pub next: u64,
}

/// Liability of a provider: what it may still have to answer for.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Liability {
	/// Last block in which one of its settlements can be challenged.
	pub until: BlockNumber,
	/// Number of challenges against it that are not resolved.
	pub open: u32,
	/// Planck that its settlements have left: what it may still lose for them.
	pub amount: Balance,
}

/// Accounts that earned most, best first; of equals, the lower account first.
pub type Board = BoundedVec<(AccountId, Balance), ConstU32<MAX_BOARD>>;
