//! The families of models that the engine runs: one table says how each differs from Llama.
//!
//! `docs/contributing/add-a-family.md` lists the steps of adding a row.

/// The gate of a feed-forward block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
	/// The gate g·σ(g) of most families.
	SwiGlu,
	/// The gate gelu(g), in its tanh form, of Gemma.
	GeGlu,
}

/// The shape of attention in a family whose layers do not all see the whole context.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalLayers {
	/// Every so many layers, the last sees the whole context and the others a window.
	pub global_every: usize,
	/// The base of the rotation in windowed layers, unless the file names one.
	pub rope_base: f32,
}

/// A family of models, by what its decoder does differently from others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
	/// The architecture that a GGUF file names, and the prefix of its keys.
	pub architecture: &'static str,
	/// Whether files keep the rows of q and k in the order of interleaved pairs.
	pub interleaved: bool,
	/// Whether q, k and v have biases.
	pub biases: bool,
	/// Whether each head of q and k is normalised before it is rotated.
	pub head_norms: bool,
	/// Whether the results of attention and of the feed-forward block are normalised before they are added.
	pub result_norms: bool,
	/// The gate of the feed-forward block.
	pub gate: Gate,
	/// Whether embeddings are multiplied by the root of their width.
	pub scaled_embedding: bool,
	/// Every so many layers, one is not rotated.
	pub unrotated_every: Option<usize>,
	/// The layers that see a window only.
	pub local: Option<LocalLayers>,
	/// Whether files may slow pairs of the rotation by `rope_freqs.weight`.
	pub rope_factors: bool,
}

/// The family that the others are described against.
const LLAMA: Family = Family {
	architecture: "llama",
	interleaved: true,
	biases: false,
	head_norms: false,
	result_norms: false,
	gate: Gate::SwiGlu,
	scaled_embedding: false,
	unrotated_every: None,
	local: None,
	rope_factors: true,
};

/// All families, by the architecture that files name. Mistral's files say `llama`, and are.
pub const FAMILIES: [Family; 5] = [
	LLAMA,
	Family { architecture: "qwen2", interleaved: false, biases: true, rope_factors: false, ..LLAMA },
	Family { architecture: "qwen3", interleaved: false, head_norms: true, rope_factors: false, ..LLAMA },
	Family { architecture: "smollm3", unrotated_every: Some(4), rope_factors: false, ..LLAMA },
	Family {
		architecture: "gemma3",
		interleaved: false,
		head_norms: true,
		result_norms: true,
		gate: Gate::GeGlu,
		scaled_embedding: true,
		local: Some(LocalLayers { global_every: 6, rope_base: 10_000.0 }),
		rope_factors: false,
		..LLAMA
	},
];

impl Family {
	/// Returns the family of an architecture.
	pub fn of(architecture: &str) -> Option<&'static Self> {
		FAMILIES.iter().find(|family| family.architecture == architecture)
	}

	/// Returns whether layer `layer`, counted from 0, turns queries and keys.
	pub(crate) fn rotates(&self, layer: usize) -> bool {
		self.unrotated_every.is_none_or(|every| !(layer + 1).is_multiple_of(every))
	}

	/// Returns whether layer `layer`, counted from 0, sees a window only.
	pub(crate) fn is_local(&self, layer: usize) -> bool {
		self.local.is_some_and(|local| !(layer + 1).is_multiple_of(local.global_every))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn layers_follow_their_family() {
		let of = |name| Family::of(name).unwrap();
		assert!(Family::of("mamba").is_none());
		let rotated: Vec<bool> = (0..8).map(|layer| of("smollm3").rotates(layer)).collect();
		assert_eq!(rotated, [true, true, true, false, true, true, true, false]);
		assert!((0..8).all(|layer| of("gemma3").rotates(layer) && !of("llama").is_local(layer)));
		let local: Vec<bool> = (0..7).map(|layer| of("gemma3").is_local(layer)).collect();
		assert_eq!(local, [true, true, true, true, true, false, true]);
	}
}
