//! A signal that ends a sleep early.

use parking_lot::{Condvar, Mutex};
use std::time::Duration;

/// A signal between threads. One that comes before the sleep ends that sleep at once.
#[derive(Default)]
pub(crate) struct WakeUp {
	is_notified: Mutex<bool>,
	changed: Condvar,
}

impl WakeUp {
	/// Ends the sleep that is under way, or else the next one.
	pub fn notify(&self) {
		*self.is_notified.lock() = true;
		self.changed.notify_all();
	}

	/// Sleeps until a signal comes, and for at most `timeout`.
	pub fn wait(&self, timeout: Duration) {
		let mut is_notified = self.is_notified.lock();
		if !*is_notified {
			self.changed.wait_for(&mut is_notified, timeout);
		}
		*is_notified = false;
	}
}
