//! Text from bytes that come piece by piece.

/// A stream of bytes that gives out the valid UTF-8 that it holds so far.
#[derive(Default)]
pub struct Utf8Stream(Vec<u8>);

impl Utf8Stream {
	/// Appends bytes and returns what is complete.
	pub fn push(&mut self, bytes: &[u8]) -> String {
		self.0.extend_from_slice(bytes);
		let mut text = String::new();
		loop {
			match std::str::from_utf8(&self.0) {
				Ok(valid) => {
					text.push_str(valid);
					self.0.clear();
					return text;
				},
				Err(error) => {
					let valid = error.valid_up_to();
					text.push_str(&String::from_utf8_lossy(&self.0[..valid]));
					// An incomplete character may be finished by the next token; a wrong byte never.
					let Some(wrong) = error.error_len() else {
						self.0.drain(..valid);
						return text;
					};
					text.push(char::REPLACEMENT_CHARACTER);
					self.0.drain(..valid + wrong);
				},
			}
		}
	}

	/// Returns what remains at the end, broken UTF-8 replaced.
	pub fn finish(self) -> String {
		String::from_utf8_lossy(&self.0).into_owned()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn stream_waits_for_whole_characters_and_replaces_wrong_bytes() {
		let mut stream = Utf8Stream::default();
		assert_eq!(stream.push(b"a\xe2\x82"), "a");
		assert_eq!(stream.push(b"\xac!"), "€!");
		assert_eq!(stream.push(b"\xffb\xc3"), "\u{fffd}b");
		assert_eq!(stream.finish(), "\u{fffd}");
	}
}
