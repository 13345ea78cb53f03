//! Fine-tuning, chat, adapters and attribution on the command line, without a chain.
//!
//! The binary `openledger` has these as its subcommands, and so has the node. A module has a subcommand's arguments,
//! and a function that does it. Only this crate reads the environment and knows where scripts put things.

pub mod adapter;
pub mod attribute;
pub mod chat;
mod defaults;
mod error;
pub mod finetune;
pub mod index;
mod records;

pub use adapter::AdapterArgs;
pub use attribute::AttributeArgs;
pub use chat::ChatArgs;
pub use defaults::{default_base, default_threads};
pub use error::Error;
pub use finetune::{FinetuneArgs, FinetuneReport};
pub use records::{read_lines, read_records, read_spec};
