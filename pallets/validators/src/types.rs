//! What the pallet keeps about a validator.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::Balance;
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// The stake behind a validator. It is part of the historical session roots, so an equivocation proof tells how
/// much stood behind the offender at the time.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Stake {
	/// OPEN that the validator bonded itself, in planck.
	pub bond: Balance,
	/// OPEN that others delegated to it, in planck.
	pub delegated: Balance,
}

/// Whether a validator takes part.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Status {
	/// In the set.
	Active,
	/// Known, and out of the set.
	Idle,
}

/// The books of one validator.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ValidatorLedger {
	/// OPEN that the validator bonded itself, in planck; zero for the genesis set.
	pub bond: Balance,
	/// OPEN that others delegated to it, in planck.
	pub delegated: Balance,
	/// The validator's part of what its delegators earn.
	pub commission: Perbill,
	/// Whether it is in the set.
	pub status: Status,
}

impl ValidatorLedger {
	/// A validator of the genesis set: active, with nothing bonded.
	pub fn genesis() -> Self {
		Self { bond: 0, delegated: 0, commission: Perbill::zero(), status: Status::Active }
	}

	/// The stake behind it.
	pub fn stake(&self) -> Stake {
		Stake { bond: self.bond, delegated: self.delegated }
	}
}
