//! A folder's weights: one file of safetensors, or several that an index lists.

use super::{error::FolderError, json::Folder, names, settings::Settings};
use crate::{
	error::Error,
	gguf::{Storage, Tensor},
};
use openledger_kernels::Format;
use safetensors::{Dtype, SafeTensors, tensor::Metadata};
use serde::Deserialize;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
};

/// The file of weights, if there is one only.
const WHOLE: &str = "model.safetensors";
/// The list of the files of weights.
const INDEX: &str = "model.safetensors.index.json";
/// Most bytes of the list.
const MAX_INDEX: u64 = 16 << 20;
/// Most bytes of a file's header: a thousand tensors have some hundred thousand.
const MAX_HEADER: u64 = 16 << 20;
/// The bytes that each byte of a header takes in memory.
const HEADER_FACTOR: u64 = 16;
/// Most files.
const MAX_SHARDS: usize = 256;
/// Most tensors.
const MAX_TENSORS: usize = 16_384;
/// Most bytes of norms and biases together, which are widened in memory.
const MAX_ROWS: usize = 64 << 20;
/// The number of the part with what is made in memory. Part 0 is the header.
const MADE: usize = 1;
/// The number of the part of the first file.
const FIRST_FILE: usize = 2;

#[derive(Deserialize)]
struct Index {
	weight_map: BTreeMap<String, String>,
}

/// A folder's tensors by their names in a GGUF file, and the parts that they lie in, from number 1 on.
pub(super) struct Weights {
	pub(super) tensors: BTreeMap<String, Tensor>,
	pub(super) parts: Vec<Storage>,
}

/// What is read so far.
struct Loader<'a> {
	settings: &'a Settings,
	tensors: BTreeMap<String, Tensor>,
	/// Norms, biases and factors in binary32.
	made: Vec<u8>,
}

/// Reads the headers of all files, and checks that every tensor lies in its file and apart from the others.
pub(super) fn read(folder: &Folder, settings: &Settings) -> Result<Weights, Error> {
	let index = match folder.has(INDEX) {
		true => Some(folder.json::<Index>(INDEX, MAX_INDEX)?),
		false => None,
	};
	let index = index.as_ref().map(|index| &index.value.weight_map);
	let files = files(index)?;
	let mut loader = Loader { settings, tensors: BTreeMap::new(), made: Vec::new() };
	let (mut shards, mut found) = (Vec::new(), 0);
	for (number, file) in files.iter().enumerate() {
		let map = map(folder, file)?;
		let _reserved = folder.reserve(header_bytes(file, &map)?.saturating_mul(HEADER_FACTOR))?;
		let (header, metadata) = SafeTensors::read_metadata(&map)
			.map_err(|error| damaged(file, format!("{error}: download it again")))?;
		found += metadata.offset_keys().len();
		if found > MAX_TENSORS {
			return Err(damaged(file, format!("{found} tensors, at most {MAX_TENSORS} are allowed")).into());
		}
		if let Some(index) = index {
			check_listed(file, &metadata, index)?;
		}
		loader.file(file, &map, &metadata, (number + FIRST_FILE, header + 8))?;
		shards.push(map);
	}
	if let Some(index) = index
		&& found != index.len()
	{
		let why = format!("it lists {} tensors, but its files have {found}: download all files", index.len());
		return Err(damaged(INDEX, why).into());
	}
	loader.finish(shards)
}

fn damaged(file: &str, why: impl Into<String>) -> FolderError {
	FolderError::Weights { file: file.into(), why: why.into() }
}

/// Returns the names of all files of weights.
fn files(index: Option<&BTreeMap<String, String>>) -> Result<BTreeSet<&str>, FolderError> {
	let Some(index) = index else { return Ok([WHOLE].into()) };
	let files: BTreeSet<&str> = index.values().map(String::as_str).collect();
	if files.is_empty() || files.len() > MAX_SHARDS {
		let why = format!("it lists {} files, 1 to {MAX_SHARDS} are allowed", files.len());
		return Err(damaged(INDEX, why));
	}
	// Nothing outside of the folder is read.
	let is_plain = |file: &&&str| {
		file.ends_with(".safetensors") && !file.contains(['/', '\\', ':', '\0']) && !file.starts_with('.')
	};
	match files.iter().find(|file| !is_plain(file)) {
		Some(file) => {
			Err(damaged(INDEX, format!("{file:?} is no name of a file of safetensors in the folder")))
		},
		None => Ok(files),
	}
}

fn map(folder: &Folder, file: &str) -> Result<Storage, FolderError> {
	Storage::open(&folder.path(file)).map_err(|source| FolderError::Io { file: file.into(), source })
}

/// Returns the number of bytes of a file's header, which must be within it.
fn header_bytes(file: &str, bytes: &[u8]) -> Result<u64, FolderError> {
	let Some(length) = bytes.first_chunk().copied().map(u64::from_le_bytes) else {
		return Err(damaged(file, "it is truncated: download it again"));
	};
	match length {
		0..=MAX_HEADER if length <= bytes.len() as u64 => Ok(length),
		_ => Err(damaged(file, format!("a header of {length} bytes, at most {MAX_HEADER} are allowed"))),
	}
}

/// Refuses a file that has a tensor which the list has in another one, or not at all.
fn check_listed(
	file: &str,
	metadata: &Metadata,
	index: &BTreeMap<String, String>,
) -> Result<(), FolderError> {
	for name in metadata.offset_keys() {
		match index.get(&name) {
			Some(listed) if listed == file => {},
			Some(listed) => {
				return Err(damaged(file, format!("it has {name}, which {INDEX} has in {listed}")));
			},
			None => return Err(damaged(file, format!("it has {name}, which {INDEX} does not list"))),
		}
	}
	Ok(())
}

