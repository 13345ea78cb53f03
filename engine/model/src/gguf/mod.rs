//! GGUF files, read without trust.
//!
//! Every count and length is checked against what the file can hold before anything is allocated. Every
//! tensor lies inside its file and apart from the others. Lists of the metadata are not copied until somebody
//! asks for one.

mod directory;
mod error;
mod metadata;
mod reader;
mod split;
mod types;

pub(crate) use directory::Tensor;
pub use error::GgufError;
pub(crate) use metadata::Value;

use openledger_content::{Hash, root};
use reader::Reader;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// Mapped files with their directory: one, or the parts of a split model.
///
/// It needs no tokenizer and no known architecture, so any sound file can be looked into.
pub struct Gguf {
	parts: Vec<Arc<memmap2::Mmap>>,
	/// The metadata of the first part.
	metadata: BTreeMap<String, Value>,
	tensors: BTreeMap<String, Tensor>,
}

/// A parsed file.
struct Part {
	metadata: BTreeMap<String, Value>,
	tensors: Vec<(String, Tensor)>,
}

impl Gguf {
	/// Maps a file, and the other parts if it is the first of several, and reads the directory.
	pub fn open(path: &Path) -> Result<Self, GgufError> {
		let paths = split::parts(path)?;
		let (mut parts, mut tensors, mut metadata) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
		for (number, path) in paths.iter().enumerate() {
			let map = map(path)?;
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
		Ok(Self { parts, metadata, tensors })
	}

	/// Returns the bytes of a tensor.
	pub(crate) fn tensor_bytes(&self, tensor: &Tensor) -> &[u8] {
		let part = self.parts.get(tensor.part).map_or(&[][..], |map| map);
		part.get(tensor.start..).and_then(|rest| rest.get(..tensor.length)).unwrap_or_default()
	}

	/// Returns the file that a tensor lies in.
	pub(crate) fn map(&self, tensor: &Tensor) -> Arc<memmap2::Mmap> {
		self.parts[tensor.part].clone()
	}

	/// Tells the system that the file's pages may leave memory until they are read again: packed weights need
	/// a few rows of the embedding at most.
	pub(crate) fn release(&self) {
		#[cfg(unix)]
		for map in &self.parts {
			// SAFETY: the map is shared and read-only, so a page that comes back holds what the file holds.
			let released = unsafe { map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
			if let Err(error) = released {
				log::debug!("the base model's pages stay in memory: {error}");
			}
		}
	}

	/// Returns the root of the file, or of the list of the roots of its parts.
	pub(crate) fn root(&self) -> Hash {
		match &self.parts[..] {
			[file] => root::of(file),
			parts => root::of_hashes(parts.iter().map(|part| root::of(part)).collect::<Vec<_>>().iter()),
		}
	}

	/// Returns the number of bytes of all parts.
	pub(crate) fn file_bytes(&self) -> u64 {
		self.parts.iter().map(|part| part.len() as u64).sum()
	}

	pub(crate) fn value(&self, key: &str) -> Option<&Value> {
		self.metadata.get(key)
	}

	/// Returns the bytes and the values of the lists that describe the tokenizer, together.
	pub(crate) fn tokenizer_sizes(&self) -> (u64, u64) {
		let lists = self.metadata.iter().filter_map(|(key, value)| match value {
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
		tensor.format.dequantize_row(self.tensor_bytes(tensor), &mut values);
		Ok(values)
	}

	/// Returns all tensors with their names, ascending.
	pub(crate) fn tensors(&self) -> impl Iterator<Item = (&str, &Tensor)> {
		self.tensors.iter().map(|(name, tensor)| (name.as_str(), tensor))
	}
}

/// Maps a file.
fn map(path: &Path) -> Result<Arc<memmap2::Mmap>, GgufError> {
	let file = std::fs::File::open(path)?;
	// SAFETY: the map is read-only. Base models are files that nothing writes to once they are in place; a
	// file cut short under the map would stop the process, not corrupt it.
	Ok(Arc::new(unsafe { memmap2::Mmap::map(&file)? }))
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
		let alignment = match metadata.get("general.alignment") {
			None => 32,
			Some(Value::Unsigned(a)) if a.is_power_of_two() && *a <= 1 << 20 => *a as usize,
			Some(_) => return Err(GgufError::Metadata("general.alignment".into())),
		};
		let data = reader.at().next_multiple_of(alignment);
		let tensors = directory::place(entries, number, data, alignment, file.len())?;
		Ok(Self { metadata, tensors })
	}

	/// Refuses a file that is not part `number` (from 0) of `count`.
	fn check_split(&self, number: usize, count: usize) -> Result<(), GgufError> {
		let says = |key: &str, expected: usize| match self.metadata.get(key) {
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
