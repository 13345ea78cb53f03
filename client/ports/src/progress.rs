//! Progress of training and indexing.

use codec::{Decode, Encode};
use openledger_primitives::JobId;
use parking_lot::Mutex;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most jobs that a board remembers. The lowest ids make room.
const MAX_TRACKED_JOBS: usize = 256;

/// Stage of the work on a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Encode, Decode)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
	/// Waiting for blobs to arrive.
	Fetching,
	/// Waiting for a thread.
	Queued,
	/// Reading and tokenising records.
	Preparing,
	/// Measuring the held-out loss of the base model.
	EvaluatingBefore,
	/// Training, one optimiser step after another.
	Training,
	/// Measuring the held-out loss of the tuned model.
	EvaluatingAfter,
	/// Writing the trained adapter.
	Exporting,
	/// Building the influence index, after the response was posted.
	Indexing,
	/// Finished, with nothing left to do.
	Done,
	/// Given up. The error says why.
	Failed,
	/// Ended because the request was withdrawn.
	Cancelled,
}

/// Progress within one phase. Numbers that a phase does not have are 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Encode, Decode)]
pub struct Progress {
	/// Stage of the work.
	pub phase: Phase,
	/// Steps done, or passes over records while indexing.
	pub step: u32,
	/// Steps of the whole phase.
	pub steps: u32,
	/// Loss of the last training step.
	pub loss: f32,
	/// Training speed over the last steps.
	pub tokens_per_second: f64,
	/// Estimated seconds left in this phase.
	pub seconds_left: f64,
}

impl Progress {
	/// Returns the start of a phase, with all numbers 0.
	pub fn at(phase: Phase) -> Self {
		Self { phase, step: 0, steps: 0, loss: 0.0, tokens_per_second: 0.0, seconds_left: 0.0 }
	}
}

/// A follower of work that takes long.
pub trait Observer: Sync {
	/// Receives progress, after every step and at least once in every phase.
	fn progress(&self, progress: &Progress);
	/// Returns whether the work is no longer wanted. Asked at least once a step.
	fn cancelled(&self) -> bool;
}

/// Progress of one job, as the RPC method `openledger_jobProgress` returns it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JobProgress {
	/// Number of the job.
	pub job: JobId,
	/// Number of the claim that is worked on.
	pub attempt: u8,
	/// Progress within the current phase.
	#[serde(flatten)]
	pub progress: Progress,
	/// Reason why the job failed, or what it waits for.
	pub error: Option<String>,
}

/// The progress of all jobs that were worked on since the node started.
#[derive(Default)]
pub struct ProgressBoard(Mutex<BTreeMap<JobId, JobProgress>>);

impl ProgressBoard {
	/// Returns the progress of a job, or `None` if it was not worked on since the node started.
	pub fn get(&self, job: JobId) -> Option<JobProgress> {
		self.0.lock().get(&job).cloned()
	}

	/// Replaces the progress of a job.
	pub fn set(&self, job: JobId, attempt: u8, progress: Progress) {
		self.insert(JobProgress { job, attempt, progress, error: None });
	}

	/// Moves a job to another phase, keeping the numbers of the one before.
	pub fn enter(&self, job: JobId, attempt: u8, phase: Phase) {
		self.update(job, attempt, phase, None);
	}

	/// Moves a job to a phase in which it waits or ends, and notes why.
	pub fn stop(&self, job: JobId, attempt: u8, phase: Phase, error: String) {
		self.update(job, attempt, phase, Some(error));
	}

	/// Removes a job from the board.
	pub fn forget(&self, job: JobId) {
		self.0.lock().remove(&job);
	}

	fn update(&self, job: JobId, attempt: u8, phase: Phase, error: Option<String>) {
		let known = self.get(job).filter(|known| known.attempt == attempt);
		let progress = known.map_or(Progress::at(phase), |known| Progress { phase, ..known.progress });
		self.insert(JobProgress { job, attempt, progress, error });
	}

	fn insert(&self, progress: JobProgress) {
		let mut jobs = self.0.lock();
		jobs.insert(progress.job, progress);
		while jobs.len() > MAX_TRACKED_JOBS {
			jobs.pop_first();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn the_rpcs_json_stays_as_it_is() {
		let board = ProgressBoard::default();
		board.set(3, 1, Progress { step: 2, steps: 20, loss: 1.5, ..Progress::at(Phase::EvaluatingBefore) });
		board.stop(3, 1, Phase::Fetching, "waiting".into());
		assert_eq!(
			serde_json::to_value(board.get(3)).unwrap(),
			json!({
				"job": 3, "attempt": 1, "phase": "fetching", "step": 2, "steps": 20, "loss": 1.5,
				"tokens_per_second": 0.0, "seconds_left": 0.0, "error": "waiting",
			})
		);
	}

	#[test]
	fn another_claim_starts_anew_and_old_jobs_make_room() {
		let board = ProgressBoard::default();
		board.set(3, 1, Progress { step: 2, ..Progress::at(Phase::Training) });
		board.enter(3, 1, Phase::Exporting);
		assert_eq!(board.get(3).unwrap().progress.step, 2);
		board.enter(3, 2, Phase::Queued);
		assert_eq!(board.get(3).unwrap().progress, Progress::at(Phase::Queued));
		for job in 4..4 + MAX_TRACKED_JOBS as JobId {
			board.enter(job, 1, Phase::Queued);
		}
		assert_eq!(board.get(3), None);
	}
}
