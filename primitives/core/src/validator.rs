//! Validators and delegations, as clients read them.

use crate::Balance;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// A validator as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ValidatorInfo<AccountId> {
	/// Account of the validator.
	pub validator: AccountId,
	/// Planck in its pool: its own bond and all delegations.
	pub stake: Balance,
	/// Planck of that which are its own bond.
	pub bond: Balance,
	/// Part of what the pool earns that is the validator's, before the rest is divided.
	pub commission: Perbill,
	/// Set if it wants to be in the set.
	pub is_candidate: bool,
	/// Set if the latest planned session has it in its set.
	pub is_in_set: bool,
	/// Number of blocks that it has authored.
	pub authored: u64,
}

/// Stake and earnings that an account has with one validator.
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
	/// Validator whose pool it left.
	pub validator: AccountId,
	/// Planck that it is worth now.
	pub amount: Balance,
	/// First session in which it can be withdrawn.
	pub session: u32,
}
