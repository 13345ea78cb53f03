//! Doubles of the traits, for tests.

mod chain;
mod jobs;

pub use chain::{GENESIS, MockChain, WORKER, hyper, job, opened, worker_pair};
pub use jobs::MockJobs;
