//! The header of a GGUF file, made from what a folder says.

/// Keys with their values, in the form that a GGUF file has them.
#[derive(Default)]
pub(super) struct Header {
	count: u64,
	keys: Vec<u8>,
}

/// The numbers of GGUF's types of values.
mod kind {
	pub(super) const UNSIGNED: u32 = 4;
	pub(super) const SIGNED: u32 = 5;
	pub(super) const FLOAT: u32 = 6;
	pub(super) const BOOL: u32 = 7;
	pub(super) const TEXT: u32 = 8;
	pub(super) const LIST: u32 = 9;
}

impl Header {
	/// Adds a text.
	pub(super) fn text(&mut self, key: &str, value: &str) {
		self.key(key, kind::TEXT);
		self.spelled(value);
	}

	/// Adds a whole number.
	pub(super) fn unsigned(&mut self, key: &str, value: u32) {
		self.key(key, kind::UNSIGNED);
		self.keys.extend(value.to_le_bytes());
	}

	/// Adds a number of binary32.
	pub(super) fn float(&mut self, key: &str, value: f32) {
		self.key(key, kind::FLOAT);
		self.keys.extend(value.to_le_bytes());
	}

	/// Adds a truth value.
	pub(super) fn flag(&mut self, key: &str, value: bool) {
		self.key(key, kind::BOOL);
		self.keys.push(value.into());
	}

	/// Adds a list of texts.
	pub(super) fn texts<'a>(&mut self, key: &str, values: impl ExactSizeIterator<Item = &'a str>) {
		self.list(key, kind::TEXT, values.len());
		values.for_each(|value| self.spelled(value));
	}

	/// Adds a list of whole numbers with a sign.
	pub(super) fn signed(&mut self, key: &str, values: impl ExactSizeIterator<Item = i32>) {
		self.list(key, kind::SIGNED, values.len());
		values.for_each(|value| self.keys.extend(value.to_le_bytes()));
	}

	/// Adds a list of whole numbers.
	pub(super) fn unsigneds(&mut self, key: &str, values: impl ExactSizeIterator<Item = u32>) {
		self.list(key, kind::UNSIGNED, values.len());
		values.for_each(|value| self.keys.extend(value.to_le_bytes()));
	}

	/// Adds a list of numbers of binary32.
	pub(super) fn floats(&mut self, key: &str, values: impl ExactSizeIterator<Item = f32>) {
		self.list(key, kind::FLOAT, values.len());
		values.for_each(|value| self.keys.extend(value.to_le_bytes()));
	}

	/// Returns the bytes of a file with these keys and no tensors.
	pub(super) fn finish(self) -> Vec<u8> {
		let head = [&b"GGUF"[..], &3u32.to_le_bytes(), &0u64.to_le_bytes(), &self.count.to_le_bytes()];
		[&head.concat()[..], &self.keys].concat()
	}

	fn key(&mut self, key: &str, kind: u32) {
		self.count += 1;
		self.spelled(key);
		self.keys.extend(kind.to_le_bytes());
	}

	fn list(&mut self, key: &str, kind: u32, count: usize) {
		self.key(key, kind::LIST);
		self.keys.extend(kind.to_le_bytes());
		self.keys.extend((count as u64).to_le_bytes());
	}

	fn spelled(&mut self, text: &str) {
		self.keys.extend((text.len() as u64).to_le_bytes());
		self.keys.extend(text.as_bytes());
	}
}
