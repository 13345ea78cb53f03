//! Bytes of a header, read in order without trust.

use super::error::GgufError;

/// The longest text in bytes: chat templates are the longest that occur.
const MAX_TEXT: u64 = 1 << 20;
/// The longest name of a key or a tensor, as the format has it.
const MAX_NAME: u64 = (1 << 16) - 1;

/// A place in a file's bytes.
///
/// Nothing beyond them is read, and nothing is allocated for what they cannot hold.
pub(super) struct Reader<'a> {
	bytes: &'a [u8],
	at: usize,
}

impl<'a> Reader<'a> {
	pub(super) fn new(bytes: &'a [u8]) -> Self {
		Self { bytes, at: 0 }
	}

	/// Returns the place of the next byte.
	pub(super) fn at(&self) -> usize {
		self.at
	}

	/// Returns the number of bytes that are left.
	pub(super) fn left(&self) -> usize {
		self.bytes.len() - self.at
	}

	pub(super) fn take(&mut self, length: usize, what: &str) -> Result<&'a [u8], GgufError> {
		let rest = self.bytes.get(self.at..).unwrap_or_default();
		let Some(taken) = rest.get(..length) else { return Err(GgufError::Truncated(what.into())) };
		self.at += length;
		Ok(taken)
	}

	pub(super) fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], GgufError> {
		let mut out = [0; N];
		out.copy_from_slice(self.take(N, what)?);
		Ok(out)
	}

	pub(super) fn u32(&mut self, what: &str) -> Result<u32, GgufError> {
		self.array(what).map(u32::from_le_bytes)
	}

	pub(super) fn u64(&mut self, what: &str) -> Result<u64, GgufError> {
		self.array(what).map(u64::from_le_bytes)
	}

	/// Reads a number that is at most `limit`.
	pub(super) fn count(&mut self, what: &'static str, limit: u64) -> Result<usize, GgufError> {
		let value = self.u64(what)?;
		if value > limit {
			return Err(GgufError::Absurd { what, value, limit });
		}
		usize::try_from(value).map_err(|_| GgufError::Absurd { what, value, limit })
	}

	/// Reads the bytes of a text.
	pub(super) fn text_bytes(&mut self, what: &'static str) -> Result<&'a [u8], GgufError> {
		let length = self.count(what, MAX_TEXT)?;
		self.take(length, what)
	}

	/// Reads a text.
	///
	/// Tokens of a vocabulary are UTF-8 in the byte-level alphabet; a stray byte elsewhere is not worth
	/// refusing a file.
	pub(super) fn text(&mut self, what: &'static str) -> Result<String, GgufError> {
		Ok(String::from_utf8_lossy(self.text_bytes(what)?).into_owned())
	}

	/// Reads the name of a key or a tensor.
	pub(super) fn name(&mut self, what: &'static str) -> Result<String, GgufError> {
		let length = self.count(what, MAX_NAME)?;
		Ok(String::from_utf8_lossy(self.take(length, what)?).into_owned())
	}
}
