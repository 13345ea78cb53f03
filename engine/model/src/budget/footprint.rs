//! The memory that a model takes, counted from its directory.

use crate::{config::Config, gguf::Gguf};
use openledger_kernels::Matrix;

/// The bytes that the smallest vocabulary takes.
const VOCABULARY_LEAST: u64 = 1 << 20;
/// The bytes that a vocabulary takes in memory, for each byte of its lists in the file.
const VOCABULARY_FACTOR: u64 = 8;
/// The bytes that it takes besides for each value of these lists.
const VOCABULARY_VALUE: u64 = 160;

/// The memory that a model takes, in bytes, known before any of it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
	/// The size of the file, or of all parts of a split model.
	pub file: u64,
	/// The size of all tensors as they are stored.
	pub tensors: u64,
	/// The size of all tensors as binary32 numbers.
	pub unpacked: u64,
	/// The size of the linear layers and the output layer, dequantized and packed as `lora` needs them.
	pub packed: u64,
	/// The size of the same layers as 8-bit integers with their scales, as `exact8` needs them beside what is
	/// stored.
	pub integers: u64,
	/// The size of the same layers in the codes of the file, laid out as answers need them.
	pub codes: u64,
	/// An upper estimate of what the vocabulary takes once it is read.
	pub vocabulary: u64,
	/// The size of the keys and values of one token.
	pub cache_per_token: u64,
}

impl Footprint {
	/// Counts what a file's model takes.
	pub(crate) fn of(file: &Gguf, config: &Config) -> Self {
		let (mut tensors, mut unpacked, mut packed) = (0u64, 0u64, 0u64);
		let (mut integers, mut codes) = (0u64, 0u64);
		let tied = !file.names().any(|name| name == "output.weight");
		for (name, tensor) in file.tensors() {
			let elements = tensor.shape.iter().fold(4u64, |n, d| n.saturating_mul(*d));
			tensors = tensors.saturating_add(tensor.length as u64);
			unpacked = unpacked.saturating_add(elements);
			// Embeddings are looked up as they are stored, unless they are the output layer too.
			if let [rows, columns] = tensor.shape[..]
				&& (tied || name != "token_embd.weight")
			{
				packed = packed.saturating_add(elements);
				// A byte for each weight, and for each output a scale and a factor.
				integers = integers.saturating_add(elements / 4).saturating_add(rows.saturating_mul(8));
				let bytes = Matrix::codes_bytes(tensor.format, rows as usize, columns as usize);
				codes = codes.saturating_add(bytes);
			}
		}
		let width = 2 * config.layers as u64 * config.kv_heads as u64 * config.head as u64;
		Self {
			file: file.file_bytes(),
			tensors,
			unpacked,
			packed,
			integers,
			codes,
			vocabulary: Self::vocabulary(file),
			cache_per_token: width.saturating_mul(4),
		}
	}

	/// Estimates what a file's vocabulary takes.
	pub(crate) fn vocabulary(file: &Gguf) -> u64 {
		let (bytes, count) = file.tokenizer_sizes();
		let values = count.saturating_mul(VOCABULARY_VALUE);
		bytes.saturating_mul(VOCABULARY_FACTOR).saturating_add(values).saturating_add(VOCABULARY_LEAST)
	}

	/// Returns what an open model takes while its weights stay as they are stored.
	pub fn stored(&self) -> u64 {
		self.tensors.saturating_add(self.vocabulary)
	}

	/// Returns what the keys and values of so many tokens take.
	pub fn cache(&self, tokens: usize) -> u64 {
		self.cache_per_token.saturating_mul(tokens as u64)
	}
}

impl std::fmt::Display for Footprint {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let mib = |bytes: u64| bytes.div_ceil(1 << 20);
		write!(
			f,
			"a file of {} MiB, {} MiB of tensors, {} MiB unpacked, {} MiB packed, {} MiB as integers, \
			 {} MiB in codes, {} MiB of vocabulary, {} KiB of keys and values a token",
			mib(self.file),
			mib(self.tensors),
			mib(self.unpacked),
			mib(self.packed),
			mib(self.integers),
			mib(self.codes),
			mib(self.vocabulary),
			self.cache_per_token.div_ceil(1024),
		)
	}
}
