//! Tiny models as folders of safetensors, as transformers saves them.

use crate::{
	families::TinyFamily,
	gguf::{Gguf, Kind},
};
use half::{bf16, f16};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fs, path::Path};

/// The configurations and tokenizers that transformers and tokenizers write, as `reference/folders.py` made
/// them.
pub const FOLDERS: &str = include_str!("../reference/folders.json");

/// A tensor of a file of safetensors.
#[derive(Clone)]
pub struct ShardTensor {
	/// Its name in transformers.
	pub name: String,
	/// The name of its type.
	pub dtype: String,
	/// Its shape, outputs first.
	pub shape: Vec<u64>,
	/// The bytes of its values.
	pub bytes: Vec<u8>,
	/// Where the header says that it begins and ends, if that is not where it does.
	pub offsets: Option<[u64; 2]>,
}

/// A folder to be: spoil it, then write it.
#[derive(Clone)]
pub struct ModelFolder {
	/// The configuration.
	pub config: Map<String, Value>,
	/// Further files by name.
	pub files: BTreeMap<String, Vec<u8>>,
	/// The files of weights by name, with their tensors.
	pub shards: BTreeMap<String, Vec<ShardTensor>>,
	/// The list of files of weights, unless it is what the files say.
	pub index: Option<Value>,
}

/// Returns the name in transformers of a tensor of a GGUF file.
fn theirs(name: &str, is_gemma: bool) -> String {
	let whole = match name {
		"token_embd.weight" => "model.embed_tokens.weight",
		"output.weight" => "lm_head.weight",
		"output_norm.weight" => "model.norm.weight",
		_ => "",
	};
	if !whole.is_empty() {
		return whole.into();
	}
	let (layer, rest) = name.strip_prefix("blk.").unwrap().split_once('.').unwrap();
	let (part, end) = rest.rsplit_once('.').unwrap();
	let module = match part {
		"attn_q" => "self_attn.q_proj",
		"attn_k" => "self_attn.k_proj",
		"attn_v" => "self_attn.v_proj",
		"attn_output" => "self_attn.o_proj",
		"ffn_gate" => "mlp.gate_proj",
		"ffn_up" => "mlp.up_proj",
		"ffn_down" => "mlp.down_proj",
		"attn_q_norm" => "self_attn.q_norm",
		"attn_k_norm" => "self_attn.k_norm",
		"attn_norm" => "input_layernorm",
		"ffn_norm" if is_gemma => "pre_feedforward_layernorm",
		"ffn_norm" | "post_attention_norm" => "post_attention_layernorm",
		"post_ffw_norm" => "post_feedforward_layernorm",
		other => panic!("{other}"),
	};
	format!("model.layers.{layer}.{module}.{end}")
}

/// Returns numbers in a type, and what they are in it.
fn stored(values: &[f32], kind: Kind) -> (Vec<u8>, Vec<f32>) {
	let pairs = values.iter().map(|value| match kind {
		Kind::F32 => (value.to_le_bytes().to_vec(), *value),
		Kind::F16 => (f16::from_f32(*value).to_le_bytes().to_vec(), f16::from_f32(*value).to_f32()),
		Kind::BF16 => (bf16::from_f32(*value).to_le_bytes().to_vec(), bf16::from_f32(*value).to_f32()),
		other => panic!("safetensors have no {other:?}"),
	});
	let (bytes, values): (Vec<Vec<u8>>, Vec<f32>) = pairs.unzip();
	(bytes.concat(), values)
}

/// Returns the rows of q or k as transformers has them: row `2·d + s` of a head becomes row `half·s + d`.
fn unpermuted(bytes: &[u8], heads: usize, head: usize) -> Vec<u8> {
	let row = bytes.len() / (heads * head);
	let (half, mut out) = (head / 2, vec![0; bytes.len()]);
	for (number, bytes) in bytes.chunks(row).enumerate() {
		let (h, r) = (number / head, number % head);
		let to = (h * head + half * (r % 2) + r / 2) * row;
		out[to..to + row].copy_from_slice(bytes);
	}
	out
}

