#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod build;
mod engine_builder;
mod engine_observer;
mod indexer;
mod records;
mod sources;
#[cfg(test)]
mod tests;
mod tokens;

pub use build::{BuildError, IndexBuilder, IndexSource};
pub use engine_builder::EngineIndexBuilder;
pub use engine_observer::Translated;
pub use indexer::{Indexer, StartError, TrainedModel};
pub use records::{LoadError, MAX_RECORD_BYTES, Records};
pub use sources::are_among;
pub use tokens::{InvalidRecords, LeftOut, Usable, tokenize_jsonl, unseen, usable};
