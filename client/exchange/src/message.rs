//! Messages between nodes about blobs: one request and one answer, in SCALE.
//!
//! Everything here comes from strangers. Lengths are checked before anything is allocated, and bytes that are
//! left over after a message make it malformed.

use codec::{Decode, DecodeAll, Encode};
use openledger_primitives::{BoundedVec, ConstU32, Hash, root::CHUNK};

/// Most roots in one question.
pub const MAX_ROOTS: u32 = 64;
/// Most leaves in one answer.
pub const MAX_LEAVES: u32 = 16_384;
/// Most chunks in one answer.
pub const MAX_CHUNKS: u32 = 16;
/// Most bytes of chunks in one answer.
pub const MAX_BYTES: u32 = MAX_CHUNKS * CHUNK as u32;
/// Most bytes of a request: [`MAX_ROOTS`] roots and their number.
pub const MAX_REQUEST: usize = 32 * MAX_ROOTS as usize + 16;
/// Most bytes of an answer: [`MAX_BYTES`] and their number.
pub const MAX_RESPONSE: usize = MAX_BYTES as usize + 16;

/// A request of a node.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Request {
	/// Asks which of these blobs the other node has.
	#[codec(index = 0)]
	Have(BoundedVec<Hash, ConstU32<MAX_ROOTS>>),
	/// Asks for the leaves of some chunks of a blob.
	#[codec(index = 1)]
	Leaves {
		/// Root of the blob.
		root: Hash,
		/// Number of the first chunk.
		first: u64,
		/// Number of leaves, at most [`MAX_LEAVES`]. Fewer come at the end of the blob.
		count: u32,
	},
	/// Asks for some chunks of a blob.
	#[codec(index = 2)]
	Chunks {
		/// Root of the blob.
		root: Hash,
		/// Number of the first chunk.
		first: u64,
		/// Number of chunks, at most [`MAX_CHUNKS`]. Fewer come at the end of the blob.
		count: u32,
	},
}

/// An answer of a node.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Response {
	/// The length of each blob that was asked about, if it is here and complete.
	#[codec(index = 0)]
	Have(BoundedVec<Option<u64>, ConstU32<MAX_ROOTS>>),
	/// The leaves asked for.
	#[codec(index = 1)]
	Leaves(BoundedVec<Hash, ConstU32<MAX_LEAVES>>),
	/// The bytes of the chunks asked for.
	#[codec(index = 2)]
	Chunks(BoundedVec<u8, ConstU32<MAX_BYTES>>),
	/// The blob is not here, or shorter than the request reaches.
	#[codec(index = 3)]
	Missing,
	/// Too much is going on, or the quota of the one who asks is used up.
	#[codec(index = 4)]
	Busy {
		/// Milliseconds after which to ask again.
		wait: u32,
	},
}

/// Reasons for bytes to be no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
	/// There are more bytes than any message has.
	#[error("{0} bytes are more than any message has")]
	TooLong(usize),
	/// The bytes do not decode as a message.
	#[error("the bytes are no message of this protocol")]
	NoMessage,
	/// The request asks for nothing, or for more than one answer holds.
	#[error("the request asks for {0} at once: ask for at least one and no more than fit an answer")]
	Count(u32),
}

impl Request {
	/// Decodes and checks a request.
	pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
		if bytes.len() > MAX_REQUEST {
			return Err(Malformed::TooLong(bytes.len()));
		}
		let request = Self::decode_all(&mut &bytes[..]).map_err(|_| Malformed::NoMessage)?;
		let (count, most) = match &request {
			Self::Have(roots) => (roots.len() as u32, MAX_ROOTS),
			Self::Leaves { count, .. } => (*count, MAX_LEAVES),
			Self::Chunks { count, .. } => (*count, MAX_CHUNKS),
		};
		match (1..=most).contains(&count) {
			true => Ok(request),
			false => Err(Malformed::Count(count)),
		}
	}
}

impl Response {
	/// Decodes an answer of a peer.
	pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
		match bytes.len() <= MAX_RESPONSE {
			true => Self::decode_all(&mut &bytes[..]).map_err(|_| Malformed::NoMessage),
			false => Err(Malformed::TooLong(bytes.len())),
		}
	}
}
