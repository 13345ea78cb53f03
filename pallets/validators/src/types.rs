//! What the pallet keeps about validators and their delegators.

use crate::{accrual::Rewards, pool::Pool};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::Balance;
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use sp_staking::SessionIndex;

/// Whether a validator wants to be in the set.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Status {
	/// In the list of candidates: in the set, or queuing for it.
	Candidate,
	/// Out of the list, after an offence or because another with more stake took its place; it may return.
	Idle,
	/// Left. Its books stay until its last delegator is gone.
	Left,
}

/// The books of one validator.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ValidatorLedger {
	/// Its bond and its delegations.
	pub pool: Pool,
	/// What they earned.
	pub rewards: Rewards,
	/// The validator's part of what its pool earns, before the rest is divided.
	pub commission: Perbill,
	/// Whether it wants to be in the set.
	pub status: Status,
	/// Accounts with a position in the pool.
	pub positions: u32,
}

impl ValidatorLedger {
	/// A new validator's.
	pub fn new() -> Self {
		Self {
			pool: Pool::default(),
			rewards: Rewards::default(),
			commission: Perbill::zero(),
			status: Status::Candidate,
			positions: 0,
		}
	}
}

impl Default for ValidatorLedger {
	fn default() -> Self {
		Self::new()
	}
}

/// A place in the list of candidates.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Candidate<AccountId> {
	/// Who.
	pub validator: AccountId,
	/// Planck in its pool.
	pub stake: Balance,
}

/// Stake on its way back to its owner.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Chunk<AccountId> {
	/// Whose pool it left.
	pub validator: AccountId,
	/// The last session in which it counted.
	pub session: SessionIndex,
	/// Shares of the pool of everything that left `validator` with that session.
	pub shares: u128,
}

/// A validator that sits out.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Disabled<AccountId> {
	/// Who.
	pub validator: AccountId,
	/// The session in which it may work again.
	pub until: SessionIndex,
	/// The largest fraction for which it was disabled.
	pub severity: Perbill,
}

/// The block's author and what its users paid so far; lives from the block's start to its end.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct BlockIncome<AccountId> {
	/// Who authors the block.
	pub author: AccountId,
	/// Planck of fees and tips for the author's pool, free in the pallet's account until the block ends.
	pub fees: Balance,
	/// Planck of fees for the treasury, in the same place.
	pub treasury: Balance,
}
