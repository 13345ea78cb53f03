//! The split of a settled amount: pure arithmetic, exact to the planck.
//!
//! For an amount `A`, with ⌊·⌋ rounding down to a planck:
//!
//! ```text
//! platform     = ⌊A · p⌋
//! royalty      = ⌊(A − platform) · r⌋                    r = 0 for a base model
//! rest         = A − platform − royalty
//! provider     = ⌊rest · a / (a + c + o)⌋
//! contributors = ⌊rest · c / (a + c + o)⌋
//! owner        = rest − provider − contributors
//! ```

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{influence::PARTS, Balance, ContributionId};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Permill, Rounding};

/// Who gets which part of a settled amount. The parts sum to one.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Split {
	/// `p`: the platform fee, to the treasury.
	pub platform: Permill,
	/// `a`: who answered.
	pub provider: Permill,
	/// `c`: whose records shaped the answers.
	pub contributors: Permill,
	/// `o`: who sells the model.
	pub owner: Permill,
}

/// A settled amount, divided. The five sum to it exactly.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Shares {
	/// To the treasury.
	pub platform: Balance,
	/// To the owner of the base model.
	pub royalty: Balance,
	/// To the provider.
	pub provider: Balance,
	/// To the contributors.
	pub contributors: Balance,
	/// To the owner of the model.
	pub owner: Balance,
}

/// ⌊amount · part / whole⌋ for part ≤ whole, without overflow; nothing when whole is zero.
pub(crate) fn ratio(amount: Balance, part: u128, whole: u128) -> Balance {
	multiply_by_rational_with_rounding(amount, part, whole, Rounding::Down).unwrap_or(0)
}

fn fraction(amount: Balance, part: u32, whole: u32) -> Balance {
	ratio(amount, part.into(), whole.into())
}

impl Split {
	/// Whether the parts sum to one.
	pub fn is_whole(&self) -> bool {
		let parts = [self.platform, self.provider, self.contributors, self.owner];
		parts.iter().map(|part| u64::from(part.deconstruct())).sum::<u64>() == 1_000_000
	}

	/// Divides `amount`; `royalty` is the base model's.
	pub fn divide(&self, amount: Balance, royalty: Permill) -> Shares {
		let platform = self.platform.mul_floor(amount);
		let after_fee = amount.saturating_sub(platform);
		let royalty = royalty.mul_floor(after_fee);
		let rest = after_fee.saturating_sub(royalty);
		let (a, c, o) =
			(self.provider.deconstruct(), self.contributors.deconstruct(), self.owner.deconstruct());
		let whole = a.saturating_add(c).saturating_add(o);
		let provider = fraction(rest, a, whole);
		let contributors = fraction(rest, c, whole);
		let owner = rest.saturating_sub(provider).saturating_sub(contributors);
		Shares { platform, royalty, provider, contributors, owner }
	}
}

/// Divides the contributors' share by influence, each part rounded down; the planck left over come second.
pub fn by_influence(
	amount: Balance,
	influence: &[(ContributionId, u32)],
) -> (Vec<(ContributionId, Balance)>, Balance) {
	let mut left = amount;
	let parts = influence
		.iter()
		.map(|(contribution, share)| {
			let part = fraction(amount, *share, PARTS).min(left);
			left = left.saturating_sub(part);
			(*contribution, part)
		})
		.collect();
	(parts, left)
}
