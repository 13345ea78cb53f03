//! Exchange of blobs between nodes.
//!
//! A blob's name is a Merkle root over its chunks, so nothing that a peer says needs to be believed: the list of leaves
//! hashes to the root or is refused, and each chunk hashes to its leaf or is refused before it is written. The protocol is in
//! `docs/reference/blob-exchange.md`.
//!
//! ```text
//!  worker, serving, RPC ── want ─▶ Fetcher ── finds holders, asks several at once ─▶ Transport ─▶ peers
//!                                     │ verified chunks                                 │ requests of peers
//!                                     ▼                                                 ▼
//!                                   Store ◀────────────── chunks, leaves ───────────  Server
//!                                     ▲
//!                                 Collector ── removes what no block, pin or job refers to
//! ```
//!
//! - [`message`]: what is said, and its limits.
//! - [`Server`]: answers, within a quota for each peer.
//! - [`Fetcher`]: brings wanted blobs here, in the background.
//! - [`Collector`]: removes what may go, and makes room.
//! - [`network`]: the node's own network as a [`Transport`]. Only that file knows it.

mod collector;
mod fetch;
mod fetcher;
mod find;
pub mod message;
mod metrics;
pub mod network;
mod peers;
mod quota;
mod server;
mod transport;

pub use collector::{Collector, References, Scan};
pub use fetcher::{Fetcher, Patience, Search};
pub use metrics::Metrics;
pub use quota::Quota;
pub use server::{Answer, Place, Server};
pub use transport::{Offence, Peer, Transport, TransportError};
