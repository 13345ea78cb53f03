//! A folder's tokenizer, as the metadata of a GGUF file has it.

mod config;
mod json;
mod piece_model;

use super::{error::FolderError, header::Header, json::Folder, settings::Settings};
use crate::{error::Error, tokenizer::kind};
use config::TokenizerConfig;
use std::collections::BTreeMap;

/// The bytes that a token takes in memory beside its text, generously.
const TOKEN_BYTES: u64 = 256;

/// The two ways of turning text into ids.
enum Algorithm {
	/// Byte-level BPE: the name of the way of cutting, and the merges.
	ByteLevelBpe { cut: &'static str, merges: Vec<String> },
	/// SentencePiece: the score of each id, and whether a text begins with a space of its own.
	SentencePiece { scores: Vec<f32>, space_first: bool },
}

/// A vocabulary: tokens and their kinds by id.
struct Vocabulary {
	tokens: Vec<String>,
	kinds: Vec<i32>,
	algorithm: Algorithm,
}

/// A token that stands beside the model's own.
#[derive(serde::Deserialize)]
struct Added {
	#[serde(default)]
	id: u32,
	content: String,
	#[serde(default)]
	special: bool,
}

/// Tokens and kinds by id, before those that nothing names are filled in.
#[derive(Default)]
struct Named(BTreeMap<u32, (String, i32)>);

impl Named {
	/// Adds a token, in place of one that has its id. Returns whether there was none.
	fn add(&mut self, id: u32, token: String, kind: i32) -> bool {
		self.0.insert(id, (token, kind)).is_none()
	}

	fn add_beside(&mut self, id: u32, Added { content, special, .. }: &Added) {
		let kind = if *special { kind::CONTROL } else { kind::USER_DEFINED };
		self.add(id, content.clone(), kind as i32);
	}

	/// Returns `count` tokens and their kinds. Ids that nothing names get a name that no text spells; ids
	/// beyond them are left out, since the model has no row for them.
	fn fill(mut self, count: u32) -> (Vec<String>, Vec<i32>) {
		let named = |id| self.0.remove(&id).unwrap_or_else(|| (format!("[PAD{id}]"), kind::UNUSED as i32));
		(0..count).map(named).unzip()
	}
}

/// Adds the keys of the tokenizer.
pub(super) fn write(folder: &Folder, settings: &Settings, header: &mut Header) -> Result<(), Error> {
	let _reserved = folder.reserve(u64::from(settings.vocabulary).saturating_mul(TOKEN_BYTES))?;
	let config = TokenizerConfig::read(folder)?;
	let vocabulary = match folder.has(json::FILE) || !folder.has(piece_model::FILE) {
		true => json::read(folder, settings.vocabulary)?,
		false => piece_model::read(folder, settings.vocabulary, &config)?,
	};
	let tokens = &vocabulary.tokens;
	let id_of = |name: &str| tokens.iter().zip(0u32..).find(|(token, _)| *token == name).map(|(_, id)| id);
	let named = |name: Option<&str>, key: &str| match name.map(|name| (name, id_of(name))) {
		None => Ok(None),
		Some((_, Some(id))) => Ok(Some(id)),
		Some((name, None)) => {
			let why = format!("{key} is {name:?}, which the vocabulary does not have");
			Err(FolderError::Tokenizer { file: config::FILE, why })
		},
	};
	let known = |id: &u32| *id < settings.vocabulary;
	let bos = named(config.bos(), "bos_token")?.or(settings.begins.iter().copied().find(known));
	let ends: Vec<u32> = config::ends(folder, settings)?.into_iter().filter(known).collect();
	let eos = named(config.eos(), "eos_token")?.or(ends.first().copied());
	match &vocabulary.algorithm {
		Algorithm::ByteLevelBpe { cut, .. } => {
			header.text("tokenizer.ggml.model", "gpt2");
			header.text("tokenizer.ggml.pre", cut);
		},
		Algorithm::SentencePiece { .. } => {
			header.text("tokenizer.ggml.model", "llama");
			header.text("tokenizer.ggml.pre", "default");
		},
	}
	header.texts("tokenizer.ggml.tokens", tokens.iter().map(String::as_str));
	header.signed("tokenizer.ggml.token_type", vocabulary.kinds.iter().copied());
	match &vocabulary.algorithm {
		Algorithm::ByteLevelBpe { merges, .. } => {
			header.texts("tokenizer.ggml.merges", merges.iter().map(String::as_str));
		},
		Algorithm::SentencePiece { scores, space_first } => {
			header.floats("tokenizer.ggml.scores", scores.iter().copied());
			header.flag("tokenizer.ggml.add_space_prefix", *space_first);
		},
	}
	if let Some(id) = bos {
		header.unsigned("tokenizer.ggml.bos_token_id", id);
	}
	if let Some(id) = eos {
		header.unsigned("tokenizer.ggml.eos_token_id", id);
	}
	if let Some(adds) = config.add_bos_token {
		header.flag("tokenizer.ggml.add_bos_token", adds);
	}
	let others: Vec<u32> = ends.into_iter().filter(|id| Some(*id) != eos).collect();
	if !others.is_empty() {
		header.unsigneds(crate::tokenizer::END_IDS, others.into_iter());
	}
	if let Some(template) = config.template(folder)? {
		header.text("tokenizer.chat_template", &template);
	}
	Ok(())
}
