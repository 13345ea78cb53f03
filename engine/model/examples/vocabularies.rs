//! Compares token ids and turns with those of Hugging Face's tokenizers: `vocabularies FOLDER`.
//!
//! Vocabularies have licences of their own and are no part of the repository:
//! engine/test-utils/reference/vocabularies.py makes the folder from packages that ship them.

use openledger_model::{Base, Message, Role, chat};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
	env,
	error::Error,
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
};

#[derive(Deserialize)]
struct Text {
	text: String,
	ids: Vec<u32>,
}

#[derive(Deserialize)]
struct Talk {
	messages: Vec<Said>,
	ids: Vec<u32>,
}

#[derive(Deserialize)]
struct Said {
	role: String,
	content: String,
}

impl Said {
	fn message(self) -> Result<Message, String> {
		let role = match self.role.as_str() {
			"system" => Role::System,
			"user" => Role::User,
			"assistant" => Role::Assistant,
			other => return Err(format!("there is no role {other}")),
		};
		Ok(Message { role, content: self.content })
	}
}

fn parse<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, String> {
	serde_json::from_str(text).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
	fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Compares the ids of all texts of a vocabulary. Returns whether they are equal.
fn texts_agree(path: &Path, base: &Base) -> Result<bool, Box<dyn Error>> {
	let path = path.with_extension("jsonl");
	let (mut texts, mut tokens, mut wrong) = (0, 0, 0);
	for line in read(&path)?.lines() {
		let Text { text, ids } = parse(line, &path)?;
		let found = base.tokenizer().encode(&text);
		(texts, tokens) = (texts + 1, tokens + ids.len());
		if found != ids {
			wrong += 1;
			println!("{text:?}: {found:?} instead of {ids:?}");
		}
	}
	println!("{}: {texts} texts, {tokens} tokens, {wrong} texts differ", path.display());
	Ok(texts > 0 && wrong == 0)
}

/// Compares the ids of a conversation. Returns whether they are equal.
fn turns_agree(path: &Path, base: &Base) -> Result<bool, Box<dyn Error>> {
	let path = path.with_extension("chat.json");
	let Talk { messages, ids } = parse(&read(&path)?, &path)?;
	let messages = messages.into_iter().map(Said::message).collect::<Result<Vec<_>, _>>()?;
	let found = chat::prompt(base.tokenizer(), &messages);
	println!("{}: {} ids, {}", path.display(), ids.len(), if found == ids { "equal" } else { "not equal" });
	Ok(found == ids)
}

fn run() -> Result<bool, Box<dyn Error>> {
	let folder = env::args_os().nth(1).ok_or("name the folder that vocabularies.py made")?;
	let mut paths = fs::read_dir(folder)?
		.map(|entry| entry.map(|entry| entry.path()))
		.collect::<Result<Vec<PathBuf>, _>>()?;
	paths.retain(|path| path.extension().is_some_and(|end| end == "gguf"));
	paths.sort();
	if paths.is_empty() {
		return Err("the folder has no vocabulary".into());
	}
	let mut all_agree = true;
	for path in paths {
		// The same model as a file and as a folder.
		for form in [path.clone(), path.with_extension("")] {
			println!("{}", form.display());
			let base = Base::open(&form)?;
			all_agree &= texts_agree(&path, &base)? & turns_agree(&path, &base)?;
		}
	}
	Ok(all_agree)
}

fn main() -> ExitCode {
	match run() {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
