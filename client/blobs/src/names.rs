//! File names of roots.

use openledger_primitives::Hash;

/// Returns the file name of a root: 64 hexadecimal digits.
pub(crate) fn name(root: Hash) -> String {
	format!("{root:x}")
}

/// Returns the root that a file is named by, if it is named by one.
pub(crate) fn parse_name(name: &str) -> Option<Hash> {
	match name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit()) {
		true => name.parse().ok(),
		false => None,
	}
}
