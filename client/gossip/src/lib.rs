#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod gossip;
mod inbox;
mod metrics;
mod peer;
#[cfg(test)]
mod tests;

pub use gossip::{Gossip, Prototype, protocol};
