//! Rules for text on the chain, so that every client can show it.

/// Returns whether bytes are a name that people can read: UTF-8, not blank, without control characters.
pub fn is_name(bytes: &[u8]) -> bool {
	core::str::from_utf8(bytes)
		.is_ok_and(|text| !text.trim().is_empty() && !text.chars().any(char::is_control))
}

/// Returns whether bytes are written like an SPDX licence expression.
///
/// They must be of the letters, digits and signs that such expressions use, not blank, and without a space at
/// either end. Identifiers are not looked up in the SPDX list.
pub fn is_licence(bytes: &[u8]) -> bool {
	let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b".-+:() ".contains(byte);
	bytes.iter().any(u8::is_ascii_alphanumeric)
		&& bytes.iter().all(allowed)
		&& bytes.first() != Some(&b' ')
		&& bytes.last() != Some(&b' ')
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_are_readable() {
		assert!(is_name("Möhren & Rüben 2".as_bytes()));
		for bad in [&b""[..], b"  ", b"a\nb", b"a\0", b"\xff\xfe"] {
			assert!(!is_name(bad), "{bad:?}");
		}
	}

	#[test]
	fn licences_look_like_spdx() {
		for good in ["MIT", "Apache-2.0", "(MIT OR GPL-3.0+)", "DocumentRef-x:LicenseRef-y", "CC-BY-4.0"] {
			assert!(is_licence(good.as_bytes()), "{good}");
		}
		for bad in ["", " ", "...", " MIT", "MIT ", "MIT\n", "MIT/Apache", "Ελ", "a;b"] {
			assert!(!is_licence(bad.as_bytes()), "{bad}");
		}
	}
}
