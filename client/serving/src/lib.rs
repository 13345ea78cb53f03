#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod catalog;
mod chat;
mod config;
mod engine_loader;
mod error;
mod http;
mod loader;
mod metrics;
mod models;
mod server;
#[cfg(test)]
mod tests;

pub use config::Config;
pub use engine_loader::EngineLoader;
pub use loader::{AdapterSource, Attribution, ChatModel, Cited, ModelError, ModelLoader, ModelSource, Quote};
pub use server::{Ports, Server, ServingError};
