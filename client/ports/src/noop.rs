//! Implementations that do nothing.

use crate::{Observer, Progress};

/// An observer that ignores progress and never cancels.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoopObserver;

impl Observer for NoopObserver {
	fn progress(&self, _: &Progress) {}

	fn cancelled(&self) -> bool {
		false
	}
}
