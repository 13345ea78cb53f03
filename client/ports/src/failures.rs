//! Memory of recent failures.

use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// Things that failed a short while ago and are not to be retried yet.
pub struct RecentFailures<K> {
	retry_after: Duration,
	failed: Mutex<BTreeMap<K, Instant>>,
}

impl<K: Ord> RecentFailures<K> {
	/// Remembers each failure for `retry_after`.
	pub fn new(retry_after: Duration) -> Self {
		Self { retry_after, failed: Mutex::default() }
	}

	/// Returns whether this failed less than `retry_after` ago.
	pub fn contains(&self, key: &K) -> bool {
		let mut failed = self.failed.lock();
		failed.retain(|_, at| at.elapsed() < self.retry_after);
		failed.contains_key(key)
	}

	/// Notes that this failed now.
	pub fn note(&self, key: K) {
		self.failed.lock().insert(key, Instant::now());
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_failure_is_remembered_for_a_while() {
		let failures = RecentFailures::new(Duration::from_secs(60));
		failures.note(1);
		assert!(failures.contains(&1) && !failures.contains(&2));
		let forgetful = RecentFailures::new(Duration::ZERO);
		forgetful.note(1);
		assert!(!forgetful.contains(&1));
	}
}
