//! Records: conversations, with the parts that are learnt marked.

use alloc::{string::String, vec, vec::Vec};
use serde::Serialize;

/// The author of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
	/// The author of instructions to the model.
	System,
	/// The person who asks.
	User,
	/// The model that answers.
	Assistant,
}

impl Role {
	/// Returns the name in conversations.
	pub fn name(self) -> &'static str {
		match self {
			Self::System => "system",
			Self::User => "user",
			Self::Assistant => "assistant",
		}
	}
}

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
	/// The author of the text.
	pub role: Role,
	/// The text, as it stands in the row.
	pub text: String,
	/// True if the model is trained to write this turn.
	pub learnt: bool,
}

/// A training example: a conversation that ends with a turn to be learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
	/// The turns: an instruction of the system or none, then a person and the model by turns.
	pub turns: Vec<Turn>,
}

impl Record {
	/// Makes a conversation of one question and its answer.
	pub fn pair(prompt: impl Into<String>, completion: impl Into<String>) -> Self {
		let question = Turn { role: Role::User, text: prompt.into(), learnt: false };
		let answer = Turn { role: Role::Assistant, text: completion.into(), learnt: true };
		Self { turns: vec![question, answer] }
	}

	/// Returns what is read but not learnt, one turn after the other.
	pub fn prompt(&self) -> String {
		self.texts(false)
	}

	/// Returns what is learnt, one turn after the other.
	pub fn completion(&self) -> String {
		self.texts(true)
	}

	fn texts(&self, learnt: bool) -> String {
		let texts = self.turns.iter().filter(|turn| turn.learnt == learnt);
		texts.map(|turn| turn.text.as_str()).collect::<Vec<_>>().join("\n")
	}
}

/// The form in which a row writes its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
	/// `prompt` and `completion`, both texts.
	Pair,
	/// `prompt` and `completion`, both lists of messages.
	ChatPair,
	/// `messages`, each with `role` and `content`.
	Messages,
	/// `conversations`, each with `from` and `value`.
	ShareGpt,
	/// `instruction`, `input` and `output`.
	Alpaca,
}

impl Shape {
	/// Returns the name that people use.
	pub fn name(self) -> &'static str {
		match self {
			Self::Pair => "prompt and completion",
			Self::ChatPair => "prompt and completion as messages",
			Self::Messages => "messages",
			Self::ShareGpt => "ShareGPT",
			Self::Alpaca => "Alpaca",
		}
	}
}

/// The place of a row in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
	/// The line as an editor counts it, from 1.
	pub line: usize,
	/// The row among those that are not blank, from 1.
	pub record: usize,
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// The place of the row.
	pub place: Place,
	/// The form in which it was written.
	pub shape: Shape,
	/// The conversation.
	pub record: Record,
}
