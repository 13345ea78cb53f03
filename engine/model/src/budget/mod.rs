//! Memory that models may take: stated before it is taken, and bounded.

mod footprint;
mod lender;
mod machine;

pub use footprint::Footprint;
pub use lender::{Lender, Taken};

use std::sync::{
	Arc,
	atomic::{AtomicU64, Ordering},
};

/// A limit on the memory of all models that share it.
///
/// Opening a model reserves what its file, vocabulary and weights take, and reading a prompt what its cache
/// of keys and values takes. Reservations end with the model or the cache.
#[derive(Debug)]
pub struct Budget {
	limit: u64,
	taken: AtomicU64,
	/// The one who has the memory, if this budget only borrows it.
	lender: Option<Arc<dyn Lender>>,
}

/// Memory that was asked for and does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
	"{what} needs {} of memory, but {} of the {} that models may take are left: take a smaller model, or \
	 raise --max-model-memory",
	size(*needed),
	size(limit.saturating_sub(*taken)),
	size(*limit)
)]
pub struct OverBudget {
	/// Name of that which needs the memory.
	pub what: &'static str,
	/// Bytes that it needs.
	pub needed: u64,
	/// Bytes that were reserved already.
	pub taken: u64,
	/// Bytes that may be reserved in all.
	pub limit: u64,
}

/// A part of a budget, given back when it is dropped.
#[derive(Debug)]
pub struct Reservation {
	budget: Arc<Budget>,
	bytes: u64,
}

impl Budget {
	/// Makes a budget of `limit` bytes.
	pub fn new(limit: u64) -> Arc<Self> {
		Arc::new(Self { limit, taken: AtomicU64::new(0), lender: None })
	}

	/// Makes a budget whose every reservation is asked of a lender, which has `limit` bytes for all that
	/// borrow from it.
	pub fn borrowed(limit: u64, lender: Arc<dyn Lender>) -> Arc<Self> {
		Arc::new(Self { limit, taken: AtomicU64::new(0), lender: Some(lender) })
	}

	/// Makes a budget of three quarters of the memory that the machine, or the control group of this process,
	/// has left now; without a limit where the system does not say.
	pub fn of_machine() -> Arc<Self> {
		Self::new(machine::available().map_or(u64::MAX, |bytes| bytes / 4 * 3))
	}

	/// Returns the bytes that may be reserved in all.
	pub fn limit(&self) -> u64 {
		self.limit
	}

	/// Returns the bytes that are reserved now.
	pub fn taken(&self) -> u64 {
		self.taken.load(Ordering::Relaxed)
	}

	/// Reserves memory for `what`, which the error names. Fails if the limit would be exceeded.
	pub fn reserve(self: &Arc<Self>, bytes: u64, what: &'static str) -> Result<Reservation, OverBudget> {
		let add = |taken: u64| taken.checked_add(bytes).filter(|sum| *sum <= self.limit);
		self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add).map_err(|taken| OverBudget {
			what,
			needed: bytes,
			taken,
			limit: self.limit,
		})?;
		if let Some(Err(Taken(taken))) = self.lender.as_ref().map(|lender| lender.lend(bytes)) {
			self.taken.fetch_sub(bytes, Ordering::Relaxed);
			return Err(OverBudget { what, needed: bytes, taken, limit: self.limit });
		}
		Ok(Reservation { budget: self.clone(), bytes })
	}
}

impl Reservation {
	/// Returns the bytes that are reserved.
	pub fn bytes(&self) -> u64 {
		self.bytes
	}
}

impl Drop for Reservation {
	fn drop(&mut self) {
		self.budget.taken.fetch_sub(self.bytes, Ordering::Relaxed);
		if let Some(lender) = &self.budget.lender {
			lender.take_back(self.bytes);
		}
	}
}

/// Writes a number of bytes for people, rounded up.
fn size(bytes: u64) -> String {
	if bytes < 1 << 20 { format!("{bytes} bytes") } else { format!("{} MiB", bytes.div_ceil(1 << 20)) }
}

#[cfg(test)]
mod tests {
	use super::*;
	use parking_lot::Mutex;

	#[test]
	fn reservations_add_up_and_end() {
		let budget = Budget::new(100);
		let first = budget.reserve(60, "a model").unwrap();
		let error = budget.reserve(41, "another").unwrap_err();
		assert_eq!(error, OverBudget { what: "another", needed: 41, taken: 60, limit: 100 });
		let text = error.to_string();
		for part in ["another", "41 bytes", "40 bytes", "100 bytes", "--max-model-memory"] {
			assert!(text.contains(part), "{text}");
		}
		let second = budget.reserve(40, "another").unwrap();
		assert_eq!((budget.taken(), second.bytes()), (100, 40));
		assert!(budget.reserve(u64::MAX, "all").is_err());
		drop((first, second));
		assert_eq!(budget.taken(), 0);
	}

	#[derive(Debug)]
	struct Shared(Mutex<Vec<Reservation>>, Arc<Budget>);

	impl Lender for Shared {
		fn lend(&self, bytes: u64) -> Result<(), Taken> {
			let lent = self.1.reserve(bytes, "a borrower").map_err(|error| Taken(error.taken))?;
			self.0.lock().push(lent);
			Ok(())
		}

		fn take_back(&self, bytes: u64) {
			let mut lent = self.0.lock();
			let at = lent.iter().position(|lent| lent.bytes() == bytes).unwrap();
			lent.swap_remove(at);
		}
	}

	#[test]
	fn borrowers_share_what_their_lender_has() {
		let all = Budget::new(100);
		let borrower = || Budget::borrowed(100, Arc::new(Shared(Mutex::new(Vec::new()), all.clone())));
		let (one, other) = (borrower(), borrower());
		let first = one.reserve(60, "a model").unwrap();
		let error = other.reserve(41, "another").unwrap_err();
		assert_eq!(error, OverBudget { what: "another", needed: 41, taken: 60, limit: 100 });
		assert_eq!((all.taken(), one.taken(), other.taken()), (60, 60, 0));
		drop(first);
		assert_eq!(all.taken(), 0);
		assert!(other.reserve(100, "another").is_ok());
	}

	#[test]
	fn the_machine_has_a_limit() {
		let limit = Budget::of_machine().limit();
		assert!(limit > 1 << 20, "{limit}");
		#[cfg(target_os = "linux")]
		assert!(limit < 1 << 50, "{limit}");
	}
}
