#![doc = include_str!("../README.md")]
#![deny(clippy::undocumented_unsafe_blocks)]

mod adapted;
mod adapter;
mod base;
mod budget;
pub mod chat;
mod config;
mod error;
mod family;
mod frozen;
mod gguf;
mod key_values;
mod layer;
mod model;
pub mod pack;
mod peft;
pub mod phase;
mod progress;
mod random;
mod records;
mod rotation;
mod tokenizer;
mod weights;

pub use adapted::AdaptedLinears;
pub use adapter::Adapter;
pub use base::Base;
pub use budget::{Budget, Footprint, OverBudget, Reservation};
pub use chat::{Message, Role};
pub use config::Config;
pub use error::{AdapterError, DataError, Error, Problem};
pub use family::{FAMILIES, Family, Gate, LocalLayers};
pub use frozen::FrozenModel;
pub use gguf::{Gguf, GgufError};
pub use model::{ACTIVATION_MEMORY, KvCache, Model};
pub use pack::Pack;
pub use progress::{NoopObserver, Observer, Phase, Progress};
pub use random::random_stream;
pub use records::{Limits, Record, Tokenized, read_jsonl, tokenize, tokenize_all};
pub use tokenizer::{Tokenizer, Utf8Stream};
