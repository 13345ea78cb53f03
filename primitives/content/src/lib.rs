#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

pub mod decimal;
#[cfg(feature = "std")]
pub mod files;
pub mod root;

pub use bounded_collections::{BoundedVec, ConstU32};
pub use primitive_types::H256 as Hash;

/// Hashes bytes with blake2b to 256 bits, without key, salt or personalisation.
pub fn blake2_256(bytes: &[u8]) -> [u8; 32] {
	let mut output = [0; 32];
	output.copy_from_slice(blake2b_simd::Params::new().hash_length(32).hash(bytes).as_bytes());
	output
}
