//! Scheduling, with a small engine that hashes instead of training.

mod answers;
mod failures;
mod restarts;
mod rig;
