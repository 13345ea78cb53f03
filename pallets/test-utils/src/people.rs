//! Named people.

use openledger_primitives::{
	AccountId, Signature,
	usage::{Receipt, Voucher},
};
use sp_core::{Pair, sr25519};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// Returns the secret seed of a named person. It comes from no phrase, because stretching one is slow in
/// tests.
pub fn seed(name: &str) -> [u8; 32] {
	BlakeTwo256::hash(name.as_bytes()).0
}

/// Returns the key pair of a named person.
pub fn pair(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_seed(&seed(name))
}

/// Returns the account of a named person.
pub fn account(name: &str) -> AccountId {
	AccountId::from(pair(name).public().0)
}

/// Returns a named person's signature over a voucher.
pub fn sign(name: &str, voucher: &Voucher) -> Signature {
	pair(name).sign(&voucher.signing_bytes()).into()
}

/// Returns a named person's signature over a receipt.
pub fn sign_receipt(name: &str, receipt: &Receipt) -> Signature {
	pair(name).sign(&receipt.signing_bytes()).into()
}
