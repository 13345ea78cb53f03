//! GGUF files, read without trust.
//!
//! Every count and length is checked against what the file can hold before anything is allocated. Every
//! tensor lies inside its file and apart from the others. Lists of the metadata are not copied until somebody
//! asks for one.

mod directory;
mod error;
mod join;
mod metadata;
mod reader;
mod split;
mod storage;
mod types;

pub(crate) use directory::Tensor;
pub use error::GgufError;
pub(crate) use join::Hashing;
pub(crate) use metadata::Value;
pub(crate) use storage::Storage;

use metadata::Metadata;
use openledger_kernels::Bytes;
use reader::Reader;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// The multiple of bytes that tensors begin at, unless a file says otherwise.
const DEFAULT_ALIGNMENT: usize = 32;

/// A model's metadata and the places of its tensors: of one file, of the parts of a split model, or of a
/// folder as [`crate::Base`] reads it.
///
/// It needs no tokenizer and no known architecture, so any sound file can be looked into.
pub struct Gguf {
	/// The bytes of all parts. The first begins with the header.
	parts: Vec<Storage>,
	/// The metadata of the first part.
	metadata: Metadata,
	tensors: BTreeMap<String, Tensor>,
	source: Source,
}

/// The form that a model is kept in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
	/// One file.
	Whole,
	/// The parts of a split model.
	Split,
	/// A folder of safetensors.
	Folder,
}

/// A parsed file.
struct Part {
	metadata: Metadata,
	tensors: Vec<(String, Tensor)>,
}

impl Gguf {
	/// Maps a file, and the other parts if it is the first of several, and reads the directory.
	pub fn open(path: &Path) -> Result<Self, GgufError> {
		let paths = split::parts(path)?;
		let (mut parts, mut tensors, mut metadata) = (Vec::new(), BTreeMap::new(), Metadata::default());
		for (number, path) in paths.iter().enumerate() {
			let map = Storage::open(path)?;
			let part = Part::parse(&map, number)?;
			if paths.len() > 1 {
				part.check_split(number, paths.len())?;
			}
			if number == 0 {
				metadata = part.metadata;
			}
			for (name, tensor) in part.tensors {
				if tensors.contains_key(&name) {
					return Err(GgufError::Malformed(format!("{name} appears twice")));
				}
				tensors.insert(name, tensor);
			}
			parts.push(map);
		}
		let source = if paths.len() > 1 { Source::Split } else { Source::Whole };
		Ok(Self { parts, metadata, tensors, source })
	}

	/// Returns the files of a model, given the first: that one alone, unless it is split.
	pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, GgufError> {
		split::parts(path)
	}

	/// Makes a model of the bytes of a header without tensors, and of tensors that lie in `parts`, of which
	/// the first has the number 1.
	pub(crate) fn of_folder(
		header: Vec<u8>,
		parts: Vec<Storage>,
		tensors: BTreeMap<String, Tensor>,
	) -> Result<Self, GgufError> {
		let metadata = Part::parse(&header, 0)?.metadata;
		let parts = std::iter::once(Storage::made(header)).chain(parts).collect();
		Ok(Self { parts, metadata, tensors, source: Source::Folder })
	}

	/// Returns whether the model is one file as it is kept.
	pub(crate) fn is_whole(&self) -> bool {
		self.source == Source::Whole
	}

	/// Returns whether the model is kept as a folder of safetensors.
	pub(crate) fn is_folder(&self) -> bool {
		self.source == Source::Folder
	}

	/// Returns the bytes of a tensor.
	pub(crate) fn tensor_bytes(&self, tensor: &Tensor) -> &[u8] {
		let part = self.parts.get(tensor.part).map_or(&[][..], |map| map);
		part.get(tensor.start..).and_then(|rest| rest.get(..tensor.length)).unwrap_or_default()
	}

	/// Returns the bytes of the row that is stored as number `row`.
	fn row_bytes(&self, tensor: &Tensor, row: u32) -> &[u8] {
		let length = tensor.format.row_bytes(tensor.shape.last().map_or(0, |columns| *columns as usize));
		let from = (row as usize).saturating_mul(length);
		self.tensor_bytes(tensor).get(from..).and_then(|rest| rest.get(..length)).unwrap_or_default()
	}

