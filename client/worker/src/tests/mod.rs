//! Scheduling, with a trainer that hashes.

mod answers;
mod failures;
mod harness;
mod restarts;
