//! Memory that several processes share: one has it, the others borrow.

use std::fmt::Debug;

/// An owner of memory from which the budgets of other processes borrow.
pub trait Lender: Debug + Send + Sync {
	/// Lends memory, or returns what was taken when it did not suffice.
	fn lend(&self, bytes: u64) -> Result<(), Taken>;

	/// Takes memory back that was lent in one piece.
	fn take_back(&self, bytes: u64);
}

/// Bytes that were taken already when a lender could not lend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken(pub u64);
