//! GGUF files, read without trust.
//!
//! Every count and length is checked against what the file can hold before anything is allocated, and every
//! tensor's range against the file.

use openledger_kernels::Format;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// The reason why a base model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GgufError {
	/// The file cannot be opened or mapped.
	#[error("cannot open the file: {0}")]
	Io(#[from] std::io::Error),
	/// The file does not begin as GGUF files do.
	#[error("not a GGUF file")]
	Magic,
	/// The file has another version of the format.
	#[error("GGUF version {0}: only 2 and 3 are supported")]
	Version(u32),
	/// The file ends early.
	#[error("the file is truncated: {0} lies beyond its end")]
	Truncated(String),
	/// The file has a count or length that no sound file has.
	#[error("{what} is {value}, at most {limit} is allowed")]
	Absurd {
		/// Name of the count.
		what: &'static str,
		/// The number in the file.
		value: u64,
		/// The largest number that is allowed.
		limit: u64,
	},
	/// The header contradicts itself.
	#[error("malformed header: {0}")]
	Malformed(String),
	/// A key of the metadata is missing or of the wrong type.
	#[error("metadata {0} is missing or of the wrong type")]
	Metadata(String),
	/// A tensor is missing.
	#[error("tensor {0} is missing")]
	MissingTensor(String),
	/// A tensor has another shape than the configuration says.
	#[error("tensor {name} is {found:?}, expected {expected:?}")]
	Shape {
		/// Name of the tensor.
		name: String,
		/// The shape in the file, outputs first.
		found: Vec<u64>,
		/// The shape that the configuration asks for.
		expected: Vec<u64>,
	},
	/// A tensor is stored in a format that the kernels do not know.
	#[error("tensor {name} has GGML type {kind}: only F32, F16, Q4_0, Q4_1 and Q8_0 are supported")]
	Quantisation {
		/// Name of the tensor.
		name: String,
		/// Number of its GGML type.
		kind: u32,
	},
	/// A weight is a NaN or an infinity.
	#[error(
		"tensor {0} holds a NaN or an infinity: the file is damaged, or was converted from a model that is"
	)]
	NotFinite(String),
	/// The engine does not run models of this kind.
	#[error("unsupported model: {0}")]
	Unsupported(String),
}

/// A value of the metadata, as far as the engine reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
	Unsigned(u64),
	Signed(i64),
	Float(f64),
	Bool(bool),
	Text(String),
	Texts(Vec<String>),
	Numbers(Vec<i64>),
	Other,
}

/// The place of a tensor in the file.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
	/// The shape, outputs first (the reverse of the file's order).
	pub(crate) shape: Vec<u64>,
	pub(crate) format: Format,
	pub(crate) start: usize,
}

/// A mapped file with its directory.
pub(crate) struct Gguf {
	pub(crate) map: Arc<memmap2::Mmap>,
	metadata: BTreeMap<String, Value>,
	tensors: BTreeMap<String, Tensor>,
}

const MAX_KEYS: u64 = 4096;
const MAX_TENSORS: u64 = 16_384;
const MAX_TEXT: u64 = 1 << 20;
const MAX_ARRAY: u64 = 4 << 20;

struct Reader<'a> {
	bytes: &'a [u8],
	at: usize,
}

