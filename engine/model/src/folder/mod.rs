//! Folders as Hugging Face has them, read without trust: `config.json`, safetensors, and a tokenizer.
//!
//! A folder is read as the GGUF file that it would be. What it says becomes the metadata of that file, and
//! its tensors have the names, and the rows the order, that they have there. So everything that is checked
//! about a file is checked about a folder, both compute the same bits, and both have the same root.

pub(crate) mod error;
mod header;
mod json;
mod names;
mod settings;
mod tokenizer;
mod weights;

use crate::{budget::Budget, error::Error, gguf::Gguf};
use error::FolderError;
use header::Header;
use json::Folder;
use serde_json::{Map, Value};
use settings::Settings;
use std::{path::Path, sync::Arc};
use weights::Weights;

/// The name of the configuration.
const CONFIG: &str = "config.json";
/// Most bytes of it.
const MAX_CONFIG: u64 = 1 << 20;
/// Most tokens of a vocabulary, as a GGUF file may have.
const MAX_VOCABULARY: u32 = 4 << 20;

/// Reads a folder. Memory for each of its files is asked of the budget before the file is read.
pub(crate) fn open(dir: &Path, budget: &Arc<Budget>) -> Result<Gguf, Error> {
	let folder = Folder::new(dir, budget);
	let settings = Settings::read(&folder.json::<Map<String, Value>>(CONFIG, MAX_CONFIG)?.value)?;
	if settings.vocabulary > MAX_VOCABULARY || settings.heads == 0 || settings.head == 0 {
		let (vocabulary, heads, head) = (settings.vocabulary, settings.heads, settings.head);
		let why = format!("{vocabulary} tokens, {heads} heads of {head} values");
		return Err(FolderError::Config(why).into());
	}
	let Weights { tensors, parts } = weights::read(&folder, &settings)?;
	let mut header = Header::default();
	settings.write(&mut header);
	tokenizer::write(&folder, &settings, &mut header)?;
	Ok(Gguf::of_folder(header.finish(), parts, tensors)?)
}