/// Returns the format of a type of numbers.
fn format(dtype: Dtype) -> Option<Format> {
	match dtype {
		Dtype::F32 => Some(Format::F32),
		Dtype::F16 => Some(Format::F16),
		Dtype::BF16 => Some(Format::BF16),
		_ => None,
	}
}

impl Loader<'_> {
	/// Takes the tensors of a file, whose data begins at `start` of part `part`.
	fn file(
		&mut self,
		file: &str,
		bytes: &[u8],
		metadata: &Metadata,
		(part, start): (usize, usize),
	) -> Result<(), FolderError> {
		for name in metadata.offset_keys() {
			let Some(info) = metadata.info(&name) else { continue };
			if names::is_derived(&name) || (name == "lm_head.weight" && self.settings.tied == Some(true)) {
				continue;
			}
			let Some(format) = format(info.dtype) else {
				return Err(FolderError::Dtype { name, found: format!("{:?}", info.dtype) });
			};
			if info.shape.contains(&0) || info.shape.is_empty() {
				return Err(damaged(file, format!("tensor {name} has no elements")));
			}
			let family = self.settings.family;
			let Some(ours) = names::in_gguf(&name, family.result_norms) else {
				let why = format!("tensor {name} has no place in a {} model", family.architecture);
				return Err(damaged(file, why));
			};
			let (from, to) = info.data_offsets;
			let tensor = Tensor {
				shape: info.shape.iter().map(|n| *n as u64).collect(),
				format,
				part,
				start: start.saturating_add(from),
				length: to.saturating_sub(from),
				rows: self.rows(&ours, &info.shape),
			};
			let tensor = match is_row(&ours) && info.shape.len() == 1 {
				true => self.widened(&ours, &tensor, bytes)?,
				false => tensor,
			};
			if self.tensors.contains_key(&ours) {
				return Err(damaged(file, format!("tensor {ours} appears twice")));
			}
			self.tensors.insert(ours, tensor);
		}
		Ok(())
	}

	/// Returns the order of rows of q and k, where files of the family have them as interleaved pairs.
	fn rows(&self, name: &str, shape: &[usize]) -> Option<Arc<[u32]>> {
		let Settings { family, heads, kv_heads, head, .. } = *self.settings;
		let heads = match name.rsplit('.').nth(1) {
			Some("attn_q") => heads,
			Some("attn_k") => kv_heads,
			_ => return None,
		};
		let rows = u64::from(heads).saturating_mul(u64::from(head));
		// Another shape is refused when the weights are read.
		let fits = shape.len() == 2 && shape.first().is_some_and(|found| *found as u64 == rows);
		(family.interleaved && fits && head.is_multiple_of(2)).then(|| interleaved_order(heads, head))
	}

	/// Widens a row of numbers to binary32, and adds one to weights of norms that are kept without it.
	fn widened(&mut self, name: &str, tensor: &Tensor, file: &[u8]) -> Result<Tensor, FolderError> {
		let stored = file.get(tensor.start..).and_then(|rest| rest.get(..tensor.length)).unwrap_or_default();
		let count = tensor.shape.first().map_or(0, |count| *count as usize);
		if count.saturating_mul(4).saturating_add(self.made.len()) > MAX_ROWS {
			return Err(FolderError::Config(format!("norms and biases of more than {MAX_ROWS} bytes")));
		}
		let mut values = vec![0.0; count];
		tensor.format.dequantize_row(stored, &mut values);
		if self.settings.family.result_norms && name.ends_with("norm.weight") {
			values.iter_mut().for_each(|value| *value += 1.0);
		}
		Ok(self.made(&values))
	}

	/// Keeps a row of numbers in memory.
	fn made(&mut self, values: &[f32]) -> Tensor {
		let start = self.made.len();
		self.made.extend(values.iter().flat_map(|value| value.to_le_bytes()));
		let (shape, length) = (vec![values.len() as u64], self.made.len() - start);
		Tensor { shape, format: Format::F32, part: MADE, start, length, rows: None }
	}

	/// Adds what follows from the configuration, and returns all tensors.
	fn finish(mut self, shards: Vec<Storage>) -> Result<Weights, Error> {
		if let Some(factors) = self.settings.rope_factors() {
			let factors = self.made(&factors);
			self.tensors.insert("rope_freqs.weight".into(), factors);
		}
		if self.settings.tied == Some(false) && !self.tensors.contains_key("output.weight") {
			let why = "tie_word_embeddings is false, but no file has lm_head.weight: download all files";
			return Err(FolderError::Config(why.into()).into());
		}
		let embedding = self.tensors.get("token_embd.weight").and_then(|tensor| tensor.shape.first());
		if embedding != Some(&u64::from(self.settings.vocabulary)) {
			let why = format!(
				"vocab_size is {}, but model.embed_tokens.weight has {embedding:?} rows",
				self.settings.vocabulary
			);
			return Err(FolderError::Config(why).into());
		}
		let parts = std::iter::once(Storage::made(self.made)).chain(shards).collect();
		Ok(Weights { tensors: self.tensors, parts })
	}
}

/// Returns whether a tensor is a norm or a bias, which are read as rows of binary32.
fn is_row(name: &str) -> bool {
	(name.starts_with("blk.") || name == "output_norm.weight")
		&& (name.ends_with("norm.weight") || name.ends_with(".bias"))
}

/// Returns the rows of q or k in the order of interleaved pairs: row `2·d + s` of a head is stored as row
/// `half·s + d`.
fn interleaved_order(heads: u32, head: u32) -> Arc<[u32]> {
	let half = head / 2;
	(0..heads.saturating_mul(head))
		.map(|row| {
			let (h, r) = (row / head, row % head);
			h * head + half * (r % 2) + r / 2
		})
		.collect()
}
