//! Limits on what each peer may take.

use std::time::{Duration, Instant};

/// Limits on what peers may take from this node.
#[derive(Clone, Debug)]
pub struct Quota {
	/// Bytes a second for each peer.
	pub bytes: u64,
	/// Requests a second for each peer.
	pub requests: u64,
	/// Answers to one peer that are read or on their way at a time.
	pub answers: usize,
	/// Answers to all peers that are read or on their way at a time: they are held in memory, up to 1 MiB
	/// each.
	pub all_answers: usize,
}

impl Quota {
	/// Returns limits around a rate in bytes a second for each peer. The others leave room for requests of
	/// one chunk at that rate.
	pub fn of_bytes(bytes: u64) -> Self {
		Self { bytes, requests: (bytes / 65_536).max(64), answers: 8, all_answers: 32 }
	}
}

/// A bucket that fills at a steady rate and holds what comes in over two seconds, so that bursts pass.
pub(crate) struct Bucket {
	rate: f64,
	level: f64,
	filled: Instant,
}

/// Seconds of supply that a bucket holds.
const BURST_SECONDS: f64 = 2.0;

impl Bucket {
	/// Returns a full bucket.
	pub fn new(rate: u64, now: Instant) -> Self {
		let rate = (rate as f64).max(1.0);
		Self { rate, level: rate * BURST_SECONDS, filled: now }
	}

	/// Takes an amount out, or returns how long it has to wait. An amount above the whole bucket waits for a
	/// full one, and leaves it in debt.
	pub fn take(&mut self, amount: u64, now: Instant) -> Result<(), Duration> {
		let since = now.saturating_duration_since(self.filled).as_secs_f64();
		self.level = (self.level + since * self.rate).min(self.rate * BURST_SECONDS);
		self.filled = now;
		let needed = (amount as f64).min(self.rate * BURST_SECONDS);
		if self.level < needed {
			return Err(Duration::from_secs_f64((needed - self.level) / self.rate));
		}
		self.level -= amount as f64;
		Ok(())
	}

	/// Returns whether the bucket is full again, as a new one is.
	pub fn is_full(&self, now: Instant) -> bool {
		let since = now.saturating_duration_since(self.filled).as_secs_f64();
		self.level + since * self.rate >= self.rate * BURST_SECONDS
	}
}
