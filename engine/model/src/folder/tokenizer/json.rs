//! `tokenizer.json`, as the `tokenizers` library writes it.

use super::{Added, Algorithm, Named, Vocabulary};
use crate::{
	error::Error,
	folder::{error::FolderError, json::Folder},
	tokenizer::{cut_name, kind},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// The name of the file.
pub(super) const FILE: &str = "tokenizer.json";
/// Most bytes of the file: Gemma's has 33 MB.
const MAX_BYTES: u64 = 128 << 20;
/// The score of a token that no merge makes.
const NEVER_MERGED: f32 = f32::MIN;
/// The mark that SentencePiece has for a space.
const SPACE: &str = "\u{2581}";

#[derive(Deserialize)]
struct File {
	#[serde(default)]
	added_tokens: Vec<Added>,
	#[serde(default)]
	normalizer: Value,
	#[serde(default)]
	pre_tokenizer: Value,
	model: Model,
}

#[derive(Deserialize)]
struct Model {
	#[serde(rename = "type")]
	kind: Option<String>,
	#[serde(default)]
	vocab: Tokens,
	#[serde(default)]
	merges: Vec<Merge>,
	#[serde(default)]
	byte_fallback: bool,
	#[serde(default)]
	ignore_merges: bool,
	unk_token: Option<String>,
	continuing_subword_prefix: Option<String>,
	end_of_word_suffix: Option<String>,
}

/// Tokens with their ids, or what other models have there.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tokens {
	Ids(HashMap<String, u32>),
	Other(serde::de::IgnoredAny),
}

impl Default for Tokens {
	fn default() -> Self {
		Self::Ids(HashMap::new())
	}
}

/// A pair of tokens, in the form of old or of new files.
#[derive(Deserialize)]
#[serde(untagged)]
enum Merge {
	Text(String),
	Pair(String, String),
}

impl Merge {
	/// Returns the two tokens.
	fn pair(&self) -> Option<(&str, &str)> {
		match self {
			Self::Text(text) => text.split_once(' '),
			Self::Pair(left, right) => Some((left, right)),
		}
	}
}

fn refuse<T>(why: impl Into<String>) -> Result<T, FolderError> {
	Err(FolderError::Tokenizer { file: FILE, why: why.into() })
}

/// Reads the file, for a model of `count` tokens.
pub(super) fn read(folder: &Folder, count: u32) -> Result<Vocabulary, Error> {
	let parsed = folder.json::<File>(FILE, MAX_BYTES)?;
	let File { added_tokens, normalizer, pre_tokenizer, model } = parsed.value;
	let affixes = [&model.continuing_subword_prefix, &model.end_of_word_suffix];
	if model.kind.as_deref().is_some_and(|kind| kind != "BPE")
		|| affixes.into_iter().flatten().any(|affix| !affix.is_empty())
	{
		let kind = model.kind.unwrap_or_default();
		return Ok(refuse(format!("a {kind} model: byte-level BPE and SentencePiece's BPE are read"))?);
	}
	let Tokens::Ids(vocab) = model.vocab else {
		return Ok(refuse("a vocabulary that is no table of ids: BPE has one")?);
	};
	let algorithm = match model.byte_fallback {
		false => byte_level(&normalizer, &pre_tokenizer, model.ignore_merges, &model.merges)?,
		true => {
			let space_first = space_first(&normalizer, &pre_tokenizer)?;
			Algorithm::SentencePiece { scores: scores(&vocab, &model.merges, count)?, space_first }
		},
	};
	drop(model.merges);
	let mut named = Named::default();
	let bytes = model.byte_fallback;
	for (token, id) in vocab {
		let kind = match () {
			() if bytes && model.unk_token.as_deref() == Some(&token) => kind::UNKNOWN,
			() if bytes && crate::tokenizer::byte_of(&token).is_some() => kind::BYTE,
			() => kind::NORMAL,
		};
		if !named.add(id, token, kind as i32) {
			return Ok(refuse(format!("two tokens have the id {id}"))?);
		}
	}
	added_tokens.iter().for_each(|added| named.add_beside(added.id, added));
	let (tokens, kinds) = named.fill(count);
	Ok(Vocabulary { tokens, kinds, algorithm })
}