impl<'a> Reader<'a> {
	fn take(&mut self, length: usize, what: &str) -> Result<&'a [u8], GgufError> {
		let rest = &self.bytes[self.at..];
		let Some(taken) = rest.get(..length) else { return Err(GgufError::Truncated(what.into())) };
		self.at += length;
		Ok(taken)
	}

	fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], GgufError> {
		let mut out = [0; N];
		out.copy_from_slice(self.take(N, what)?);
		Ok(out)
	}

	fn u32(&mut self, what: &str) -> Result<u32, GgufError> {
		self.array(what).map(u32::from_le_bytes)
	}

	fn count(&mut self, what: &'static str, limit: u64) -> Result<usize, GgufError> {
		let value = u64::from_le_bytes(self.array(what)?);
		if value > limit {
			return Err(GgufError::Absurd { what, value, limit });
		}
		Ok(value as usize)
	}

	fn text(&mut self, what: &'static str) -> Result<String, GgufError> {
		let length = self.count(what, MAX_TEXT)?;
		let bytes = self.take(length, what)?;
		// Tokens of a vocabulary are UTF-8 in the byte-level alphabet; a stray byte elsewhere is not worth
		// refusing a file.
		Ok(String::from_utf8_lossy(bytes).into_owned())
	}

	fn value(&mut self, kind: u32) -> Result<Value, GgufError> {
		const WHAT: &str = "a metadata value";
		Ok(match kind {
			0 => Value::Unsigned(self.array::<1>(WHAT)?[0].into()),
			1 => Value::Signed(i8::from_le_bytes(self.array(WHAT)?).into()),
			2 => Value::Unsigned(u16::from_le_bytes(self.array(WHAT)?).into()),
			3 => Value::Signed(i16::from_le_bytes(self.array(WHAT)?).into()),
			4 => Value::Unsigned(self.u32(WHAT)?.into()),
			5 => Value::Signed(i32::from_le_bytes(self.array(WHAT)?).into()),
			6 => Value::Float(f32::from_le_bytes(self.array(WHAT)?).into()),
			7 => Value::Bool(self.array::<1>(WHAT)?[0] != 0),
			8 => Value::Text(self.text("the length of a text")?),
			9 => self.list()?,
			10 => Value::Unsigned(u64::from_le_bytes(self.array(WHAT)?)),
			11 => Value::Signed(i64::from_le_bytes(self.array(WHAT)?)),
			12 => Value::Float(f64::from_le_bytes(self.array(WHAT)?)),
			_ => return Err(GgufError::Malformed(format!("metadata type {kind}"))),
		})
	}

	fn list(&mut self) -> Result<Value, GgufError> {
		let kind = self.u32("a list")?;
		let count = self.count("the length of a list", MAX_ARRAY)?;
		let size = match kind {
			0 | 1 | 7 => 1,
			2 | 3 => 2,
			4..=6 => 4,
			8 | 10..=12 => 8,
			_ => return Err(GgufError::Malformed(format!("a list of type {kind}"))),
		};
		// The smallest this list can be; checked before anything is allocated.
		if self.bytes.len() - self.at < count * size {
			return Err(GgufError::Truncated("a list".into()));
		}
		match kind {
			8 => (0..count)
				.map(|_| self.text("the length of a text"))
				.collect::<Result<_, _>>()
				.map(Value::Texts),
			6 | 12 => self.take(count * size, "a list").map(|_| Value::Other),
			_ => (0..count)
				.map(|_| {
					Ok(match self.value(kind)? {
						Value::Unsigned(n) => n as i64,
						Value::Signed(n) => n,
						Value::Bool(b) => b.into(),
						_ => 0,
					})
				})
				.collect::<Result<_, _>>()
				.map(Value::Numbers),
		}
	}
}

fn format_of(name: &str, kind: u32) -> Result<Format, GgufError> {
	Ok(match kind {
		0 => Format::F32,
		1 => Format::F16,
		2 => Format::Q4_0,
		3 => Format::Q4_1,
		8 => Format::Q8_0,
		_ => return Err(GgufError::Quantisation { name: name.into(), kind }),
	})
}

impl Gguf {
	/// Maps a file and reads its directory.
	pub(crate) fn open(path: &Path) -> Result<Self, GgufError> {
		let file = std::fs::File::open(path)?;
		// SAFETY: the map is read-only. Base models are files that nothing writes to once they are in place;
		// a file cut short under the map would stop the process, not corrupt it.
		let map = unsafe { memmap2::Mmap::map(&file)? };
		Self::parse(Arc::new(map))
	}

	fn parse(map: Arc<memmap2::Mmap>) -> Result<Self, GgufError> {
		let mut reader = Reader { bytes: &map, at: 0 };
		if reader.bytes.get(..4) != Some(b"GGUF") {
			return Err(GgufError::Magic);
		}
		reader.at = 4;
		let version = reader.u32("the version")?;
		if !(2..=3).contains(&version) {
			return Err(GgufError::Version(version));
		}
		let tensor_count = reader.count("the number of tensors", MAX_TENSORS)?;
		let key_count = reader.count("the number of metadata keys", MAX_KEYS)?;
		let mut metadata = BTreeMap::new();
		for _ in 0..key_count {
			let key = reader.text("the length of a key")?;
			let kind = reader.u32("a metadata type")?;
			let value = reader.value(kind)?;
			if metadata.insert(key.clone(), value).is_some() {
				return Err(GgufError::Malformed(format!("{key} appears twice")));
			}
		}
		let mut entries = Vec::new();
		for _ in 0..tensor_count {
			let name = reader.text("the length of a tensor's name")?;
			let dimensions = reader.u32("a tensor's rank")?;
			if dimensions > 4 {
				let value = dimensions.into();
				return Err(GgufError::Absurd { what: "a tensor's rank", value, limit: 4 });
			}
			let mut shape = Vec::new();
			for _ in 0..dimensions {
				shape.push(reader.count("a tensor's dimension", 1 << 31)? as u64);
			}
			shape.reverse();
			let kind = reader.u32("a tensor's type")?;
			let offset = u64::from_le_bytes(reader.array("a tensor's offset")?);
			entries.push((name, shape, kind, offset));
		}
		let alignment = match metadata.get("general.alignment") {
			None => 32,
			Some(Value::Unsigned(a)) if a.is_power_of_two() && *a <= 1 << 20 => *a as usize,
			Some(_) => return Err(GgufError::Metadata("general.alignment".into())),
		};
		let data = reader.at.next_multiple_of(alignment);
		let mut tensors = BTreeMap::new();
		for (name, shape, kind, offset) in entries {
			let format = format_of(&name, kind)?;
			let start = usize::try_from(offset).ok().and_then(|o| o.checked_add(data));
			let end = start.and_then(|start| start.checked_add(tensor_bytes(format, &shape)?));
			let (Some(start), true) = (start, end.is_some_and(|end| end <= map.len())) else {
				return Err(GgufError::Truncated(format!("tensor {name}")));
			};
			if tensors.insert(name.clone(), Tensor { shape, format, start }).is_some() {
				return Err(GgufError::Malformed(format!("{name} appears twice")));
			}
		}
		Ok(Self { map, metadata, tensors })
	}

