//! Real vocabularies and chat templates, against Hugging Face's tokenizers.
//!
//! Vocabularies have licences of their own and are no part of the repository.
//! engine/test-utils/reference/vocabularies.py makes a folder of them from packages that ship them;
//! `OPENLEDGER_VOCABULARIES` names the folder.

use openledger_model::{Base, Message, Role, chat};
use serde::Deserialize;
use std::{fs, path::PathBuf};

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

/// Returns the models of the folder, each with its path.
fn vocabularies() -> Vec<(PathBuf, Base)> {
	let folder = std::env::var_os("OPENLEDGER_VOCABULARIES").expect(
		"OPENLEDGER_VOCABULARIES names the folder that engine/test-utils/reference/vocabularies.py made",
	);
	let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
	let models = paths.filter(|path| path.extension().is_some_and(|end| end == "gguf"));
	let found: Vec<_> = models.map(|path| (path.clone(), Base::open(&path).unwrap())).collect();
	assert!(!found.is_empty(), "the folder has no vocabulary");
	found
}

#[test]
#[ignore = "needs real vocabularies: see the top of this file"]
fn token_ids_are_those_of_hugging_face() {
	for (path, base) in vocabularies() {
		let lines = fs::read_to_string(path.with_extension("jsonl")).unwrap();
		let (mut texts, mut tokens, mut wrong) = (0, 0, Vec::new());
		for line in lines.lines() {
			let Text { text, ids } = serde_json::from_str(line).unwrap();
			let found = base.tokenizer().encode(&text);
			(texts, tokens) = (texts + 1, tokens + ids.len());
			if found != ids {
				wrong.push((text, found, ids));
			}
		}
		println!("{}: {texts} texts, {tokens} tokens, {} texts differ", path.display(), wrong.len());
		assert!(texts > 0 && wrong.is_empty(), "{:?}", &wrong[..wrong.len().min(3)]);
	}
}

#[test]
#[ignore = "needs real vocabularies: see the top of this file"]
fn turns_are_those_of_the_chat_template() {
	for (path, base) in vocabularies() {
		let talk = fs::read(path.with_extension("chat.json")).unwrap();
		let Talk { messages, ids } = serde_json::from_slice(&talk).unwrap();
		let role = |name: &str| match name {
			"system" => Role::System,
			"user" => Role::User,
			"assistant" => Role::Assistant,
			other => panic!("no role {other}"),
		};
		let messages: Vec<Message> = messages
			.into_iter()
			.map(|said| Message { role: role(&said.role), content: said.content })
			.collect();
		assert_eq!(chat::prompt(base.tokenizer(), &messages), ids, "{}", path.display());
	}
}
