//! A tiny random Llama model as a GGUF file.

use std::path::{Path, PathBuf};

/// A type of GGML, by its number.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
	/// Numbers of binary32.
	F32 = 0,
	/// Numbers of binary16.
	F16 = 1,
	/// Blocks of 32 codes of 4 bits with a scale.
	Q4_0 = 2,
	/// Blocks of 32 codes of 4 bits with a scale and a minimum.
	Q4_1 = 3,
	/// Blocks of 32 codes of 8 bits with a scale.
	Q8_0 = 8,
	/// A type that the engine does not know.
	Q6K = 14,
}

/// A tensor of a file to be.
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

fn text(text: &str) -> Vec<u8> {
	[&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

fn list(kind: u32, items: Vec<Vec<u8>>) -> Vec<u8> {
	let head = [&kind.to_le_bytes()[..], &(items.len() as u64).to_le_bytes()].concat();
	[head, items.concat()].concat()
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
	match kind {
		Kind::F32 | Kind::Q6K => {
			let bytes = random(seed, count);
			bytes.iter().flat_map(|b| ((f32::from(*b) - 127.5) / 2000.0).to_le_bytes()).collect()
		},
		Kind::F16 => random(seed, 2 * count).chunks(2).flat_map(|b| [b[0], (b[1] & 0x83) | 0x28]).collect(),
		Kind::Q4_0 => blocks(&0x2000u16.to_le_bytes(), 16),
		Kind::Q4_1 => blocks(&[0x00, 0x20, 0x80, 0xab], 16),
		Kind::Q8_0 => blocks(&0x1000u16.to_le_bytes(), 32),
	}
}

const HIDDEN: u64 = 64;
const FEED_FORWARD: u64 = 96;
const KV: u64 = 32;
const VOCABULARY: usize = 288;

impl Gguf {
	/// Makes a sound file: two layers, 64 wide, 4 heads on 2, every format somewhere.
	pub fn tiny() -> Self {
		let mut tensors = Vec::new();
		let mut add = |name: &str, shape: &[u64], kind: Kind| {
			let count = shape.iter().product::<u64>() as usize;
			let bytes = if shape.len() == 1 {
				(0..count).flat_map(|i| (1.0 + i as f32 / 500.0).to_le_bytes()).collect()
			} else {
				weights(tensors.len() as u64 + 1, kind, count)
			};
			tensors.push(Tensor { name: name.into(), shape: shape.into(), kind: kind as u32, bytes });
		};
		add("token_embd.weight", &[HIDDEN, VOCABULARY as u64], Kind::Q8_0);
		for layer in 0..2 {
			let mut linear = |name: &str, shape: [u64; 2], kind| {
				add(&format!("blk.{layer}.{name}.weight"), &shape, kind);
			};
			linear("attn_q", [HIDDEN, HIDDEN], Kind::Q4_1);
			linear("attn_k", [HIDDEN, KV], Kind::Q4_0);
			linear("attn_v", [HIDDEN, KV], Kind::Q8_0);
			linear("attn_output", [HIDDEN, HIDDEN], Kind::F16);
			linear("ffn_gate", [HIDDEN, FEED_FORWARD], Kind::F32);
			linear("ffn_up", [HIDDEN, FEED_FORWARD], Kind::Q4_1);
			linear("ffn_down", [FEED_FORWARD, HIDDEN], Kind::Q4_1);
			add(&format!("blk.{layer}.attn_norm.weight"), &[HIDDEN], Kind::F32);
			add(&format!("blk.{layer}.ffn_norm.weight"), &[HIDDEN], Kind::F32);
		}
		add("output_norm.weight", &[HIDDEN], Kind::F32);
		Self { magic: *b"GGUF", version: 3, metadata: metadata(), tensors }
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
		let mut out = [&self.magic[..], &self.version.to_le_bytes()].concat();
		out.extend((self.tensors.len() as u64).to_le_bytes());
		out.extend((self.metadata.len() as u64).to_le_bytes());
		for (key, kind, value) in &self.metadata {
			out.extend([text(key), kind.to_le_bytes().to_vec(), value.clone()].concat());
		}
		let mut offset = 0u64;
		for tensor in &self.tensors {
			out.extend(text(&tensor.name));
			out.extend((tensor.shape.len() as u32).to_le_bytes());
			tensor.shape.iter().for_each(|d| out.extend(d.to_le_bytes()));
			out.extend(tensor.kind.to_le_bytes());
			out.extend(offset.to_le_bytes());
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
}

fn metadata() -> Vec<(String, u32, Vec<u8>)> {
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
	while tokens.len() < VOCABULARY {
		tokens.push(format!("<|unused{}|>", tokens.len()));
		kinds.push(3);
	}
	let number = |n: u32| n.to_le_bytes().to_vec();
	let entries: [(&str, u32, Vec<u8>); 14] = [
		("general.architecture", 8, text("llama")),
		("llama.block_count", 4, number(2)),
		("llama.context_length", 4, number(256)),
		("llama.embedding_length", 4, number(HIDDEN as u32)),
		("llama.feed_forward_length", 4, number(FEED_FORWARD as u32)),
		("llama.attention.head_count", 4, number(4)),
		("llama.attention.head_count_kv", 4, number(2)),
		("llama.rope.freq_base", 6, 10_000f32.to_le_bytes().to_vec()),
		("llama.attention.layer_norm_rms_epsilon", 6, 1e-5f32.to_le_bytes().to_vec()),
		("tokenizer.ggml.model", 8, text("gpt2")),
		("tokenizer.ggml.pre", 8, text("smollm")),
		("tokenizer.ggml.tokens", 9, list(8, tokens.iter().map(|t| text(t)).collect())),
		("tokenizer.ggml.token_type", 9, list(5, kinds.iter().map(|k| k.to_le_bytes().to_vec()).collect())),
		("tokenizer.ggml.merges", 9, list(8, pairs.iter().map(|p| text(p)).collect())),
	];
	entries.into_iter().map(|(key, kind, value)| (key.to_string(), kind, value)).collect()
}
