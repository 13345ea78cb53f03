#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answer;
mod catalog;
mod chat;
mod config;
mod delivery;
mod engine_loader;
mod error;
mod http;
mod loader;
mod metrics;
mod models;
mod offer;
mod queue;
mod refusals;
mod server;
#[cfg(test)]
mod tests;

pub use config::Config;
pub use engine_loader::EngineLoader;
pub use loader::{AdapterSource, Attribution, ChatModel, Cited, ModelError, ModelLoader, ModelSource, Quote};
pub use offer::{BadPrice, MinPrice, Offer};
pub use server::{Ports, Server, ServingError};
