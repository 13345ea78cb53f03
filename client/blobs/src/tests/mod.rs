//! Promises of the store, by theme.

mod crash;
mod download;
mod links;
mod quota;
mod upload;

use crate::{names::name, *};
use openledger_primitives::{
	Hash,
	root::{self, CHUNK},
};

fn pattern(length: usize) -> Vec<u8> {
	(0..length).map(|i| (i * 31 % 251) as u8).collect()
}

fn open(dir: &tempfile::TempDir) -> Store {
	Store::open(dir.path(), 4 << 20).unwrap()
}

/// Three whole chunks and a short one.
fn blob() -> (Hash, Vec<u8>) {
	let bytes = pattern(3 * CHUNK + 7);
	(root::of(&bytes), bytes)
}

fn send(store: &Store, root: Hash, bytes: &[u8], chunk: usize) -> Result<Status, BlobError> {
	let from = chunk * CHUNK;
	let to = (from + CHUNK).min(bytes.len());
	store.put_chunk(root, bytes.len() as u64, from as u64, &bytes[from..to])
}
