#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod collector;
mod discovery;
mod download;
pub mod message;
mod metrics;
pub mod network;
mod peers;
mod quota;
mod scheduler;
mod server;
mod transport;

pub use collector::{Collector, Interest, References, Scan};
pub use metrics::Metrics;
pub use quota::Quota;
pub use scheduler::{Patience, Scheduler};
pub use server::{Place, Reply, Server};
pub use transport::{Offence, Peer, Transport, TransportError};
