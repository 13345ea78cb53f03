//! The split of a settled amount: pure arithmetic, exact to the planck.
//!
//! For an amount `A`, with ⌊·⌋ rounding down to a planck:
//!
//! ```text
//! platform     = ⌊A · p⌋
//! rest         = A − platform
//! provider     = ⌊rest · a / (a + c + o)⌋
//! contributors = ⌊rest · c / (a + c + o)⌋
//! theirs       = rest − provider − contributors
//! royalty      = min(⌊rest · r⌋, theirs)                 r = 0 for a base model
//! owner        = theirs − royalty
//! ```
//!
//! Royalty is the owner's to pay: whatever a base asks for, provider and contributors get the same.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::{Balance, shares::ratio};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// Parts by which a settled amount is divided. They sum to one.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Split {
	/// Platform fee `p`, to the treasury.
	pub platform: Permill,
	/// Part `a` of the provider, who answered.
	pub provider: Permill,
	/// Part `c` of the contributors, whose records shaped the answers.
	pub contributors: Permill,
	/// Part `o` of the owner, who sells the model.
	pub owner: Permill,
}

/// Shares of a settled amount. The five sum to it exactly.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Shares {
	/// Planck to the treasury.
	pub platform: Balance,
	/// Planck to the owner of the base model.
	pub royalty: Balance,
	/// Planck to the provider.
	pub provider: Balance,
	/// Planck to the contributors.
	pub contributors: Balance,
	/// Planck to the owner of the model.
	pub owner: Balance,
}

fn fraction(amount: Balance, part: u32, whole: u32) -> Balance {
	ratio(amount, part.into(), whole.into())
}

impl Split {
	/// Returns whether the parts sum to one.
	pub fn is_whole(&self) -> bool {
		let parts = [self.platform, self.provider, self.contributors, self.owner];
		parts.iter().map(|part| u64::from(part.deconstruct())).sum::<u64>() == 1_000_000
	}

	/// Divides `amount`; `royalty` is the base model's.
	pub fn divide(&self, amount: Balance, royalty: Permill) -> Shares {
		let platform = self.platform.mul_floor(amount);
		let rest = amount.saturating_sub(platform);
		let (a, c, o) =
			(self.provider.deconstruct(), self.contributors.deconstruct(), self.owner.deconstruct());
		let whole = a.saturating_add(c).saturating_add(o);
		let provider = fraction(rest, a, whole);
		let contributors = fraction(rest, c, whole);
		let theirs = rest.saturating_sub(provider).saturating_sub(contributors);
		let royalty = royalty.mul_floor(rest).min(theirs);
		let owner = theirs.saturating_sub(royalty);
		Shares { platform, royalty, provider, contributors, owner }
	}
}
