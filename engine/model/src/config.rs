//! Shape of a decoder, from the file's metadata.

use crate::{
	family::{FAMILIES, Family},
	gguf::{Gguf, GgufError},
};
use openledger_spec::Target;

/// The shape of a decoder: its family, widths and counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
	/// The family, which says what a layer is made of.
	pub family: &'static Family,
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
	/// Factor by which the rotation of layers that see the whole context is slowed: 1 if it is not.
	pub rope_factor: f32,
	/// Base of the rotary embedding in layers that see a window.
	pub local_rope_base: f32,
	/// Number of latest tokens that a layer sees, in families with such layers.
	pub window: Option<usize>,
	/// The ε that norms add to a mean square.
	pub norm_eps: f32,
}

/// All linears of a layer, in the order of [`Target`].
pub(crate) const LINEARS: [Target; 7] =
	[Target::Q, Target::K, Target::V, Target::O, Target::Gate, Target::Up, Target::Down];

/// The largest number of values of a head, and its step.
const MAX_HEAD: usize = 256;

/// The metadata of one architecture.
struct Keys<'a> {
	file: &'a Gguf,
	architecture: &'a str,
}

impl Keys<'_> {
	fn key(&self, name: &str) -> String {
		format!("{}.{name}", self.architecture)
	}

	fn has(&self, name: &str) -> bool {
		self.file.value(&self.key(name)).is_some()
	}

	fn bounded(&self, name: &str, what: &'static str, limit: u64) -> Result<usize, GgufError> {
		let value = self.file.unsigned(&self.key(name))?;
		if value == 0 || value > limit {
			return Err(GgufError::Absurd { what, value, limit });
		}
		Ok(value as usize)
	}

	fn float(&self, name: &str) -> Result<f32, GgufError> {
		Ok(self.file.float(&self.key(name))? as f32)
	}

	fn float_or(&self, name: &str, default: f32) -> Result<f32, GgufError> {
		if self.has(name) { self.float(name) } else { Ok(default) }
	}
}

impl Config {
	pub(crate) fn read(file: &Gguf) -> Result<Self, GgufError> {
		let architecture = file.text("general.architecture")?;
		let family = Family::of(architecture).ok_or_else(|| {
			let known = FAMILIES.map(|family| family.architecture).join(", ");
			GgufError::Unsupported(format!("architecture {architecture}: {known} are run"))
		})?;
		let keys = Keys { file, architecture };
		let hidden = keys.bounded("embedding_length", "the embedding length", 65_536)?;
		let heads = keys.bounded("attention.head_count", "the number of heads", 1024)?;
		let kv_heads = match keys.has("attention.head_count_kv") {
			false => heads,
			true => keys.bounded("attention.head_count_kv", "the number of key-value heads", 1024)?,
		};
		let head = match keys.has("attention.key_length") {
			true => keys.bounded("attention.key_length", "the length of a head", 1024)?,
			false if hidden.is_multiple_of(heads) => hidden / heads,
			false => return Err(GgufError::Unsupported(format!("{hidden} values for {heads} heads"))),
		};
		let config = Self {
			family,
			hidden,
			feed_forward: keys.bounded("feed_forward_length", "the feed-forward length", 1 << 20)?,
			layers: keys.bounded("block_count", "the number of layers", 512)?,
			heads,
			kv_heads,
			head,
			vocabulary: file.texts("tokenizer.ggml.tokens")?.len(),
			// Longer contexts would need scaled positions; the table of angles is bounded too.
			context: keys.bounded("context_length", "the context length", 1 << 24)?.min(1 << 15),
			rope_base: keys.float_or("rope.freq_base", 10_000.0)?,
			rope_factor: rope_factor(&keys, family)?,
			local_rope_base: match family.local {
				Some(local) => keys.float_or("rope.freq_base_swa", local.rope_base)?,
				None => 10_000.0,
			},
			window: match family.local {
				Some(_) => Some(keys.bounded("attention.sliding_window", "the sliding window", 1 << 24)?),
				None => None,
			},
			norm_eps: keys.float("attention.layer_norm_rms_epsilon")?,
		};
		config.check(&keys)?;
		Ok(config)
	}

