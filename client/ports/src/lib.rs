#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod blobs;
mod chain;
mod failures;
mod jobs;
pub mod metrics;
pub mod noop;
mod progress;
#[cfg(feature = "test-utils")]
pub mod test_utils;

pub use blobs::{Blobs, Search};
pub use chain::{Chain, ChainError};
pub use failures::RecentFailures;
pub use jobs::Jobs;
pub use progress::{JobProgress, Observer, Phase, Progress, ProgressBoard};