	/// Returns the bytes of the part that a tensor lies in.
	pub(crate) fn part_of(&self, tensor: &Tensor) -> Bytes {
		self.parts.get(tensor.part).map_or_else(|| Storage::made(Vec::new()), Storage::clone).bytes()
	}

	/// Tells the system that the files' pages may leave memory until they are read again: packed weights need
	/// a few rows of the embedding at most.
	pub(crate) fn release(&self) {
		self.parts.iter().for_each(Storage::release);
	}

	/// Returns the number of bytes of all parts.
	pub(crate) fn file_bytes(&self) -> u64 {
		self.parts.iter().map(|part| part.len() as u64).sum()
	}

	pub(crate) fn value(&self, key: &str) -> Option<&Value> {
		self.metadata.values.get(key)
	}

	/// Returns the bytes and the values of the lists that describe the tokenizer, together.
	pub(crate) fn tokenizer_sizes(&self) -> (u64, u64) {
		let lists = self.metadata.values.iter().filter_map(|(key, value)| match value {
			Value::List(list) if key.starts_with("tokenizer.") => {
				Some((list.bytes() as u64, list.count() as u64))
			},
			_ => None,
		});
		lists.fold((0, 0), |(bytes, count), list| (bytes + list.0, count + list.1))
	}

	pub(crate) fn unsigned(&self, key: &str) -> Result<u64, GgufError> {
		match self.value(key) {
			Some(Value::Unsigned(n)) => Ok(*n),
			Some(Value::Signed(n)) if *n >= 0 => Ok(*n as u64),
			_ => Err(GgufError::Metadata(key.into())),
		}
	}

	pub(crate) fn float(&self, key: &str) -> Result<f64, GgufError> {
		match self.value(key) {
			Some(Value::Float(x)) => Ok(*x),
			_ => Err(GgufError::Metadata(key.into())),
		}
	}

	pub(crate) fn text(&self, key: &str) -> Result<&str, GgufError> {
		match self.value(key) {
			Some(Value::Text(text)) => Ok(text),
			_ => Err(GgufError::Metadata(key.into())),
		}
	}

	pub(crate) fn texts(&self, key: &str) -> Result<&[String], GgufError> {
		self.list(key, |list, file| list.texts(file))
	}

	pub(crate) fn numbers(&self, key: &str) -> Result<&[i64], GgufError> {
		self.list(key, |list, file| list.numbers(file))
	}

	/// Returns a list of binary32 numbers, as the scores of a SentencePiece vocabulary are.
	pub(crate) fn floats(&self, key: &str) -> Result<&[f32], GgufError> {
		self.list(key, |list, file| list.floats(file))
	}

	fn list<'a, T>(
		&'a self,
		key: &str,
		read: impl Fn(&'a metadata::List, &'a [u8]) -> Option<&'a [T]>,
	) -> Result<&'a [T], GgufError> {
		let found = match (self.value(key), self.parts.first()) {
			(Some(Value::List(list)), Some(file)) => read(list, file),
			_ => None,
		};
		found.ok_or_else(|| GgufError::Metadata(key.into()))
	}

	/// Returns a tensor of the given shape, every weight a finite number.
	pub(crate) fn tensor(&self, name: &str, expected: &[u64]) -> Result<&Tensor, GgufError> {
		let tensor = self.tensors.get(name).ok_or_else(|| GgufError::MissingTensor(name.into()))?;
		if tensor.shape != expected {
			let (found, expected) = (tensor.shape.clone(), expected.to_vec());
			return Err(GgufError::Shape { name: name.into(), found, expected });
		}
		if !tensor.format.is_finite(self.tensor_bytes(tensor)) {
			return Err(GgufError::NotFinite(name.into()));
		}
		Ok(tensor)
	}

	/// Returns the names of all tensors, ascending.
	pub fn names(&self) -> impl Iterator<Item = &str> {
		self.tensors.keys().map(String::as_str)
	}

	/// Returns a tensor's values, row after row, as the arithmetic defines them.
	pub fn values(&self, name: &str) -> Result<Vec<f32>, GgufError> {
		let tensor = self.tensors.get(name).ok_or_else(|| GgufError::MissingTensor(name.into()))?;
		// As many as the file has room for.
		let mut values = vec![0.0; tensor.shape.iter().product::<u64>() as usize];
		let (Some(rows), Some(columns)) = (&tensor.rows, tensor.shape.last()) else {
			tensor.format.dequantize_row(self.tensor_bytes(tensor), &mut values);
			return Ok(values);
		};
		for (values, row) in values.chunks_mut((*columns as usize).max(1)).zip(rows.iter()) {
			tensor.format.dequantize_row(self.row_bytes(tensor, *row), values);
		}
		Ok(values)
	}

	/// Returns all tensors with their names, ascending.
	pub(crate) fn tensors(&self) -> impl Iterator<Item = (&str, &Tensor)> {
		self.tensors.iter().map(|(name, tensor)| (name.as_str(), tensor))
	}
}

