//! A worker that has the jobs in hand that a test says.

use crate::Jobs;
use openledger_primitives::JobId;
use parking_lot::Mutex;
use std::collections::BTreeSet;

/// Jobs that a worker is said to have in hand.
#[derive(Default)]
pub struct MockJobs(pub Mutex<BTreeSet<JobId>>);

impl Jobs for MockJobs {
	fn is_at_work(&self, job: JobId) -> bool {
		self.0.lock().contains(&job)
	}
}
