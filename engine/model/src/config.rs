//! Shape of a Llama-family decoder, from the file's metadata.

use crate::gguf::{Gguf, GgufError};
use openledger_spec::Target;

/// The shape of a decoder: its widths and counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
	/// Width of the residual stream.
	pub hidden: usize,
	/// Width inside the feed-forward block.
	pub feed_forward: usize,
	/// Number of decoder layers.
	pub layers: usize,
	/// Number of query heads.
	pub heads: usize,
	/// Number of key-value heads.
	pub kv_heads: usize,
	/// Number of values in a head.
	pub head: usize,
	/// Number of token ids.
	pub vocabulary: usize,
	/// Longest context in tokens.
	pub context: usize,
	/// Base of the rotary embedding.
	pub rope_base: f32,
	/// The ε that norms add to a mean square.
	pub norm_eps: f32,
}

/// All linears of a layer, in the order of [`Target`].
pub(crate) const LINEARS: [Target; 7] =
	[Target::Q, Target::K, Target::V, Target::O, Target::Gate, Target::Up, Target::Down];

impl Config {
	pub(crate) fn read(file: &Gguf) -> Result<Self, GgufError> {
		let architecture = file.text("general.architecture")?;
		if architecture != "llama" {
			return Err(GgufError::Unsupported(format!("architecture {architecture}, only llama is run")));
		}
		let bounded = |key: &str, what: &'static str, limit: u64| {
			let value = file.unsigned(key)?;
			if value == 0 || value > limit {
				return Err(GgufError::Absurd { what, value, limit });
			}
			Ok(value as usize)
		};
		let hidden = bounded("llama.embedding_length", "the embedding length", 65_536)?;
		let heads = bounded("llama.attention.head_count", "the number of heads", 1024)?;
		let kv_heads = match file.value("llama.attention.head_count_kv") {
			None => heads,
			Some(_) => bounded("llama.attention.head_count_kv", "the number of key-value heads", 1024)?,
		};
		let config = Self {
			hidden,
			feed_forward: bounded("llama.feed_forward_length", "the feed-forward length", 1 << 20)?,
			layers: bounded("llama.block_count", "the number of layers", 512)?,
			heads,
			kv_heads,
			head: hidden / heads,
			vocabulary: file.texts("tokenizer.ggml.tokens")?.len(),
			// Longer contexts would need scaled positions; the table of angles is bounded too.
			context: bounded("llama.context_length", "the context length", 1 << 24)?.min(1 << 15),
			rope_base: match file.value("llama.rope.freq_base") {
				None => 10_000.0,
				Some(_) => file.float("llama.rope.freq_base")? as f32,
			},
			norm_eps: file.float("llama.attention.layer_norm_rms_epsilon")? as f32,
		};
		config.check(file)?;
		Ok(config)
	}

	fn check(&self, file: &Gguf) -> Result<(), GgufError> {
		let refuse = |why: String| Err(GgufError::Unsupported(why));
		if !self.hidden.is_multiple_of(self.heads) || !self.heads.is_multiple_of(self.kv_heads) {
			return refuse(format!("{} values for {} / {} heads", self.hidden, self.heads, self.kv_heads));
		}
		if !self.head.is_multiple_of(16) || self.head > 256 {
			return refuse(format!("heads of {}: multiples of 16 up to 256 are supported", self.head));
		}
		let widths = [self.hidden, self.feed_forward, self.kv_heads * self.head, self.vocabulary];
		if widths.iter().any(|w| *w == 0 || !w.is_multiple_of(32)) {
			return refuse(format!("widths {widths:?}: multiples of 32 are supported"));
		}
		if !(self.rope_base.is_finite() && self.rope_base >= 1.0) {
			return refuse(format!("rope base {}", self.rope_base));
		}
		if !(self.norm_eps > 0.0 && self.norm_eps < 0.1) {
			return refuse(format!("norm epsilon {}", self.norm_eps));
		}
		match file.value("llama.rope.dimension_count") {
			None => {},
			Some(_) if file.unsigned("llama.rope.dimension_count")? == self.head as u64 => {},
			Some(_) => return refuse("rotary embedding of a part of the head".into()),
		}
		match file.value("llama.rope.scaling.type") {
			None => Ok(()),
			Some(_) if file.text("llama.rope.scaling.type")? == "none" => Ok(()),
			Some(_) => refuse("scaled rotary embedding".into()),
		}
	}

	/// Returns the numbers of outputs and inputs of a linear.
	pub fn shape(&self, target: Target) -> (usize, usize) {
		let kv = self.kv_heads * self.head;
		match target {
			Target::Q | Target::O => (self.hidden, self.hidden),
			Target::K | Target::V => (kv, self.hidden),
			Target::Gate | Target::Up => (self.feed_forward, self.hidden),
			Target::Down => (self.hidden, self.feed_forward),
		}
	}

	/// Returns the number of parameters, counting an output layer that is tied to the embedding once.
	pub fn parameters(&self) -> u64 {
		let linears: usize = LINEARS.iter().map(|t| self.shape(*t)).map(|(o, i)| o * i).sum();
		let layer = linears + 2 * self.hidden;
		(self.layers * layer + self.hidden + self.vocabulary * self.hidden) as u64
	}
}
