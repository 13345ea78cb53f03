//! A file's tokenizer in the form of the `tokenizers` library.

use super::{byte_level::Cut, kind, sentence_piece::SPACE};
use crate::gguf::{Gguf, Value as Entry};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Returns the tokenizer of a file as `tokenizer.json` has it; none if the file has no tokenizer that is
/// known.
pub(crate) fn hugging_face(file: &Gguf) -> Option<Value> {
	let tokens = file.texts("tokenizer.ggml.tokens").ok()?;
	let kinds = file.numbers("tokenizer.ggml.token_type").ok()?;
	match file.text("tokenizer.ggml.model").ok()? {
		"gpt2" => byte_level(file, tokens, kinds),
		"llama" => sentence_piece(file, tokens, kinds),
		_ => None,
	}
}

fn byte_level(file: &Gguf, tokens: &[String], kinds: &[i64]) -> Option<Value> {
	let cut = Cut::named(file.text("tokenizer.ggml.pre").ok()?)?;
	let merges = file.texts("tokenizer.ggml.merges").ok()?;
	let of_gpt2 = cut.words.is_none();
	let mut steps = Vec::new();
	if cut.digits {
		steps.push(json!({"type": "Digits", "individual_digits": true}));
	}
	if let Some(words) = cut.words {
		let pattern = json!({"Regex": words});
		steps.push(json!({"type": "Split", "pattern": pattern, "behavior": "Isolated", "invert": false}));
	}
	steps.push(json!({
		"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": of_gpt2
	}));
	let decoder =
		json!({"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true});
	Some(json!({
		"version": "1.0",
		"truncation": null,
		"padding": null,
		"added_tokens": added(tokens, kinds, |kind| kind != kind::NORMAL),
		"normalizer": if cut.composed { json!({"type": "NFC"}) } else { Value::Null },
		"pre_tokenizer": {"type": "Sequence", "pretokenizers": steps},
		"post_processor": null,
		"decoder": decoder,
		"model": model(tokens, json!(merges), cut.whole_words, None),
	}))
}

fn sentence_piece(file: &Gguf, tokens: &[String], kinds: &[i64]) -> Option<Value> {
	let scores = file.floats("tokenizer.ggml.scores").ok()?;
	let unknown = tokens.iter().zip(kinds).find(|(_, kind)| **kind == kind::UNKNOWN);
	let space = SPACE.to_string();
	let spaces = json!({"type": "Replace", "pattern": {"String": " "}, "content": space});
	let space_first = !matches!(file.value("tokenizer.ggml.add_space_prefix"), Some(Entry::Bool(false)));
	let normalizer = match space_first {
		false => spaces,
		true => {
			json!({"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": space}, spaces]})
		},
	};
	let mut decoders = vec![
		json!({"type": "Replace", "pattern": {"String": space}, "content": " "}),
		json!({"type": "ByteFallback"}),
		json!({"type": "Fuse"}),
	];
	if space_first {
		decoders.push(json!({"type": "Strip", "content": " ", "start": 1, "stop": 0}));
	}
	let is_added = |kind| ![kind::NORMAL, kind::BYTE].contains(&kind);
	Some(json!({
		"version": "1.0",
		"truncation": null,
		"padding": null,
		"added_tokens": added(tokens, kinds, is_added),
		"normalizer": normalizer,
		"pre_tokenizer": null,
		"post_processor": null,
		"decoder": {"type": "Sequence", "decoders": decoders},
		"model": model(tokens, merges(tokens, kinds, scores), false, Some(unknown.map(|(token, _)| token))),
	}))
}

/// Returns the model; `pieces` is the unknown token of a SentencePiece vocabulary.
fn model(tokens: &[String], merges: Value, whole_words: bool, pieces: Option<Option<&String>>) -> Value {
	let vocabulary: Map<String, Value> =
		tokens.iter().zip(0u32..).map(|(token, id)| (token.clone(), id.into())).collect();
	json!({
		"type": "BPE",
		"dropout": null,
		"unk_token": pieces.flatten(),
		"continuing_subword_prefix": null,
		"end_of_word_suffix": null,
		"fuse_unk": pieces.is_some(),
		"byte_fallback": pieces.is_some(),
		"ignore_merges": whole_words,
		"vocab": vocabulary,
		"merges": merges,
	})
}

/// Returns the tokens that are found in a text before it is cut, or in none.
fn added(tokens: &[String], kinds: &[i64], is_added: impl Fn(i64) -> bool) -> Vec<Value> {
	let added = tokens.iter().zip(kinds).zip(0u32..).filter(|((_, kind), _)| is_added(**kind));
	let one = |((token, kind), id): ((&String, &i64), u32)| {
		json!({
			"id": id, "content": token, "single_word": false, "lstrip": false, "rstrip": false,
			"normalized": false, "special": *kind != kind::USER_DEFINED
		})
	};
	added.map(one).collect()
}

/// Returns all pairs of pieces that make a piece, those of the best score first.
fn merges(tokens: &[String], kinds: &[i64], scores: &[f32]) -> Value {
	let is_text = |kind: &i64| [kind::NORMAL, kind::USER_DEFINED].contains(kind);
	let pieces = || tokens.iter().zip(kinds).zip(scores).filter(|((_, kind), _)| is_text(kind));
	let known: HashSet<&str> = pieces().map(|((piece, _), _)| piece.as_str()).collect();
	let mut merges: Vec<(f32, &str, &str)> = Vec::new();
	for ((piece, _), score) in pieces() {
		let cuts = piece.char_indices().skip(1).map(|(at, _)| piece.split_at(at));
		let both = cuts.filter(|(left, right)| known.contains(left) && known.contains(right));
		merges.extend(both.map(|(left, right)| (*score, left, right)));
	}
	merges.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
	merges.into_iter().map(|(_, left, right)| json!([left, right])).collect()
}
