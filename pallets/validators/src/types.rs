//! Types that the pallet stores.

use crate::{accrual::Rewards, pool::Pool};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::Balance;
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use sp_staking::SessionIndex;

/// Relation of a validator to the set.
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

/// Books of one validator.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ValidatorLedger {
	/// Pool of its bond and its delegations.
	pub pool: Pool,
	/// Earnings of the pool.
	pub rewards: Rewards,
	/// Part of what the pool earns that is the validator's, before the rest is divided.
	pub commission: Perbill,
	/// Relation of the validator to the set.
	pub status: Status,
	/// Number of accounts with a position in the pool.
	pub positions: u32,
}

impl ValidatorLedger {
	/// Creates the empty books of a new validator.
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
	/// Account of the validator.
	pub validator: AccountId,
	/// Planck in its pool.
	pub stake: Balance,
}

/// Stake on its way back to its owner.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Chunk<AccountId> {
	/// Validator whose pool it left.
	pub validator: AccountId,
	/// Last session in which it counted.
	pub session: SessionIndex,
	/// Shares of the pool of everything that left `validator` with that session.
	pub shares: u128,
}

/// A validator that sits out.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Disabled<AccountId> {
	/// Account of the validator.
	pub validator: AccountId,
	/// Session in which it may work again.
	pub until: SessionIndex,
	/// Largest fraction for which it was disabled.
	pub severity: Perbill,
}

/// Author of a block and the fees that its users paid so far, kept from the block's start to its end.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct BlockIncome<AccountId> {
	/// Account that authors the block.
	pub author: AccountId,
	/// Planck of fees and tips for the author's pool, free in the pallet's account until the block ends.
	pub fees: Balance,
	/// Planck of fees for the treasury, in the same place.
	pub treasury: Balance,
}

/// A slash that waits to be applied.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PendingSlash<AccountId> {
	/// Session of the offence.
	pub session: SessionIndex,
	/// Part of all stake behind the validator that is taken: its own bond first.
	pub fraction: Perbill,
	/// Account that reported the offence, if any.
	pub reporter: Option<AccountId>,
	/// Session at whose end it is applied.
	pub due: SessionIndex,
}

/// Offences of a validator that count as one.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Case {
	/// Session in which the first of them was reported. Offences up to the next one belong to the case.
	pub opened: SessionIndex,
	/// Largest fraction reported so far.
	pub fraction: Perbill,
}

/// Part of a slash that the validator's bond did not cover, for which its delegators answer.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DelegatorSlash {
	/// Session of the offence: who came later does not answer for it.
	pub session: SessionIndex,
	/// First session in which it counts.
	pub applied: SessionIndex,
	/// Part of each delegation.
	pub fraction: Perbill,
}

/// Time since which an account has had stake with a validator, and the slashes that it has paid.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Entry {
	/// Session in which it came. It stays while any of the stake is there or unbonding.
	pub since: SessionIndex,
	/// Number of entries of `DelegatorSlashes` that its position has paid.
	pub paid: u32,
}

/// Blocks of a member of the running session.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Presence<AccountId> {
	/// Account of the validator.
	pub validator: AccountId,
	/// Blocks that it had authored when the session began.
	pub authored: u64,
	/// Sessions in a row, before this one, in which it authored none.
	pub silent: SessionIndex,
	/// Blocks that were to be expected of it in those.
	pub missed: u64,
}

/// A commission that waits.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PendingCommission {
	/// Commission from then on.
	pub commission: Perbill,
	/// Session with which it begins.
	pub session: SessionIndex,
}
