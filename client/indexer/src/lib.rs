#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod build;
mod engine_builder;
mod engine_observer;
mod indexer;
mod records;
#[cfg(test)]
mod tests;
mod tokens;

pub use build::{BuildError, IndexBuilder, IndexSource};
pub use engine_builder::{are_among, EngineIndexBuilder};
pub use engine_observer::Translated;
pub use indexer::{Indexer, StartError, TrainedModel};
pub use records::{LoadError, Records, MAX_RECORD_BYTES};
pub use tokens::{tokenize_jsonl, unseen, usable, InvalidRecords, Usable};
