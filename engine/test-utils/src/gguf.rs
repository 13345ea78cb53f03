//! A tiny random Llama model as a GGUF file.

use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// A type of GGML, by its number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
	/// Numbers of binary32.
	F32 = 0,
	/// Numbers of binary16.
	F16 = 1,
	/// Blocks of 32 codes of 4 bits with a scale.
	Q4_0 = 2,
	/// Blocks of 32 codes of 4 bits with a scale and a minimum.
	Q4_1 = 3,
	/// Blocks of 32 codes of 5 bits with a scale.
	Q5_0 = 6,
	/// Blocks of 32 codes of 5 bits with a scale and a minimum.
	Q5_1 = 7,
	/// Blocks of 32 codes of 8 bits with a scale.
	Q8_0 = 8,
	/// Blocks of 256 codes of 2 bits.
	Q2K = 10,
	/// Blocks of 256 codes of 3 bits.
	Q3K = 11,
	/// Blocks of 256 codes of 4 bits.
	Q4K = 12,
	/// Blocks of 256 codes of 5 bits.
	Q5K = 13,
	/// Blocks of 256 codes of 6 bits.
	Q6K = 14,
	/// A type that the engine does not know.
	IQ2XS = 17,
	/// Blocks of 32 codes of 4 bits that stand for uneven values, with a scale.
	IQ4NL = 20,
	/// Numbers of bfloat16.
	BF16 = 30,
}

impl Kind {
	/// Every type that the engine knows.
	pub const KNOWN: [Self; 14] = [
		Self::F32,
		Self::F16,
		Self::BF16,
		Self::Q4_0,
		Self::Q4_1,
		Self::Q5_0,
		Self::Q5_1,
		Self::Q8_0,
		Self::Q2K,
		Self::Q3K,
		Self::Q4K,
		Self::Q5K,
		Self::Q6K,
		Self::IQ4NL,
	];
}

/// A tensor of a file to be.
#[derive(Clone)]
pub struct Tensor {
	/// The name in the file.
	pub name: String,
	/// The shape in the file's order: inputs first.
	pub shape: Vec<u64>,
	/// The number of its type.
	pub kind: u32,
	/// The bytes of its values.
	pub bytes: Vec<u8>,
}

/// A GGUF file to be: spoil it, then write it.
#[derive(Clone)]
pub struct Gguf {
	/// The first four bytes of the file.
	pub magic: [u8; 4],
	/// The version of the format.
	pub version: u32,
	/// Keys with the number of their type and their bytes.
	pub metadata: Vec<(String, u32, Vec<u8>)>,
	/// Tensors in the file's order.
	pub tensors: Vec<Tensor>,
}

/// Lies of a file about itself.
#[derive(Clone, Default)]
pub struct Lies {
	/// The number of tensors that the head states.
	pub tensor_count: Option<u64>,
	/// The number of keys that the head states.
	pub key_count: Option<u64>,
	/// Offsets that the directory states, by the tensor's number.
	pub offsets: BTreeMap<usize, u64>,
}

