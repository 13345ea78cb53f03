//! Scheduling, with a trainer that hashes.

mod answers;
mod failures;
mod harness;
mod repetitions;
mod restarts;
