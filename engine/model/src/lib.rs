//! Llama-family models: GGUF files, tokenizer, chat form, LoRA adapters, forward and backward passes.
//!
//! Every number that comes out is a function of the inputs alone, whatever the number of threads, the instruction set
//! and the neighbours in a pack.
//!
//! - [`Base`] opens a GGUF file: weights stay mapped, the tokenizer is built from the file's own metadata.
//! - [`read_jsonl`] and [`tokenize`] turn records into token ids, [`chat`] conversations into prompts.
//! - [`Adapter`] is what fine-tuning makes, in raw form (which the committed root covers) and as a PEFT folder.
//! - [`Model`] runs packs of sequences, with or without an adapter, forward and backward.

mod adapter;
mod base;
pub mod chat;
mod config;
mod data;
mod error;
mod gguf;
mod layer;
mod model;
pub mod pack;
mod peft;
pub mod phase;
mod random;
mod tokenizer;
mod weights;

pub use adapter::{Adapted, Adapter, AdapterError};
pub use base::Base;
pub use chat::{Message, Role};
pub use config::Config;
pub use data::{read_jsonl, tokenize, tokenize_all, DataError, Limits, Problem, Record, Tokenized};
pub use error::Error;
pub use gguf::GgufError;
pub use model::{Cache, Model, ACTIVATION_MEMORY};
pub use pack::Pack;
pub use random::random_stream;
pub use tokenizer::{Tokenizer, Utf8Stream};
