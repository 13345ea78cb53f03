//! Requests as they come over the wire.

use crate::{chat::ChatRequest, error::ChatError};
use openledger_model::{Message, Role};
use openledger_payments::SentVoucher;
use serde::Deserialize;

/// Most messages of a conversation.
const MAX_MESSAGES: usize = 256;

/// A number that may come as a JSON number or, since JavaScript loses digits beyond 2^53, as a string.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Number {
	Plain(u64),
	Text(String),
}

impl Number {
	fn read<T: std::str::FromStr + TryFrom<u64>>(&self, name: &str) -> Result<T, ChatError> {
		let read = match self {
			Self::Plain(number) => T::try_from(*number).ok(),
			Self::Text(text) => text.parse().ok(),
		};
		read.ok_or_else(|| {
			ChatError::Malformed(format!("{name} must be a whole number, as a number or a string"))
		})
	}
}

#[derive(Clone, Debug, Deserialize)]
struct WireVoucher {
	session: Number,
	answers: Number,
	cumulative: Number,
	receipts: String,
	signature: String,
	genesis: Option<String>,
	tokens: Option<bool>,
}

impl WireVoucher {
	fn read(self) -> Result<SentVoucher, ChatError> {
		let (session, answers) = (self.session.read("session")?, self.answers.read("answers")?);
		let cumulative = self.cumulative.read("cumulative")?;
		let malformed = |_| ChatError::Malformed("receipts must be 32 bytes in hexadecimal".into());
		let receipts = self.receipts.parse().map_err(malformed)?;
		let Self { signature, genesis, .. } = self;
		Ok(SentVoucher { session, answers, cumulative, receipts, signature, genesis })
	}
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
	Text(String),
	Parts(Vec<Part>),
}

#[derive(Deserialize)]
struct Part {
	#[serde(rename = "type")]
	kind: String,
	text: Option<String>,
}

#[derive(Deserialize)]
struct WireMessage {
	role: String,
	content: Content,
}

/// OpenAI's request. Fields that only steer sampling are accepted and have no effect: answers are greedy.
#[derive(Deserialize)]
struct WireChat {
	model: Number,
	messages: Vec<WireMessage>,
	max_tokens: Option<u32>,
	max_completion_tokens: Option<u32>,
	stream: Option<bool>,
	n: Option<u32>,
	openledger: Option<WireVoucher>,
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, ChatError> {
	serde_json::from_slice(body)
		.map_err(|error| ChatError::Malformed(format!("the body cannot be read: {error}")))
}

impl ChatRequest {
	/// Parses and checks a request.
	pub fn parse(body: &[u8]) -> Result<Self, ChatError> {
		let wire: WireChat = parse(body)?;
		let malformed = |text: &str| ChatError::Malformed(text.into());
		if wire.n.is_some_and(|n| n != 1) {
			return Err(malformed("n must be 1: answers are greedy, so more would be the same"));
		}
		if wire.messages.is_empty() || wire.messages.len() > MAX_MESSAGES {
			return Err(malformed("messages must hold between 1 and 256 messages"));
		}
		let max_tokens = wire.max_completion_tokens.or(wire.max_tokens);
		if max_tokens == Some(0) {
			return Err(malformed("max_tokens must be at least 1"));
		}
		let model = wire.model.read("model")?;
		let messages = wire.messages.into_iter().map(message).collect::<Result<_, _>>()?;
		let voucher = wire.openledger.ok_or(ChatError::NoVoucher)?;
		Ok(Self {
			model,
			messages,
			max_tokens,
			stream: wire.stream.unwrap_or(false),
			wants_tokens: voucher.tokens.unwrap_or(false),
			voucher: voucher.read()?,
		})
	}
}

/// Parses the body of a payment.
pub(crate) fn parse_voucher(body: &[u8]) -> Result<SentVoucher, ChatError> {
	parse::<WireVoucher>(body)?.read()
}

fn message(wire: WireMessage) -> Result<Message, ChatError> {
	let role = match wire.role.as_str() {
		"system" | "developer" => Role::System,
		"user" => Role::User,
		"assistant" => Role::Assistant,
		other => {
			let text = format!("role {other:?} is not known: use system, user or assistant");
			return Err(ChatError::Malformed(text));
		},
	};
	let content = match wire.content {
		Content::Text(text) => text,
		Content::Parts(parts) => {
			let text = |part: Part| match (part.kind.as_str(), part.text) {
				("text", Some(text)) => Ok(text),
				_ => Err(ChatError::Malformed("content parts must be of type text".into())),
			};
			parts.into_iter().map(text).collect::<Result<Vec<_>, _>>()?.concat()
		},
	};
	Ok(Message { role, content })
}
