//! Sessions and the pallet's running totals.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{
	model::Price, usage::SessionInfo, AccountId, Balance, BlockNumber, ModelId, SessionId,
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
	/// Of what was settled: credited to contributors.
	pub contributors: Balance,
	/// Out: moved to the treasury.
	pub treasury: Balance,
	/// Out: claimed.
	pub claimed: Balance,
}
