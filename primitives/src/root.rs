//! Content addressing: the root that names a blob.
//!
//! A blob of `n` bytes is cut into chunks of [`CHUNK`] bytes, the last one shorter. With `H` = blake2b-256:
//!
//! - leaf `i` = `H(0x00 ‖ i as u64 little-endian ‖ chunk)`;
//! - node = `H(0x01 ‖ left ‖ right)`; an odd node at the end of a level is promoted unchanged;
//! - root = `H(0x02 ‖ top ‖ n as u64 little-endian)`.
//!
//! The empty blob has a single leaf over an empty chunk. Three different prefixes keep leaves, nodes and roots
//! apart, and the length is hashed in last, so no two different blobs share a root by rearrangement. The same
//! tree commits data sets, base models, adapters, checkpoints, traces and receipts.

use crate::Hash;
use alloc::vec::Vec;
use sp_crypto_hashing::blake2_256;

/// Bytes in a chunk.
pub const CHUNK: usize = 64 * 1024;

/// Hash of chunk number `index`.
pub fn leaf(index: u64, chunk: &[u8]) -> Hash {
	let mut bytes = Vec::with_capacity(9 + chunk.len());
	bytes.push(0);
	bytes.extend_from_slice(&index.to_le_bytes());
	bytes.extend_from_slice(chunk);
	Hash(blake2_256(&bytes))
}

fn node(left: &Hash, right: &Hash) -> Hash {
	let mut bytes = [1u8; 65];
	bytes[1..33].copy_from_slice(left.as_bytes());
	bytes[33..].copy_from_slice(right.as_bytes());
	Hash(blake2_256(&bytes))
}

/// Root over leaves already hashed, of a blob of `length` bytes. `leaves` must not be empty.
pub fn from_leaves(leaves: &[Hash], length: u64) -> Hash {
	let mut level = if leaves.is_empty() { alloc::vec![leaf(0, &[])] } else { leaves.to_vec() };
	while level.len() > 1 {
		level = level
			.chunks(2)
			.map(|pair| match pair {
				[left, right] => node(left, right),
				rest => rest[0],
			})
			.collect();
	}
	let mut bytes = [2u8; 41];
	bytes[1..33].copy_from_slice(level[0].as_bytes());
	bytes[33..].copy_from_slice(&length.to_le_bytes());
	Hash(blake2_256(&bytes))
}

/// Root of a whole blob in memory.
pub fn of(blob: &[u8]) -> Hash {
	let mut hasher = Hasher::default();
	hasher.update(blob);
	hasher.finish()
}

/// Root over a list of hashes: the blob of their concatenated bytes. Used for traces, snapshots and receipts.
pub fn of_hashes<'a>(hashes: impl IntoIterator<Item = &'a Hash>) -> Hash {
	let mut hasher = Hasher::default();
	for hash in hashes {
		hasher.update(hash.as_bytes());
	}
	hasher.finish()
}

/// Computes a root from bytes as they arrive, holding at most one chunk and 32 bytes a chunk.
#[derive(Default)]
pub struct Hasher {
	leaves: Vec<Hash>,
	pending: Vec<u8>,
	length: u64,
}

impl Hasher {
	/// Appends bytes.
	pub fn update(&mut self, mut bytes: &[u8]) {
		self.length += bytes.len() as u64;
		while !bytes.is_empty() {
			if self.pending.len() == CHUNK {
				self.flush();
			}
			let take = bytes.len().min(CHUNK - self.pending.len());
			self.pending.extend_from_slice(&bytes[..take]);
			bytes = &bytes[take..];
		}
	}

	fn flush(&mut self) {
		self.leaves.push(leaf(self.leaves.len() as u64, &self.pending));
		self.pending.clear();
	}

	/// The root of everything appended.
	pub fn finish(mut self) -> Hash {
		if !self.pending.is_empty() || self.leaves.is_empty() {
			self.flush();
		}
		from_leaves(&self.leaves, self.length)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn pattern(length: usize) -> Vec<u8> {
		(0..length).map(|i| (i * 31 % 251) as u8).collect()
	}

	#[test]
	fn test_vectors() {
		// Made by an independent program in Python over hashlib.blake2b: see docs/content-addressing.md.
		let vectors = [
			(0, "0x385b0856cf10b5f4c7bce6795c958690f4f72573e046031a8b10cdb9980da14b"),
			(1, "0xde85aa8d524f709214eca72e6a16244d97f17a2f614522c709a5e66e7faa47d7"),
			(65536, "0x28425f4e5921e0d3126bf4784daaaaebdbf0add6aac530e3e6aef9ceeebea513"),
			(65537, "0x9865417169bffb01e3d2005ee94f496364e048b6b83fa220b4c1876ac7afa0a4"),
			(327681, "0x6e8fd2429c4424e407a7b0b1787f4ed5802e675cd081c640e7e2d69d4cf7df91"),
		];
		for (length, expected) in vectors {
			assert_eq!(format!("{:?}", of(&pattern(length))), expected, "{length} bytes");
		}
	}

	#[test]
	fn definition_holds_for_three_chunks() {
		let blob = pattern(2 * CHUNK + 5);
		let leaves: Vec<_> = blob.chunks(CHUNK).enumerate().map(|(i, c)| leaf(i as u64, c)).collect();
		let top = node(&node(&leaves[0], &leaves[1]), &leaves[2]);
		let mut bytes = vec![2u8];
		bytes.extend_from_slice(top.as_bytes());
		bytes.extend_from_slice(&(blob.len() as u64).to_le_bytes());
		assert_eq!(of(&blob), Hash(blake2_256(&bytes)));
	}

	proptest::proptest! {
		#[test]
		fn pieces_do_not_matter(length in 0usize..200_000, cut in 0usize..200_000) {
			let blob = pattern(length);
			let cut = cut.min(length);
			let mut hasher = Hasher::default();
			hasher.update(&blob[..cut]);
			hasher.update(&blob[cut..]);
			proptest::prop_assert_eq!(hasher.finish(), of(&blob));
		}

		#[test]
		fn any_flipped_bit_changes_the_root(length in 1usize..70_000, at in 0usize..70_000) {
			let mut blob = pattern(length);
			let before = of(&blob);
			blob[at % length] ^= 1;
			proptest::prop_assert_ne!(before, of(&blob));
		}
	}
}