impl TinyFamily {
	/// Makes the model in a type of numbers, as a folder and as the GGUF file of the same numbers.
	pub fn folder(&self, kind: Kind) -> (ModelFolder, Gguf) {
		let mut file = self.gguf();
		let is_gemma = self.architecture == "gemma3";
		let is_paired = ["llama", "smollm3"].contains(&self.architecture.as_str());
		let mut tensors = Vec::new();
		for tensor in file.tensors.iter_mut().filter(|tensor| tensor.name != "rope_freqs.weight") {
			let words = tensor.bytes.as_chunks::<4>().0;
			let mut values: Vec<f32> = words.iter().map(|word| f32::from_le_bytes(*word)).collect();
			let is_row = tensor.shape.len() == 1;
			let added = if is_gemma && is_row { 1.0 } else { 0.0 };
			values.iter_mut().for_each(|value| *value -= added);
			let (mut bytes, values) = stored(&values, kind);
			match is_row {
				true => tensor.bytes = values.iter().flat_map(|x| (x + added).to_le_bytes()).collect(),
				false => (tensor.kind, tensor.bytes) = (kind as u32, bytes.clone()),
			}
			let heads = match tensor.name.split('.').nth(2) {
				Some("attn_q") => self.heads,
				Some("attn_k") => self.kv_heads,
				_ => 0,
			};
			if is_paired && heads > 0 {
				bytes = unpermuted(&bytes, heads as usize, self.head as usize);
			}
			let shape = tensor.shape.iter().rev().copied().collect();
			let (name, dtype) = (theirs(&tensor.name, is_gemma), format!("{kind:?}"));
			tensors.push(ShardTensor { name, dtype, shape, bytes, offsets: None });
		}
		let written: Value = serde_json::from_str(FOLDERS).unwrap();
		let config = written["configs"][&self.name].as_object().unwrap().clone();
		let tokenizer = written["tokenizer"].to_string().into_bytes();
		let folder = ModelFolder {
			config,
			files: [("tokenizer.json".to_string(), tokenizer)].into(),
			shards: [("model.safetensors".to_string(), tensors)].into(),
			index: None,
		};
		(folder, file)
	}
}

impl ModelFolder {
	/// Returns the folder with its weights in so many files.
	pub fn split(&self, count: usize) -> Self {
		let all: Vec<ShardTensor> = self.shards.values().flatten().cloned().collect();
		let share = all.len().div_ceil(count);
		let name = |number| format!("model-{number:05}-of-{count:05}.safetensors");
		let shards = (1..).map(name).zip(all.chunks(share).map(<[ShardTensor]>::to_vec)).collect();
		Self { shards, ..self.clone() }
	}

	/// Returns a tensor by its name in transformers, to be changed.
	pub fn tensor(&mut self, name: &str) -> &mut ShardTensor {
		self.shards.values_mut().flatten().find(|tensor| tensor.name == name).unwrap()
	}

	/// Returns the bytes of a file of weights.
	pub fn shard(tensors: &[ShardTensor]) -> Vec<u8> {
		let (mut entries, mut data) = (Vec::new(), Vec::new());
		for ShardTensor { name, dtype, shape, bytes, offsets } in tensors {
			let true_ones = [data.len() as u64, (data.len() + bytes.len()) as u64];
			let entry = json!({"dtype": dtype, "shape": shape, "data_offsets": offsets.unwrap_or(true_ones)});
			// Not a table, so that a name can be there twice.
			entries.push(format!("{}:{entry}", Value::from(name.as_str())));
			data.extend(bytes);
		}
		let header = format!("{{{}}}", entries.join(","));
		[&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &data].concat()
	}

	/// Returns the list of files of weights.
	fn listed(&self) -> Value {
		let tensors = self.shards.iter().flat_map(|(file, tensors)| {
			tensors.iter().map(move |tensor| (tensor.name.clone(), Value::from(file.as_str())))
		});
		json!({"metadata": {}, "weight_map": tensors.collect::<Map<String, Value>>()})
	}

	/// Returns all files with their bytes.
	pub fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
		let mut files = self.files.clone();
		files.insert("config.json".into(), Value::from(self.config.clone()).to_string().into_bytes());
		for (name, tensors) in &self.shards {
			files.insert(name.clone(), Self::shard(tensors));
		}
		if self.index.is_some() || self.shards.len() > 1 {
			let index = self.index.clone().unwrap_or_else(|| self.listed());
			files.insert("model.safetensors.index.json".into(), index.to_string().into_bytes());
		}
		files
	}

	/// Writes the folder.
	pub fn write(&self, dir: &Path) {
		for (name, bytes) in self.bytes() {
			fs::write(dir.join(name), bytes).unwrap();
		}
	}
}
