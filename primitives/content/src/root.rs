//! Content addressing: the root that names a blob.
//!
//! A blob of `n` bytes is cut into chunks of [`CHUNK`] bytes, the last one shorter. With `H` = blake2b-256:
//!
//! - leaf `i` = `H(0x00 ‖ i as u64 little-endian ‖ chunk)`;
//! - node = `H(0x01 ‖ left ‖ right)`; an odd node at the end of a level is promoted unchanged;
//! - root = `H(0x02 ‖ top ‖ n as u64 little-endian)`.
//!
//! The empty blob has a single leaf over an empty chunk. Three different prefixes keep leaves, nodes and
//! roots apart, and the length is hashed in last, so no two different blobs share a root by rearrangement.
//! The same tree commits data sets, base models, adapters, checkpoints, traces and receipts.

use crate::{BoundedVec, ConstU32, Hash, blake2_256};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Number of bytes in a chunk.
pub const CHUNK: usize = 64 * 1024;
/// Number of hashes in a chunk of [`of_hashes`].
pub const CHUNK_HASHES: u32 = CHUNK as u32 / 32;
/// Most levels above the chunks: a list of 2^43 hashes.
const MAX_LEVELS: u32 = 32;

/// Returns the hash of chunk number `index`.
pub fn leaf(index: u64, chunk: &[u8]) -> Hash {
	Hash(blake2_256(&[&[0], index.to_le_bytes().as_slice(), chunk].concat()))
}

fn node(left: &Hash, right: &Hash) -> Hash {
	let mut bytes = [1u8; 65];
	bytes[1..33].copy_from_slice(left.as_bytes());
	bytes[33..].copy_from_slice(right.as_bytes());
	Hash(blake2_256(&bytes))
}

/// Returns the level above a level.
fn join(level: &[Hash]) -> Vec<Hash> {
	let (pairs, odd) = level.as_chunks::<2>();
	pairs.iter().map(|[left, right]| node(left, right)).chain(odd.iter().copied()).collect()
}

/// Returns the root over leaves already hashed, of a blob of `length` bytes. Without leaves it is empty.
pub fn from_leaves(leaves: &[Hash], length: u64) -> Hash {
	let mut level = leaves.to_vec();
	while level.len() > 1 {
		level = join(&level);
	}
	crown(&level.pop().unwrap_or_else(|| leaf(0, &[])), length)
}

/// Returns the root over the top of a tree.
fn crown(top: &Hash, length: u64) -> Hash {
	let mut bytes = [2u8; 41];
	bytes[1..33].copy_from_slice(top.as_bytes());
	bytes[33..].copy_from_slice(&length.to_le_bytes());
	Hash(blake2_256(&bytes))
}

/// Returns the root of a whole blob in memory.
pub fn of(blob: &[u8]) -> Hash {
	let mut hasher = Hasher::default();
	hasher.update(blob);
	hasher.finish()
}

/// Returns the root over a list of hashes: the blob of their concatenated bytes. Used for traces, snapshots
/// and receipts.
pub fn of_hashes<'a>(hashes: impl IntoIterator<Item = &'a Hash>) -> Hash {
	let mut hasher = Hasher::default();
	for hash in hashes {
		hasher.update(hash.as_bytes());
	}
	hasher.finish()
}

/// A proof that a hash stands at its place in a list under [`of_hashes`], for someone who knows the list's
/// root and length only.
///
/// Since a leaf of the tree is a whole chunk, the proof holds every hash of that chunk: for the receipts of a
/// settlement, which fit in one, it is the list itself.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct HashProof {
	/// The hashes of the chunk that the hash is in.
	pub chunk: BoundedVec<Hash, ConstU32<CHUNK_HASHES>>,
	/// The nodes that the chunk's leaf is joined with on the way up, the lowest first.
	pub siblings: BoundedVec<Hash, ConstU32<MAX_LEVELS>>,
}

impl HashProof {
	/// Makes the proof for the hash at `index`; `None` if the list does not reach so far.
	pub fn of(hashes: &[Hash], index: usize) -> Option<Self> {
		hashes.get(index)?;
		let per_chunk = CHUNK_HASHES as usize;
		let mut at = index.checked_div(per_chunk)?;
		let chunk = hashes.chunks(per_chunk).nth(at)?.to_vec();
		let mut level: Vec<Hash> =
			hashes.chunks(per_chunk).zip(0..).map(|(chunk, number)| chunk_leaf(number, chunk)).collect();
		let mut siblings = Vec::new();
		while level.len() > 1 {
			siblings.extend(level.get(at ^ 1).copied());
			level = join(&level);
			at /= 2;
		}
		Some(Self { chunk: chunk.try_into().ok()?, siblings: siblings.try_into().ok()? })
	}

