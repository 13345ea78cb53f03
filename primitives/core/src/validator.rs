//! Validators and delegations, as clients read them.

use crate::Balance;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// A validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ValidatorInfo<AccountId> {
	/// Its account.
	pub validator: AccountId,
	/// Planck in its pool: its own bond and all delegations.
	pub stake: Balance,
	/// Planck of that which are its own bond.
	pub bond: Balance,
	/// Its part of what the pool earns, before the rest is divided.
	pub commission: Perbill,
	/// Whether it wants to be in the set.
	pub is_candidate: bool,
	/// Whether the latest planned session has it in its set.
	pub is_in_set: bool,
	/// Blocks it has authored.
	pub authored: u64,
}

/// What an account has with one validator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PositionInfo {
	/// Planck that its shares of the pool are worth.
	pub stake: Balance,
	/// Planck that it can claim.
	pub claimable: Balance,
}

/// Stake on its way back to an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnbondingInfo<AccountId> {
	/// Whose pool it left.
	pub validator: AccountId,
	/// Planck that it is worth.
	pub amount: Balance,
	/// The first session in which it can be withdrawn.
	pub session: u32,
}
