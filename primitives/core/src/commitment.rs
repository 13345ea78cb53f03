//! Commitments: an account binds itself to a root before it shows the root to anyone.
//!
//! A call is public before it is in a block, so whoever sees a root in the pool can send it first. A
//! commitment shows neither root nor contents, and is of use to the account alone that made it.

use crate::{Hash, Hashing};
use codec::Encode;
use sp_runtime::traits::Hash as _;

/// Returns the commitment of an account to a root: the blake2b-256 hash of the SCALE encoding of both.
pub fn of<AccountId: Encode>(account: &AccountId, root: &Hash) -> Hash {
	Hashing::hash_of(&(account, root))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_commitment_should_bind_account_and_root() {
		let (alice, bob) = ([1u8; 32], [2u8; 32]);
		let (root, other) = (Hash::repeat_byte(3), Hash::repeat_byte(4));
		assert_eq!(of(&alice, &root), of(&alice, &root));
		assert_ne!(of(&alice, &root), of(&bob, &root));
		assert_ne!(of(&alice, &root), of(&alice, &other));
		let bytes = [[1u8; 32], [3u8; 32]].concat();
		assert_eq!(of(&alice, &root), Hashing::hash(&bytes));
	}
}
