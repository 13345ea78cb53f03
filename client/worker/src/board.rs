//! Where every job stands, for RPC.

use openledger_primitives::JobId;
use parking_lot::Mutex;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most jobs remembered; the oldest ids make room.
const MOST: usize = 256;

/// What is being done for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
	/// Waiting for blobs to be uploaded.
	Fetching,
	/// Waiting for a thread.
	Queued,
	/// Reading and tokenising records.
	Preparing,
	/// Held-out loss of the base.
	EvaluatingBefore,
	/// Optimiser steps.
	Training,
	/// Held-out loss of the tuned model.
	EvaluatingAfter,
	/// Writing the adapter.
	Exporting,
	/// The response is posted; per-record gradients are being computed.
	Indexing,
	/// Nothing is left to do.
	Done,
	/// Given up; the error says why.
	Failed,
	/// The request was withdrawn.
	Cancelled,
}

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JobProgress {
	/// The job.
	pub job: JobId,
	/// The claim being worked on.
	pub attempt: u8,
	/// What is being done.
	pub phase: Phase,
	/// Steps done; records done while indexing.
	pub step: u32,
	/// Steps in all.
	pub steps: u32,
	/// Loss of the last step.
	pub loss: f32,
	/// Speed over the last steps.
	pub tokens_per_second: f64,
	/// Time left in this phase.
	pub seconds_left: f64,
	/// Why it failed, or what it waits for.
	pub error: Option<String>,
}

impl JobProgress {
	/// A job that enters a phase.
	pub fn new(job: JobId, attempt: u8, phase: Phase) -> Self {
		let (step, steps, loss, tokens_per_second, seconds_left) = (0, 0, 0.0, 0.0, 0.0);
		Self { job, attempt, phase, step, steps, loss, tokens_per_second, seconds_left, error: None }
	}
}

/// The progress of all jobs.
#[derive(Default)]
pub struct Board(Mutex<BTreeMap<JobId, JobProgress>>);

impl Board {
	/// Where a job stands; `None` if this node has not worked on it since it started.
	pub fn get(&self, job: JobId) -> Option<JobProgress> {
		self.0.lock().get(&job).cloned()
	}

	pub(crate) fn set(&self, progress: JobProgress) {
		let mut jobs = self.0.lock();
		jobs.insert(progress.job, progress);
		while jobs.len() > MOST {
			jobs.pop_first();
		}
	}

	pub(crate) fn enter(&self, job: JobId, attempt: u8, phase: Phase) {
		self.update(job, attempt, |p| p.phase = phase);
	}

	pub(crate) fn stop(&self, job: JobId, attempt: u8, phase: Phase, error: String) {
		self.update(job, attempt, |p| (p.phase, p.error) = (phase, Some(error)));
	}

	fn update(&self, job: JobId, attempt: u8, change: impl FnOnce(&mut JobProgress)) {
		let known = self.get(job).filter(|p| p.attempt == attempt);
		let mut progress = known.unwrap_or_else(|| JobProgress::new(job, attempt, Phase::Queued));
		progress.error = None;
		change(&mut progress);
		self.set(progress);
	}
}
