//! Conversations as token ids.
//!
//! Each family has its own way of writing turns (see `turns.rs`): ChatML for SmolLM and Qwen, headers for
//! Llama 3, turns for Gemma, instructions for Mistral. A file's own template says which one it is. Training
//! and chat use the same form: that of the template without the system message that some templates add when a
//! conversation brings none, which would cost twenty tokens on every record. The marks are only ever inserted
//! as ids: text that spells one is ordinary text, so a record or a user cannot forge a turn.

pub(crate) mod turns;

use crate::tokenizer::Tokenizer;

pub use openledger_data::Role;

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
	/// The author of the text.
	pub role: Role,
	/// The text of the message.
	pub content: String,
}

impl Message {
	/// Makes a message from the person.
	pub fn user(content: &str) -> Self {
		Self { role: Role::User, content: content.into() }
	}
}

/// Returns the token ids of a conversation up to where the model's answer begins.
pub fn prompt(tokenizer: &Tokenizer, messages: &[Message]) -> Vec<u32> {
	tokenizer.turns().prompt(messages, &|text| tokenizer.encode(text))
}

/// Returns the token ids between the mark that ends an answer and the answer to further messages.
pub fn continuation(tokenizer: &Tokenizer, messages: &[Message]) -> Vec<u32> {
	tokenizer.turns().continuation(messages, &|text| tokenizer.encode(text))
}
