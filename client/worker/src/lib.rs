#![doc = include_str!("../README.md")]
#![deny(clippy::undocumented_unsafe_blocks)]

mod config;
mod context;
mod engine_trainer;
mod fail_reason;
mod inbox;
mod job;
mod job_dir;
mod metrics;
mod priority;
mod supervisor;
#[cfg(test)]
mod tests;
mod trainer;
mod wake;
mod worker;

pub use config::Config;
pub use context::Ports;
pub use engine_trainer::EngineTrainer;
pub use priority::lower_priority;
pub use trainer::{Failure, Reserve, Trained, Trainer, Work};
pub use worker::{Handle, Worker};
