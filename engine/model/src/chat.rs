//! Conversations as token ids.
//!
//! Each message is `<|im_start|>role\ncontent<|im_end|>\n`, and the answer follows `<|im_start|>assistant\n`:
//! SmolLM2's template without the system message that it adds when a conversation brings none, which would
//! cost twenty tokens on every record. Training and chat use the same form. The marks are only ever inserted
//! as ids: text that spells one is ordinary text, so a record or a user cannot forge a turn.

use crate::tokenizer::Tokenizer;

/// The author of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
	/// The author of instructions to the model.
	System,
	/// The person who asks.
	User,
	/// The model that answers.
	Assistant,
}

impl Role {
	/// Returns the name in the template.
	pub fn name(self) -> &'static str {
		match self {
			Self::System => "system",
			Self::User => "user",
			Self::Assistant => "assistant",
		}
	}
}

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
	let mut ids = Vec::new();
	for message in messages {
		ids.push(tokenizer.im_start());
		ids.extend(tokenizer.encode(&format!("{}\n", message.role.name())));
		ids.extend(tokenizer.encode(&message.content));
		ids.push(tokenizer.im_end());
		ids.extend(tokenizer.encode("\n"));
	}
	ids.push(tokenizer.im_start());
	ids.extend(tokenizer.encode("assistant\n"));
	ids
}
