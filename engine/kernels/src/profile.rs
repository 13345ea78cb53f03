//! The account of where the time goes, by operator.
//!
//! Off, it costs one relaxed load an operator. On, a [`crate::Tape`] enters each operator under its candle
//! name, forward and backward separately, and a caller enters its own phases with [`crate::Engine::timed`].

use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	sync::atomic::{AtomicBool, AtomicU64, Ordering},
	time::{Duration, Instant},
};

/// The part of a training step that an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pass {
	/// The forward pass, which includes a forward pass repeated to save memory.
	Forward,
	/// The backward pass, operator by operator in reverse.
	Backward,
	/// A phase of the caller's own, such as the optimiser.
	Other,
}

/// The time and work of one operator since the account was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
	/// The operator's `name()`, or the caller's name for its phase.
	pub name: &'static str,
	/// The pass it ran in.
	pub pass: Pass,
	/// The number of times it ran.
	pub calls: u64,
	/// The wall time of the thread that called the operator.
	pub time: Duration,
	/// The floating-point operations of its matrix products, an fma counted as two.
	///
	/// Element-wise work is not counted, so an operator without a product has 0.
	pub flops: u64,
}

/// The account of an engine.
#[derive(Default)]
pub(crate) struct Profile {
	open: AtomicBool,
	flops: AtomicU64,
	shares: Mutex<BTreeMap<(&'static str, Pass), Share>>,
}

impl Profile {
	/// Empties the account and opens or closes it.
	pub(crate) fn set(&self, open: bool) {
		self.shares.lock().clear();
		self.open.store(open, Ordering::Relaxed);
	}

	/// Counts operations of a product that runs now.
	pub(crate) fn count(&self, flops: usize) {
		if self.open.load(Ordering::Relaxed) {
			self.flops.fetch_add(flops as u64, Ordering::Relaxed);
		}
	}

	/// Runs `f` and, if the account is open, enters its time and the operations counted meanwhile.
	pub(crate) fn timed<T>(&self, name: &'static str, pass: Pass, f: impl FnOnce() -> T) -> T {
		if !self.open.load(Ordering::Relaxed) {
			return f();
		}
		let (before, start) = (self.flops.load(Ordering::Relaxed), Instant::now());
		let result = f();
		let time = start.elapsed();
		let flops = self.flops.load(Ordering::Relaxed).wrapping_sub(before);
		let mut shares = self.shares.lock();
		let empty = Share { name, pass, calls: 0, time: Duration::ZERO, flops: 0 };
		let share = shares.entry((name, pass)).or_insert(empty);
		share.calls += 1;
		share.time += time;
		share.flops += flops;
		result
	}

	/// Returns the entries so far, the longest first.
	pub(crate) fn shares(&self) -> Vec<Share> {
		let mut shares: Vec<Share> = self.shares.lock().values().cloned().collect();
		shares.sort_by_key(|share| std::cmp::Reverse(share.time));
		shares
	}
}
