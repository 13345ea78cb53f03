//! Names of tensors: as transformers has them, and as GGUF files do.

/// Tensors outside of layers.
const WHOLE: [(&str, &str); 3] = [
	("model.embed_tokens.weight", "token_embd.weight"),
	("lm_head.weight", "output.weight"),
	("model.norm.weight", "output_norm.weight"),
];

/// Tensors of a layer that all families name alike.
const LAYER: [(&str, &str); 13] = [
	("self_attn.q_proj.weight", "attn_q.weight"),
	("self_attn.k_proj.weight", "attn_k.weight"),
	("self_attn.v_proj.weight", "attn_v.weight"),
	("self_attn.o_proj.weight", "attn_output.weight"),
	("mlp.gate_proj.weight", "ffn_gate.weight"),
	("mlp.up_proj.weight", "ffn_up.weight"),
	("mlp.down_proj.weight", "ffn_down.weight"),
	("self_attn.q_proj.bias", "attn_q.bias"),
	("self_attn.k_proj.bias", "attn_k.bias"),
	("self_attn.v_proj.bias", "attn_v.bias"),
	("self_attn.q_norm.weight", "attn_q_norm.weight"),
	("self_attn.k_norm.weight", "attn_k_norm.weight"),
	("input_layernorm.weight", "attn_norm.weight"),
];

/// The norms of a layer that has two.
const TWO_NORMS: [(&str, &str); 1] = [("post_attention_layernorm.weight", "ffn_norm.weight")];

/// The norms of a layer that normalises its results too.
const FOUR_NORMS: [(&str, &str); 3] = [
	("post_attention_layernorm.weight", "post_attention_norm.weight"),
	("pre_feedforward_layernorm.weight", "ffn_norm.weight"),
	("post_feedforward_layernorm.weight", "post_ffw_norm.weight"),
];

/// Returns the name in a GGUF file of a tensor; `None` if none has a place for it.
pub(super) fn in_gguf(name: &str, result_norms: bool) -> Option<String> {
	let of = |table: &[(&str, &str)], name: &str| {
		table.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| ours.to_string())
	};
	if let Some(whole) = of(&WHOLE, name) {
		return Some(whole);
	}
	let (layer, rest) = name.strip_prefix("model.layers.")?.split_once('.')?;
	// As numbers are written, so that no two names are one tensor.
	let number: u32 = layer.parse().ok().filter(|number: &u32| number.to_string() == layer)?;
	let norms = if result_norms { &FOUR_NORMS[..] } else { &TWO_NORMS[..] };
	let part = of(&LAYER, rest).or_else(|| of(norms, rest))?;
	Some(format!("blk.{number}.{part}"))
}

/// Returns whether a tensor is a table that old folders have and that follows from the configuration.
pub(super) fn is_derived(name: &str) -> bool {
	name.ends_with(".rotary_emb.inv_freq")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_tensor_has_its_place() {
		let name = |theirs: &str| in_gguf(theirs, false);
		assert_eq!(name("lm_head.weight").unwrap(), "output.weight");
		assert_eq!(name("model.layers.10.mlp.up_proj.weight").unwrap(), "blk.10.ffn_up.weight");
		let post = "model.layers.0.post_attention_layernorm.weight";
		assert_eq!(name(post).unwrap(), "blk.0.ffn_norm.weight");
		assert_eq!(in_gguf(post, true).unwrap(), "blk.0.post_attention_norm.weight");
		for odd in
			["model.layers.01.mlp.up_proj.weight", "model.layers.+1.mlp.up_proj.weight", "x", "model.layers."]
		{
			assert_eq!(name(odd), None, "{odd}");
		}
		assert!(is_derived("model.layers.0.self_attn.rotary_emb.inv_freq"));
	}
}
