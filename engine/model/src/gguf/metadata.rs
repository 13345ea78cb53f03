//! Metadata of a file. Lists stay where they are in the file until somebody asks for one.

use super::{error::GgufError, reader::Reader};
use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

/// The largest number of keys.
const MAX_KEYS: u64 = 4096;
/// The largest number of values in a list: the largest vocabularies and lists of merges have half a million.
const MAX_LIST: u64 = 4 << 20;
/// The fewest bytes of a key with its value.
const LEAST_KEY_BYTES: usize = 13;
const WHAT: &str = "a metadata value";

/// A value of the metadata.
pub(crate) enum Value {
	Unsigned(u64),
	Signed(i64),
	Float(f64),
	Bool(bool),
	Text(String),
	List(List),
}

/// A list of the metadata: its place in the file, and what it holds once somebody has asked.
pub(crate) struct List {
	/// The number of the type of its values.
	kind: u32,
	count: usize,
	/// The place of its values in the file.
	bytes: Range<usize>,
	texts: OnceLock<Vec<String>>,
	numbers: OnceLock<Vec<i64>>,
	floats: OnceLock<Vec<f32>>,
}

impl List {
	/// Returns the number of bytes that its values have in the file.
	pub(super) fn bytes(&self) -> usize {
		self.bytes.len()
	}

	/// Returns the number of its values.
	pub(super) fn count(&self) -> usize {
		self.count
	}

	/// Returns the texts; `None` if it holds something else. `file` is the whole file.
	pub(super) fn texts(&self, file: &[u8]) -> Option<&[String]> {
		if self.kind != 8 {
			return None;
		}
		let read = || {
			let mut reader = Reader::new(file.get(self.bytes.clone())?);
			(0..self.count).map(|_| reader.text("the length of a text").ok()).collect::<Option<Vec<_>>>()
		};
		kept(&self.texts, read)
	}

	/// Returns the whole numbers; `None` if it holds something else.
	pub(super) fn numbers(&self, file: &[u8]) -> Option<&[i64]> {
		let read = || {
			let mut reader = Reader::new(file.get(self.bytes.clone())?);
			let mut number = || match scalar(&mut reader, self.kind).ok()? {
				Value::Unsigned(n) => i64::try_from(n).ok(),
				Value::Signed(n) => Some(n),
				_ => None,
			};
			(0..self.count).map(|_| number()).collect::<Option<Vec<_>>>()
		};
		kept(&self.numbers, read)
	}

	/// Returns the numbers of a list of binary32; `None` if it holds something else.
	pub(super) fn floats(&self, file: &[u8]) -> Option<&[f32]> {
		if self.kind != 6 {
			return None;
		}
		let read = || {
			let bytes = file.get(self.bytes.clone())?;
			Some(bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
		};
		kept(&self.floats, read)
	}
}

/// The metadata of a file.
#[derive(Default)]
pub(super) struct Metadata {
	/// The values by their keys.
	pub(super) values: BTreeMap<String, Value>,
	/// The place of each key with its value, in the file's order.
	pub(super) places: Vec<Range<usize>>,
}

/// Returns what a cell keeps, read at the first call.
fn kept<T>(cell: &OnceLock<Vec<T>>, read: impl FnOnce() -> Option<Vec<T>>) -> Option<&[T]> {
	if cell.get().is_none() {
		// Whoever came first read the same.
		let _ = cell.set(read()?);
	}
	cell.get().map(Vec::as_slice)
}

/// Reads the metadata of a file.
pub(super) fn read(reader: &mut Reader, keys: usize) -> Result<Metadata, GgufError> {
	let mut metadata = Metadata::default();
	for _ in 0..keys {
		let start = reader.at();
		let key = reader.name("the length of a key")?;
		let kind = reader.u32("a metadata type")?;
		let value = match kind {
			8 => Value::Text(reader.text("the length of a text")?),
			9 => Value::List(list(reader)?),
			_ => scalar(reader, kind)?,
		};
		if metadata.values.contains_key(&key) {
			return Err(GgufError::Malformed(format!("{key} appears twice")));
		}
		metadata.values.insert(key, value);
		metadata.places.push(start..reader.at());
	}
	Ok(metadata)
}

/// Reads the number of keys, which the rest of the file must have room for.
pub(super) fn key_count(reader: &mut Reader) -> Result<usize, GgufError> {
	let keys = reader.count("the number of metadata keys", MAX_KEYS)?;
	if reader.left() / LEAST_KEY_BYTES < keys {
		return Err(GgufError::Truncated("the metadata".into()));
	}
	Ok(keys)
}

/// Reads a value that is neither text nor list.
fn scalar(reader: &mut Reader, kind: u32) -> Result<Value, GgufError> {
	Ok(match kind {
		0 => Value::Unsigned(reader.array::<1>(WHAT)?[0].into()),
		1 => Value::Signed(i8::from_le_bytes(reader.array(WHAT)?).into()),
		2 => Value::Unsigned(u16::from_le_bytes(reader.array(WHAT)?).into()),
		3 => Value::Signed(i16::from_le_bytes(reader.array(WHAT)?).into()),
		4 => Value::Unsigned(reader.u32(WHAT)?.into()),
		5 => Value::Signed(i32::from_le_bytes(reader.array(WHAT)?).into()),
		6 => Value::Float(f32::from_le_bytes(reader.array(WHAT)?).into()),
		7 => Value::Bool(reader.array::<1>(WHAT)?[0] != 0),
		10 => Value::Unsigned(reader.u64(WHAT)?),
		11 => Value::Signed(i64::from_le_bytes(reader.array(WHAT)?)),
		12 => Value::Float(f64::from_le_bytes(reader.array(WHAT)?)),
		_ => return Err(GgufError::Malformed(format!("metadata type {kind}"))),
	})
}

/// Finds where a list ends, without keeping its values.
fn list(reader: &mut Reader) -> Result<List, GgufError> {
	let kind = reader.u32("a list")?;
	let count = reader.count("the length of a list", MAX_LIST)?;
	let size = match kind {
		0 | 1 | 7 => 1,
		2 | 3 => 2,
		4..=6 => 4,
		8 | 10..=12 => 8,
		9 => return Err(GgufError::Malformed("a list of lists".into())),
		_ => return Err(GgufError::Malformed(format!("a list of type {kind}"))),
	};
	let start = reader.at();
	// The smallest this list can be.
	if reader.left() / size < count {
		return Err(GgufError::Truncated("a list".into()));
	}
	if kind == 8 {
		for _ in 0..count {
			reader.text_bytes("the length of a text")?;
		}
	} else {
		reader.take(count * size, "a list")?;
	}
	let bytes = start..reader.at();
	let (texts, numbers, floats) = Default::default();
	Ok(List { kind, count, bytes, texts, numbers, floats })
}
