//! A pool of stake that accounts own by shares. This is arithmetic alone, without storage or accounts.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_primitives::Balance;
use scale_info::TypeInfo;
use sp_runtime::{Rounding, helpers_128bit::multiply_by_rational_with_rounding};

/// Returns `a · b / c` over 256 bits, or nothing if `c` is zero or the result leaves 128 bits.
fn mul_div(a: u128, b: u128, c: u128, rounding: Rounding) -> Option<u128> {
	multiply_by_rational_with_rounding(a, b, c, rounding)
}

/// Stake, and the shares into which it is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Pool {
	/// Planck in the pool.
	pub stake: Balance,
	/// Shares that were given out. Zero exactly when nobody owns any of the stake.
	pub shares: u128,
}

impl Pool {
	/// Returns the planck that `shares` of it are worth, rounded down. An account that owns all shares owns
	/// every planck.
	pub fn value(&self, shares: u128) -> Balance {
		if shares >= self.shares {
			return self.stake;
		}
		mul_div(shares, self.stake, self.shares, Rounding::Down).unwrap_or(0)
	}

	/// Returns whether it was slashed to nothing while accounts own shares of it: no amount buys a share
	/// then.
	pub fn is_wiped(&self) -> bool {
		self.stake == 0 && self.shares > 0
	}

	/// Adds `amount` and returns the shares that it buys, `⌊amount · shares / stake⌋`, or `amount` in an
	/// empty pool.
	///
	/// Returns nothing if it buys none or a figure would overflow. The pool is then as it was.
	pub fn add(&mut self, amount: Balance) -> Option<u128> {
		let bought = match self.shares {
			0 => amount,
			shares => mul_div(amount, shares, self.stake, Rounding::Down)?,
		};
		if bought == 0 {
			return None;
		}
		let (stake, shares) = (self.stake.checked_add(amount)?, self.shares.checked_add(bought)?);
		*self = Self { stake, shares };
		Some(bought)
	}

	/// Takes `amount` out for the owner of `owned` shares, and returns the planck taken and the shares given
	/// up for them.
	///
	/// Shares are rounded up, so nobody who stays loses by it. If `amount` is all that the shares are worth,
	/// or more, all of them go.
	pub fn take(&mut self, amount: Balance, owned: u128) -> (Balance, u128) {
		let owned = owned.min(self.shares);
		let worth = self.value(owned);
		let spent = mul_div(amount, self.shares, self.stake, Rounding::Up).unwrap_or(owned);
		let (out, spent) = if amount >= worth || spent >= owned { (worth, owned) } else { (amount, spent) };
		self.stake = self.stake.saturating_sub(out);
		self.shares = self.shares.saturating_sub(spent);
		(out, spent)
	}
}
