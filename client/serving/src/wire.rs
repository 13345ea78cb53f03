//! What goes over the wire.

use crate::{
	engine::{Attribution, Cited, Finish, Message, Quote, Role},
	error::ApiError,
};
use codec::Encode;
use openledger_primitives::{
	influence::InfluenceVector, usage::Receipt, Balance, ContributionId, ModelId, SessionId,
};
use serde::Deserialize;
use serde_json::{json, Value};

/// Most messages of a conversation.
const MOST_MESSAGES: usize = 256;

/// A number that may come as a JSON number or, since JavaScript loses digits beyond 2^53, as a string.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Number {
	Plain(u64),
	Text(String),
}

impl Number {
	fn read<T: std::str::FromStr + TryFrom<u64>>(&self, name: &str) -> Result<T, ApiError> {
		let read = match self {
			Self::Plain(number) => T::try_from(*number).ok(),
			Self::Text(text) => text.parse().ok(),
		};
		read.ok_or_else(|| {
			ApiError::Malformed(format!("{name} must be a whole number, as a number or a string"))
		})
	}
}

#[derive(Clone, Debug, Deserialize)]
struct WireVoucher {
	session: Number,
	cumulative: Number,
	signature: String,
	genesis: Option<String>,
	tokens: Option<bool>,
}

/// A voucher as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SentVoucher {
	pub session: SessionId,
	pub cumulative: Balance,
	pub signature: String,
	/// Not needed, since it is part of what is signed; if given, it makes a better error message.
	pub genesis: Option<String>,
	/// Whether the answer is to come with its token ids, against which the receipt can be checked.
	pub tokens: bool,
}

