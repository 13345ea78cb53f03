#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod adapter;
pub mod attribute;
pub mod chat;
pub mod check_data;
mod defaults;
mod error;
pub mod finetune;
pub mod index;
pub mod join;
mod records;

pub use adapter::AdapterArgs;
pub use attribute::AttributeArgs;
pub use chat::ChatArgs;
pub use check_data::CheckDataArgs;
pub use defaults::{MemoryArgs, default_base, default_threads, start_engine};
pub use error::Error;
pub use finetune::{FinetuneArgs, FinetuneReport};
pub use join::{JoinArgs, JoinReport};
pub use records::{read_lines, read_records, read_spec, read_usable};
