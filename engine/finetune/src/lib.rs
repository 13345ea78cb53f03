//! Llama-family model, LoRA and QLoRA trainer, checkpoints and PEFT export.
//!
//! One job is a function of its inputs: base model, token ids, hyper-parameters. Running it again, on any number of
//! threads, interrupted or not, gives the same adapter root and the same trace root.
//!
//! - [`Base`] opens a GGUF file: weights stay mapped, the tokenizer is built from the file's own metadata.
//! - [`read_jsonl`] and [`tokenize`] turn records into token ids, [`train`] runs a job with checkpoints and progress.
//! - [`Adapter`] is the result, in raw form (what the committed root covers) and as a PEFT folder.
//! - [`Generator`] answers, [`States`] gives a record's hidden states, [`lora_gradient`] its gradient and
//!   [`Losses`] its loss, for attribution.
//! - [`cli`] is what the node's subcommands call.

mod adapter;
mod base;
mod block;
pub mod chat;
mod checkpoint;
pub mod cli;
mod config;
mod data;
mod error;
mod evaluate;
mod generator;
mod gguf;
mod gradient;
mod memory;
mod model;
mod pack;
mod peft;
mod profile;
mod schedule;
mod state;
mod states;
mod synthetic;
mod tokenizer;
mod trainer;
mod tuning;
mod weights;

pub use adapter::Adapter;
pub use base::Base;
pub use chat::{Message, Role};
pub use checkpoint::CheckpointError;
pub use config::Config;
pub use data::{read_jsonl, tokenize, DataError, Limits, Problem, Record, Tokenized};
pub use error::Error;
pub use evaluate::Losses;
pub use generator::{Answer, Finish, Generator};
pub use gguf::GgufError;
pub use gradient::{lora_gradient, Gradients};
pub use peft::AdapterError;
pub use profile::{Entry, TrainingProfile};
pub use states::States;
pub use synthetic::{Synthetic, SyntheticError};
pub use tokenizer::Tokenizer;
pub use trainer::{train, Observer, Outcome, Phase, Progress, TrainJob};
pub use tuning::Tuning;
