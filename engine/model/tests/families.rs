//! Files of every family open, and what would be run wrongly is refused by name.

use openledger_model::{Base, Config, Error, FAMILIES, GgufError};
use openledger_test_utils::{FAMILIES as REFERENCES, Gguf, Kind, Tensor, TinyFamily};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
	shape: TinyFamily,
}

/// Returns the tiny model of this name.
fn tiny(name: &str) -> Gguf {
	let references: Vec<Reference> = serde_json::from_str(REFERENCES).unwrap();
	references.into_iter().find(|reference| reference.shape.name == name).unwrap().shape.gguf()
}

fn open(file: &Gguf) -> Result<Config, GgufError> {
	let dir = tempfile::tempdir().unwrap();
	match Base::open(&file.write(dir.path())) {
		Ok(base) => Ok(base.config().clone()),
		Err(Error::Base(error)) => Err(error),
		Err(other) => panic!("{other}"),
	}
}

fn refused(name: &str, spoil: impl Fn(&mut Gguf)) -> String {
	let mut file = tiny(name);
	spoil(&mut file);
	open(&file).unwrap_err().to_string()
}

fn text(text: &str) -> Vec<u8> {
	[&(text.len() as u64).to_le_bytes()[..], text.as_bytes()].concat()
}

#[test]
fn every_family_has_a_tiny_model() {
	let references: Vec<Reference> = serde_json::from_str(REFERENCES).unwrap();
	for family in FAMILIES {
		let of_family = |reference: &&Reference| reference.shape.architecture == family.architecture;
		let reference = references.iter().find(of_family).expect(family.architecture);
		let config = open(&reference.shape.gguf()).unwrap();
		assert_eq!(*config.family, family);
		assert_eq!(config.head, reference.shape.head as usize);
	}
	let parameters = |name| open(&tiny(name)).unwrap().parameters();
	// Two layers: q, o; k, v; gate, up, down; two norms. Then the last norm and the embedding.
	let layer = 2 * 64 * 128 + 2 * 64 * 64 + 3 * 64 * 96 + 2 * 64;
	assert_eq!(parameters("llama-3"), 2 * layer + 64 + 288 * 64);
	assert_eq!(parameters("qwen3"), 2 * (layer + 2 * 32) + 64 + 288 * 64);
}

#[test]
fn parts_of_other_families_are_refused_by_name() {
	let bias = |f: &mut Gguf| {
		let (name, kind) = ("blk.0.attn_q.bias".into(), Kind::F32 as u32);
		f.tensors.push(Tensor { name, shape: vec![64], kind, bytes: vec![0; 256] });
	};
	let error = refused("llama-untied", bias);
	assert!(error.contains("blk.0.attn_q.bias") && error.contains("llama"), "{error}");
	let error = refused("qwen2", |f| f.tensors.retain(|t| t.name != "blk.1.attn_v.bias"));
	assert!(error.contains("blk.1.attn_v.bias is missing"), "{error}");
	let error = refused("qwen3", |f| f.tensor("blk.0.attn_q_norm.weight").shape = vec![16]);
	assert!(error.contains("attn_q_norm"), "{error}");
	let error = refused("llama-3", |f| f.tensor("rope_freqs.weight").bytes[..4].fill(0));
	assert!(error.contains("rope_freqs.weight"), "{error}");
}

#[test]
fn what_would_be_run_wrongly_is_refused_by_name() {
	let yarn = |f: &mut Gguf| f.set("qwen2.rope.scaling.type", 8, text("yarn"));
	assert!(refused("qwen2", yarn).contains("yarn"));
	let linear = |f: &mut Gguf| f.set("qwen3.rope.scaling.type", 8, text("linear"));
	assert!(refused("qwen3", linear).contains("linear"));
	let none = |f: &mut Gguf| f.set("gemma3.attention.sliding_window", 4, vec![0; 4]);
	assert!(refused("gemma3", none).contains("sliding window"));
	let part = |f: &mut Gguf| f.set("smollm3.rope.dimension_count", 4, 8u32.to_le_bytes().to_vec());
	assert!(refused("smollm3", part).contains("rope.dimension_count"));
	let wide = |f: &mut Gguf| f.set("qwen3.attention.key_length", 4, 512u32.to_le_bytes().to_vec());
	assert!(refused("qwen3", wide).contains("512"));
	let other = |f: &mut Gguf| f.set("general.architecture", 8, text("mamba"));
	let error = refused("llama-3", other);
	assert!(error.contains("mamba") && error.contains("gemma3"), "{error}");
}

#[test]
fn templates_and_tokenizers_are_refused_by_name() {
	let template = |f: &mut Gguf| f.set("tokenizer.chat_template", 8, text("### {{ content }}"));
	assert!(refused("qwen2", template).contains("chat template"));
	let gemma = |f: &mut Gguf| {
		f.set("tokenizer.chat_template", 8, text("<start_of_turn>{{ content }}<end_of_turn>"));
	};
	assert!(refused("gemma3", gemma).contains("<start_of_turn>"));
	let pre = |f: &mut Gguf| f.set("tokenizer.ggml.pre", 8, text("odd"));
	let error = refused("qwen2", pre);
	assert!(error.contains("odd") && error.contains("llama-bpe"), "{error}");
	let model = |f: &mut Gguf| f.set("tokenizer.ggml.model", 8, text("bert"));
	assert!(refused("qwen2", model).contains("bert"));
	let unscored = |f: &mut Gguf| f.set("tokenizer.ggml.model", 8, text("llama"));
	assert!(refused("gemma3", unscored).contains("tokenizer.ggml.scores"));
	let beyond = |f: &mut Gguf| f.set("tokenizer.ggml.eos_token_id", 4, 288u32.to_le_bytes().to_vec());
	assert!(refused("llama-3", beyond).contains("beyond the vocabulary"));
}
