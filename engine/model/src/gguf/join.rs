//! One file of a model that is kept as several: its bytes, and so its root, are the same whoever joins it.
//!
//! `docs/reference/content-addressing.md` has the definition.

use super::{DEFAULT_ALIGNMENT, Gguf, Source, Tensor, Value, types};
use openledger_content::{Hash, root::Hasher};
use std::io::{self, Write};

/// The beginning of keys that say how a model is split: one file has none.
const SPLIT: &[u8] = b"split.";
/// The number of bytes of the length in front of a key.
const LENGTH_BYTES: usize = 8;

/// A writer that hashes what it passes on.
pub(crate) struct Hashing<W> {
	hasher: Hasher,
	out: W,
}

impl<W> Hashing<W> {
	pub(crate) fn new(out: W) -> Self {
		Self { hasher: Hasher::default(), out }
	}

	/// Returns the root of what was written.
	pub(crate) fn finish(self) -> Hash {
		self.hasher.finish()
	}
}

impl<W: Write> Write for Hashing<W> {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		let written = self.out.write(bytes)?;
		self.hasher.update(bytes.get(..written).unwrap_or_default());
		Ok(written)
	}

	fn flush(&mut self) -> io::Result<()> {
		self.out.flush()
	}
}

/// A writer that counts.
struct Counting(u64);

impl Write for Counting {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		self.0 += bytes.len() as u64;
		Ok(bytes.len())
	}

	fn flush(&mut self) -> io::Result<()> {
		Ok(())
	}
}

impl Gguf {
	/// Writes the model as one file: as it is, or joined.
	pub(crate) fn write_one(&self, out: &mut impl Write) -> io::Result<()> {
		match &self.parts[..] {
			[file] if self.is_whole() => out.write_all(file),
			_ => self.write_joined(out),
		}
	}

	/// Writes the parts as one GGUF file.
	///
	/// The metadata is that of the first part without `split.*`. Tensors of a split model are in the order of
	/// its parts, as before it was split; those of a folder are in ascending order of their names, however
	/// they are spread over files.
	fn write_joined(&self, out: &mut impl Write) -> io::Result<()> {
		let first = self.parts.first().map_or(&[][..], |part| part);
		let keys: Vec<&[u8]> =
			self.metadata.places.iter().filter_map(|place| first.get(place.clone())).collect();
		let is_kept = |key: &&&[u8]| !key.get(LENGTH_BYTES..).is_some_and(|name| name.starts_with(SPLIT));
		let keys: Vec<&&[u8]> = keys.iter().filter(is_kept).collect();
		let tensors = self.in_order();
		let mut header = [&b"GGUF"[..], &3u32.to_le_bytes()].concat();
		header.extend((tensors.len() as u64).to_le_bytes());
		header.extend((keys.len() as u64).to_le_bytes());
		keys.into_iter().for_each(|key| header.extend(*key));
		let (alignment, mut offset) = (self.alignment(), 0u64);
		for (name, tensor) in &tensors {
			entry(&mut header, name, tensor, offset);
			offset = offset.saturating_add(tensor.length as u64).next_multiple_of(alignment as u64);
		}
		out.write_all(&header)?;
		pad(out, header.len(), alignment)?;
		for (_, tensor) in tensors {
			match &tensor.rows {
				None => out.write_all(self.tensor_bytes(tensor))?,
				Some(rows) => rows.iter().try_for_each(|row| out.write_all(self.row_bytes(tensor, *row)))?,
			}
			pad(out, tensor.length, alignment)?;
		}
		Ok(())
	}

	/// Returns the number of bytes of what [`Self::write_one`] writes.
	pub(crate) fn one_file_bytes(&self) -> u64 {
		if self.is_whole() {
			return self.file_bytes();
		}
		let mut counting = Counting(0);
		// Counting never fails.
		let _ = self.write_joined(&mut counting);
		counting.0
	}

	/// Returns the root of what [`Self::write_one`] writes.
	pub(crate) fn root(&self) -> Hash {
		let mut hashing = Hashing::new(io::sink());
		// Nothing fails to be thrown away.
		let _ = self.write_one(&mut hashing);
		hashing.finish()
	}

	/// Returns the tensors in the order of one file.
	fn in_order(&self) -> Vec<(&str, &Tensor)> {
		let mut tensors: Vec<_> = self.tensors().collect();
		if self.source != Source::Folder {
			tensors.sort_by_key(|(_, tensor)| (tensor.part, tensor.start));
		}
		tensors
	}

	fn alignment(&self) -> usize {
		match self.value("general.alignment") {
			Some(Value::Unsigned(alignment)) => *alignment as usize,
			_ => DEFAULT_ALIGNMENT,
		}
	}
}

/// Appends a tensor's entry in the directory.
fn entry(header: &mut Vec<u8>, name: &str, tensor: &Tensor, offset: u64) {
	header.extend((name.len() as u64).to_le_bytes());
	header.extend(name.as_bytes());
	header.extend((tensor.shape.len() as u32).to_le_bytes());
	// A file has inputs first.
	tensor.shape.iter().rev().for_each(|dimension| header.extend(dimension.to_le_bytes()));
	header.extend(types::number(tensor.format).to_le_bytes());
	header.extend(offset.to_le_bytes());
}

/// Writes zeros after `length` bytes up to the next multiple of `alignment`.
fn pad(out: &mut impl Write, length: usize, alignment: usize) -> io::Result<()> {
	const ZEROS: [u8; 4096] = [0; 4096];
	let mut left = length.next_multiple_of(alignment) - length;
	while left > 0 {
		let now = left.min(ZEROS.len());
		out.write_all(ZEROS.get(..now).unwrap_or_default())?;
		left -= now;
	}
	Ok(())
}
