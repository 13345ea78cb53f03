//! `tokenizer_config.json`, and what stands beside it: the chat template, and ids that end an answer.

use super::Added;
use crate::{
	error::Error,
	folder::{
		error::FolderError,
		json::Folder,
		settings::{Settings, ids},
	},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The name of the file.
pub(super) const FILE: &str = "tokenizer_config.json";
/// Most bytes of the file: Gemma's has a megabyte.
const MAX_BYTES: u64 = 16 << 20;
/// The file of a chat template, which counts before the one in the configuration.
const TEMPLATE: &str = "chat_template.jinja";
/// Most bytes of a chat template, as a GGUF file may have.
const MAX_TEMPLATE: u64 = 1 << 20;
/// The file of the settings of answers.
const GENERATION: &str = "generation_config.json";
/// Most bytes of that.
const MAX_GENERATION: u64 = 1 << 20;

/// A token, by its text or with its settings.
#[derive(Deserialize)]
#[serde(untagged)]
enum Mark {
	Text(String),
	Settings { content: String },
}

impl Mark {
	fn text(&self) -> &str {
		match self {
			Self::Text(text) | Self::Settings { content: text } => text,
		}
	}
}

/// A chat template among several.
#[derive(Deserialize)]
struct NamedTemplate {
	name: String,
	template: String,
}

/// One chat template or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Templates {
	One(String),
	Several(Vec<NamedTemplate>),
}

/// What the file says that a text's ids depend on.
#[derive(Default, Deserialize)]
pub(super) struct TokenizerConfig {
	bos_token: Option<Mark>,
	eos_token: Option<Mark>,
	pub(super) add_bos_token: Option<bool>,
	chat_template: Option<Templates>,
	#[serde(default)]
	pub(super) added_tokens_decoder: BTreeMap<String, Added>,
}

impl TokenizerConfig {
	/// Reads the file, which need not be there.
	pub(super) fn read(folder: &Folder) -> Result<Self, Error> {
		Ok(folder.json_if_there(FILE, MAX_BYTES)?.map(|parsed| parsed.value).unwrap_or_default())
	}

	/// Returns the text of the token that begins a conversation.
	pub(super) fn bos(&self) -> Option<&str> {
		self.bos_token.as_ref().map(Mark::text)
	}

	/// Returns the text of the token that ends an answer.
	pub(super) fn eos(&self) -> Option<&str> {
		self.eos_token.as_ref().map(Mark::text)
	}

	/// Returns the chat template: that of its own file, or else the configuration's default one.
	pub(super) fn template(self, folder: &Folder) -> Result<Option<String>, Error> {
		if folder.has(TEMPLATE) {
			let text = folder.read(TEMPLATE, MAX_TEMPLATE)?.value;
			return match String::from_utf8(text) {
				Ok(text) => Ok(Some(text)),
				Err(_) => Err(FolderError::Tokenizer { file: TEMPLATE, why: "not UTF-8".into() }.into()),
			};
		}
		Ok(match self.chat_template {
			None => None,
			Some(Templates::One(template)) => Some(template),
			Some(Templates::Several(all)) => {
				all.into_iter().find(|one| one.name == "default").map(|one| one.template)
			},
		})
	}
}

/// Returns the ids that end an answer: those of `generation_config.json`, or else of the model's
/// configuration.
pub(super) fn ends(folder: &Folder, settings: &Settings) -> Result<Vec<u32>, Error> {
	let Some(generation) = folder.json_if_there::<Map<String, Value>>(GENERATION, MAX_GENERATION)? else {
		return Ok(settings.ends.clone());
	};
	match ids(generation.value.get("eos_token_id")) {
		Some(found) if found.is_empty() => Ok(settings.ends.clone()),
		Some(found) => Ok(found),
		None => {
			let why = "eos_token_id is no id and no list of ids".into();
			Err(FolderError::Tokenizer { file: GENERATION, why }.into())
		},
	}
}