impl WireVoucher {
	fn read(self) -> Result<SentVoucher, ApiError> {
		let (session, cumulative) = (self.session.read("session")?, self.cumulative.read("cumulative")?);
		let tokens = self.tokens.unwrap_or(false);
		Ok(SentVoucher { session, cumulative, signature: self.signature, genesis: self.genesis, tokens })
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

/// A chat request.
#[derive(Debug)]
pub(crate) struct Chat {
	pub model: ModelId,
	pub messages: Vec<Message>,
	pub max_tokens: Option<u32>,
	pub stream: bool,
	pub voucher: SentVoucher,
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, ApiError> {
	serde_json::from_slice(body)
		.map_err(|error| ApiError::Malformed(format!("the body cannot be read: {error}")))
}

impl Chat {
	/// Reads and checks a request.
	pub fn parse(body: &[u8]) -> Result<Self, ApiError> {
		let wire: WireChat = parse(body)?;
		let malformed = |text: &str| ApiError::Malformed(text.into());
		if wire.n.is_some_and(|n| n != 1) {
			return Err(malformed("n must be 1: answers are greedy, so more would be the same"));
		}
		if wire.messages.is_empty() || wire.messages.len() > MOST_MESSAGES {
			return Err(malformed("messages must hold between 1 and 256 messages"));
		}
		let max_tokens = wire.max_completion_tokens.or(wire.max_tokens);
		if max_tokens == Some(0) {
			return Err(malformed("max_tokens must be at least 1"));
		}
		Ok(Self {
			model: wire.model.read("model")?,
			messages: wire.messages.into_iter().map(message).collect::<Result<_, _>>()?,
			max_tokens,
			stream: wire.stream.unwrap_or(false),
			voucher: wire.openledger.ok_or(ApiError::NoVoucher)?.read()?,
		})
	}
}

impl SentVoucher {
	/// Reads the body of a payment.
	pub fn parse(body: &[u8]) -> Result<Self, ApiError> {
		parse::<WireVoucher>(body)?.read()
	}
}

fn message(wire: WireMessage) -> Result<Message, ApiError> {
	let role = match wire.role.as_str() {
		"system" | "developer" => Role::System,
		"user" => Role::User,
		"assistant" => Role::Assistant,
		other => {
			let text = format!("role {other:?} is not known: use system, user or assistant");
			return Err(ApiError::Malformed(text));
		},
	};
	let content = match wire.content {
		Content::Text(text) => text,
		Content::Parts(parts) => {
			let text = |part: Part| match (part.kind.as_str(), part.text) {
				("text", Some(text)) => Ok(text),
				_ => Err(ApiError::Malformed("content parts must be of type text".into())),
			};
			parts.into_iter().map(text).collect::<Result<Vec<_>, _>>()?.concat()
		},
	};
	Ok(Message { role, content })
}

/// A finished answer.
#[derive(Clone, Debug)]
pub(crate) struct Done {
	pub text: String,
	pub finish: Finish,
	pub receipt: Receipt,
	pub attribution: Attribution,
	pub created: u64,
	/// Token ids read and written, if they were asked for.
	pub tokens: Option<(Vec<u32>, Vec<u32>)>,
}

impl Done {
	fn reason(&self) -> &'static str {
		match self.finish {
			Finish::Stop => "stop",
			Finish::Length => "length",
			Finish::Cancelled => "cancelled",
		}
	}

	fn usage(&self) -> Value {
		let (prompt, completion) = (self.receipt.prompt_tokens, self.receipt.completion_tokens);
		let total = u64::from(prompt) + u64::from(completion);
		json!({ "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total })
	}

	fn openledger(&self) -> Value {
		let mut value = json!({
			"receipt": receipt(&self.receipt),
			"receipt_hash": self.receipt.hash(),
			"owed": self.receipt.cumulative.to_string(),
			"influence": influence(&self.receipt.influence),
			"attribution": attribution(&self.attribution),
		});
		if let Some((prompt, answer)) = &self.tokens {
			value["tokens"] = json!({ "prompt": prompt, "answer": answer });
		}
		value
	}

	/// The whole answer in one.
	pub fn whole(&self, id: &str) -> Value {
		let message = json!({ "role": "assistant", "content": self.text });
		json!({
			"id": id,
			"object": "chat.completion",
			"created": self.created,
			"model": self.receipt.model.to_string(),
			"choices": [{ "index": 0, "message": message, "finish_reason": self.reason() }],
			"usage": self.usage(),
			"openledger": self.openledger(),
		})
	}

	/// The last chunk of a stream.
	pub fn last_chunk(&self, id: &str) -> Value {
		let mut value = chunk(id, self.receipt.model, self.created, json!({}), Some(self.reason()));
		value["usage"] = self.usage();
		value["openledger"] = self.openledger();
		value
	}
}

/// A chunk of a stream.
pub(crate) fn chunk(id: &str, model: ModelId, created: u64, delta: Value, reason: Option<&str>) -> Value {
	json!({
		"id": id,
		"object": "chat.completion.chunk",
		"created": created,
		"model": model.to_string(),
		"choices": [{ "index": 0, "delta": delta, "finish_reason": reason }],
	})
}

fn influence(vector: &InfluenceVector) -> Value {
	vector
		.iter()
		.map(|(contribution, share)| json!({ "contribution": contribution, "share": share }))
		.collect()
}

/// What shaped an answer: records, quotes, and how much of it tuning explains. What is paid by is the influence.
fn attribution(attribution: &Attribution) -> Value {
	let cited = |Cited { contribution, line, share }: &Cited| json!({ "contribution": contribution, "line": line, "share": share });
	let record =
		|(contribution, line): &(ContributionId, u32)| json!({ "contribution": contribution, "line": line });
	let quote = |Quote { start, length, text, bits, occurrences, records }: &Quote| {
		json!({
			"start": start,
			"length": length,
			"text": text,
			"bits": bits,
			"occurrences": occurrences,
			"records": records.iter().map(record).collect::<Value>(),
		})
	};
	json!({
		"tuned_share": attribution.tuned_share,
		"records": attribution.records.iter().map(cited).collect::<Value>(),
		"spans": attribution.spans.iter().map(quote).collect::<Value>(),
	})
}

/// A receipt in words, with its SCALE bytes, which are what is hashed.
fn receipt(receipt: &Receipt) -> Value {
	json!({
		"genesis": receipt.genesis,
		"session": receipt.session,
		"index": receipt.index,
		"model": receipt.model,
		"adapter": receipt.adapter,
		"prompt": receipt.prompt,
		"answer": receipt.answer,
		"prompt_tokens": receipt.prompt_tokens,
		"completion_tokens": receipt.completion_tokens,
		"price": receipt.price.to_string(),
		"cumulative": receipt.cumulative.to_string(),
		"influence": influence(&receipt.influence),
		"scale": sp_core::bytes::to_hex(&receipt.encode(), false),
	})
}
