//! Progress of the engine in the terms of a job.

use openledger_model::{Observer as EngineObserver, Phase as EnginePhase, Progress as EngineProgress};
use openledger_ports::{Observer, Phase, Progress};

/// An observer of the engine that hands progress on to the observer of a job.
pub struct Translated<'a>(pub &'a dyn Observer);

impl EngineObserver for Translated<'_> {
	fn progress(&self, progress: &EngineProgress) {
		let phase = match progress.phase {
			EnginePhase::EvaluatingBefore => Phase::EvaluatingBefore,
			EnginePhase::Training => Phase::Training,
			EnginePhase::EvaluatingAfter => Phase::EvaluatingAfter,
			EnginePhase::Exporting => Phase::Exporting,
			EnginePhase::Indexing => Phase::Indexing,
		};
		let EngineProgress { step, steps, loss, tokens_per_second, seconds_left, .. } = *progress;
		self.0.progress(&Progress { phase, step, steps, loss, tokens_per_second, seconds_left });
	}

	fn cancelled(&self) -> bool {
		self.0.cancelled()
	}
}