	fn check(&self, keys: &Keys) -> Result<(), GgufError> {
		let refuse = |why: String| Err(GgufError::Unsupported(why));
		if !self.heads.is_multiple_of(self.kv_heads) {
			return refuse(format!("{} heads on {} key-value heads", self.heads, self.kv_heads));
		}
		if !self.head.is_multiple_of(16) || self.head > MAX_HEAD {
			return refuse(format!("heads of {}: multiples of 16 up to {MAX_HEAD} are supported", self.head));
		}
		let widths = [
			self.hidden,
			self.feed_forward,
			self.heads * self.head,
			self.kv_heads * self.head,
			self.vocabulary,
		];
		if widths.iter().any(|w| *w == 0 || !w.is_multiple_of(32)) {
			return refuse(format!("widths {widths:?}: multiples of 32 are supported"));
		}
		for base in [self.rope_base, self.local_rope_base] {
			if !(base.is_finite() && base >= 1.0) {
				return refuse(format!("rope base {base}"));
			}
		}
		if !(self.rope_factor.is_finite() && self.rope_factor >= 1.0) {
			return refuse(format!("rope factor {}", self.rope_factor));
		}
		if !(self.norm_eps > 0.0 && self.norm_eps < 0.1) {
			return refuse(format!("norm epsilon {}", self.norm_eps));
		}
		for name in ["rope.dimension_count", "attention.value_length"] {
			if keys.has(name) && keys.file.unsigned(&keys.key(name))? != self.head as u64 {
				return refuse(format!("{}: heads have {} values", keys.key(name), self.head));
			}
		}
		// llama.cpp tells this one by its number of layers, and scales its scores by another number.
		if self.family.local.is_some() && self.layers == 62 {
			return refuse("Gemma 3 27B, whose scores are scaled otherwise: smaller ones are run".into());
		}
		Ok(())
	}

	/// Returns the numbers of outputs and inputs of a linear.
	pub fn shape(&self, target: Target) -> (usize, usize) {
		let (queries, kv) = (self.heads * self.head, self.kv_heads * self.head);
		match target {
			Target::Q => (queries, self.hidden),
			Target::O => (self.hidden, queries),
			Target::K | Target::V => (kv, self.hidden),
			Target::Gate | Target::Up => (self.feed_forward, self.hidden),
			Target::Down => (self.hidden, self.feed_forward),
		}
	}

	/// Returns the number of parameters, counting an output layer that is tied to the embedding once.
	pub fn parameters(&self) -> u64 {
		let linears: usize = LINEARS.iter().map(|t| self.shape(*t)).map(|(o, i)| o * i).sum();
		let norms = if self.family.result_norms { 4 } else { 2 };
		let head_norms = if self.family.head_norms { 2 * self.head } else { 0 };
		let biases = if self.family.biases { (self.heads + 2 * self.kv_heads) * self.head } else { 0 };
		let layer = linears + norms * self.hidden + head_norms + biases;
		(self.layers * layer + self.hidden + self.vocabulary * self.hidden) as u64
	}
}

/// Returns the factor of a rotation that is scaled linearly; refuses other ways of scaling.
fn rope_factor(keys: &Keys, family: &Family) -> Result<f32, GgufError> {
	if !keys.has("rope.scaling.type") {
		return Ok(1.0);
	}
	match keys.file.text(&keys.key("rope.scaling.type"))? {
		"none" => Ok(1.0),
		"linear" if family.local.is_some() => keys.float("rope.scaling.factor"),
		other => Err(GgufError::Unsupported(format!(
			"a rotary embedding scaled by {other}: use a file without rope.scaling, for its own context"
		))),
	}
}