	/// Returns the bytes of a tensor.
	fn range(&self, tensor: &Tensor) -> &[u8] {
		let length = tensor_bytes(tensor.format, &tensor.shape).unwrap_or(0);
		&self.map[tensor.start..][..length]
	}

	/// Tells the system that the file's pages may leave memory until they are read again: packed weights need
	/// a few rows of the embedding at most.
	pub(crate) fn release(&self) {
		#[cfg(unix)]
		{
			// SAFETY: the map is shared and read-only, so a page that comes back holds what the file holds.
			let released = unsafe { self.map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) };
			if let Err(error) = released {
				log::debug!("the base model's pages stay in memory: {error}");
			}
		}
	}

	/// Returns the whole file.
	pub(crate) fn bytes(&self) -> &[u8] {
		&self.map
	}

	pub(crate) fn value(&self, key: &str) -> Option<&Value> {
		self.metadata.get(key)
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
		match self.value(key) {
			Some(Value::Texts(texts)) => Ok(texts),
			_ => Err(GgufError::Metadata(key.into())),
		}
	}

	pub(crate) fn numbers(&self, key: &str) -> Result<&[i64], GgufError> {
		match self.value(key) {
			Some(Value::Numbers(numbers)) => Ok(numbers),
			_ => Err(GgufError::Metadata(key.into())),
		}
	}

	/// Returns a tensor of the given shape, every weight a finite number.
	pub(crate) fn tensor(&self, name: &str, expected: &[u64]) -> Result<&Tensor, GgufError> {
		let tensor = self.tensors.get(name).ok_or_else(|| GgufError::MissingTensor(name.into()))?;
		if tensor.shape != expected {
			let (found, expected) = (tensor.shape.clone(), expected.to_vec());
			return Err(GgufError::Shape { name: name.into(), found, expected });
		}
		if !finite(tensor.format, self.range(tensor)) {
			return Err(GgufError::NotFinite(name.into()));
		}
		Ok(tensor)
	}

	pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
		self.tensors.keys().map(String::as_str)
	}
}

/// Returns true if every weight is a finite number.
///
/// A quantized block's weights are finite if its scale and minimum are: codes are at most 128, and 128 times
/// the largest binary16 number is far from the end of binary32.
fn finite(format: Format, bytes: &[u8]) -> bool {
	const EXPONENT: u16 = 0x7c00;
	let half = |two: &[u8]| u16::from_le_bytes([two[0], two[1]]) & EXPONENT != EXPONENT;
	let mut blocks = bytes.chunks_exact(format.block_bytes());
	match format {
		Format::F32 => bytes.as_chunks::<4>().0.iter().all(|four| f32::from_le_bytes(*four).is_finite()),
		Format::F16 => bytes.as_chunks::<2>().0.iter().all(|two| half(two)),
		Format::Q4_1 => blocks.all(|block| half(block) && half(&block[2..])),
		Format::Q4_0 | Format::Q8_0 => blocks.all(half),
	}
}

/// Returns the bytes of a tensor; `None` if the number is absurd. Rows that are no whole blocks only occur in
/// small F32 tensors.
fn tensor_bytes(format: Format, shape: &[u64]) -> Option<usize> {
	let elements = shape.iter().try_fold(1u64, |n, d| n.checked_mul(*d))?;
	let bytes = elements.checked_mul(format.block_bytes() as u64)?.div_ceil(32);
	usize::try_from(bytes).ok()
}
