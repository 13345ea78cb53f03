//! Doubles of the traits, for tests.

mod chain;
mod jobs;

pub use chain::{hyper, job, worker_pair, MockChain, GENESIS, WORKER};
pub use jobs::MockJobs;
