//! Tiny random models of every family, whose numbers PyTorch has computed too.

use crate::gguf::{Gguf, Kind, Tensor, float_entry, list_value, metadata_of, number_entry, text_value};
use serde::Deserialize;

/// The numbers that transformers and PEFT compute from the models of [`TinyFamily`], as
/// `reference/families.py` wrote them.
pub const FAMILIES: &str = include_str!("../reference/families.json");

/// Small vocabularies with the ids that Hugging Face's tokenizers give, as `reference/tokenizer_samples.py`
/// wrote them.
pub const TOKENIZERS: &str = include_str!("../reference/tokenizers.json");

/// A vocabulary of [`TOKENIZERS`], with texts and their ids.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs, reason = "the fields are those of the file's metadata")]
pub struct VocabularySample {
	pub model: String,
	pub pre: String,
	pub tokens: Vec<String>,
	pub types: Vec<i32>,
	pub merges: Vec<String>,
	pub scores: Vec<f32>,
	/// Texts with the ids that Hugging Face's tokenizers give.
	pub texts: Vec<SampleText>,
}

/// A text with its ids.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs, reason = "the fields are what the type's name says")]
pub struct SampleText {
	pub text: String,
	pub ids: Vec<u32>,
}

impl VocabularySample {
	/// Returns all of [`TOKENIZERS`].
	pub fn all() -> Vec<Self> {
		serde_json::from_str(TOKENIZERS).unwrap()
	}

	/// Makes the tiny model's file with this vocabulary.
	pub fn gguf(&self) -> Gguf {
		let mut file = Gguf::tiny();
		file.set("tokenizer.ggml.model", 8, text_value(&self.model));
		file.set("tokenizer.ggml.pre", 8, text_value(&self.pre));
		file.set(
			"tokenizer.ggml.tokens",
			9,
			list_value(8, self.tokens.iter().map(|token| text_value(token))),
		);
		file.set(
			"tokenizer.ggml.merges",
			9,
			list_value(8, self.merges.iter().map(|merge| text_value(merge))),
		);
		let types = self.types.iter().map(|kind| kind.to_le_bytes().to_vec());
		file.set("tokenizer.ggml.token_type", 9, list_value(5, types));
		let scores = self.scores.iter().map(|score| score.to_le_bytes().to_vec());
		file.set("tokenizer.ggml.scores", 9, list_value(6, scores));
		file.set("tokenizer.ggml.add_space_prefix", 7, vec![0]);
		let embedding = file.tensor("token_embd.weight");
		embedding.shape[1] = self.tokens.len() as u64;
		// Q8_0: 34 bytes for 32 of the 64 values of a row.
		embedding.bytes = vec![0; self.tokens.len() * 2 * 34];
		file
	}
}

/// The shape of a tiny model, and what distinguishes it among models of its family.
#[derive(Clone, Debug, Deserialize)]
pub struct TinyFamily {
	/// The name of the model.
	pub name: String,
	/// The architecture that its file names.
	pub architecture: String,
	/// Width of the residual stream.
	pub hidden: u32,
	/// Width inside the feed-forward block.
	pub feed_forward: u32,
	/// Number of layers.
	pub layers: u32,
	/// Number of query heads.
	pub heads: u32,
	/// Number of key-value heads.
	pub kv_heads: u32,
	/// Number of values in a head.
	pub head: u32,
	/// Longest context in tokens.
	pub context: u32,
	/// The ε of norms.
	pub norm_eps: f32,
	/// Base of the rotation.
	pub rope_base: f32,
	/// Whether the output layer is the embedding.
	pub tied: bool,
	/// Number of latest tokens that local layers see.
	pub window: Option<u32>,
	/// Factor by which the rotation of global layers is slowed.
	pub rope_factor: Option<f32>,
	/// Factors by which the pairs of the rotation are slowed.
	pub rope_factors: Vec<f32>,
}

/// Returns `count` numbers in ±`scale`, the same as `values` of `reference/common.py`.
pub fn reference_values(seed: u64, count: usize, scale: f32) -> Vec<f32> {
	let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
	(0..count)
		.map(|_| {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			((state >> 40) as f32 / (1 << 23) as f32 - 1.0) * scale
		})
		.collect()
}

