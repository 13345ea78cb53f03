#![doc = include_str!("../README.md")]
#![deny(clippy::undocumented_unsafe_blocks)]

mod bases;
mod builder;
mod death;
mod engine;
mod engines;
mod frame;
mod heard;
mod loader;
mod metrics;
mod process;
mod protocol;
mod trainer;
mod wire;

pub use bases::remove_other_bases;
pub use builder::ProcessIndexBuilder;
pub use death::Death;
pub use engine::{EngineFault, run};
pub use engines::{Engines, Program};
pub use loader::ProcessLoader;
pub use trainer::ProcessTrainer;
