//! Scheduling, with a trainer that hashes.

mod answers;
mod failures;
mod restarts;
mod harness;