impl Part {
	/// Reads metadata and directory of part `number` of a model.
	fn parse(file: &[u8], number: usize) -> Result<Self, GgufError> {
		let mut reader = Reader::new(file);
		if reader.array("the first four bytes").is_ok_and(|magic: [u8; 4]| magic != *b"GGUF")
			|| file.len() < 4
		{
			return Err(GgufError::Magic);
		}
		let version = reader.u32("the version")?;
		if !(2..=3).contains(&version) {
			return Err(GgufError::Version(version));
		}
		let tensors = directory::tensor_count(&mut reader)?;
		let keys = metadata::key_count(&mut reader)?;
		let metadata = metadata::read(&mut reader, keys)?;
		let entries = directory::read(&mut reader, tensors)?;
		let alignment = match metadata.values.get("general.alignment") {
			None => DEFAULT_ALIGNMENT,
			Some(Value::Unsigned(a)) if a.is_power_of_two() && *a <= 1 << 20 => *a as usize,
			Some(_) => return Err(GgufError::Metadata("general.alignment".into())),
		};
		let data = reader.at().next_multiple_of(alignment);
		let tensors = directory::place(entries, number, data, alignment, file.len())?;
		Ok(Self { metadata, tensors })
	}

	/// Refuses a file that is not part `number` (from 0) of `count`.
	fn check_split(&self, number: usize, count: usize) -> Result<(), GgufError> {
		let says = |key: &str, expected: usize| match self.metadata.values.get(key) {
			Some(Value::Unsigned(found)) if *found == expected as u64 => Ok(()),
			_ => Err(GgufError::Split(format!("part {} has another {key} than {expected}", number + 1))),
		};
		says("split.no", number)?;
		says("split.count", count)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lists_are_read_as_what_they_are() {
		let list = |kind: u32, values: &[u8], count: u64| {
			[&kind.to_le_bytes()[..], &count.to_le_bytes(), values].concat()
		};
		let text = [&3u64.to_le_bytes()[..], b"abc"].concat();
		let mut file = openledger_test_utils::Gguf::tiny();
		file.set("bytes", 9, list(0, &[1, 255], 2));
		file.set("signed", 9, list(5, &(-7i32).to_le_bytes(), 1));
		file.set("scores", 9, list(6, &(-1.5f32).to_le_bytes(), 1));
		file.set("texts", 9, list(8, &text, 1));
		file.set("huge", 9, list(10, &u64::MAX.to_le_bytes(), 1));
		let dir = tempfile::tempdir().unwrap();
		let file = Gguf::open(&file.write(dir.path())).unwrap();
		assert_eq!(file.numbers("bytes").unwrap(), [1, 255]);
		assert_eq!(file.numbers("signed").unwrap(), [-7]);
		assert_eq!(file.floats("scores").unwrap(), [-1.5]);
		assert_eq!(file.texts("texts").unwrap(), ["abc"]);
		for wrong in ["texts", "scores", "huge", "general.architecture", "absent"] {
			assert!(matches!(file.numbers(wrong), Err(GgufError::Metadata(key)) if key == wrong));
		}
		assert!(file.texts("bytes").is_err() && file.floats("bytes").is_err());
	}
}
