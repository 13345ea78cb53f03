//! Invariants: what always holds.

mod graph;
mod retention;

use crate::{AuditPurse, Books, Config, Earnings, Influence, NextSession, Pallet, Sessions};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use openledger_primitives::{AccountId, Balance};
use sp_runtime::TryRuntimeError;

fn sum(mut amounts: impl Iterator<Item = Balance>) -> Result<Balance, TryRuntimeError> {
	let sum = amounts.try_fold(0, |sum: Balance, amount| sum.checked_add(amount));
	sum.ok_or(TryRuntimeError::Other("attribution: a sum overflows"))
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	///
	/// # Invariants
	///
	/// See the functions it calls, one for each.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::earnings_are_held()?;
		Self::deposits_are_held()?;
		Self::books_balance()?;
		Self::contributors_add_up()?;
		Self::ids_are_unused()?;
		Self::try_state_graph()?;
		Self::try_state_retention()
	}

	/// Checks earnings.
	///
	/// # Invariants
	///
	/// What accounts can claim and what waits to be divided is exactly what the pallet's account has on hold
	/// for earnings. No entry is zero.
	fn earnings_are_held() -> Result<(), TryRuntimeError> {
		let owed = sum(Earnings::<T>::iter_values().chain([Books::<T>::get().pending]))?;
		ensure!(owed == Self::held_earnings(), "attribution: earnings differ from what is on hold");
		ensure!(
			Earnings::<T>::iter_values().all(|amount| amount > 0),
			"attribution: an account with nothing to claim is kept"
		);
		Ok(())
	}

	/// Checks deposits.
	///
	/// # Invariants
	///
	/// For each user, deposits less settlements over its sessions are exactly what it has on hold for
	/// sessions. No session settled more than was deposited.
	fn deposits_are_held() -> Result<(), TryRuntimeError> {
		let mut left = BTreeMap::<AccountId, Balance>::new();
		for session in Sessions::<T>::iter_values() {
			ensure!(session.settled <= session.deposited, "attribution: a session settled above its deposit");
			let user = left.entry(session.user.clone()).or_default();
			*user = user.saturating_add(session.left());
		}
		for (user, left) in left {
			ensure!(left == Self::deposited(&user), "attribution: deposits differ from what is on hold");
		}
		Ok(())
	}

	/// Checks the books.
	///
	/// # Invariants
	///
	/// Everything that came in went to the treasury, was claimed, can be claimed, waits to be divided, or is
	/// in the purse that pays audits, which is exactly what is on hold for that.
	fn books_balance() -> Result<(), TryRuntimeError> {
		let books = Books::<T>::get();
		let came_in = sum([books.settled, books.paid, books.fines].into_iter())?;
		let claimable = sum(Earnings::<T>::iter_values())?;
		let purse = AuditPurse::<T>::get();
		ensure!(purse == Self::held_for_audits(), "attribution: the purse differs from what is on hold");
		let went_out = sum([books.treasury, books.claimed, claimable, books.pending, purse].into_iter())?;
		ensure!(came_in == went_out, "attribution: the books do not balance");
		Ok(())
	}

	/// Checks contributors' earnings.
	///
	/// # Invariants
	///
	/// What contributions earned sums to what was credited to contributors, which is part of what was settled
	/// or taken by rulings.
	fn contributors_add_up() -> Result<(), TryRuntimeError> {
		let books = Books::<T>::get();
		let earned = sum(Influence::<T>::iter_values().map(|influence| influence.earned))?;
		ensure!(earned == books.contributors, "attribution: contributors' earnings do not add up");
		let source = sum([books.settled, books.fines].into_iter())?;
		ensure!(earned <= source, "attribution: contributors earned more than was settled");
		Ok(())
	}

	/// Checks numbers.
	///
	/// # Invariants
	///
	/// Every session's number was given out.
	fn ids_are_unused() -> Result<(), TryRuntimeError> {
		let next = NextSession::<T>::get();
		ensure!(
			Sessions::<T>::iter_keys().all(|id| id < next),
			"attribution: a session's number is not used"
		);
		Ok(())
	}
}