/// Finds the way of cutting that the file describes, among those that the engine has.
fn byte_level(
	normalizer: &Value,
	pre_tokenizer: &Value,
	whole_words: bool,
	merges: &[Merge],
) -> Result<Algorithm, FolderError> {
	let composed = match steps(normalizer, "normalizers")[..] {
		[] => false,
		[step] if step["type"] == "NFC" => true,
		_ => return refuse(format!("the normalizer {normalizer}: NFC or none is read")),
	};
	let (mut words, mut digits, mut of_gpt2) = (None, false, None);
	for step in steps(pre_tokenizer, "pretokenizers") {
		match step["type"].as_str() {
			Some("Digits") if step["individual_digits"] == true && words.is_none() => digits = true,
			Some("Split") if step["behavior"] == "Isolated" && step["invert"] != true && words.is_none() => {
				words = step["pattern"]["Regex"].as_str();
			},
			Some("ByteLevel") if step["add_prefix_space"] != true && of_gpt2.is_none() => {
				// Older files do not say.
				of_gpt2 = Some(step["use_regex"] != false);
			},
			_ => return refuse(format!("the pre-tokenizer {step}, which no family that is run has")),
		}
	}
	let cut = match of_gpt2 {
		Some(of_gpt2) if of_gpt2 == words.is_none() => cut_name(words, digits, composed, whole_words),
		_ => None,
	};
	let Some(cut) = cut else {
		return refuse(format!(
			"the pre-tokenizer {pre_tokenizer} with ignore_merges {whole_words} and the normalizer \
			 {normalizer} is none of those that are known: those of GPT-2, SmolLM, Llama 3, Qwen2 and \
			 Mistral's Tekken are"
		));
	};
	let merges = merges.iter().map(|merge| match merge.pair() {
		Some((left, right)) => Ok(format!("{left} {right}")),
		None => refuse("a merge that is no pair"),
	});
	Ok(Algorithm::ByteLevelBpe { cut, merges: merges.collect::<Result<_, _>>()? })
}

/// Returns the steps of a sequence, or the one step; none if there is none.
fn steps<'a>(value: &'a Value, list: &str) -> Vec<&'a Value> {
	match (value, value[list].as_array()) {
		(Value::Null, _) => Vec::new(),
		(_, Some(steps)) if value["type"] == "Sequence" => steps.iter().collect(),
		_ => vec![value],
	}
}

/// Returns whether a text begins with a space of its own, if spaces are written as SentencePiece does.
fn space_first(normalizer: &Value, pre_tokenizer: &Value) -> Result<bool, FolderError> {
	let spaces = json!({"type": "Replace", "pattern": {"String": " "}, "content": SPACE});
	let first = json!({"type": "Prepend", "prepend": SPACE});
	let norms = steps(normalizer, "normalizers");
	let cuts = steps(pre_tokenizer, "pretokenizers");
	// After the replacement no space is left to cut at.
	let cuts_nothing = |cut: &&Value| cut["type"] == "Split" && cut["pattern"] == json!({"String": " "});
	match (&norms[..], &cuts[..]) {
		([one], cuts) if **one == spaces && cuts.iter().all(cuts_nothing) => Ok(false),
		([one, other], cuts) if **one == first && **other == spaces && cuts.iter().all(cuts_nothing) => {
			Ok(true)
		},
		([], [cut]) if cut["type"] == "Metaspace" && cut["replacement"] == SPACE && cut["split"] == false => {
			match cut["prepend_scheme"].as_str() {
				Some("never") => Ok(false),
				Some("first" | "always") => Ok(true),
				_ => refuse(format!("the pre-tokenizer {cut}")),
			}
		},
		_ => refuse(format!(
			"the normalizer {normalizer} and the pre-tokenizer {pre_tokenizer}: SentencePiece's are read, as \
			 Gemma, Llama 2 and Mistral have them"
		)),
	}
}

/// Returns the score of each id: the higher, the earlier the first merge that makes the token.
fn scores(vocab: &HashMap<String, u32>, merges: &[Merge], count: u32) -> Result<Vec<f32>, FolderError> {
	let mut ranks: BTreeMap<u32, u32> = BTreeMap::new();
	for (merge, rank) in merges.iter().zip(0u32..) {
		let Some((left, right)) = merge.pair() else { return refuse("a merge that is no pair") };
		if let Some(id) = vocab.get(&format!("{left}{right}")) {
			ranks.entry(*id).or_insert(rank);
		}
	}
	// Ranks above 2^24 would not be told apart.
	if merges.len() > 1 << 24 {
		return refuse(format!("{} merges", merges.len()));
	}
	Ok((0..count).map(|id| ranks.get(&id).map_or(NEVER_MERGED, |rank| -(*rank as f32))).collect())
}