/// Returns the numbers of a tensor of this name.
fn named(name: &str, count: usize, scale: f32) -> Vec<f32> {
	let seed = name.bytes().fold(0u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
	reference_values(seed, count, scale)
}

impl TinyFamily {
	/// Makes the model's file, with the vocabulary of [`Gguf::tiny`].
	pub fn gguf(&self) -> Gguf {
		let mut tensors = Vec::new();
		let mut add = |name: String, shape: &[u32], values: Vec<f32>| {
			let bytes = values.iter().flat_map(|x| x.to_le_bytes()).collect();
			let shape = shape.iter().map(|n| u64::from(*n)).collect();
			tensors.push(Tensor { name, shape, kind: Kind::F32 as u32, bytes });
		};
		let metadata = metadata_of(&self.architecture, &self.keys());
		let mut random = |name: String, shape: &[u32], scale: f32| {
			let values = named(&name, shape.iter().product::<u32>() as usize, scale);
			// Norms lie around 1, and so do those of Gemma as files hold them.
			let around = if name.ends_with("norm.weight") { 1.0 } else { 0.0 };
			add(name, shape, values.into_iter().map(|x| x + around).collect());
		};
		let (hidden, vocabulary) = (self.hidden, Gguf::VOCABULARY as u32);
		random("token_embd.weight".into(), &[hidden, vocabulary], 0.15);
		if !self.tied {
			random("output.weight".into(), &[hidden, vocabulary], 0.5);
		}
		random("output_norm.weight".into(), &[hidden], 0.25);
		for layer in 0..self.layers {
			self.layer(&format!("blk.{layer}"), &mut random);
		}
		if !self.rope_factors.is_empty() {
			add("rope_freqs.weight".into(), &[self.head / 2], self.rope_factors.clone());
		}
		Gguf { magic: *b"GGUF", version: 3, metadata, tensors }
	}

	/// Adds the tensors of a layer.
	fn layer(&self, layer: &str, random: &mut impl FnMut(String, &[u32], f32)) {
		let (hidden, inner) = (self.hidden, self.feed_forward);
		let (queries, kv) = (self.heads * self.head, self.kv_heads * self.head);
		let linears = [
			("attn_q", [hidden, queries]),
			("attn_k", [hidden, kv]),
			("attn_v", [hidden, kv]),
			("attn_output", [queries, hidden]),
			("ffn_gate", [hidden, inner]),
			("ffn_up", [hidden, inner]),
			("ffn_down", [inner, hidden]),
		];
		for (name, shape) in linears {
			random(format!("{layer}.{name}.weight"), &shape, 0.3);
			if self.architecture == "qwen2" && ["attn_q", "attn_k", "attn_v"].contains(&name) {
				random(format!("{layer}.{name}.bias"), &shape[1..], 0.3);
			}
		}
		let mut norms = vec![("attn_norm", hidden), ("ffn_norm", hidden)];
		if self.architecture == "gemma3" {
			norms.extend([("post_attention_norm", hidden), ("post_ffw_norm", hidden)]);
		}
		if ["qwen3", "gemma3"].contains(&self.architecture.as_str()) {
			norms.extend([("attn_q_norm", self.head), ("attn_k_norm", self.head)]);
		}
		for (name, width) in norms {
			random(format!("{layer}.{name}.weight"), &[width], 0.25);
		}
	}

	/// Returns the keys of the architecture, without its name in front.
	fn keys(&self) -> Vec<(&'static str, u32, Vec<u8>)> {
		let mut keys = vec![
			number_entry("block_count", self.layers),
			number_entry("context_length", self.context),
			number_entry("embedding_length", self.hidden),
			number_entry("feed_forward_length", self.feed_forward),
			number_entry("attention.head_count", self.heads),
			number_entry("attention.head_count_kv", self.kv_heads),
			number_entry("attention.key_length", self.head),
			number_entry("attention.value_length", self.head),
			float_entry("rope.freq_base", self.rope_base),
			float_entry("attention.layer_norm_rms_epsilon", self.norm_eps),
		];
		keys.extend(self.window.map(|window| number_entry("attention.sliding_window", window)));
		if let Some(factor) = self.rope_factor {
			let kind = "linear";
			keys.extend([
				("rope.scaling.type", 8, text_value(kind)),
				float_entry("rope.scaling.factor", factor),
			]);
		}
		keys
	}
}