	/// Returns true if `hash` stands at `index` in the list of `count` hashes whose root is `root`.
	pub fn holds(&self, root: &Hash, count: u64, index: u64, hash: &Hash) -> bool {
		const PER_CHUNK: u64 = CHUNK_HASHES as u64;
		let (mut at, place) = (index / PER_CHUNK, (index % PER_CHUNK) as usize);
		let Some(length) = count.checked_mul(32).filter(|_| index < count) else { return false };
		let expected = count.saturating_sub(at.saturating_mul(PER_CHUNK)).min(PER_CHUNK);
		if self.chunk.len() as u64 != expected || self.chunk.get(place) != Some(hash) {
			return false;
		}
		let (mut top, mut width) = (chunk_leaf(at, &self.chunk), count.div_ceil(PER_CHUNK));
		let mut siblings = self.siblings.iter();
		while width > 1 {
			// The odd one at the end of a level is promoted as it is.
			if at ^ 1 < width {
				let Some(sibling) = siblings.next() else { return false };
				top = if at % 2 == 0 { node(&top, sibling) } else { node(sibling, &top) };
			}
			at /= 2;
			width = width.div_ceil(2);
		}
		siblings.next().is_none() && crown(&top, length) == *root
	}
}

fn chunk_leaf(number: u64, hashes: &[Hash]) -> Hash {
	let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
	leaf(number, &bytes)
}

/// A hasher that computes a root from bytes as they arrive, holding at most one chunk and 32 bytes a chunk.
#[derive(Default)]
pub struct Hasher {
	leaves: Vec<Hash>,
	pending: Vec<u8>,
	length: u64,
}

impl Hasher {
	/// Appends bytes to the blob.
	pub fn update(&mut self, mut bytes: &[u8]) {
		self.length = self.length.saturating_add(bytes.len() as u64);
		while !bytes.is_empty() {
			if self.pending.len() == CHUNK {
				self.flush();
			}
			let room = CHUNK.saturating_sub(self.pending.len());
			let (taken, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
			self.pending.extend_from_slice(taken);
			bytes = rest;
		}
	}

	fn flush(&mut self) {
		self.leaves.push(leaf(self.leaves.len() as u64, &self.pending));
		self.pending.clear();
	}

	/// Returns the root of everything appended.
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
		// Made by an independent program in Python over hashlib.blake2b: see
		// docs/reference/content-addressing.md.
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

	fn list(count: u64) -> Vec<Hash> {
		(0..count).map(Hash::from_low_u64_be).collect()
	}

	#[test]
	fn a_hash_is_proven_at_its_place_only() {
		for count in [1, 2, 255, 256, 2_048, 2_049, 4_096, 4_097, 6_145, 10_241] {
			let hashes = list(count);
			let root = of_hashes(&hashes);
			for index in [0, 1, count / 2, count - 1, 2_048, 4_096] {
				let Some(proof) = HashProof::of(&hashes, index as usize) else {
					assert!(index >= count);
					continue;
				};
				let hash = &hashes[index as usize];
				assert!(proof.holds(&root, count, index, hash), "{index} of {count}");
				assert!(!proof.holds(&root, count, index + 1, hash), "{index} of {count}");
				assert!(!proof.holds(&root, count + 1, index, hash), "{index} of {count}");
				assert!(!proof.holds(&root, count, index, &Hash::repeat_byte(9)), "{index} of {count}");
				assert!(!proof.holds(&Hash::zero(), count, index, hash), "{index} of {count}");
			}
			assert_eq!(HashProof::of(&hashes, count as usize), None);
		}
	}

	#[test]
	fn a_proof_that_is_tampered_with_fails() {
		let hashes = list(5_000);
		let root = of_hashes(&hashes);
		let proof = HashProof::of(&hashes, 3_000).unwrap();
		let fails = |change: &dyn Fn(&mut HashProof)| {
			let mut proof = proof.clone();
			change(&mut proof);
			assert!(!proof.holds(&root, 5_000, 3_000, &hashes[3_000]));
		};
		fails(&|proof| assert!(proof.siblings.pop().is_some()));
		fails(&|proof| proof.siblings.try_push(Hash::zero()).unwrap());
		fails(&|proof| proof.siblings.as_mut().swap(0, 1));
		fails(&|proof| assert!(proof.chunk.pop().is_some()));
		fails(&|proof| proof.chunk.as_mut().swap(0, 1));
		assert!(!HashProof::default().holds(&root, 5_000, 3_000, &hashes[3_000]));
		assert!(!HashProof::default().holds(&root, 0, 0, &hashes[0]));
		assert!(!proof.holds(&root, u64::MAX, 3_000, &hashes[3_000]));
	}

	proptest::proptest! {
		#[test]
		fn every_place_can_be_proven(count in 1u64..9_000, index in 0u64..9_000) {
			let (hashes, index) = (list(count), index % count);
			let proof = HashProof::of(&hashes, index as usize).unwrap();
			let root = of_hashes(&hashes);
			proptest::prop_assert!(proof.holds(&root, count, index, &hashes[index as usize]));
			let elsewhere = proof.holds(&root, count, (index + 1) % count, &hashes[index as usize]);
			proptest::prop_assert!(!elsewhere || count == 1);
		}

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
