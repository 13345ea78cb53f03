//! Rewards for each share, without a fraction lost. This is arithmetic alone, without storage or accounts.
//!
//! The scheme is the usual running total a share (as in Batog, Boca and Johnson, "Scalable Reward
//! Distribution on the Ethereum Blockchain", 2018), here with every remainder kept, so that what is owed is
//! an identity and not a bound.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::Balance;
use scale_info::TypeInfo;
use sp_core::U256;
use sp_runtime::Perbill;

/// Number of parts of a planck in which running totals are kept.
pub const SCALE: u128 = 1_000_000_000_000_000_000_000_000;

/// Earnings of a pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Rewards {
	/// Earnings of one share since the pool began, in planck times [`SCALE`].
	pub per_share: u128,
	/// Remainder of all divisions, in planck times [`SCALE`]. It is part of the next reward.
	pub remainder: u128,
	/// Commission of the validator so far, in planck, until its position takes it.
	pub commission: Balance,
	/// Planck earned and not yet claimed, by everyone together.
	pub unpaid: Balance,
}

impl Rewards {
	/// Takes in `reward` planck: `commission` of it, rounded down, for the validator, and the rest for
	/// `shares`.
	///
	/// Without any share, all of it is the validator's. Returns nothing if a figure would overflow.
	#[must_use]
	pub fn credit(self, reward: Balance, shares: u128, commission: Perbill) -> Option<Self> {
		let cut = if shares == 0 { reward } else { commission.mul_floor(reward) };
		let (mut per_share, mut remainder) = (self.per_share, self.remainder);
		if shares > 0 {
			let rest = U256::from(reward.checked_sub(cut)?)
				.checked_mul(U256::from(SCALE))?
				.checked_add(U256::from(self.remainder))?;
			let raised = u128::try_from(rest.checked_div(U256::from(shares))?).ok()?;
			per_share = per_share.checked_add(raised)?;
			remainder = u128::try_from(rest.checked_rem(U256::from(shares))?).ok()?;
		}
		let commission = self.commission.checked_add(cut)?;
		let unpaid = self.unpaid.checked_add(reward)?;
		Some(Self { per_share, remainder, commission, unpaid })
	}
}

/// Part that one account has in one pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Position {
	/// Shares that the account owns.
	pub shares: u128,
	/// Running total of the pool when this position was last settled.
	pub per_share: u128,
	/// Part of a planck that the last settlement left, in planck times [`SCALE`].
	pub fraction: u128,
	/// Planck earned and not yet claimed.
	pub owed: Balance,
}

impl Position {
	/// Creates a position without shares in a pool whose running total stands at `per_share`.
	pub fn new(per_share: u128) -> Self {
		Self { per_share, ..Self::default() }
	}

	/// Returns what it has earned, in planck times [`SCALE`]: settled, carried, and since then.
	pub fn entitlement(&self, per_share: u128) -> Option<U256> {
		let since = U256::from(self.shares)
			.checked_mul(U256::from(per_share.checked_sub(self.per_share)?))?
			.checked_add(U256::from(self.fraction))?;
		U256::from(self.owed).checked_mul(U256::from(SCALE))?.checked_add(since)
	}

	/// Brings it up to the pool's running total, which must happen before its shares change.
	///
	/// Returns nothing if a figure would overflow.
	#[must_use]
	pub fn settle(self, per_share: u128) -> Option<Self> {
		let (owed, fraction) = self.entitlement(per_share)?.div_mod(U256::from(SCALE));
		let (owed, fraction) = (u128::try_from(owed).ok()?, u128::try_from(fraction).ok()?);
		Some(Self { shares: self.shares, per_share, fraction, owed })
	}
}
