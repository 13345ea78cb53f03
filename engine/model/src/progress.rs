//! Progress of long work: training, its evaluations, and indexing.

/// The part of the work that is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
	/// Computing the held-out loss of the base model.
	EvaluatingBefore,
	/// Training, step by step.
	Training,
	/// Computing the held-out loss of the tuned model.
	EvaluatingAfter,
	/// Writing the adapter.
	Exporting,
	/// Building an influence index, record by record.
	Indexing,
}

/// The state that long work has reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
	/// The part of the work that is being done.
	pub phase: Phase,
	/// Steps done, of the whole job.
	pub step: u32,
	/// Steps of the whole job.
	pub steps: u32,
	/// Loss of the last training step; 0 before the first.
	pub loss: f32,
	/// Training speed since this run began; 0 before the first step.
	pub tokens_per_second: f64,
	/// Estimated seconds left of the phase; 0 before the first step.
	pub seconds_left: f64,
}

/// A listener that follows work and may end it.
pub trait Observer: Sync {
	/// Takes the progress made: after every step, and at least once in every phase.
	fn progress(&self, progress: &Progress) {
		let _ = progress;
	}

	/// Returns true to end the work. It is asked before every micro-batch of training and every record of an
	/// index.
	fn cancelled(&self) -> bool {
		false
	}
}

/// An observer that ignores progress and lets the work run to its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoopObserver;

impl Observer for NoopObserver {}
