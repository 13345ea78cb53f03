#![doc = include_str!("../README.md")]
#![deny(clippy::undocumented_unsafe_blocks)]

mod adapted;
mod adapter;
mod base;
mod budget;
pub mod chat;
mod config;
mod error;
mod export;
mod family;
mod folder;
mod frozen;
mod gguf;
mod key_values;
mod layer;
mod model;
pub mod pack;
mod peft;
mod peft_config;
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
pub use budget::{Budget, Footprint, Lender, OverBudget, Reservation, Taken};
pub use chat::{Message, Role};
pub use config::Config;
pub use error::{AdapterError, Error};
pub use family::{FAMILIES, Family, Gate, LocalLayers};
pub use folder::error::FolderError;
pub use frozen::FrozenModel;
pub use gguf::{Gguf, GgufError};
pub use model::{ACTIVATION_MEMORY, KvCache, Model};
pub use openledger_data::{DataError, Limits, Problem, Record, Row, Rows, read_jsonl, read_rows};
pub use pack::Pack;
pub use progress::{NoopObserver, Observer, Phase, Progress};
pub use random::random_stream;
pub use records::{Tokenized, TokenizedRows, tokenize, tokenize_all, tokenize_rows, unseen};
pub use tokenizer::{Tokenizer, Utf8Stream};
