//! Doubles of the traits, for tests.

mod chain;
mod jobs;

pub use chain::{hyper, job, opened, worker_pair, MockChain, GENESIS, WORKER};
pub use jobs::MockJobs;
