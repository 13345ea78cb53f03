//! Blobs that may have to come from other nodes first.

use openledger_blobs::Store;
use openledger_primitives::Hash;
use serde::Serialize;
use std::fmt;

/// State of the search for a blob.
///
/// The RPC method `openledger_fetchBlob` returns it as JSON, so the names of states and fields stay as they
/// are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum Search {
	/// The blob is here.
	Here,
	/// The blob is on its way from other nodes.
	Fetching {
		/// Bytes that are here.
		received: u64,
		/// Bytes of the blob.
		length: u64,
	},
	/// Other nodes are being asked for the blob.
	#[serde(rename = "looking")]
	Searching {
		/// Reason why the last attempt failed, if there was one.
		why: Option<String>,
	},
	/// Nobody had the blob for as long as the operator is willing to wait. The search goes on while it is
	/// wanted.
	#[serde(rename = "inVain")]
	NotFound {
		/// Reason why the last attempt failed.
		why: String,
	},
	/// The blob is not here, and this node exchanges none: somebody has to upload it.
	Absent,
}

impl fmt::Display for Search {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		const UPLOAD: &str = "connect to a node that has it, or upload it with openledger_putBlob";
		match self {
			Self::Here => f.write_str("it is here"),
			Self::Fetching { received, length } => {
				write!(f, "{received} of {length} bytes have come from other nodes")
			},
			Self::Searching { why: None } => f.write_str("asking other nodes for it"),
			Self::Searching { why: Some(why) } | Self::NotFound { why } => write!(f, "{why}; {UPLOAD}"),
			Self::Absent => f.write_str("upload it with openledger_putBlob"),
		}
	}
}

/// A source of blobs that are not on this node's disk yet.
pub trait Blobs: Send + Sync {
	/// Shows interest in a blob and returns the state of its search.
	///
	/// While interest is shown every few minutes, a missing blob is searched for and a present one is kept.
	/// `length` is the length that the chain states, if it states one.
	fn want(&self, root: Hash, length: Option<u64>) -> Search;
}

/// Blobs of a node that exchanges none: they are here, or have to be uploaded.
impl Blobs for Store {
	fn want(&self, root: Hash, _: Option<u64>) -> Search {
		match self.status(root).is_some_and(|status| status.complete) {
			true => Search::Here,
			false => Search::Absent,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn the_rpcs_json_stays_as_it_is() {
		for (search, expected) in [
			(Search::Here, json!({ "state": "here" })),
			(
				Search::Fetching { received: 1, length: 2 },
				json!({ "state": "fetching", "received": 1, "length": 2 }),
			),
			(Search::Searching { why: None }, json!({ "state": "looking", "why": null })),
			(Search::NotFound { why: "x".into() }, json!({ "state": "inVain", "why": "x" })),
		] {
			assert_eq!(serde_json::to_value(search).unwrap(), expected);
		}
	}

	#[test]
	fn a_store_has_a_blob_or_asks_for_an_upload() {
		let dir = tempfile::tempdir().unwrap();
		let store = Store::open(dir.path(), 1 << 20).unwrap();
		let root = store.put(b"one record").unwrap();
		assert_eq!(store.want(root, None), Search::Here);
		assert_eq!(store.want(Hash::zero(), None), Search::Absent);
	}
}
