//! The node's chain specification, which the page's light client begins at.

use axum::body::Bytes;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Largest specification that is served, in bytes. That of a development chain has 2.2 million.
pub const MAX_SPEC_BYTES: usize = 16 << 20;

/// Reason for which a specification is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
	"the chain specification has {0} bytes, and the studio serves {MAX_SPEC_BYTES} at most: drop it as a \
	 file on the page to use the light client"
)]
pub struct SpecTooLarge(usize);

/// Writes a specification; `None` if there is none to serve.
pub type WriteSpec = Box<dyn FnOnce() -> Option<SpecFile> + Send>;

/// A specification in raw form, as it is sent.
#[derive(Clone, Debug)]
pub struct SpecFile {
	/// Its text.
	pub(crate) plain: Bytes,
	/// The same, compressed.
	pub(crate) gzip: Bytes,
}

impl SpecFile {
	/// Compresses a specification once for all requests.
	pub fn new(json: String) -> Result<Self, SpecTooLarge> {
		if json.len() > MAX_SPEC_BYTES {
			return Err(SpecTooLarge(json.len()));
		}
		let plain = Bytes::from(json);
		let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
		// Memory takes everything.
		let written = encoder.write_all(&plain).and_then(|()| encoder.finish());
		let gzip = written.expect("a vector takes every byte; qed").into();
		Ok(Self { plain, gzip })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_specification_is_served_up_to_the_bound() {
		let largest = SpecFile::new(" ".repeat(MAX_SPEC_BYTES)).unwrap();
		assert_eq!(largest.plain.len(), MAX_SPEC_BYTES);
		assert!(largest.gzip.len() < MAX_SPEC_BYTES / 100);
		let error = SpecFile::new(" ".repeat(MAX_SPEC_BYTES + 1)).unwrap_err();
		assert_eq!(error, SpecTooLarge(MAX_SPEC_BYTES + 1));
		assert!(error.to_string().contains("drop it as a file"), "{error}");
	}
}
