//! The network as the exchange uses it.

use futures::future::{BoxFuture, ready};
use openledger_primitives::Hash;
use std::{fmt, sync::Arc};

/// Name of a node, as the network writes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peer(pub Arc<str>);

impl fmt::Display for Peer {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

impl fmt::Debug for Peer {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

impl From<&str> for Peer {
	fn from(name: &str) -> Self {
		Self(name.into())
	}
}

/// Reasons for a request to stay without answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
	/// There is no connection, or it broke.
	#[error("the peer is not connected")]
	Gone,
	/// No answer came in time.
	#[error("the peer did not answer in time")]
	Timeout,
	/// The peer does not speak this protocol, or refused.
	#[error("the peer refused to answer")]
	Refused,
}

/// Something that a peer did and no honest one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offence {
	/// A chunk that is not what its leaf says.
	BadChunk,
	/// Leaves that do not hash to the root with the length that the peer stated.
	BadLeaves,
	/// An answer that is no message, or does not fit the question.
	BadAnswer,
	/// A request that is no message.
	BadRequest,
}

impl Offence {
	/// Returns a word for logs and metrics.
	pub fn word(self) -> &'static str {
		match self {
			Self::BadChunk => "bad_chunk",
			Self::BadLeaves => "bad_leaves",
			Self::BadAnswer => "bad_answer",
			Self::BadRequest => "bad_request",
		}
	}
}

/// A network that carries requests.
pub trait Transport: Send + Sync + 'static {
	/// Sends a request to a peer and returns its answer.
	fn request(&self, peer: &Peer, request: Vec<u8>) -> BoxFuture<'static, Result<Vec<u8>, TransportError>>;

	/// Returns the peers that are connected.
	fn peers(&self) -> BoxFuture<'static, Vec<Peer>>;

	/// Lowers a peer's reputation.
	fn report(&self, peer: &Peer, offence: Offence);

	/// Announces to the network at large that a blob is here. Returns whether that is done, or not needed.
	fn announce(&self, _root: Hash) -> bool {
		true
	}

	/// Withdraws the announcement of a blob.
	fn withdraw(&self, _root: Hash) {}

	/// Returns the peers that announced a blob, connected or not.
	fn providers(&self, _root: Hash) -> BoxFuture<'static, Vec<Peer>> {
		Box::pin(ready(Vec::new()))
	}
}
