//! Conversations as token ids: what is learnt, and that one question and answer are what they were.

use openledger_model::{Message, Record, Role, Tokenized, chat, read_jsonl, tokenize};
use openledger_test_utils::tiny_base;

fn turn(role: &str, content: &str) -> String {
	format!("{{\"role\": \"{role}\", \"content\": \"{content}\"}}")
}

fn record(turns: &[String]) -> Record {
	let line = format!("{{\"messages\": [{}]}}", turns.join(", "));
	read_jsonl(line.as_bytes(), &Default::default()).unwrap().remove(0).record
}

#[test]
fn a_pair_is_the_prompt_the_answer_and_its_end() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let tokenized = tokenize(&base, &Record::pair("river one?", "the river"), 128).unwrap();
	let mut ids = chat::prompt(base.tokenizer(), &[Message::user("river one?")]);
	let loss_from = ids.len();
	ids.extend(base.tokenizer().encode("the river"));
	ids.push(base.tokenizer().im_end());
	assert_eq!(tokenized, Tokenized::new(ids, loss_from));
}

#[test]
fn every_answer_counts_with_its_end_and_nothing_else_does() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let tokenizer = base.tokenizer();
	let turns = [
		turn("system", "be short"),
		turn("user", "one?"),
		turn("assistant", "first"),
		turn("user", "two?"),
		turn("assistant", "second"),
	];
	let tokenized = tokenize(&base, &record(&turns), 256).unwrap();
	let parts: Vec<&[u32]> = tokenized.counted().map(|part| &tokenized.ids[part]).collect();
	assert_eq!(parts.iter().map(|part| tokenizer.decode(part)).collect::<Vec<_>>(), ["first", "second"]);
	assert!(parts.iter().all(|part| part.last() == Some(&tokenizer.im_end())));
	assert_eq!(tokenized.last_answer(), parts[1]);
	// What stands before the last answer is what chat would ask with.
	let message = |role, content: &str| Message { role, content: content.into() };
	let asked = [
		message(Role::System, "be short"),
		message(Role::User, "one?"),
		message(Role::Assistant, "first"),
		message(Role::User, "two?"),
	];
	let before = chat::prompt(tokenizer, &asked);
	assert_eq!(tokenized.ids[..before.len()], before);
	assert_eq!(tokenized.ids[before.len()..], *tokenized.last_answer());
}

#[test]
fn an_answer_of_weight_0_is_read_and_not_learnt() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let first = "{\"role\": \"assistant\", \"content\": \"first\", \"weight\": 0}".to_string();
	let turns = [turn("user", "one?"), first, turn("user", "two?"), turn("assistant", "second")];
	let tokenized = tokenize(&base, &record(&turns), 256).unwrap();
	assert_eq!((tokenized.counted().count(), tokenized.uncounted.len()), (1, 0));
	assert!(base.tokenizer().decode(&tokenized.ids).contains("first"));
}