/// Returns the bytes of a text as a value of the metadata, of type 8.
pub fn text_value(text: &str) -> Vec<u8> {
	[&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

/// Returns the bytes of a list as a value of the metadata, of type 9.
pub fn list_value(kind: u32, items: impl ExactSizeIterator<Item = Vec<u8>>) -> Vec<u8> {
	let head = [&kind.to_le_bytes()[..], &(items.len() as u64).to_le_bytes()].concat();
	head.into_iter().chain(items.flatten()).collect()
}

/// Returns random bytes, the same for the same seed.
fn random(seed: u64, count: usize) -> Vec<u8> {
	let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
	(0..count)
		.map(|_| {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			(state >> 40) as u8
		})
		.collect()
}

/// Returns weights of about ±0.06 in any format.
fn weights(seed: u64, kind: Kind, count: usize) -> Vec<u8> {
	let blocks = |head: &[u8], codes: usize| -> Vec<u8> {
		let codes = random(seed, count / 32 * codes).chunks(codes).map(<[u8]>::to_vec).collect::<Vec<_>>();
		codes.into_iter().flat_map(|codes| [head, &codes].concat()).collect()
	};
	// Blocks of 256 with the given numbers at the given places, and codes and scales elsewhere.
	let large = |size: usize, numbers: &[(usize, u16)]| -> Vec<u8> {
		let mut bytes = random(seed, count / 256 * size);
		for block in bytes.chunks_exact_mut(size) {
			for (at, number) in numbers {
				block[*at..at + 2].copy_from_slice(&number.to_le_bytes());
			}
		}
		bytes
	};
	match kind {
		Kind::F32 | Kind::IQ2XS => {
			let bytes = random(seed, count);
			bytes.iter().flat_map(|b| ((f32::from(*b) - 127.5) / 2000.0).to_le_bytes()).collect()
		},
		Kind::F16 => random(seed, 2 * count).chunks(2).flat_map(|b| [b[0], (b[1] & 0x83) | 0x28]).collect(),
		Kind::BF16 => random(seed, 2 * count).chunks(2).flat_map(|b| [b[0], b[1] & 0x80 | 0x3d]).collect(),
		Kind::Q4_0 => blocks(&0x2000u16.to_le_bytes(), 16),
		Kind::Q5_0 => blocks(&0x1c00u16.to_le_bytes(), 20),
		Kind::Q5_1 => blocks(&[0x00, 0x1c, 0x80, 0xab], 20),
		Kind::IQ4NL => blocks(&0x1000u16.to_le_bytes(), 16),
		Kind::Q2K => large(84, &[(80, 0x1800), (82, 0x1800)]),
		Kind::Q3K => large(110, &[(108, 0x1400)]),
		Kind::Q4K => large(144, &[(0, 0x0c00), (2, 0x1400)]),
		Kind::Q5K => large(176, &[(0, 0x0800), (2, 0x1400)]),
		Kind::Q6K => large(210, &[(208, 0x0400)]),
		Kind::Q4_1 => blocks(&[0x00, 0x20, 0x80, 0xab], 16),
		Kind::Q8_0 => blocks(&0x1000u16.to_le_bytes(), 32),
	}
}

/// The widths of a model to be, and the type of each tensor that has two dimensions.
struct Plan {
	hidden: u64,
	feed_forward: u64,
	/// Values of all key-value heads, of which there are two.
	kv: u64,
	embedding: Kind,
	/// Linears q, k, v, output, gate, up and down.
	linears: [Kind; 7],
	norm: Kind,
}

const TINY: Plan = Plan {
	hidden: 64,
	feed_forward: 96,
	kv: 32,
	embedding: Kind::Q8_0,
	linears: [Kind::Q4_1, Kind::Q4_0, Kind::Q8_0, Kind::F16, Kind::F32, Kind::Q4_1, Kind::Q4_1],
	norm: Kind::F32,
};

impl Gguf {
	/// The number of tokens of every tiny model.
	pub const VOCABULARY: usize = 288;

	/// Makes a sound file: two layers, 64 wide, 4 heads on 2, the formats of old somewhere.
	pub fn tiny() -> Self {
		Self::of(&TINY)
	}

	/// Makes a sound file whose tensors all have one type: two layers, 256 wide.
	pub fn in_format(kind: Kind) -> Self {
		let (embedding, norm, linears) = (kind, kind, [kind; 7]);
		Self::of(&Plan { hidden: 256, feed_forward: 256, kv: 128, embedding, linears, norm })
	}

	fn of(plan: &Plan) -> Self {
		let Plan { hidden, feed_forward, kv, .. } = *plan;
		let mut tensors = Vec::new();
		let mut add = |name: &str, shape: &[u64], kind: Kind| {
			let count = shape.iter().product::<u64>() as usize;
			let bytes = if shape.len() == 1 && kind == Kind::F32 {
				(0..count).flat_map(|i| (1.0 + i as f32 / 500.0).to_le_bytes()).collect()
			} else {
				weights(tensors.len() as u64 + 1, kind, count)
			};
			tensors.push(Tensor { name: name.into(), shape: shape.into(), kind: kind as u32, bytes });
		};
		add("token_embd.weight", &[hidden, Self::VOCABULARY as u64], plan.embedding);
		for layer in 0..2 {
			let shapes = [
				("attn_q", [hidden, hidden]),
				("attn_k", [hidden, kv]),
				("attn_v", [hidden, kv]),
				("attn_output", [hidden, hidden]),
				("ffn_gate", [hidden, feed_forward]),
				("ffn_up", [hidden, feed_forward]),
				("ffn_down", [feed_forward, hidden]),
			];
			for ((name, shape), kind) in shapes.iter().zip(plan.linears) {
				add(&format!("blk.{layer}.{name}.weight"), shape, kind);
			}
			add(&format!("blk.{layer}.attn_norm.weight"), &[hidden], plan.norm);
			add(&format!("blk.{layer}.ffn_norm.weight"), &[hidden], plan.norm);
		}
		add("output_norm.weight", &[hidden], plan.norm);
		let metadata = metadata_of(
			"llama",
			&[
				number_entry("block_count", 2),
				number_entry("context_length", 256),
				number_entry("embedding_length", hidden as u32),
				number_entry("feed_forward_length", feed_forward as u32),
				number_entry("attention.head_count", 4),
				number_entry("attention.head_count_kv", 2),
				float_entry("rope.freq_base", 10_000.0),
				float_entry("attention.layer_norm_rms_epsilon", 1e-5),
			],
		);
		Self { magic: *b"GGUF", version: 3, metadata, tensors }
	}

	/// Returns a tensor by its name, to be changed.
	pub fn tensor(&mut self, name: &str) -> &mut Tensor {
		self.tensors.iter_mut().find(|t| t.name == name).unwrap()
	}

	/// Sets a key of the metadata.
	pub fn set(&mut self, key: &str, kind: u32, value: Vec<u8>) {
		self.metadata.retain(|(k, ..)| k != key);
		self.metadata.push((key.into(), kind, value));
	}

	/// Returns the file's bytes.
	pub fn bytes(&self) -> Vec<u8> {
		self.bytes_with(&Lies::default())
	}

	/// Returns the file's bytes, with numbers that are not the true ones.
	pub fn bytes_with(&self, lies: &Lies) -> Vec<u8> {
		let mut out = [&self.magic[..], &self.version.to_le_bytes()].concat();
		out.extend(lies.tensor_count.unwrap_or(self.tensors.len() as u64).to_le_bytes());
		out.extend(lies.key_count.unwrap_or(self.metadata.len() as u64).to_le_bytes());
		for (key, kind, value) in &self.metadata {
			out.extend([text_value(key), kind.to_le_bytes().to_vec(), value.clone()].concat());
		}
		let mut offset = 0u64;
		for (number, tensor) in self.tensors.iter().enumerate() {
			out.extend(text_value(&tensor.name));
			out.extend((tensor.shape.len() as u32).to_le_bytes());
			tensor.shape.iter().for_each(|d| out.extend(d.to_le_bytes()));
			out.extend(tensor.kind.to_le_bytes());
			out.extend(lies.offsets.get(&number).unwrap_or(&offset).to_le_bytes());
			offset = (offset + tensor.bytes.len() as u64).next_multiple_of(32);
		}
		for tensor in &self.tensors {
			out.resize(out.len().next_multiple_of(32), 0);
			out.extend(&tensor.bytes);
		}
		out
	}

	/// Writes the file into a folder and returns its path.
	pub fn write(&self, dir: &Path) -> PathBuf {
		let path = dir.join("tiny.gguf");
		std::fs::write(&path, self.bytes()).unwrap();
		path
	}

	/// Returns the file split into `count` parts, as llama.cpp splits: the first has the metadata.
	pub fn split(&self, count: usize) -> Vec<Self> {
		let share = self.tensors.len().div_ceil(count);
		let part = |number: usize| {
			let tensors = self.tensors.iter().skip(number * share).take(share).cloned().collect();
			let metadata = if number == 0 { self.metadata.clone() } else { Vec::new() };
			let mut part = Self { tensors, metadata, ..self.clone() };
			part.set("split.no", 2, (number as u16).to_le_bytes().into());
			part.set("split.count", 2, (count as u16).to_le_bytes().into());
			part.set("split.tensors.count", 5, (self.tensors.len() as i32).to_le_bytes().into());
			part
		};
		(0..count).map(part).collect()
	}
}

/// Returns a key with a whole number.
pub(crate) fn number_entry(key: &str, value: u32) -> (&str, u32, Vec<u8>) {
	(key, 4, value.to_le_bytes().to_vec())
}

/// Returns a key with a number of binary32.
pub(crate) fn float_entry(key: &str, value: f32) -> (&str, u32, Vec<u8>) {
	(key, 6, value.to_le_bytes().to_vec())
}

/// Returns the metadata of a model: its architecture with the keys of that, and a small vocabulary.
pub(crate) fn metadata_of(architecture: &str, keys: &[(&str, u32, Vec<u8>)]) -> Vec<(String, u32, Vec<u8>)> {
	let mut next = 0x100;
	let mut tokens: Vec<String> = (0..=255u8)
		.map(|byte| {
			let printable = matches!(byte, 33..=126 | 161..=172 | 174..=255);
			let code = if printable {
				u32::from(byte)
			} else {
				next += 1;
				next - 1
			};
			char::from_u32(code).unwrap().to_string()
		})
		.collect();
	let pairs = ["t h", "th e", "i n", "Ġ a", "e r", "o n", "Ġ the"];
	tokens.extend(pairs.iter().map(|pair| pair.replace(' ', "")));
	let mut kinds = vec![1i32; tokens.len()];
	for special in ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] {
		tokens.push(special.into());
		kinds.push(3);
	}
	while tokens.len() < Gguf::VOCABULARY {
		tokens.push(format!("<|unused{}|>", tokens.len()));
		kinds.push(3);
	}
	let mut entries = vec![("general.architecture".to_string(), 8, text_value(architecture))];
	let named =
		|(key, kind, value): &(&str, u32, Vec<u8>)| (format!("{architecture}.{key}"), *kind, value.clone());
	entries.extend(keys.iter().map(named));
	let tokenizer: [(&str, u32, Vec<u8>); 5] = [
		("tokenizer.ggml.model", 8, text_value("gpt2")),
		("tokenizer.ggml.pre", 8, text_value("smollm")),
		("tokenizer.ggml.tokens", 9, list_value(8, tokens.iter().map(|t| text_value(t)))),
		("tokenizer.ggml.token_type", 9, list_value(5, kinds.iter().map(|k| k.to_le_bytes().to_vec()))),
		("tokenizer.ggml.merges", 9, list_value(8, pairs.iter().map(|p| text_value(p)))),
	];
	entries.extend(tokenizer.into_iter().map(|(key, kind, value)| (key.to_string(), kind, value)));
	entries
}
